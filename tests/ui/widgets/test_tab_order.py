"""Tab goes through every page and dialog as one reads them."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayoutItem,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace
from qualcode.ui.widgets.note_field import NoteField
from qualcode.ui.widgets.tab_order import tab_as_laid_out
from qualcode.ui.widgets.text_question import TextAnswer, TextQuestion
from tests.ui.material import found
from tests.ui.reading_order import against_reading, tab_chain


def form(qtbot: QtBot) -> tuple[QWidget, dict[str, QWidget]]:
    """Two lines of two, made from the last to the first, below a line that was made in time."""
    root = QWidget()
    column = QVBoxLayout(root)
    first = QLineEdit()
    column.addWidget(first)
    made: dict[str, QWidget] = {name: QPushButton(name, root) for name in ("d", "c", "b", "a")}
    inner = QWidget()
    QHBoxLayout(inner).addWidget(made["c"])
    for left, right in ((made["a"], made["b"]), (inner, made["d"])):
        line = QHBoxLayout()
        line.addWidget(left)
        line.addWidget(right)
        column.addLayout(line)
    qtbot.addWidget(root)
    root.show()
    qtbot.waitExposed(root)
    return root, {"first": first, **made}


def test_what_was_made_in_another_order_is_gone_through_as_it_is_laid_out(qtbot: QtBot) -> None:
    root, made = form(qtbot)
    assert against_reading(root)
    tab_as_laid_out(root)
    assert [*tab_chain(root)] == [made[name] for name in ("first", "a", "b", "c", "d")]
    assert against_reading(root) == []


def _kept_items() -> int:
    # What tests before have left, and is collected any time, is not to be counted.
    gc.collect()
    return sum(isinstance(each, QLayoutItem) and not isinstance(each, QObject) for each in gc.get_objects())


def test_what_is_gone_through_leaves_no_item_of_a_layout_behind(qtbot: QtBot) -> None:
    """Qt deletes items by itself; Python would take a widget that comes to lie there for the item."""
    root, made = form(qtbot)
    before = _kept_items()
    tab_as_laid_out(root)
    question = TextQuestion(made["a"])
    question.ask("What they wrote")
    # Those of the answers, in a layout of our own, which keeps them itself.
    assert _kept_items() - before == len(TextAnswer)


def test_parts_can_come_after_something_that_is_no_part(qtbot: QtBot) -> None:
    root, made = form(qtbot)
    late = QWidget(root)
    column = QVBoxLayout(late)
    more = [QPushButton(name, late) for name in ("y", "x")]
    for button in reversed(more):
        column.addWidget(button)
    tab_as_laid_out(root)
    tab_as_laid_out(late, after=made["a"])
    late.show()
    assert [*tab_chain(root)] == [
        made["first"], made["a"], *reversed(more), made["b"], made["c"], made["d"],
    ]  # fmt: skip


def _delete_what_is_due() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.mark.parametrize("size", [(1440, 900), (853, 480)])
@pytest.mark.parametrize("place", list(PagePlace), ids=lambda place: str(place.name))
def test_every_page_is_gone_through_as_it_is_read(
    window: MainWindow, qtbot: QtBot, place: PagePlace, size: tuple[int, int]
) -> None:
    assert window.workbench is not None
    window.resize(*size)
    window.workbench.show_page(place)
    qtbot.waitUntil(lambda: not window.busy)
    _delete_what_is_due()
    assert against_reading(window) == []


def test_the_segments_at_the_cursor_come_before_what_is_below_them(window: MainWindow, qtbot: QtBot) -> None:
    """Their cards are made when they are needed, and the buttons go from card to card."""
    assert window.workbench is not None
    assert window.session is not None
    page = window.workbench.code_page
    for words in ("just assume", "Nobody at", "just assume"):
        place, span = found(window.session.study, "FG1", words)
        page.reading.show_transcript(place)
        page.reading.view.select_span(Span(span.start, span.start))
        qtbot.waitUntil(lambda: not window.busy)
        assert against_reading(window) == []
    many = page.inspector.segments.cards
    count = len(many)
    for _ in range(3):
        page.inspector.segments._add_card()
    assert len(page.inspector.segments.cards) == count + 3
    for card in many:
        card.show()
    memos = [card.memo for card in page.inspector.segments.cards]
    below = next(
        each
        for each in page.inspector.findChildren(NoteField)
        if each.accessibleName() == "Memo on the transcript"
    )
    assert [each for each in tab_chain(window) if each in (*memos, below)] == [*memos, below]


def test_the_words_that_are_corrected_come_after_the_text(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    window.workbench.show_page(PagePlace.CODE)
    view = window.workbench.code_page.reading.view
    view.setFocus()
    window.actions_["transcript.edit_text"].trigger()
    field = window.workbench.texts.editing.frame.field
    qtbot.waitUntil(field.isVisible)
    chain = [*tab_chain(window)]
    assert chain.index(field) == chain.index(view) + 1
    QTest.keyClick(field, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    "name",
    [
        *("edit.preferences", "edit.history", "edit.memos", "edit.new_memo", "edit.comments", "edit.replace"),
        *("edit.search", "edit.keys", "project.import", "project.settings", "project.team", "project.tools"),
        *("project.export_program", "project.export_codings", "transcript.people", "transcript.times"),
        *("transcript.text_history", "codebook.add", "codebook.page", "codebook.merge", "codebook.split"),
        *("codebook.move", "codebook.versions", "analyse.checklist", "analyse.readings", "help.palette"),
    ],
)
def test_every_dialog_is_gone_through_as_it_is_read(window: MainWindow, qtbot: QtBot, name: str) -> None:
    assert window.workbench is not None
    assert window.session is not None
    page = window.workbench.code_page
    code = next(row for row in window.session.study.codes.values() if row.name == "stigma")
    page.navigator.codebook.choose([code.id])
    window.actions_[name].trigger()
    qtbot.waitUntil(lambda: not window.busy)
    opened = [each for each in window.findChildren(QDialog) if each.isVisible()]
    assert opened
    for dialog in opened:
        tabs = dialog.findChildren(QTabWidget)
        for tab in tabs:
            for place in range(tab.count()):
                tab.setCurrentIndex(place)
                assert against_reading(dialog) == []
        assert against_reading(dialog) == []
        dialog.reject()
