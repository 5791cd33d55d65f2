r"""What does a reader see of Markdown, TeX and HTML? `$\mu$m` and `μm` are the same to him."""

from __future__ import annotations

import html
import re
import unicodedata

__all__ = ["has_markup", "visible"]

#: TeX names that are no Greek letter and stand for one sign.
_SYMBOLS = dict(
    pair.split("=", 1)
    for pair in """
    infty=∞ times=× cdot=· pm=± mp=∓ leq=≤ le=≤ geq=≥ ge=≥ neq=≠ ne=≠ approx=≈ sim=~ simeq=≃ equiv=≡
    propto=∝ to=→ rightarrow=→ leftarrow=← Rightarrow=⇒ leftrightarrow=↔ mapsto=↦ in=∈ notin=∉
    subset=⊂ subseteq=⊆ cup=∪ cap=∩ emptyset=∅ forall=∀ exists=∃ partial=∂ nabla=∇ sum=∑ prod=∏
    int=∫ sqrt=√ circ=° degree=° ell=ℓ hbar=ħ dagger=† ldots=… dots=… cdots=⋯ ll=≪ gg=≫ otimes=⊗
    oplus=⊕ wedge=∧ vee=∨ neg=¬ langle=⟨ rangle=⟩ mid=| lesssim=≲ gtrsim=≳ star=⋆ prime=′ AA=Å aa=å
    ae=æ AE=Æ oe=œ OE=Œ o=ø O=Ø ss=ß l=ł L=Ł i=ı j=ȷ varepsilon=ε varphi=φ vartheta=ϑ textmu=μ
    textdegree=° textendash=– textemdash=— odot=⊙ perp=⊥ parallel=∥
""".split()
)
_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "r": "\u030a", "d": "\u0323",
    "b": "\u0331", "acute": "\u0301", "grave": "\u0300", "hat": "\u0302", "tilde": "\u0303", "bar": "\u0304",
    "breve": "\u0306", "check": "\u030c", "dot": "\u0307", "ddot": "\u0308", "mathring": "\u030a",
}  # fmt: skip
#: TeX commands that only style or space what follows.
_STYLE = re.compile(
    r"\\(?:(?:math|text|operatorname)[a-z]*|emph|left|right|[bB]igg?[lr]?|rm|bf|it|sf|tt|cal|mbox|hbox|underline|"
    r"displaystyle|quad|qquad|[,;:!> ()\[\]])\*?"
)
_ACCENT = re.compile(
    r"\\(?:(?P<sign>[\"'`^~=.])|(?P<name>[uvHckrdb](?=\s*\{|\s+[A-Za-z])|acute|grave|hat|tilde|bar|breve|check|ddot|dot|"
    r"mathring)(?![A-Za-z]))\s*(?:\{\\?(?P<braced>[A-Za-z])\}|\\?(?P<bare>[A-Za-z]))"
)
_FRACTION = re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_NAME = re.compile(r"\\([A-Za-z]+)\s?")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,200}>")
_LINK = re.compile(r"!?\[([^\[\]\n]{0,300})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,80}\])")
_SIGNS = str.maketrans("−", "-", "$\\{}_^*`~")
_HINT = re.compile(r"[$\\{}_^*`~<>&\[]")


def has_markup(text: str) -> bool:
    """Whether `text` holds a sign of Markdown, TeX or HTML."""
    return _HINT.search(text) is not None


def visible(text: str) -> str:
    r"""Return what markup makes of `text`, without white space and in NFKC, to be compared.

    Example:
        >>> visible(r"$\mu$m") == visible("μm")
        True
    """
    if "&" in text:
        text = html.unescape(text)
    if "[" in text:
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", text)
    if "\\" in text:
        text = _FRACTION.sub(r"\1/\2", text)
        text = _ACCENT.sub(_accented, text)
        text = _STYLE.sub("", text)
        text = _NAME.sub(_symbol, text)
    text = unicodedata.normalize("NFKC", text).translate(_SIGNS)
    return "".join(text.split())


def _accented(match: re.Match[str]) -> str:
    mark = _ACCENTS[match["sign"] or match["name"]]
    return unicodedata.normalize("NFC", (match["braced"] or match["bare"]) + mark)


def _symbol(match: re.Match[str]) -> str:
    name = match[1]
    if name in _SYMBOLS:
        return _SYMBOLS[name]
    size = "CAPITAL" if name[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {name.removeprefix('var').upper()}")
    except KeyError:
        return name
