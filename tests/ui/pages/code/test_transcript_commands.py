"""An import that is undone says what becomes of what was prepared for it, and redo brings that back."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from qualcode.operations.codes.codebook import add_code
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from tests.ui.dialogs.test_import_transcripts import labels_now

CTRL = Qt.KeyboardModifier.ControlModifier
TALK = "Interviewer: How did it begin?\nWnda: With a kettle.\nInterviewer: And then?\nWnda: They took it.\n"


def test_redo_brings_back_an_import_as_it_was_prepared_and_undo_says_so(
    qtbot: QtBot, window: MainWindow, bench: Workbench, tmp_path: Path
) -> None:
    session = window.session
    assert session is not None
    file = tmp_path / "night bus.txt"
    file.write_text(TALK, "utf-8")
    dialog = bench.transcripts.import_files([file])
    qtbot.waitUntil(lambda: len(dialog.state.files) == 1 and dialog.button.isEnabled(), timeout=15_000)
    table = dialog.pane.speakers.table
    table.setCurrentItem(table.findItems("Wnda", Qt.MatchFlag.MatchExactly)[0])
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_F2)
    field = table.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    QTest.keyClicks(field, "Wanda")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "Wnda" not in labels_now(dialog))
    qtbot.waitUntil(lambda: not dialog._telling.under_way and dialog.button.isEnabled(), timeout=15_000)
    with qtbot.waitSignal(dialog.imported, timeout=15_000):
        QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    imported = session.study
    people = {row.name for row in imported.participants.values()}
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is None)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view = bench.code_page.reading.view
    view.setFocus()
    messages = window.messages
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Z, CTRL)
        qtbot.waitUntil(lambda: "night bus" not in {row.name for row in session.study.transcripts.values()})
        assert messages.text.startswith("The import was undone. Redo (Ctrl+")
        assert not messages.offers
        QTest.keyClick(view, Qt.Key.Key_Y, CTRL)
        qtbot.waitUntil(lambda: "night bus" in {row.name for row in session.study.transcripts.values()})
        place = session.study.transcript_named("night bus").id
        assert session.study.turns_of(place) == imported.turns_of(place)
        assert {row.name for row in session.study.participants.values()} == people
    messages.put_away()
    # Another step that is undone is no import.
    session.do(lambda: add_code(session.study, "kettle")[1])
    QTest.keyClick(view, Qt.Key.Key_Z, CTRL)
    assert messages.text == ""
