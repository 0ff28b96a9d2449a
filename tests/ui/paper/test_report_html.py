"""The page of a report as Qt can show it, in the colours of either theme."""

from types import SimpleNamespace

from jinja2 import Environment, PackageLoader
from PySide6.QtGui import QColor, QTextDocument
from pytestqt.qtbot import QtBot

from qualcode.ui.paper.report_html import as_qt_knows_it, style_sheet

_PAGE = (
    '<p><span style="color:#595959">before</span> said '
    '<span style="color:#C0392B">coded</span> <span style="color:#5A6472">after</span></p>'
)


def colour_of(document: QTextDocument, words: str) -> str:
    found = document.find(words)
    assert not found.isNull()
    return QColor(found.charFormat().foreground().color()).name()


def test_grey_words_are_muted_in_the_colours_of_the_window(qtbot: QtBot) -> None:
    document = QTextDocument()
    document.setDefaultStyleSheet(style_sheet("#eeeeee", "#88ccff", "#a0a8b0", "#333333"))
    document.setHtml(as_qt_knows_it(_PAGE))
    assert colour_of(document, "before") == colour_of(document, "after") == "#a0a8b0"
    assert colour_of(document, "coded") == "#c0392b"


def test_what_only_somebody_reads_who_prints_is_not_in_the_window() -> None:
    page = index_of_a_document()
    assert "Printed from a browser" in page
    assert "Printed from a browser" not in as_qt_knows_it(page)
    assert "chapter one" in as_qt_knows_it(page)


def index_of_a_document() -> str:
    """The list of contents as the template of web pages makes it."""
    pages = Environment(
        loader=PackageLoader("qualcode.exporters", "templates"), autoescape=True, trim_blocks=True
    )
    pages.filters["sure_colour"] = str
    entry = SimpleNamespace(anchor="one", words="chapter one", remark="", below=())
    page = '{% import "parts.html" as parts %}{{ parts.index_titled("All", "all", [entry], contents=true) }}'
    return pages.from_string(page).render(entry=entry)
