"""Menus close, and say so, when what they were opened for goes or changes while they are open.

Menus of the text, a stripe, a code and a transcript are opened as people open them.

Tests as well: ``ui.pages.code.held_places``.
"""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from qualcode.model.span import Span
from qualcode.operations.codes.codebook import rename_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.codings.coding import recode_codings, remove_codings
from qualcode.operations.text.text_correction import edit_words
from qualcode.operations.transcripts.documents import delete_transcripts
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.held import SEGMENT_CHANGED
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.held_menu import CHOSEN_CHANGED
from tests.ui.material import code, found, transcript

WORDS = "They just assume that you must be poor."
MIDDLE = QPoint(5, 5)


@pytest.fixture
def bench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


@pytest.fixture
def session(bench: Workbench) -> Session:
    return bench.session


@pytest.fixture
def view(bench: Workbench) -> TranscriptView:
    _, span = found(bench.session.study, "FG1", WORDS)
    view = bench.code_page.reading.view
    view.set_selection(span.start + 3, span.start + 3)
    view.setFocus()
    return view


def opened(bench: Workbench) -> list[QMenu]:
    return [menu for menu in bench.findChildren(QMenu) if menu.isVisible()]


def remove(session: Session) -> None:
    place, span = found(session.study, "FG1", WORDS)
    (row,) = [each for each in session.study.codings_of(place) if each.span == span]
    session.do(lambda: remove_codings(session.study, place, [row.id]))


def recode(session: Session) -> None:
    place, span = found(session.study, "FG1", WORDS)
    (row,) = [each for each in session.study.codings_of(place) if each.span == span]
    session.do(lambda: recode_codings(session.study, place, [row.id], code(session.study, "consent")))


def reword(session: Session) -> None:
    place, span = found(session.study, "FG1", "assume")
    session.do(lambda: edit_words(session.study, place, span, "suppose").change)


def elsewhere(session: Session) -> None:
    """Before the segment, and about another code: the menu stays."""
    place, span = found(session.study, "FG1", "How did that")
    session.do(lambda: edit_words(session.study, place, span, "And how did that").change)
    session.do(lambda: rename_code(session.study, code(session.study, "consent"), "informed consent"))


def text_menu(bench: Workbench) -> None:
    view = bench.code_page.reading.view
    view.context_requested.emit(view.mapToGlobal(MIDDLE))


def stripe_menu(bench: Workbench) -> None:
    reading = bench.code_page.reading
    focused = bench.code_page.inspector.segments.current
    assert focused is not None
    reading.text.margin.context_requested.emit(focused.id, reading.view.mapToGlobal(MIDDLE))


def weights(bench: Workbench) -> None:
    QTest.keyClick(bench.code_page.reading.view, Qt.Key.Key_W)


@pytest.mark.parametrize("menu", [text_menu, stripe_menu, weights])
@pytest.mark.parametrize("change", [remove, recode, reword])
def test_a_menu_of_a_segment_closes_when_it_goes_or_changes(
    window: MainWindow,
    bench: Workbench,
    session: Session,
    view: TranscriptView,
    menu: Callable[[Workbench], None],
    change: Callable[[Session], None],
) -> None:
    menu(bench)
    assert len(opened(bench)) == 1
    change(session)
    assert opened(bench) == []
    assert window.messages.text == (CHOSEN_CHANGED if menu is text_menu else SEGMENT_CHANGED)


@pytest.mark.parametrize("menu", [text_menu, stripe_menu, weights])
def test_it_stays_when_something_else_changes(
    bench: Workbench, session: Session, view: TranscriptView, menu: Callable[[Workbench], None]
) -> None:
    menu(bench)
    elsewhere(session)
    (still,) = opened(bench)
    still.close()


def test_the_menu_of_words_closes_when_they_are_others(
    window: MainWindow, bench: Workbench, session: Session, view: TranscriptView
) -> None:
    _, span = found(session.study, "FG1", "trust the school")
    view.set_selection(span.start, span.end)
    text_menu(bench)
    place, inside = found(session.study, "FG1", "the school")
    session.do(lambda: edit_words(session.study, place, Span(inside.start, inside.end), "a school").change)
    assert opened(bench) == []
    assert window.messages.text == CHOSEN_CHANGED


def test_submenus_close_with_it(bench: Workbench, session: Session, view: TranscriptView) -> None:
    text_menu(bench)
    (menu,) = opened(bench)
    inner = next(each for each in menu.findChildren(QMenu) if each.title() == "More")
    inner.popup(view.mapToGlobal(MIDDLE))
    remove(session)
    assert opened(bench) == []


def test_the_menu_of_a_code_closes_when_it_goes(
    window: MainWindow, bench: Workbench, session: Session, qtbot: QtBot
) -> None:
    tree = bench.code_page.navigator.codebook
    consent, stigma = code(session.study, "consent"), code(session.study, "stigma")
    tree.choose([stigma])
    tree.customContextMenuRequested.emit(MIDDLE)
    session.do(lambda: delete_codes(session.study, [consent]))
    assert len(opened(bench)) == 1
    session.do(lambda: delete_codes(session.study, [stigma]))
    assert opened(bench) == []
    assert window.messages.text == CHOSEN_CHANGED


def test_the_menu_of_a_transcript_closes_when_it_goes(
    window: MainWindow, bench: Workbench, session: Session
) -> None:
    list_ = bench.code_page.navigator.transcripts
    list_.select([transcript(session.study, "FG1")])
    list_.menu_wanted.emit(list_.mapToGlobal(MIDDLE))
    assert len(opened(bench)) == 1
    session.do(lambda: delete_transcripts(session.study, [transcript(session.study, "FG1")]))
    assert opened(bench) == []
    assert window.messages.text == CHOSEN_CHANGED
