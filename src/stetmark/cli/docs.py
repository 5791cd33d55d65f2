"""`stetmark docs`: the documentation that comes with the package, for someone who has nothing else."""

from __future__ import annotations

from pathlib import Path

import click

import stetmark
from stetmark.errors import SettingsError

__all__ = ["command"]


def _pages(lang: str) -> tuple[Path, dict[str, Path]]:
    """Return the folder with the documentation, and its pages in `en` or `zh` by name.

    An installed package has all of it in `stetmark/docs`. A source tree has `docs` and, beside it, the README
    and the changelog.
    """
    package = Path(stetmark.__file__).parent
    folder = package / "docs"
    top = folder
    if not folder.is_dir():
        top = package.parents[1]
        folder = top / "docs"
    topics = sorted((folder / "zh" if lang == "zh" else folder).glob("*.md"))
    return folder, {
        "readme": top / ("README.zh.md" if lang == "zh" else "README.md"),
        **{page.stem: page for page in topics if page.stem.islower()},
        "changelog": top / "CHANGELOG.md",
    }


def _title(page: Path) -> str:
    with page.open(encoding="utf-8") as lines:
        return next((line[2:].strip() for line in lines if line.startswith("# ")), page.stem)


@click.command("docs")
@click.argument("page", required=False)
@click.option(
    "--lang", type=click.Choice(["en", "zh"]), default="en", show_default=True, help="Language of the pages."
)
def command(page: str | None, lang: str) -> None:
    """List the documentation pages, or print one of them, in Markdown.

    They describe the installed version and need no network.
    """
    folder, pages = _pages(lang)
    if page is None:
        width = max(len(name) for name in pages)
        for name, path in pages.items():
            click.echo(f"{name:<{width}}  {_title(path)}")
        click.echo(f"\nTo read a page: stetmark docs PAGE. The files are in {folder}.", err=True)
    elif page in pages:
        click.echo(pages[page].read_text(encoding="utf-8"), nl=False)
    else:
        raise SettingsError(
            f"there is no documentation page {page!r}", hint=f"Available: {', '.join(pages)}."
        )
