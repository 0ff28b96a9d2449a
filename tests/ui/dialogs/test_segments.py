"""The table of segments: opened by key, gone through by key, and back at the words in the text."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.ui.dialogs.segments import SegmentsDialog
from qualcode.ui.pages.code.reading import ReadingPane
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import code, found


def reading_of(window: MainWindow) -> ReadingPane:
    assert window.workbench is not None
    return window.workbench.code_page.reading


def opened(qtbot: QtBot, window: MainWindow) -> SegmentsDialog:
    """Press the key in the text."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    QTest.keyClick(reading_of(window).view, Qt.Key.Key_F9)
    dialog = window.findChildren(SegmentsDialog)[-1]
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def test_a_key_opens_the_table_and_enter_leads_to_the_text(qtbot: QtBot, window: MainWindow) -> None:
    assert window.session is not None
    view = reading_of(window).view
    dialog = opened(qtbot, window)
    rows = [
        [dialog.table.model().index(row, column).data() for column in (1, 2, 4)]
        for row in range(dialog.table.model().rowCount())
    ]
    assert rows == [
        ["FG1-P1", "stigma", "They just assume that you must be poor."],
        ["FG1-P2", "consent", "Nobody asked us."],
    ]
    assert dialog.table.hasFocus()
    assert dialog.table.currentIndex().row() == 0
    QTest.keyClick(dialog.table, Qt.Key.Key_Down)
    QTest.keyClick(dialog.table, Qt.Key.Key_Return)
    _, span = found(window.session.study, "FG1", "Nobody asked us.")
    assert view.cursor_position() == span.start
    assert not dialog.isVisible()
    window.activateWindow()
    qtbot.waitUntil(view.hasFocus)


def test_the_table_begins_at_the_cursor_and_the_button_goes_too(qtbot: QtBot, window: MainWindow) -> None:
    assert window.session is not None
    view = reading_of(window).view
    _, span = found(window.session.study, "FG1", "Nobody asked us.")
    view.set_selection(span.start + 1, span.start + 1)
    dialog = opened(qtbot, window)
    assert dialog.table.currentIndex().row() == 1
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    assert view.cursor_position() == span.start
    view.set_selection(len(view.display.text), len(view.display.text))
    dialog = opened(qtbot, window)
    assert dialog.table.currentIndex().row() == 1
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_table_can_be_heard(qtbot: QtBot, window: MainWindow) -> None:
    dialog = opened(qtbot, window)
    spoken = QAccessible.queryAccessibleInterface(dialog.table)
    assert spoken.role() == QAccessible.Role.Table
    assert spoken.text(QAccessible.Text.Name) == "Segments of this transcript"
    dialog.reject()


def test_without_segments_it_says_so(window: MainWindow) -> None:
    assert window.session is not None
    unused = code(window.session.study, "trust in firms")
    reading_of(window).view.set_lane_filter({unused}, None)
    window.actions_["view.segments"].trigger()
    assert not window.findChildren(SegmentsDialog)
    assert "No segments" in window.messages.text
