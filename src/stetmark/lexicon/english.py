"""Which English words are right? symspellpy's frequency list, without what it holds wrongly."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from stetmark.errors import SettingsError

__all__ = ["english", "frequencies"]

_FILE = "frequency_dictionary_en_82_765.txt"

#: In the list (it was counted from the web) but wrong, or no words of their own.
_WRONG = frozenset(
    [
        "irregardless",
        "alot",
        "alright's",
        "thier",
        "teh",
        "recieve",
        "recieved",
        "seperate",
        "definately",
        "occured",
        "untill",
        "wich",
        "becuase",
        "accomodate",
        "adress",
        "beleive",
        "calender",
        "cemetary",
        "collegue",
        "concious",
        "dissapear",
        "embarass",
        "enviroment",
        "existance",
        "foward",
        "goverment",
        "harrass",
        "immediatly",
        "independant",
        "occurence",
        "posession",
        "priviledge",
        "publically",
        "reccomend",
        "refered",
        "succesful",
        "suprise",
        "tommorow",
        "truely",
        "wierd",
        "wether",
        "whereever",
        "neccessary",
        "noticable",
        "occassion",
        "persistant",
        "prefered",
        "similiar",
    ]
)
#: Right, and not in the list.
_RIGHT = frozenset(
    [
        "i'm",
        "you're",
        "we're",
        "they're",
        "it's",
        "he's",
        "she's",
        "that's",
        "there's",
        "what's",
        "who's",
        "where's",
        "let's",
        "don't",
        "doesn't",
        "didn't",
        "can't",
        "won't",
        "wouldn't",
        "couldn't",
        "shouldn't",
        "isn't",
        "aren't",
        "wasn't",
        "weren't",
        "hasn't",
        "haven't",
        "hadn't",
        "i've",
        "you've",
        "we've",
        "they've",
        "i'll",
        "you'll",
        "he'll",
        "she'll",
        "it'll",
        "we'll",
        "they'll",
        "i'd",
        "you'd",
        "he'd",
        "she'd",
        "we'd",
        "they'd",
        "mustn't",
        "needn't",
        "ain't",
        "online",
        "website",
        "email",
        "blog",
        "app",
        "apps",
        "internet",
        "dataset",
        "datasets",
        "benchmark",
        "benchmarks",
        "pretraining",
        "finetuning",
        "tokenizer",
        "tokenizers",
        "workflow",
        "workflows",
        "backend",
        "frontend",
        "login",
        "username",
        "username's",
        "smartphone",
        "podcast",
    ]
)


@cache
def frequencies() -> dict[str, int]:
    """Return English words in lower case with their counts; about 82,000.

    Raises:
        SettingsError: The list's package is not installed.
    """
    spec = find_spec("symspellpy")
    if spec is None or spec.origin is None:
        raise SettingsError(
            "symspellpy is not installed", hint="pip install stetmark again: it is a core dependency"
        )
    text = (Path(spec.origin).parent / _FILE).read_text(encoding="utf-8-sig")
    parts = text.split()
    counts = dict(zip(parts[::2], map(int, parts[1::2]), strict=True))
    for word in _WRONG:
        counts.pop(word, None)
    return counts


@cache
def english() -> frozenset[str]:
    """Return the English words held to be right, in lower case.

    Raises:
        SettingsError: The list's package is not installed.
    """
    return frozenset(frequencies()) | _RIGHT
