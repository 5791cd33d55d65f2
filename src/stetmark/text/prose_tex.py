"""What of LaTeX is printed as running text: commands, environments, accents.

Everything nobody can be sure of is left alone: the arguments of unknown commands, environments that are not
text, words with accent commands.
"""

from __future__ import annotations

import re

__all__ = [
    "ACCENTED",
    "ACCENT_NAMES",
    "KNOWN",
    "OPAQUE_ENVIRONMENT",
    "PROSE_LAST",
    "PROSE_SECOND",
    "VERBATIM",
    "closings",
]

#: Commands whose (last) argument is printed as running text.
PROSE_LAST = frozenset(
    "textbf textit emph underline textsc textsf textrm textsl textmd textup texttup textnormal text mbox fbox"
    " enquote footnote footnotetext section subsection subsubsection paragraph subparagraph chapter part"
    " title subtitle caption subcaption marginpar uline alert hl MakeUppercase section* subsection*"
    " subsubsection* paragraph* subparagraph* chapter* part* caption* thanks".split()
)
#: The first argument is not prose, the second is.
PROSE_SECOND = frozenset(
    "href textcolor colorbox foreignlanguage parbox raisebox resizebox scalebox hyperref".split()
)
#: Commands that may follow a word without a space: `method\cite{x}` is not a path.
KNOWN = (
    PROSE_LAST
    | PROSE_SECOND
    | frozenset(
        "begin end label ref eqref cref Cref autoref pageref cite citep citet citeauthor citeyear parencite"
        " textcite index footnotemark ldots dots cdots item par newline quad qquad xspace today LaTeX TeX"
        " textquotesingle textquoteright textquoteleft texttrademark textregistered copyright degree"
        " linebreak noindent hfill textbackslash textasciitilde S P dag ddag nobreakspace thinspace".split()
    )
)
#: Environments whose content is not running text.
OPAQUE_ENVIRONMENT = re.compile(
    r"(?:verbatim|Verbatim|BVerbatim|LVerbatim|lstlisting|minted|alltt|comment|filecontents|tikzpicture|pgfpicture"
    r"|picture|equation|align|alignat|flalign|gather|multline|eqnarray|displaymath|math|dmath|IEEEeqnarray|subequations"
    r"|algorithm|algorithmic|algorithm2e|thebibliography|tabular|tabularx|tabulary|longtable|array|luacode|python"
    r"|sageblock|sagesilent|code|Code|CodeChunk|CodeInput|CodeOutput|Sinput|Soutput|asy|forest|tikzcd|prooftree)\*?\Z"
)
#: A word with accent commands in it, from its first letter.
ACCENTED = re.compile(
    r"""(?:
      \\["'`^~=.]\s*(?:\{[^{}]*\}|\\[ij](?![A-Za-z])|[A-Za-z])
    | \\[HckbdruvtG](?:\s*\{[^{}]*\}|\s+[A-Za-z])
    | \\(?:ss|ae|AE|oe|OE|aa|AA|o|O|l|L|i|j)(?![A-Za-z])(?:\{\}|\ (?=[a-z]))? | [^\W\d_]|'(?=[^\W\d_]) )+""",
    re.VERBOSE,
)
#: Commands whose argument stands between two equal signs.
VERBATIM = frozenset(["verb", "lstinline"])
#: Commands that are part of a word.
ACCENT_NAMES = frozenset("H c k b d r u v t G ss ae AE oe OE aa AA o O l L i j".split())
_BRACKET = re.compile(r"\\.|[][{}]|\n\n", re.DOTALL)


def closings(text: str, opening: str, closing: str) -> dict[int, int]:
    """Return where each bracket is closed; none is across a blank line.

    Args:
        text: Any text; a bracket after a backslash does not count.
        opening: The signs that open, `{` or `{[`.
        closing: The signs that close.
    """
    closed: dict[int, int] = {}
    still_open: list[int] = []
    for match in _BRACKET.finditer(text):
        sign = match.group()
        if sign == "\n\n":
            still_open.clear()
        elif sign in opening:
            still_open.append(match.start())
        elif sign in closing and still_open:
            closed[still_open.pop()] = match.start()
    return closed
