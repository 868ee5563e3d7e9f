"""The course as web pages: `python -m tools.book`, which is what `make book` does, writes `artifacts/book/html/`.

Sphinx with MyST-NB shows the stored notebooks, one edition a folder (`en/`, `ko/`), with navigation, search and, on every page, a
link to the same page in the other language. Nothing is executed. Begin at `index.html`.
"""

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import nbformat
from fontTools.ttLib import TTFont
from sphinx.application import Sphinx
from sphinx.search import languages
from sphinx.search.en import SearchEnglish

from helpers import artifacts
from plots import style
from tools import korean_edition, results

ROOT = artifacts.repository()
HANGUL = re.compile("[가-힣]{3,}")
LINK = re.compile(r"(?<=\]\()(?!https?:|mailto:)([^)#\s]*)(#[^)\s]*)?(?=\))")
CSS = """@font-face { font-family: "Nanum Gothic"; src: url("400.woff"); font-weight: 400; }
@font-face { font-family: "Nanum Gothic"; src: url("700.woff"); font-weight: 700; }
html:root { --pst-font-family-base: "Nanum Gothic", sans-serif; --pst-font-family-heading: "Nanum Gothic", sans-serif;
            --pst-font-family-monospace: ui-monospace, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", "Courier New",
                                            "Nanum Gothic", monospace; }
.bd-article table, .bd-article .output { display: block; overflow-x: auto; }
.bd-article a { overflow-wrap: anywhere; }
"""
PAGES = '<nav class="bd-links">{{ toctree(maxdepth=1, titles_only=True, includehidden=True, collapse=False) }}</nav>\n'
SWITCH = '<a class="nav-link" lang="{code}" href="{{{{ pathto("", 1) }}}}../{code}/{{{{ pagename }}}}.html">{name}</a>\n'
START = '<!doctype html><meta charset="utf-8"><title>{title}</title><meta http-equiv="refresh" content="0; url=en/index.html">\n'


class Edition(NamedTuple):
    """One language of the site: its code, its name, the site's title, its README, the folder of its notebooks, further pages."""

    code: str
    name: str
    title: str
    readme: Path
    notebooks: Path
    others: tuple[Path, ...]


EDITIONS = (
    Edition(
        "en", "English", "Korean text-to-SQL", ROOT / "README.md", ROOT / "notebooks",
        (ROOT / "notebooks" / "TEACHING.md", ROOT / "data" / "README.md"),
    ),
    Edition(
        "ko", "한국어", "한국어 text-to-SQL", ROOT / "README.ko.md", korean_edition.FOLDER,
        (korean_edition.FOLDER / "TEACHING.md", korean_edition.FOLDER / "GLOSSARY.md", ROOT / "data" / "README.ko.md"),
    ),
)  # fmt: skip


class SearchKorean(SearchEnglish):
    """A Korean word is found by its beginning too: what follows a noun is mostly a particle."""

    lang = "ko"

    def split(self, input: str) -> list[str]:
        """The words of a text, and the beginnings of Korean ones from two syllables on."""
        words = super().split(input)
        return words + [word[:end] for word in words if HANGUL.fullmatch(word) for end in range(2, len(word))]


languages["ko"] = SearchKorean


def page(file: Path) -> str:
    """Where a file of the repository stands in an edition, without its ending; the same in every language."""
    return {"README": "data_card" if file.parent.name == "data" else "index"}.get(file.name.split(".")[0], file.stem)


def linked(text: str, source: Path, edition: Edition) -> str:
    """A Markdown text with its links as the site needs them: to pages of this edition, to copied pictures, or to the repository."""
    pages = {file.resolve(): page(file) for file in files(edition)}

    def target(match: re.Match) -> str:
        path, anchor = match[1], (match[2] or "").lower()
        if not path:
            return anchor
        file = (source.parent / path).resolve()
        if file in pages:
            return f"{pages[file]}{file.suffix}{anchor}"
        within = file.relative_to(ROOT).as_posix()
        if file.suffix == ".png":
            return within
        return f"https://github.com/{results.repository_name()}/{'tree' if file.is_dir() else 'blob'}/main/{within}{match[2] or ''}"

    return LINK.sub(target, text)


