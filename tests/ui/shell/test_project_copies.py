"""The window where the file of its project is moved, replaced, damaged or read-only; copies of it."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton
from pytestqt.qtbot import QtBot

from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.project.checking import problems
from qualcode.project.opening import open_project
from qualcode.storage import database, open_files
from qualcode.storage.held_file import _unfinished
from qualcode.ui.dialogs.earlier_states import EarlierStatesDialog
from qualcode.ui.shell.main_window import MainWindow
from tests.support.project_files import (
    copied_by_another_program,
    make_an_index_wrong,
    make_project,
    steps_of,
)

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows does not let go of a file that is open")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "study.qualcode"


def make_step(window: MainWindow, name: str) -> bool:
    """A coder comes; whether it was saved."""
    assert window.session is not None
    return window.session.do(lambda: ensure_coder(_session_study(window), name)[1]) is not None


def _session_study(window: MainWindow) -> Study:
    assert window.session is not None
    return window.session.study


def answer(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    """Type a file name into the file dialog that is open."""
    found: list[QFileDialog] = []

    def shown() -> bool:
        found[:] = [dialog for dialog in window.findChildren(QFileDialog) if dialog.isVisible()]
        return bool(found)

    qtbot.waitUntil(shown)
    found[0].selectFile(str(path))
    found[0].accept()


def states_dialog(qtbot: QtBot, window: MainWindow) -> EarlierStatesDialog:
    qtbot.waitUntil(lambda: window.findChild(EarlierStatesDialog) is not None)
    dialog = window.findChild(EarlierStatesDialog)
    assert isinstance(dialog, EarlierStatesDialog)
    return dialog


def choose_oldest(dialog: EarlierStatesDialog) -> None:
    oldest = dialog.list.topLevelItem(dialog.list.topLevelItemCount() - 1)
    assert oldest is not None
    dialog.list.setCurrentItem(oldest)


def names(window: MainWindow) -> set[str]:
    return {coder.name for coder in _session_study(window).coders.values()}


def assert_sound(path: Path, names: set[str]) -> None:
    with closing(open_project(str(path), writing=False)) as project:
        assert names <= {coder.name for coder in project.study.coders.values()}
        assert problems(project) == []


def test_a_copy_is_saved_while_the_project_is_open(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    assert make_step(window, "here")
    window.actions_["project.copy"].trigger()
    answer(qtbot, window, tmp_path / "copy.qualcode")
    qtbot.waitUntil(lambda: window.messages.text == f"Saved to {tmp_path / 'copy.qualcode'}.")
    assert_sound(tmp_path / "copy.qualcode", {"here"})
    assert make_step(window, "after it")


def lose(path: Path) -> None:
    path.unlink()


def replace(path: Path) -> None:
    make_project(path.with_name("other.qualcode"), 3).replace(path)


def overwrite(path: Path) -> None:
    copied_by_another_program(make_project(path.with_name("other.qualcode"), 3), path)


@pytest.mark.parametrize("mishap", [lose, replace, overwrite])
def test_what_is_open_goes_on_under_a_new_name(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path, mishap: Callable[[Path], None]
) -> None:
    assert make_step(window, "before")
    assert "everything saved" in window.status_line.texts[0]
    mishap(path)
    assert not make_step(window, "lost")
    assert "under a new name" in window.messages.text
    assert window.messages.offers[0] == "Save under a new name…"
    assert ("Open what is there now" in window.messages.offers) == path.exists()
    assert "not saved" in window.status_line.texts[0]
    # The study is still there to be looked at.
    assert {"AB", "before"} <= names(window) | {"AB"}
    window.messages.take_offer()
    answer(qtbot, window, tmp_path / "saved.qualcode")
    saved = tmp_path / "saved.qualcode"
    qtbot.waitUntil(lambda: window.session is not None and window.session.project.path == saved)
    qtbot.waitUntil(lambda: not window.busy)
    assert make_step(window, "afterwards")
    assert "everything saved" in window.status_line.texts[0]
    window.close_project()
    assert_sound(saved, {"before", "afterwards"})


def test_after_a_step_that_could_neither_be_saved_nor_undone_the_project_is_opened_again_by_a_click(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert make_step(window, "before")
    assert window.session is not None
    first = window.session.project

    def fail(*_args: object, **_more: object) -> None:
        raise _unfinished(path)

    monkeypatch.setattr(first._database, "write", fail)
    assert not make_step(window, "lost")
    assert window.messages.text.endswith("Open it again: all that was saved before is there.")
    assert window.messages.offers == ("Open it again", "Save under a new name…")
    window.messages.take_offer()
    qtbot.waitUntil(lambda: window.session is not None and window.session.project is not first)
    qtbot.waitUntil(lambda: not window.busy)
    assert make_step(window, "afterwards")
    assert "everything saved" in window.status_line.texts[0]
    window.close_project()
    assert_sound(path, {"before", "afterwards"})


def test_what_a_message_offers_is_reached_and_taken_by_keyboard(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
) -> None:
    assert window.workbench is not None
    lose(path)
    assert not make_step(window, "lost")
    transcript = window.workbench.code_page.reading.view
    transcript.setFocus()
    QTest.keyClick(transcript, Qt.Key.Key_F6)
    offer = QApplication.focusWidget()
    assert isinstance(offer, QPushButton)
    assert offer.text() == "Save under a new name…"
    QTest.keyClick(offer, Qt.Key.Key_Space)
    saved = tmp_path / "saved.qualcode"
    answer(qtbot, window, saved)
    qtbot.waitUntil(lambda: window.session is not None and window.session.project.path == saved)
    qtbot.waitUntil(lambda: not window.busy)


def test_going_to_a_message_that_is_not_there_leaves_the_keyboard_where_it_is(window: MainWindow) -> None:
    assert window.workbench is not None
    transcript = window.workbench.code_page.reading.view
    transcript.setFocus()
    window.messages.hide()
    QTest.keyClick(transcript, Qt.Key.Key_F6)
    assert QApplication.focusWidget() is transcript


def cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


@pytest.mark.parametrize("mishap", [lose, replace, overwrite, cut])
@pytest.mark.parametrize("others_since", [0, 1])
def test_undo_takes_nothing_back_from_what_is_there_now(
    window: MainWindow, path: Path, mishap: Callable[[Path], None], others_since: int
) -> None:
    assert window.session is not None
    assert make_step(window, "before")
    for number in range(others_since):
        window.session.project.do(ensure_coder(_session_study(window), f"other {number}")[1], "CD")
    mishap(path)
    before = _session_study(window)
    window.session.undo()
    assert "under a new name" in window.messages.text
    assert window.messages.offers[0] == "Save under a new name…"
    assert "not saved" in window.status_line.texts[0]
    assert _session_study(window) is before


@pytest.mark.parametrize("mishap", [replace, overwrite])
def test_what_is_there_now_is_opened_and_what_was_open_is_kept(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path, mishap: Callable[[Path], None]
) -> None:
    assert make_step(window, "before")
    mishap(path)
    assert not make_step(window, "lost")
    window.messages.take_offer(1)
    qtbot.waitUntil(lambda: window.messages.text.startswith("What was open is kept as “"))
    qtbot.waitUntil(lambda: not window.busy)
    assert "before" not in names(window)
    assert steps_of(path) == 3
    (kept,) = [copy for copy in (tmp_path / "study backups").iterdir() if "as it was open" in copy.name]
    assert_sound(kept, {"before"})


@pytest.mark.parametrize("what", ["gone", "letter", "damaged"])
def test_where_what_is_there_cannot_be_opened_it_is_still_said_what_was_kept(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path, what: str
) -> None:
    window.close_project()
    if what == "gone":
        path.unlink()
    elif what == "letter":
        path.write_text("Dear bakers, the oven is cold.")
    else:
        cut(path)
    window.open_later(str(path), "What was open is kept as “study as it was open.qualcode”.")
    qtbot.waitUntil(lambda: window.messages.text.endswith("study as it was open.qualcode”."))
    assert window.session is None
    assert not window.messages.text.startswith("What was open")


def test_a_file_that_comes_back_is_gone_on_with(window: MainWindow, path: Path) -> None:
    away = path.with_name("away.qualcode")
    path.rename(away)
    assert not make_step(window, "lost")
    away.rename(path)
    assert make_step(window, "saved")
    assert window.messages.text == ""
    assert "everything saved" in window.status_line.texts[0]


def test_an_earlier_state_is_put_back_by_keyboard(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.close_project()
    (copy,) = (path.parent / "study backups").iterdir()
    assert window.open_address(str(path))
    assert make_step(window, "too much")
    window.actions_["project.restore"].trigger()
    dialog = states_dialog(qtbot, window)
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.current is not None
    assert dialog.current.path == copy
    assert dialog.list.hasFocus() or dialog.focusWidget() is dialog.list
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None and not window.busy)
    assert window.messages.text.startswith(f"Put back “{copy.name}”. What was there is kept as “")
    assert "too much" not in names(window)
    assert make_step(window, "instead")
    window.actions_["project.restore"].trigger()
    again = states_dialog(qtbot, window)
    kinds = [again.list.topLevelItem(row).text(2) for row in range(again.list.topLevelItemCount())]  # type: ignore[union-attr]
    assert sorted(kinds) == ["before it was put back", "daily copy"]
    again.reject()


def test_a_project_is_open_again_where_its_copy_could_not_be_put_back(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    window.close_project()
    (copy,) = (path.parent / "study backups").iterdir()
    assert window.open_address(str(path))
    assert make_step(window, "kept")
    window.actions_["project.restore"].trigger()
    dialog = states_dialog(qtbot, window)
    damage(copy)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.session is not None and not window.busy)
    assert "is damaged as well" in window.messages.text
    assert "kept" in names(window)
    assert make_step(window, "and on")


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)


def overwrite_beginning(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(b"\x7f" * 100 + content[100:])


@pytest.mark.parametrize("mishap", [damage, lose, overwrite_beginning])
def test_a_project_that_is_damaged_or_gone_is_put_back_from_the_start_page(
    qtbot: QtBot, window: MainWindow, path: Path, mishap: Callable[[Path], None]
) -> None:
    window.close_project()
    mishap(path)
    window.open_later(str(path))
    qtbot.waitUntil(lambda: window.messages.offers == ("Restore an earlier state…",))
    assert "Put a copy back with Project > Restore an earlier state." in window.messages.text
    window.messages.take_offer()
    dialog = states_dialog(qtbot, window)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None and not window.busy)
    assert make_step(window, "again")
    window.close_project()
    assert_sound(path, {"again"})


def test_a_large_file_is_looked_through_before_it_is_shown(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.close_project()
    monkeypatch.setattr(database, "AT_ONCE", 0)
    make_an_index_wrong(path)
    window.open_later(str(path))
    qtbot.waitUntil(lambda: window.messages.offers == ("Restore an earlier state…",))
    assert window.session is None
    assert not open_files.is_open(path)


def test_the_project_of_a_chosen_copy_is_found(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.close_project()
    path.unlink()
    (copy,) = (path.parent / "study backups").iterdir()
    window.actions_["project.restore"].trigger()
    answer(qtbot, window, copy)
    dialog = states_dialog(qtbot, window)
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.session is not None and not window.busy)
    assert path.exists()


def test_a_project_without_copies_says_so(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    for copy in (path.parent / "study backups").iterdir():
        copy.unlink()
    window.actions_["project.restore"].trigger()
    qtbot.waitUntil(lambda: "There is no copy of study.qualcode" in window.messages.text)


def test_a_file_that_may_only_be_read_is_opened_and_says_so(
    qtbot: QtBot, window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.close_project()
    # Root may write anything, so what the system would answer to others is played here.
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    before = path.stat()
    assert window.open_address(str(path))
    assert "nothing can be changed" in window.messages.text
    assert window.messages.offers == ("Save a copy…",)
    assert "read only" in window.status_line.texts[0]
    assert not window.actions_["edit.undo"].isEnabled()
    assert not make_step(window, "late")
    assert "nothing can be changed" in window.messages.text
    study = _session_study(window)
    assert all(study.text(transcript) for transcript in study.transcripts)
    monkeypatch.undo()
    window.actions_["project.copy"].trigger()
    answer(qtbot, window, path.with_name("own.qualcode"))
    qtbot.waitUntil(lambda: window.messages.text.startswith("Saved to"))
    assert path.stat() == before
    assert window.open_address(str(path.with_name("own.qualcode")))
    assert make_step(window, "in time")


def test_a_project_that_is_open_is_not_opened_once_more(window: MainWindow, path: Path) -> None:
    session = window.session
    window.open_later(str(path))
    assert "is open already" in window.messages.text
    assert window.session is session


def test_a_project_that_is_dropped_is_opened(qtbot: QtBot, window: MainWindow, path: Path) -> None:
    window.close_project()
    window.start_page.files_dropped.emit([path])
    qtbot.waitUntil(lambda: window.session is not None and not window.busy)
    assert make_step(window, "here")


def test_recent_projects_are_whole_paths(
    window: MainWindow, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.close_project()
    monkeypatch.chdir(path.parent)
    assert window.open_address(path.name)
    assert [project.address for project in window.preferences.recent] == [str(path)]


def test_a_project_whose_history_is_lost_is_saved_without_it(
    qtbot: QtBot, window: MainWindow, path: Path
) -> None:
    window.close_project()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DELETE FROM journal")
        connection.commit()
    window.open_later(str(path))
    offers = ("Restore an earlier state…", "Save without history…")
    qtbot.waitUntil(lambda: window.messages.offers == offers)
    window.messages.take_offer(1)
    rescued = path.with_name("rescued.qualcode")
    answer(qtbot, window, rescued)
    qtbot.waitUntil(lambda: window.session is not None and not window.busy)
    assert window.messages.text.startswith(f"Saved to {rescued}")
    window.close_project()
    assert_sound(rescued, set())


def test_a_copy_of_another_project_is_put_back_only_where_that_is_meant(
    qtbot: QtBot, window: MainWindow, path: Path, tmp_path: Path
) -> None:
    assert make_step(window, "mine")
    other = make_project(tmp_path / "study backups" / "study 2021-03-04 120000.qualcode", 5)
    window.actions_["project.restore"].trigger()
    dialog = states_dialog(qtbot, window)
    choose_oldest(dialog)
    dialog.button.click()
    assert "is a copy of another project" in window.messages.text
    assert "was not put back yet" in window.messages.text
    # The keyboard is at the answer that changes nothing.
    answer = window.focusWidget()
    assert isinstance(answer, QPushButton)
    assert answer.text() == "Leave it"
    assert names(window) >= {"mine"}
    assert make_step(window, "still mine")
    # What was said is gone by then: once more.
    window.actions_["project.restore"].trigger()
    qtbot.waitUntil(lambda: not window.busy)
    again = next(item for item in window.findChildren(EarlierStatesDialog) if item.isVisible())
    choose_oldest(again)
    again.button.click()
    window.messages.take_offer()
    qtbot.waitUntil(lambda: "Put back" in window.messages.text)
    qtbot.waitUntil(lambda: not window.busy)
    assert "coder 5" in names(window)
    kept = [copy for copy in other.parent.iterdir() if "before it was put back" in copy.name]
    assert_sound(kept[0], {"mine", "still mine"})
