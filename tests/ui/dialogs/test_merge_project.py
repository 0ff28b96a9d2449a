"""Merging through the window: choose a file, look at the plan, tick, merge, undo.

Tests as well: ``ui.shell.project_merging``, ``ui.widgets.roomy_rows``.
"""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qualcode.model.change import ChangeSet
from qualcode.model.teamwork.merge_plan import MergeLine, MergePlan, MergeState, Side
from qualcode.operations.codes.codebook import add_code, edit_code
from qualcode.operations.project import set_project_memo
from qualcode.project.copying import copy_project
from qualcode.project.merging import OtherProject
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


def with_many_choices(window: MainWindow, tmp_path: Path) -> tuple[Path, int]:
    """A copy in which codes are defined otherwise than here, and how many there are."""
    path = copy_project(session_of(window).project.address, tmp_path / "colleague.qualcode")
    session = session_of(window)
    codes = list(session.study.codes.values())
    other = open_project(str(path))
    for row in codes:
        other.do(edit_code(other.study, row.id, definition="theirs"), "CD")
    other.do(set_project_memo(other.study, "theirs"), "CD")
    other.close()
    for row in codes:
        session.do(lambda row=row: edit_code(session.study, row.id, definition="ours"))  # type: ignore[misc]
    session.do(lambda: set_project_memo(session.study, "ours"))
    return path, len(codes)


def test_a_kind_is_chosen_as_a_whole_by_its_heading(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    path, number = with_many_choices(window, tmp_path)
    window.merging.compare(path)
    dialog = dialog_of(qtbot, window)
    assert rows(dialog)[:2] == [
        f"Changed on both sides: {number} codes",
        "Changed on both sides: 1 project",
    ]
    heading = dialog.list.topLevelItem(0)
    assert heading is not None
    assert heading.checkState(0) is Qt.CheckState.Unchecked
    dialog.list.setCurrentItem(heading)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.button.isEnabled)
    sides = {line.noun: line.side for line in dialog.plan.to_choose}
    assert sides == {"code": Side.THEIRS, "project": Side.OURS}
    heading = dialog.list.topLevelItem(0)
    assert heading is not None
    assert dialog.list.currentItem() is heading
    assert heading.checkState(0) is Qt.CheckState.Checked
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    qtbot.waitUntil(dialog.button.isEnabled)
    heading = dialog.list.topLevelItem(0)
    assert heading is not None
    assert heading.checkState(0) is Qt.CheckState.PartiallyChecked
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    session = session_of(window)
    qtbot.waitUntil(
        lambda: sorted({row.definition for row in session.study.codes.values()}) == ["ours", "theirs"]
    )
    assert session.study.info.memo == "ours"
    assert session.project.record().steps[-1].label == (
        "Merge “Study” from “colleague.qualcode”, with what CD did"
    )


def test_very_many_lines_are_counted_in_the_window(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    """A list of a hundred thousand lines would hold the window up; the heading chooses for all of them."""
    session = session_of(window)
    lines = tuple(
        MergeLine(f"code:{number}:name", MergeState.BOTH, "code", f"c {number}", "a", "b")
        for number in range(100_000)
    )
    other = OtherProject("Other", session.study, None)
    saved: list[list[str]] = []
    dialog = MergeProjectDialog(
        session, window.background, other, MergePlan(ChangeSet("Merge"), lines), saved.append, window
    )
    heading = dialog.list.topLevelItem(0)
    assert heading is not None
    assert heading.text(0) == "Changed on both sides: 100,000 codes"
    assert heading.childCount() == 501
    last = heading.child(500)
    assert last is not None
    assert last.text(0) == "… and 99,500 more"
    heading.setCheckState(0, Qt.CheckState.Unchecked)
    assert len(dialog._chosen) == len(lines)
    report = next(each for each in dialog.findChildren(QPushButton) if each.text() == "Save the report…")
    QTest.mouseClick(report, Qt.MouseButton.LeftButton)
    assert sum("code c " in line for line in saved[0]) == len(lines)
    dialog.reject()
