"""Several transcripts in tabs: by key, by mouse, and when transcripts come and go."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from qualcode.operations.transcripts.documents import delete_transcripts, rename_transcript
from qualcode.ui.pages.code.transcript_tabs import TranscriptTabs
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from tests.ui.material import transcript

KEY = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton


@pytest.fixture
def bench(qtbot: QtBot, window: MainWindow) -> Workbench:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.workbench is not None
    qtbot.waitUntil(window.workbench.code_page.reading.view.hasFocus)
    return window.workbench


@pytest.fixture
def tabs(bench: Workbench) -> TranscriptTabs:
    return bench.code_page.reading.tabs


def _shown(bench: Workbench) -> str:
    """The transcript that the view, the tab and the list all show."""
    place = bench.code_page.reading.view.transcript_id
    assert place is not None
    tabs = bench.code_page.reading.tabs
    assert tabs.current == [place]
    assert (
        bench.code_page.navigator.transcripts.currentIndex().data()
        == bench.session.study.transcripts[place].name
    )
    return tabs.tabText(tabs.currentIndex())


def _names(tabs: TranscriptTabs) -> list[str]:
    return [tabs.tabText(place) for place in range(tabs.count())]


def _row(bench: Workbench, name: str) -> tuple[QWidget, QPoint]:
    list_ = bench.code_page.navigator.transcripts
    index = list_.transcripts.index_of(transcript(bench.session.study, name))
    return list_.viewport(), list_.visualRect(index).center()


def test_one_transcript_takes_the_place_of_the_other_until_it_is_kept(
    bench: Workbench, tabs: TranscriptTabs
) -> None:
    view = bench.code_page.reading.view
    assert tabs.isHidden()
    QTest.keyClick(view, KEY.Key_PageDown, CONTROL)
    assert _names(tabs) == ["INT01"]
    assert tabs.isHidden()
    QTest.keyClick(view, KEY.Key_T, CONTROL)
    assert tabs.isVisible()
    QTest.keyClick(view, KEY.Key_PageUp, CONTROL)
    assert _names(tabs) == ["INT01", "FG1"]
    assert _shown(bench) == "FG1"


def test_tabs_are_gone_through_and_closed_by_key(bench: Workbench, tabs: TranscriptTabs) -> None:
    view = bench.code_page.reading.view
    QTest.keyClick(view, KEY.Key_T, CONTROL)
    QTest.keyClick(view, KEY.Key_PageDown, CONTROL)
    assert _names(tabs) == ["FG1", "INT01"]
    QTest.keyClick(view, KEY.Key_Tab, CONTROL)
    assert _shown(bench) == "FG1"
    QTest.keyClick(view, KEY.Key_Backtab, CONTROL | SHIFT)
    assert _shown(bench) == "INT01"
    QTest.keyClick(view, KEY.Key_F4, CONTROL)
    assert _shown(bench) == "FG1"
    QTest.keyClick(view, KEY.Key_F4, CONTROL)
    assert tabs.isHidden()
    assert _shown(bench) == "FG1"


def test_enter_in_the_list_keeps_a_transcript_open_and_goes_to_its_text(
    bench: Workbench, tabs: TranscriptTabs
) -> None:
    list_ = bench.code_page.navigator.transcripts
    list_.setFocus()
    QTest.keyClick(list_, KEY.Key_Return)
    assert bench.code_page.reading.view.hasFocus()
    list_.setFocus()
    # The heading of the kind of transcripts lies between.
    QTest.keyClick(list_, KEY.Key_Down)
    QTest.keyClick(list_, KEY.Key_Down)
    assert _shown(bench) == "INT01"
    QTest.keyClick(list_, KEY.Key_Return)
    assert _names(tabs) == ["FG1", "INT01"]
    assert len(tabs.kept) == 2
    assert bench.code_page.reading.view.hasFocus()


@pytest.mark.parametrize("button", [LEFT, MIDDLE])
def test_a_double_click_or_the_middle_button_keeps_a_transcript_open(
    bench: Workbench, tabs: TranscriptTabs, button: Qt.MouseButton
) -> None:
    for name in ("FG1", "INT01"):
        where, point = _row(bench, name)
        QTest.mouseClick(where, button, pos=point)
        if button is LEFT:
            QTest.mouseDClick(where, button, pos=point)
    assert _names(tabs) == ["FG1", "INT01"]
    assert len(tabs.kept) == 2
    assert _shown(bench) == "INT01"
    QTest.mouseClick(tabs, LEFT, pos=tabs.tabRect(0).center())
    assert _shown(bench) == "FG1"
    QTest.mouseClick(tabs, MIDDLE, pos=tabs.tabRect(1).center())
    assert _names(tabs) == ["FG1"]


def test_tabs_follow_names_and_go_with_their_transcripts(bench: Workbench, tabs: TranscriptTabs) -> None:
    session = bench.session
    first, other = (transcript(session.study, name) for name in ("FG1", "INT01"))
    bench.code_page.reading.keep_open(first)
    bench.code_page.reading.keep_open(other)
    session.do(lambda: rename_transcript(session.study, first, "Parents & co"))
    assert _names(tabs) == ["Parents && co", "INT01"]
    session.do(lambda: delete_transcripts(session.study, [other]))
    assert _names(tabs) == ["Parents && co"]
    assert bench.code_page.reading.view.transcript_id == first
    session.do(lambda: delete_transcripts(session.study, [first]))
    assert tabs.count() == 0
    session.undo()
    assert _names(tabs) == ["Parents && co"]
