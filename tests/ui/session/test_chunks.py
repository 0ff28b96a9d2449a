"""Work in parts: all at once, or one a turn with the window answering in between."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from qualcode.project.opening import create_project, open_project
from qualcode.ui.session.chunks import ChunkRunner, all_at_once
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import fill


def _parts(done: list[str], number: int = 3) -> Iterator[None]:
    try:
        for place in range(number):
            done.append(f"part {place}")
            yield
        done.append("end")
    finally:
        done.append("left")


def test_all_parts_are_done_at_once() -> None:
    done: list[str] = []
    all_at_once(_parts(done))
    assert done == ["part 0", "part 1", "part 2", "end", "left"]


def test_the_window_answers_between_two_parts(qtbot: QtBot) -> None:
    done: list[str] = []
    turns = ChunkRunner()
    beat = QTimer()
    beat.timeout.connect(lambda: done.append("beat"))
    beat.start(0)
    turns.start(_parts(done))
    assert turns.under_way
    assert done == ["part 0"]
    qtbot.waitUntil(lambda: not turns.under_way)
    beat.stop()
    between = done[done.index("part 0") : done.index("part 1")]
    assert "beat" in between
    assert [entry for entry in done if entry != "beat"] == ["part 0", "part 1", "part 2", "end", "left"]


def test_what_is_given_up_is_told_so(qapp: QApplication) -> None:
    done: list[str] = []
    turns = ChunkRunner()
    turns.start(_parts(done))
    turns.stop()
    assert done[-1] == "left"
    assert "end" not in done
    assert not turns.under_way


def test_another_start_gives_up_the_first(qtbot: QtBot) -> None:
    first: list[str] = []
    second: list[str] = []
    turns = ChunkRunner()
    turns.start(_parts(first))
    turns.start(_parts(second))
    qtbot.waitUntil(lambda: not turns.under_way)
    assert "end" not in first
    assert second[-2:] == ["end", "left"]


def test_an_error_ends_it_and_is_not_hidden(qtbot: QtBot) -> None:
    def failing() -> Iterator[None]:
        yield
        raise ValueError("a bug")

    turns = ChunkRunner()
    with capture_exceptions() as caught:
        turns.start(failing())
        qtbot.waitUntil(lambda: not turns.under_way)
    assert [str(error) for _kind, error, _trace in caught] == ["a bug"]


# -- opening a project -----------------------------------------------------------------------------


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = create_project(str(tmp_path / "another.qualcode"), "AB", "Another")
    fill(made)
    made.close()
    return tmp_path / "another.qualcode"


def _until_begun(window: MainWindow, qtbot: QtBot) -> None:
    """Stop in the middle of putting the project into the window."""
    qtbot.waitUntil(lambda: window.busy and not window.background.busy)


def test_closing_the_window_gives_up_opening(
    open_window: Callable[[], MainWindow], path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.open_later(str(path))
    _until_begun(window, qtbot)
    assert window.workbench is None
    window.close()
    assert not window.busy
    assert window.workbench is None
    # Nobody holds the project any more.
    open_project(str(path)).close()


def test_another_project_may_be_opened_meanwhile(
    open_window: Callable[[], MainWindow], path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.open_later(str(path))
    _until_begun(window, qtbot)
    assert window.create_at(str(tmp_path / "new.qualcode"))
    assert window.session is not None
    assert window.session.project.name == "new"
    # The first one was let go of: nobody holds it any more.
    assert window.open_address(str(path))
    assert window.session.project.name == "Another"


def test_all_of_an_opened_project_is_painted(
    open_window: Callable[[], MainWindow], path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    window.open_later(str(path))
    qtbot.waitUntil(lambda: window.workbench is not None and not window.busy)
    covered = [widget for widget in window.findChildren(QWidget) if not widget.updatesEnabled()]
    qtbot.waitUntil(lambda: not [widget for widget in covered if not widget.updatesEnabled()])
    workbench = window.workbench
    assert workbench is not None
    assert workbench.code_page.reading.view.hasFocus()


def test_a_project_that_was_closed_opens_again(
    open_window: Callable[[], MainWindow], path: Path, qtbot: QtBot
) -> None:
    window = open_window()
    for _ in range(3):
        window.open_later(str(path))
        qtbot.waitUntil(lambda: window.workbench is not None and not window.busy)
        assert not window.messages.text
        window.close_project()
        assert window.workbench is None
