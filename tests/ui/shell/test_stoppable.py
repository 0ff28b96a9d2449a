"""Import, comparing and export stop where somebody presses Cancel, and nothing is half written.

Tests as well: ``project_exchange``, ``project_merging``.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.model.exchange.targets import Target
from qualcode.model.machine.progress import Progress
from qualcode.model.results.data_table import DataFormat
from qualcode.project.copying import copy_project
from qualcode.ui.dialogs.exchange.import_program import ImportProgramDialog
from qualcode.ui.dialogs.merge_project import MergeProjectDialog
from qualcode.ui.dialogs.step_progress import StepProgress
from qualcode.ui.session import lazy_exchange, lazy_imports
from qualcode.ui.session.long_steps import STOPPED
from qualcode.ui.shell.main_window import MainWindow
from tests.support.taguette_file import taguette_file


def held_up(work: Callable[..., Any], after: int) -> Callable[..., Any]:
    """The same work, which gets no further once it has reported its progress so many times."""

    def held(*arguments: Any, **named: Any) -> Any:
        said = 0

        def hold(progress: Progress) -> Progress:
            def report(done: int, total: int, what: str) -> None:
                nonlocal said
                said += 1
                progress(done, total, what)
                while said > after:
                    progress(done, total, what)
                    time.sleep(0.005)

            return report

        given = [hold(each) if getattr(each, "__name__", "") == "report" else each for each in arguments]
        names = {name: hold(each) if name == "progress" else each for name, each in named.items()}
        return work(*given, **names)

    return held


def stop(qtbot: QtBot, window: MainWindow, title: str) -> None:
    """Press Cancel in the window that tells how far it is."""

    def shown() -> StepProgress | None:
        found = (each for each in QApplication.topLevelWidgets() if isinstance(each, StepProgress))
        return next((each for each in found if each.isVisible()), None)

    qtbot.waitUntil(lambda: shown() is not None, timeout=20_000)
    dialog = shown()
    assert dialog is not None
    assert dialog.windowTitle() == title
    QTest.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: window.messages.text.startswith("Stopped:"), timeout=20_000)
    assert shown() is None


def steps(window: MainWindow) -> int:
    assert window.session is not None
    return window.session.study.step


def test_reading_a_project_stops(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = steps(window)
    monkeypatch.setattr(lazy_exchange, "read_exchange", held_up(lazy_exchange.read_exchange, 0))
    window.exchange.read(taguette_file(tmp_path / "t.sqlite3"))
    stop(qtbot, window, "Import from another program")
    assert window.messages.text == STOPPED
    assert window.findChild(ImportProgramDialog) is None
    assert steps(window) == before


def test_comparing_before_an_import_stops(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = steps(window)
    window.exchange.read(taguette_file(tmp_path / "t.sqlite3"))
    qtbot.waitUntil(lambda: window.findChild(ImportProgramDialog) is not None, timeout=20_000)
    dialog = window.findChild(ImportProgramDialog)
    assert isinstance(dialog, ImportProgramDialog)
    monkeypatch.setattr(lazy_imports, "merge_plan", held_up(lazy_imports.merge_plan, 1))
    QTest.mouseClick(dialog.button, Qt.MouseButton.LeftButton)
    stop(qtbot, window, "Import from another program")
    assert window.findChild(MergeProjectDialog) is None
    assert steps(window) == before


@pytest.mark.parametrize("after", [0, 1, 2, 4])
def test_planning_a_merge_stops(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    assert window.session is not None
    before = steps(window)
    other = copy_project(window.session.project.address, tmp_path / "other.qualcode")
    name = "read_other" if after < 3 else "merge_plan"
    monkeypatch.setattr(lazy_imports, name, held_up(getattr(lazy_imports, name), after % 3))
    window.merging.compare(other)
    stop(qtbot, window, "Merge with another project")
    assert window.findChild(MergeProjectDialog) is None
    assert steps(window) == before


@pytest.mark.parametrize("after", [0, 3])
def test_an_export_that_stops_leaves_what_was_there(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    path = folder / "study.qdpx"
    path.write_bytes(b"what was here before")
    monkeypatch.setattr(lazy_exchange, "export_exchange", held_up(lazy_exchange.export_exchange, after))
    window.exchange.write(path, Target.STRICT)
    stop(qtbot, window, "Export project")
    assert [each.name for each in folder.iterdir()] == ["study.qdpx"]
    assert path.read_bytes() == b"what was here before"


@pytest.mark.parametrize("after", [0, 1])
@pytest.mark.parametrize("kind", list(DataFormat))
def test_an_export_of_data_that_stops_leaves_nothing(
    qtbot: QtBot,
    window: MainWindow,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: DataFormat,
    after: int,
) -> None:
    monkeypatch.setattr(lazy_exchange, "export_data", held_up(lazy_exchange.export_data, after))
    window.exchange.write_data(tmp_path / "data", kind, words=True, excel=False)
    stop(qtbot, window, "Export data for analysis")
    assert not (tmp_path / "data").exists()
