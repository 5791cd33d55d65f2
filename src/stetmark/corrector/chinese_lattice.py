"""How likely is a run of Chinese characters as a row of words, and with another word in one place?

Every way to cut the run into words of the list is scored at once, from the left and from the right, so that
a candidate word costs a few additions and not a new segmentation.
"""

from __future__ import annotations

from stetmark.corrector.chinese_model import HanModel, HanRun

__all__ = ["Lattice"]

_LONGEST = 5
_KEPT = 5


class Lattice:
    """All rows of words of one run, with their log probabilities.

    Args:
        run: The characters and their neighbours.
        model: Words and pairs.
    """

    def __init__(self, run: HanRun, model: HanModel) -> None:
        self.model = model
        self.text = run.text
        self.right = run.right
        size = len(run.text)
        self.starts = [self._words_from(i) for i in range(size)]
        #: (last word, log P of everything up to here) for each place; and, from the right, (first word, log P
        #: of everything after that word).
        self.before: list[list[tuple[str, float]]] = [[] for _ in range(size + 1)]
        self.behind: list[list[tuple[str, float]]] = [[] for _ in range(size + 1)]
        self.before[0] = [(run.left, 0.0)]
        self._forward(size)
        self._backward(size)
        #: The likeliest row as it stands.
        self.best = max(score + self._closes(word) for word, score in self.before[size])
        self.head = [max(score for _, score in kept) for kept in self.before]
        alone = model.alone
        self.tail = [max(alone(w) + s for w, s in kept) if kept else 0.0 for kept in self.behind]

    def _words_from(self, start: int) -> list[tuple[str, int]]:
        text, model = self.text, self.model
        found = [(text[start], start + 1)]
        for end in range(start + 2, min(len(text), start + _LONGEST) + 1):
            word = text[start:end]
            if word in model:
                found.append((word, end))
        return found

    def _forward(self, size: int) -> None:
        after = self.model.after
        for i in range(size):
            kept = self.before[i]
            if len(kept) > _KEPT:
                kept.sort(key=_by_score)
                del kept[_KEPT:]
            for word, end in self.starts[i]:
                best = max([score + after(word, left) for left, score in kept])
                self.before[end].append((word, best))

    def _backward(self, size: int) -> None:
        after, alone = self.model.after, self.model.alone
        for i in range(size - 1, -1, -1):
            row = self.behind[i]
            for word, end in self.starts[i]:
                if end == size:
                    row.append((word, self._closes(word)))
                else:
                    row.append((word, max([after(w, word) + score for w, score in self.behind[end]])))
            if len(row) > _KEPT:
                row.sort(key=lambda pair: -pair[1] - alone(pair[0]))
                del row[_KEPT:]

    def _closes(self, word: str) -> float:
        """What the sign after the run says of its last word."""
        right = self.right
        return self.model.after(right, word) - self.model.alone(right) if right else 0.0

    def bound(self, start: int, end: int) -> float:
        """How likely the rest is, whatever stands between `start` and `end`: neighbours not counted."""
        return self.head[start] + self.tail[end] - self.best

    def gain(self, start: int, end: int, word: str) -> float:
        """By how many nats the run is likelier with `word` as one word from `start` to `end`."""
        after = self.model.after
        score = max([before + after(word, left) for left, before in self.before[start]])
        if end < len(self.text):
            score += max([after(w, word) + behind for w, behind in self.behind[end]])
        else:
            score += self._closes(word)
        return score - self.best

    def words(self) -> list[tuple[int, str]]:
        """The likeliest row of words as it stands, each with its start."""
        after, rows = self.model.after, []
        at, left = 0, self.before[0][0][0]
        while at < len(self.text):
            word, _ = max(self.behind[at], key=lambda pair: after(pair[0], left) + pair[1])
            rows.append((at, word))
            at, left = at + len(word), word
        return rows


def _by_score(pair: tuple[str, float]) -> float:
    return -pair[1]
