"""Documents made at random of everything a format has, for formats of which few files are installed."""

from __future__ import annotations

import io
import json
import random
import zipfile
from xml.sax.saxutils import escape

SENTENCES = (
    "The committee met on Tuesday to consider the report.",
    "Members agreed that the figures were better than expected.",
    "Nobody spoke against the proposal, and it was carried.",
    "The cost of materials had risen since the spring.",
    "We measured the depth of the river at three places.",
    "Her letters from the coast were short & rarely sad.",
    "这一现象反映出热门对象的集中程度。",
    "Das Café öffnet um neun – später nicht.",
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def latex(rng):
    """A LaTeX file."""
    parts = [
        "\\documentclass{article}\n\\usepackage{amsmath}\n\\title{" + pick(rng) + "}\n",
        "\\begin{document}\n",
    ]
    if rng.random() < 0.2:
        parts = []
    made = [
        lambda: f"\\section{{{pick(rng)}}}\\label{{sec:committee}}",
        lambda: f"{pick(rng)} See~\\cite[p.~3]{{committee2020}} and \\ref{{sec:figures}}. {pick(rng)}",
        lambda: f"{pick(rng)} % a comment on the committee\n{pick(rng)}",
        lambda: f"Let $committee = x^2$ and \\(a_{{figures}}\\) be given. {pick(rng)}",
        lambda: (
            f"{pick(rng)}\n\\begin{{equation}}\n  committee = \\text{{report}}\n\\end{{equation}}\n{pick(rng)}"
        ),
        lambda: f"\\[ figures \\] {pick(rng)} $$ report $$",
        lambda: f"\\begin{{verbatim}}\n{pick(rng)}\n\\end{{verbatim}}",
        lambda: (
            f"\\begin{{itemize}}\n\\item {pick(rng)}\n\\item[report] \\emph{{{pick(rng)}}}\n\\end{{itemize}}"
        ),
        lambda: f"{pick(rng)}\\footnote{{{pick(rng)}}} {pick(rng)}",
        lambda: f"\\href{{http://committee.org/report}}{{{pick(rng)}}} \\url{{http://figures.org}}",
        lambda: f'Erd\\H{{o}}s and na\\"{{\\i}}ve G\\"odel: {pick(rng)} \\verb|committee|',
        lambda: (
            f"\\begin{{figure}}[ht]\n\\includegraphics[width=\\textwidth]{{report.png}}\n\\caption{{{pick(rng)}}}\n\\end{{figure}}"
        ),
        lambda: f"\\begin{{tabular}}{{ll}}\ncommittee & report \\\\\n\\end{{tabular}}\n{pick(rng)}",
        lambda: f"{{\\bf {pick(rng)}}} \\mycommand[report]{{committee}}{{figures}} {pick(rng)}",
        lambda: f"50\\% of \\& ``{pick(rng)}'' --- {pick(rng)} $\\unclosed",
    ]
    parts += [
        rng.choice(made[:-1])() + rng.choice(["\n\n", "\n\n\n", "\n% x\n\n"])
        for _ in range(rng.randint(3, 12))
    ]
    if len(parts) > 1 and "document" in parts[1]:
        parts.append("\\end{document}\ncommittee after the end\n")
    text = "".join(parts)
    return varied(text, rng)


def notebook(rng):
    """A Jupyter notebook."""
    ascii_only = rng.random() < 0.5
    cells = []
    for _ in range(rng.randint(1, 8)):
        kind = rng.choice(["markdown", "markdown", "code", "raw"])
        text = "\n".join(
            rng.choice(
                [
                    "# {}",
                    "{} `committee` {}",
                    "- {}\n- {}",
                    "> {}",
                    "| a | b |\n|---|---|\n| {} | x |",
                    '"{}" \\\\ [l](http://report.org) {}',
                ]
            )
            .replace("{}", pick(rng), 1)
            .replace("{}", pick(rng))
            + "\n"
            for _ in range(rng.randint(1, 5))
        )
        source = text.splitlines(keepends=True) if rng.random() < 0.7 else text
        cells.append({"cell_type": kind, "metadata": {"committee": "report"}, "source": source})
        if kind == "code":
            cells[-1] |= {"outputs": [{"text": ["the committee met\n"]}], "execution_count": None}
        if rng.random() < 0.3:
            cells[-1] = {"source": cells[-1].pop("source"), **cells[-1]}
    book = {"cells": cells, "metadata": {"title": "the committee"}, "nbformat": 4, "nbformat_minor": 5}
    indent = rng.choice([None, 1, 2])
    text = json.dumps(book, ensure_ascii=ascii_only, indent=indent) + rng.choice(["", "\n"])
    return varied(text, rng, bom=False)


def docx(rng):
    """A Word document."""
    body = "".join(paragraph(rng) for _ in range(rng.randint(2, 9)))
    extra = {"word/styles.xml": f'<w:styles xmlns:w="{W}"/>', "word/media/image1.png": "\x89PNG report"}
    if rng.random() < 0.5:
        extra["word/footnotes.xml"] = (
            f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{paragraph(rng)}</w:footnote></w:footnotes>'
        )
    return packed(body, extra)


def paragraph(rng):
    """One `w:p` with whatever may be in it."""
    runs = []
    for _ in range(rng.randint(1, 6)):
        text = escape(pick(rng))
        cut = rng.randrange(len(text))
        if "&" in text[:cut][-5:]:
            cut = 0
        made = [
            f'<w:r><w:t xml:space="preserve">{text} </w:t></w:r>',
            f'<w:r w:rsidR="00A"><w:rPr><w:b/></w:rPr><w:t>{text[:cut]}</w:t></w:r><w:r><w:t>{text[cut:]}</w:t><w:tab/><w:t>{text}</w:t></w:r>',
            f'<w:ins w:id="{rng.randint(1, 99)}" w:author="A"><w:r><w:t>{text}</w:t></w:r></w:ins>',
            f'<w:del w:id="{rng.randint(1, 99)}" w:author="A"><w:r><w:delText>{text}</w:delText></w:r></w:del>',
            f'<w:hyperlink w:anchor="committee"><w:r><w:t>{text}</w:t></w:r></w:hyperlink>',
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF committee</w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{text}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
            f'<w:r><w:rPr><w:rStyle w:val="VerbatimChar"/></w:rPr><w:t>{text}</w:t></w:r>',
            "<w:r><w:br/></w:r><w:r><w:t/></w:r>",
            '<w:r><w:drawing><w:docPr id="1" name="the report"/></w:drawing></w:r>',
        ]
        runs.append(rng.choice(made))
    style = rng.choice(
        [
            "",
            "",
            "<w:pPr><w:pStyle w:val='Heading1'/></w:pPr>",
            '<w:pPr><w:pStyle w:val="SourceCode"/></w:pPr>',
        ]
    )
    return f"<w:p>{style}{''.join(runs)}</w:p>"


def packed(body, extra=None):
    """The smallest .docx around a body."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "_rels/.rels",
            '<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        xml = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
        archive.writestr("word/document.xml", xml)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return out.getvalue()


def pick(rng):
    """One or two sentences."""
    return " ".join(rng.choices(SENTENCES, k=rng.choice([1, 1, 2])))


def varied(text, rng, *, bom=True):
    """The text in bytes: other line ends, a byte order mark, no newline at the end."""
    if rng.random() < 0.3:
        text = text.replace("\n", "\r\n")
    if rng.random() < 0.3:
        text = text.rstrip("\r\n")
    mark = b"\xef\xbb\xbf" if bom and rng.random() < 0.2 else b""
    return mark + text.encode()


MAKERS = {"tex": latex, "ipynb": notebook, "docx": docx}


def make(kind, seed):
    """The `seed`-th document of a kind."""
    return MAKERS[kind](random.Random(f"{kind}{seed}"))
