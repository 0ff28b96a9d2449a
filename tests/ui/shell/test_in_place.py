"""What belongs to the Code page, by its keys on other pages, and where refusals are left behind."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.pages.code.sense import ON_CODE_PAGE
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace
from qualcode.ui.shell.workbench import Workbench

CTRL = Qt.KeyboardModifier.ControlModifier
ELSEWHERE = [place for place in PagePlace if place is not PagePlace.CODE]


@pytest.fixture
def bench(window: MainWindow) -> Workbench:
    assert window.workbench is not None
    return window.workbench


def _has_keyboard(window: MainWindow, widget: QWidget) -> bool:
    return widget is window.focusWidget() or widget.isAncestorOf(window.focusWidget())


def test_find_goes_to_the_query_where_one_finds(window: MainWindow, bench: Workbench, qtbot: QtBot) -> None:
    bench.show_page(PagePlace.FIND)
    field = bench.pages.queries.field
    field.setText("code:stigma")
    bench.pages.queries.find_button.setFocus()
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    assert bench.pages.place is PagePlace.FIND
    assert _has_keyboard(window, field)
    assert field.selectedText() == "code:stigma"
    assert not bench.code_page.reading.find_bar.isVisibleTo(bench.code_page)
    qtbot.waitUntil(lambda: not window.background.busy)


@pytest.mark.parametrize("place", [place for place in ELSEWHERE if place is not PagePlace.FIND])
def test_find_leads_to_the_transcript_from_elsewhere(
    window: MainWindow, bench: Workbench, qtbot: QtBot, place: PagePlace
) -> None:
    bench.show_page(place)
    QTest.keyClick(window, Qt.Key.Key_F, CTRL)
    assert bench.pages.place is PagePlace.CODE
    assert bench.code_page.reading.find_bar.isVisible()
    qtbot.waitUntil(lambda: not window.background.busy)


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_F7, "navigator"), (Qt.Key.Key_F9, "segments")])
def test_a_pane_that_is_led_to_is_open(
    window: MainWindow, bench: Workbench, qtbot: QtBot, key: Qt.Key, name: str
) -> None:
    pane: QWidget = getattr(bench.code_page, name)
    for _ in range(2):
        bench.show_page(PagePlace.MATRIX)
        QTest.keyClick(window, key)
        assert bench.pages.place is PagePlace.CODE
        assert pane.isVisible()
    QTest.keyClick(window, key)
    assert not pane.isVisible()
    qtbot.waitUntil(lambda: not window.background.busy)


@pytest.mark.parametrize("place", ELSEWHERE)
def test_what_works_on_the_code_page_alone_says_so_elsewhere(
    window: MainWindow, bench: Workbench, qtbot: QtBot, place: PagePlace
) -> None:
    view, session = bench.code_page.reading.view, bench.session
    view.set_selection(2, 6)
    bench.show_page(place)
    qtbot.waitUntil(lambda: not window.background.busy)
    before = session.study.step, view.selected_span(), view.zoom
    for info in ACTIONS:
        if info.name in ON_CODE_PAGE:
            window.messages.put_away()
            window.actions_[info.name].trigger()
            assert "works on the Code page: press Ctrl+1 first." in window.messages.text, info.name
            assert (session.study.step, view.selected_span(), view.zoom) == before, info.name
    QTest.keyClick(window, Qt.Key.Key_Plus, CTRL)
    assert view.zoom == before[2]
    assert window.messages.text == "“Larger text” works on the Code page: press Ctrl+1 first."


def test_a_refusal_stays_behind_when_its_page_is_left(
    window: MainWindow, bench: Workbench, qtbot: QtBot
) -> None:
    bench.session.refused.emit("Select some words first.")
    assert window.messages.text
    QTest.keyClick(window, Qt.Key.Key_2, CTRL)
    assert window.messages.text == ""
    window.messages.warn("The copy could not be written.")
    QTest.keyClick(window, Qt.Key.Key_1, CTRL)
    assert window.messages.text == "The copy could not be written."
    qtbot.waitUntil(lambda: not window.background.busy)


def test_colours_that_are_the_best_already_are_no_refusal(window: MainWindow, bench: Workbench) -> None:
    bench.code_page.navigator.codebook.choose([])
    for _ in range(4):
        window.actions_["codebook.deal_colours"].trigger()
        if "nothing was changed" in window.messages.text:
            break
    assert "unlike all others already; nothing was changed" in window.messages.text
    assert window.messages.goes_by_itself