def files(edition: Edition) -> Iterator[Path]:
    """What an edition consists of, in the order of its navigation."""
    yield edition.readme
    yield from sorted(edition.notebooks.glob("[0-9][0-9]_*.ipynb"))
    yield from edition.others


def stage(edition: Edition, folder: Path) -> None:
    """Write the sources of an edition as Sphinx wants them: links, fonts, style, the way to the other language."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "data" / "figures", folder / "data" / "figures")
    for file in files(edition):
        copy = folder / f"{page(file)}{file.suffix}"
        if file.suffix == ".ipynb":
            notebook = nbformat.read(file, as_version=4)
            for cell in notebook.cells:
                if cell.cell_type == "markdown":
                    cell.source = linked(cell.source, file, edition)
                elif "solution" in cell.metadata.get("tags", []):
                    cell.metadata["tags"] = ["hide-cell"]
            nbformat.write(notebook, copy)
        else:
            copy.write_text(linked(file.read_text(encoding="utf-8"), file, edition), encoding="utf-8")
    with open(folder / "index.md", "a", encoding="utf-8") as index:
        index.write(_toctree(page(file) for file in files(edition) if file != edition.readme))
    (folder / "_static").mkdir()
    for weight, file in style.font_files().items():
        web_font(file, folder / "_static" / f"{weight}.woff")
    (folder / "_static" / "book.css").write_text(CSS, encoding="utf-8")
    (folder / "_templates").mkdir()
    switches = (SWITCH.format(code=other.code, name=other.name) for other in EDITIONS if other is not edition)
    (folder / "_templates" / "pages.html").write_text(PAGES)
    (folder / "_templates" / "languages.html").write_text("".join(switches), encoding="utf-8")


def web_font(file: Path, target: Path) -> None:
    """A font as browsers take it: without the tables of the tool it was drawn with, some of which are empty, which they refuse."""
    font = TTFont(file)
    for name in [name for name in font.keys() if name.startswith("TSI")]:  # noqa: SIM118, a font is no dictionary
        del font[name]
    font.flavor = "woff"
    font.save(target)


def build(edition: Edition, place: Path) -> int:
    """Build one edition below `place`; returns Sphinx's status, 0 where all went well."""
    sources = place / "sources" / edition.code
    stage(edition, sources)
    settings = {
        "extensions": ["myst_nb"],
        "project": edition.title,
        "language": edition.code,
        "exclude_patterns": ["_templates"],
        "templates_path": ["_templates"],
        "html_static_path": ["_static"],
        "html_css_files": ["book.css"],
        "html_theme": "pydata_sphinx_theme",
        "html_theme_options": {
            "logo": {"text": edition.title},
            "navbar_center": [],
            "navbar_end": ["languages", "theme-switcher"],
            "secondary_sidebar_items": ["page-toc"],
        },
        "html_sidebars": {"**": ["pages"]},
        "html_show_copyright": False,
        "html_show_sphinx": False,
        "nb_execution_mode": "off",
        "myst_heading_anchors": 4,
        "myst_enable_extensions": ["dollarmath"],
        # A figure of a README is a link to a file of the repository; a lesson's first heading is its only one of the first level.
        "suppress_warnings": ["myst.header", "mystnb.unknown_mime_type", "misc.highlighting_failure"],
    }
    app = Sphinx(
        sources, None, place / "html" / edition.code, place / "doctrees" / edition.code, "html",
        confoverrides=settings, status=None, warning=sys.stderr, parallel=2,
    )  # fmt: skip
    app.build()
    return app.statuscode


def main() -> int:
    """Build both editions; returns the exit status."""
    place = artifacts.path("book", "html").parent
    for edition in EDITIONS:
        print(f"{edition.name} ...", flush=True)
        if build(edition, place):
            return 1
    (place / "html" / "index.html").write_text(START.format(title=EDITIONS[0].name), encoding="utf-8")
    (place / "html" / ".nojekyll").touch()  # GitHub would leave out folders that begin with an underscore
    print(f"Open {place / 'html' / 'index.html'}")
    return 0


def _toctree(pages: Iterable[str]) -> str:
    return "\n\n```{toctree}\n:hidden:\n:maxdepth: 1\n\n" + "\n".join(pages) + "\n```\n"


if __name__ == "__main__":
    sys.exit(main())
