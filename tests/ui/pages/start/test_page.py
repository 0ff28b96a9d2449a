"""The start page: recent projects are listed and opened, dropped files start a project."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu
from pytestqt.qtbot import QtBot

from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.ui.dialogs.import_transcripts import ImportDialog
from qualcode.ui.shell.main_window import MainWindow


def test_recent_projects_open_with_a_click(
    qtbot: QtBot, open_window: Callable[[], MainWindow], project: Project, tmp_path: Path
) -> None:
    project.close()
    window = open_window()
    window.preferences.remember(str(tmp_path / "study.qualcode"), "Study")
    window.start_page.refresh()
    item = window.start_page.recent.topLevelItem(0)
    assert item is not None
    assert item.text(0) == "Study"
    window.start_page.recent.itemActivated.emit(item, 0)
    qtbot.waitUntil(lambda: window.session is not None)
    window.close_project()
    assert window.start_page.recent.topLevelItemCount() == 1


def test_a_project_that_has_gone_is_told_in_a_sentence(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    window.open_later(str(tmp_path / "gone.qualcode"))
    qtbot.waitUntil(lambda: "gone.qualcode" in window.messages.text and not window.background.busy)
    assert window.session is None


def test_dropped_files_start_a_project(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    path = tmp_path / "FG1.txt"
    path.write_text("MOD: Hello?\nP1: Hello.\n", "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window.start_page.drop_area, entering)
    QApplication.sendEvent(window.start_page.drop_area, event)
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    dialog.selectFile(str(tmp_path / "groups.qualcode"))
    dialog.accept()
    qtbot.waitUntil(lambda: window.session is not None)
    qtbot.waitUntil(lambda: not window.background.busy)
    assert (tmp_path / "groups.qualcode").exists()


def test_many_recent_projects_do_not_make_the_window_taller(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    window.preferences.remember(str(tmp_path / "first.qualcode"), "First")
    window.start_page.refresh()
    before = window.start_page.minimumSizeHint().height()
    tall = window.start_page.recent.maximumHeight()
    for number in range(9):
        window.preferences.remember(str(tmp_path / f"{number}.qualcode"), f"Study {number}")
    window.start_page.refresh()
    row = window.start_page.recent.sizeHintForRow(0)
    assert window.start_page.minimumSizeHint().height() <= before + row
    window.resize(1100, 900)
    qtbot.waitUntil(lambda: window.start_page.recent.height() == tall + 9 * row)


def test_transcripts_are_chosen_at_once_on_the_empty_page_of_a_project(
    qtbot: QtBot, open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    create_project(str(tmp_path / "empty.qualcode"), "AB", "Empty").close()
    text = tmp_path / "FG7.txt"
    text.write_text("MOD: Hello?\nP1: Well, hello.\n", "utf-8")
    window = open_window()
    assert window.open_address(str(tmp_path / "empty.qualcode"))
    assert window.workbench is not None
    button = window.workbench.code_page.reading.drop_area.button
    qtbot.waitUntil(button.hasFocus)
    QTest.keyClick(button, Qt.Key.Key_Return)
    dialog = window.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert window.findChild(ImportDialog) is None
    dialog.filesSelected.emit([str(text)])
    dialog.close()
    qtbot.waitUntil(lambda: window.findChild(ImportDialog) is not None)
    shown = window.findChild(ImportDialog)
    assert shown is not None
    qtbot.waitUntil(lambda: len(shown.state.rows) == 1)
    shown.reject()


def test_projects_of_one_name_in_one_folder_are_told_apart(
    open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    for file, name in (("one", "Study"), ("two", "Study"), ("other", "Other")):
        window.preferences.remember(str(tmp_path / f"{file}.qualcode"), name)
    window.start_page.refresh()
    rows = [window.start_page.recent.topLevelItem(place) for place in range(3)]
    shown = {item.text(1) for item in rows if item is not None}
    assert shown == {str(tmp_path / "one.qualcode"), str(tmp_path / "two.qualcode"), str(tmp_path)}


def test_one_project_is_removed_from_the_list_by_key_or_menu(
    open_window: Callable[[], MainWindow], tmp_path: Path
) -> None:
    window = open_window()
    for name in ("one", "two", "three"):
        window.preferences.remember(str(tmp_path / f"{name}.qualcode"), name)
    page = window.start_page
    page.refresh()
    page.recent.setFocus()
    second = page.recent.topLevelItem(1)
    assert second is not None
    page.recent.setCurrentItem(second)
    QTest.keyClick(page.recent, Qt.Key.Key_Delete)
    assert [project.name for project in window.preferences.recent] == ["three", "one"]
    current = page.recent.currentItem()
    assert current is not None
    assert current.text(0) == "one"
    at = page.recent.visualItemRect(current).center()
    page.recent.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, at))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (remove,) = menu.actions()
    assert remove.text().startswith("Remove from this list")
    QTest.keyClick(menu, Qt.Key.Key_Down)
    QTest.keyClick(menu, Qt.Key.Key_Return)
    assert [project.name for project in window.preferences.recent] == ["three"]
    QTest.keyClick(page.recent, Qt.Key.Key_Delete)
    QTest.keyClick(page.recent, Qt.Key.Key_Delete)
    assert window.preferences.recent == []
    assert page.recent.isHidden()
