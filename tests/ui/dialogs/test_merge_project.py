"""Merging through the window: choose a file, look at the plan, tick, merge, undo.

Tests as well: ``ui.shell.project_merging``, ``ui.widgets.roomy_rows``.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from qualcode.operations.codebook import add_code, edit_code
from qualcode.project.copying import copy_project
from qualcode.project.opening import open_project
from qualcode.ui.dialogs.merge_project import MergeProjectDialog
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow


def session_of(window: MainWindow) -> Session:
    assert window.session is not None
    return window.session


def colleague(window: MainWindow, tmp_path: Path) -> Path:
    """A copy of the open project in which somebody made a code and defined another."""
    path = copy_project(session_of(window).project.address, tmp_path / "colleague.qualcode")
    other = open_project(str(path))
    other.do(add_code(other.study, "blame")[1], "CD")
    stigma = other.study.code_named("stigma").id
    other.do(edit_code(other.study, stigma, definition="theirs"), "CD")
    other.close()
    session = session_of(window)
    session.do(lambda: edit_code(session.study, stigma, definition="ours"))
    return path


def dialog_of(qtbot: QtBot, window: MainWindow) -> MergeProjectDialog:
    qtbot.waitUntil(lambda: window.findChild(MergeProjectDialog) is not None, timeout=20_000)
    dialog = window.findChild(MergeProjectDialog)
    assert isinstance(dialog, MergeProjectDialog)
    return dialog


def rows(dialog: MergeProjectDialog) -> list[str]:
    return [item.text(0) for item in dialog._headings()]


def test_a_copy_is_merged_by_keyboard_and_taken_back(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.merging.compare(colleague(window, tmp_path))
    dialog = dialog_of(qtbot, window)
    assert rows(dialog) == ["Changed on both sides: 1 code", "New: 1 code"]
    heading = dialog.list.topLevelItem(0)
    assert heading is not None
    assert heading.isExpanded()
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.button.isEnabled)
    item = dialog.list.currentItem()
    assert item is not None
    assert [item.text(column) for column in range(3)] == ["code stigma: definition", "ours", "theirs"]
    assert item.checkState(0) is Qt.CheckState.Checked
    assert item.toolTip(0).endswith("theirs is taken")
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "blame" in {row.name for row in session_of(window).study.codes.values()})
    assert session_of(window).study.code_named("stigma").definition == "theirs"
    window.actions_["edit.undo"].trigger()
    qtbot.waitUntil(lambda: session_of(window).study.code_named("stigma").definition == "ours")
    assert "blame" not in {row.name for row in session_of(window).study.codes.values()}


def test_nothing_to_merge_is_said(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path = copy_project(session_of(window).project.address, tmp_path / "same.qualcode")
    window.merging.compare(path)
    dialog = dialog_of(qtbot, window)
    assert rows(dialog) == ["There is nothing new: everything in the other project is here already."]
    assert not dialog.button.isEnabled()
    dialog.reject()


def test_the_open_project_is_refused(qtbot: QtBot, window: MainWindow) -> None:
    window.merging.compare(Path(session_of(window).project.address))
    qtbot.waitUntil(lambda: "That is the project which is open" in window.messages.text)


def test_what_it_is_about_is_read_whole_in_a_narrow_window(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    window.merging.compare(colleague(window, tmp_path))
    dialog = dialog_of(qtbot, window)
    dialog.resize(560, 400)
    qtbot.waitUntil(lambda: dialog.list.columnWidth(0) >= dialog.list.sizeHintForColumn(0))
    dialog.reject()
