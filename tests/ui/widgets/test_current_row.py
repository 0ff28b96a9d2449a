"""The row that the program goes to is the only one selected, whichever keys are held meanwhile."""

import pytest
from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView
from pytestqt.qtbot import QtBot

from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.widgets.current_row import make_current
from tests.ui.material import transcript

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def listed(qtbot: QtBot) -> QListView:
    made = QListView()
    made.setModel(QStringListModel(["a", "b", "c", "d"], made))
    made.setSelectionMode(QListView.SelectionMode.ExtendedSelection)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.mark.parametrize("held", [CONTROL, SHIFT, CONTROL | SHIFT])
def test_keys_that_are_held_select_nothing_besides(
    qtbot: QtBot, listed: QListView, held: Qt.KeyboardModifier
) -> None:
    make_current(listed, listed.model().index(0, 0))
    window = listed.windowHandle()
    QTest.keyPress(window, Qt.Key.Key_F9, held)
    try:
        assert QApplication.keyboardModifiers() == held
        for row in (2, 2, 1):
            make_current(listed, listed.model().index(row, 0))
            assert [index.row() for index in listed.selectedIndexes()] == [row]
            assert listed.currentIndex().row() == row
    finally:
        QTest.keyRelease(window, Qt.Key.Key_F9, Qt.KeyboardModifier.NoModifier)


def test_the_next_transcript_is_the_only_one_selected(qtbot: QtBot, window: MainWindow) -> None:
    bench = window.workbench
    assert bench is not None
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    transcripts, study = bench.code_page.navigator.transcripts, bench.session.study
    bench.code_page.reading.view.setFocus()
    QTest.keyPress(window.windowHandle(), Qt.Key.Key_PageDown, CONTROL)
    QTest.keyRelease(window.windowHandle(), Qt.Key.Key_PageDown, Qt.KeyboardModifier.NoModifier)
    second = transcript(study, "INT01")
    qtbot.waitUntil(lambda: bench.code_page.reading.view.transcript_id == second)
    assert transcripts.selected == [second]
