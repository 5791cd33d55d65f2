"""Which words of a text may a corrector touch at all?

Code, formulas, addresses, paths, identifiers, tags, quotations marked [sic], clipped words of dialect are
none of its business. What is left are sites: words of Latin letters with their neighbours.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from stetmark.text.lettercase import normalize_word
from stetmark.text.scripts import is_cjk

__all__ = ["Site", "protected", "sites"]

_L = r"A-Za-zÀ-ÖØ-öø-ɏ"
_WORD = re.compile(rf"[{_L}]+(?:['’][{_L}]+)*")

#: Spans in which nothing is touched. First match wins, from left to right. Every repetition that could be
#: tried again from many places has a bound, so that no text takes more than linear time.
_PROTECTED = re.compile(
    r"""
      ```.*?(?:```|\Z) | ~~~.*?(?:~~~|\Z)                      # fenced code
    | ``[^`]{1,2000}`` | `[^`\n]{1,2000}`                      # inline code
    | ^(?:[ ]{4}|\t)[^\n]*[{}();=<>][^\n]*$                    # an indented line that looks like code
    | \$\$.{1,3000}?\$\$ | \$(?!\s)[^$\n]{1,200}?(?<!\s)\$(?!\d)  # TeX formulas
    | \\\(.{1,2000}?\\\) | \\\[.{1,3000}?\\\]
    | \\begin\{(?:equation|align|verbatim|lstlisting|math|eqnarray)\*?\}.{0,5000}?\\end\{[a-z*]{1,20}\}
    | \\(?:begin|end|label|ref|eqref|cite[a-z]{0,10}|includegraphics|input|include|usepackage|documentclass
         |url|href|texttt|verb|bibliography|bibliographystyle|mathrm|operatorname)\*?
         (?:\[[^\]]{0,200}\])?\{[^{}]{0,500}\}
    | \\[A-Za-z@]+\*?                                          # any other TeX command, by its name only
    | <!--.{0,5000}?-->
    | <(?:code|pre|script|style|kbd|samp|var)\b[^>]{0,400}>.{0,5000}?
      </(?:code|pre|script|style|kbd|samp|var)>
    | </?[A-Za-z][^<>]{0,400}> | &\#?\w{1,30};                 # tags and entities
    | \]\([^()\s]{0,400}(?:\([^()\s]{0,100}\)[^()\s]{0,100}){0,3}\)  # link targets
    | ^\[[^\]\n]{1,200}\]:\s{0,9}\S+
    | \]\[[^\]\n]{0,100}\] | \[\^?[A-Za-z0-9_.-]{1,60}\](?:\[[^\]\n]{0,100}\]|(?=:))
    | \{\#[^}]{0,200}\} | \{\{.{0,500}?\}\} | \{%.{0,500}?%\}
    | (?:https?|ftp|file|mailto|doi|arXiv):\S+ | \bwww\.\S+
    | (?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]+          # mail addresses
    | (?<!\w)[@\#][\w.-]+                                     # handles and tags
    | (?<!\S)--?[A-Za-z][\w-]*                                # command-line flags
    | (?<!\S)[^\s\]]{0,100}?[/\\][\w.~-]{1,100}[/\\]\S* | (?<!\S)[~.]{0,2}/\S+  # paths; no link text
    | (?<![\w.-])[\w-]{1,60}(?:\.[\w-]{1,60}){0,6}\.(?:com|org|net|edu|gov|io|dev|uk|cn|de|fr|html?|php|py|js
         |ts|rs|go|c|h|cc|cpp|hpp|java|rb|sh|txt|md|rst|tex|pdf|csv|tsv|json|jsonl|toml|ya?ml|ini|cfg|conf|log
         |xml|svg|png|jpe?g|gif|zip|gz|tar|docx?|xlsx?|pptx?|ipynb|lock|exe|dll|so|sql|db)\b
    | \b[A-Za-z0-9]{1,60}_\w+ | \b__\w+                       # snake_case, __dunder__
    | \b[A-Za-z]\w{0,60}(?:\.[A-Za-z_]\w{0,60}){0,6}\(\)?(?=[\w,.'")\s=]{0,200}\))  # a call: os.path.join()
    | \b[a-z]+[A-Z][A-Za-z0-9]*\b | \b(?:[A-Z][a-z0-9]+){2,}\b  # camelCase, CapWords
    | \b\w*\d\w*\b                                             # anything with a digit
    | [%$]\{?\w+\}? | :\w[\w-]{0,60}: | \b[a-z]+::\w[\w:]*     # variables, roles, C++ and Rust paths
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_SIC = re.compile(r"\[\s*(?:sic|[Ss]ic!?)\s*\]|\(\s*sic!?\s*\)")
_QUOTED_BEFORE = re.compile(r"[\"“”'‘«„][^\"“”«»\n]{0,200}$")
_LAST_WORDS = re.compile(r"(?:\S+\s+){0,2}\S*\s*$")
_SENTENCE_START = re.compile(
    r"(?:^|[.?!:…]['\"”’)\]]*\s+|\n\s*(?:[-*+•>#]+\s+|\d+[.)]\s+)?|\n)['\"“‘(\[*_]*$"
)
_HYPHEN = re.compile(r"[-‐‑]")
_QUOTES = "'\"‘’“”"
#: A chunk with a dot inside or a second slash is a path; "sparse/diffuse" is prose.
_PATH = re.compile(r"[./~][^\s/]*/(?:\S*/)?\Z")
_PATH_ON = re.compile(r"/?\S{0,60}?(?:/\S{0,60}?/|/\S{0,60}?\.\w)|\.\w")
_DOTTED_AFTER = re.compile(r"\.[a-z0-9_]")
_DOTTED_BEFORE = re.compile(r"\w\.\Z")
_CHAIN_BEFORE = re.compile(r"[\w‐‑-]{1,60}[-‐‑]\Z")
_CHAIN_AFTER = re.compile(r"[-‐‑][\w‐‑-]*")
_UNIT = re.compile(r"\d[\s\u00a0\u202f]?\Z")
_CLOSING = re.compile(r"[^\W\d_.,!?;:…]?[.,!?;:…]?['’](?!\w)")
#: Letters of an ending in brackets.
_ENDING = 3
_OPENING = re.compile(r"(?<!\w)['‘](?=\w)")
_EMPHASIS_ENDS = re.compile(r"(?:[^_\n]|\n(?!\n)){0,300}(?<=\S)_(?!\w)")
_EMPHASIS_STARTS = re.compile(r"(?<!\w)_(?:(?=\S)(?:[^_\n]|\n(?!\n)){1,300})?\Z")
_JOINED = re.compile(r"[ \t\u00a0]*(?:\r?\n)?[ \t]*")


class Site(NamedTuple):
    """A word that may be touched: `text[start:end]` is `word`.

    `left` and `right` are the neighbouring words in lower case, "" where a sign or nothing stands between.
    `starts` says that a sentence may begin here; `hyphened` that a hyphen touches the word; `odd` that an
    apostrophe or other sign of dialect touches it.
    """

    start: int
    end: int
    word: str
    left: str
    right: str
    starts: bool
    hyphened: bool
    odd: bool


def protected(text: str) -> list[tuple[int, int]]:
    """Give the spans, in order and disjoint, in which a corrector changes nothing."""
    spans = [match.span() for match in _PROTECTED.finditer(text)]
    for match in _SIC.finditer(text):
        before = text[: match.start()].rstrip()
        inside = before[:-1] if before[-1:] in "\"”'’»" else before
        quoted = _QUOTED_BEFORE.search(inside, max(0, len(inside) - 240))
        last = _LAST_WORDS.search(before, max(0, len(before) - 120))
        start = quoted.start() if quoted else last.start() if last else match.start()
        spans.append((start, match.end()))
    spans.sort()
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def sites(text: str) -> Iterator[Site]:
    """Walk through the words of `text` that lie outside protected spans."""
    spans = protected(text)
    starts = [start for start, _ in spans]
    matches = list(_WORD.finditer(text))
    for index, match in enumerate(matches):
        start, end = match.span()
        at = bisect_right(starts, end - 1) - 1
        if at >= 0 and spans[at][1] > start:
            continue
        before = text[start - 1 : start]
        after = text[end : end + 1]
        left = right = ""
        if index and _JOINED.fullmatch(text, matches[index - 1].end(), start):
            left = normalize_word(matches[index - 1].group())
        if index + 1 < len(matches) and _JOINED.fullmatch(text, end, matches[index + 1].start()):
            right = normalize_word(matches[index + 1].group())
        yield Site(
            start,
            end,
            match.group(),
            left,
            right,
            starts=bool(_SENTENCE_START.search(text, max(0, start - 12), start)) or start == 0,
            hyphened=_HYPHEN.match(before) is not None or _HYPHEN.match(after) is not None,
            odd=_odd(text, start, end),
        )


def _odd(text: str, start: int, end: int) -> bool:
    """Whether the word is clipped ("goin'", "'ome") or part of something that is not prose."""
    before = text[start - 1 : start]
    after = text[end : end + 1]
    return (
        (after != "" and after in "@\\=^~{")
        or (before != "" and before in "@\\=^~&%$")
        or ("_" in (before, after) and not _emphasised(text, start, end, before, after))
        or (before == "}" and text[start - 2 : start - 1].isalnum())  # \\textbf{D}ual
        or _is_foreign(before)
        or _is_foreign(after)
        or (after == ")" and text[end + 1 : end + 2].isalpha())  # (mis)alignment
        or (before == "(" and text[start - 2 : start - 1].isalpha() and end - start <= _ENDING)  # word(s)
        or _DOTTED_AFTER.match(text, end) is not None  # sys.path
        or _DOTTED_BEFORE.search(text, max(0, start - 2), start) is not None
        or ("/" in (before, after) and _in_path(text, start, end))
        or (end - start <= 3 and _UNIT.search(text, max(0, start - 2), start) is not None)  # 5 mm
        or (end - start < 6 and after != "" and after in _QUOTES and before != "" and before in _QUOTES)
        or _in_numbered_chain(text, start, end, before, after)
        or _clipped(text, start, end, before, after)
    )


def _is_foreign(sign: str) -> bool:
    """Whether a sign is Chinese, Japanese or Korean, or another script's letter: beside it stands a name."""
    return is_cjk(sign) or sign.isalpha()


def _emphasised(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether the low lines beside the word are Markdown's, _round a phrase_, and no part of a name."""
    if before == "_" and (text[start - 2 : start - 1].isalnum() or not _EMPHASIS_ENDS.match(text, end)):
        return False
    return after != "_" or (
        not text[end + 1 : end + 2].isalnum()
        and _EMPHASIS_STARTS.search(text, max(0, start - 300), start) is not None
    )


def _in_path(text: str, start: int, end: int) -> bool:
    """Whether the chunk has a second slash or a dot inside; "sparse/diffuse" is prose."""
    return bool(_PATH.search(text, max(0, start - 60), start) or _PATH_ON.match(text, end))


def _in_numbered_chain(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether hyphens join a digit to the word: gpt-oss-20b."""
    return (
        _HYPHEN.match(before) is not None and _numbered(_CHAIN_BEFORE.search(text, max(0, start - 60), start))
    ) or (_HYPHEN.match(after) is not None and _numbered(_CHAIN_AFTER.match(text, end, end + 60)))


def _clipped(text: str, start: int, end: int, before: str, after: str) -> bool:
    """Whether an apostrophe stands for letters left out at its start or end."""
    if before and before in "'‘’" and (start < 2 or not text[start - 2].isalnum()):
        # An opening quote has a closing one; what is clipped at its start has none.
        return before == "’" or not _CLOSING.search(text, end, end + 400)
    if after and after in "'’" and text[end - 1] not in "sS":
        return text[start:end].lower().endswith("in") or not _OPENING.search(text, max(0, start - 400), start)
    return False


def _numbered(chain: re.Match[str] | None) -> bool:
    """Whether what hyphens join to the word holds a digit."""
    return chain is not None and any(sign.isdigit() for sign in chain.group())
