"""A project that was closed does not stay in memory.

Tests as well: ``letting_go``, ``main_window``.
"""

import gc
import weakref
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcode.model.study import Study
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace


@pytest.fixture(autouse=True)
def kept_from_collector() -> Iterator[None]:
    """The program freezes and thaws as it does for people; what stays is frozen again for other tests."""
    yield
    gc.freeze()


def _study(window: MainWindow) -> weakref.ref[Study]:
    assert window.session is not None
    return weakref.ref(window.session.project.study)


def test_studies_are_let_go_of_when_another_project_is_opened(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    # The first is also the fixture's own.
    seen: list[weakref.ref[Study]] = []
    for name in ("one", "two", "three", "four"):
        assert window.create_at(str(tmp_path / f"{name}.qualcode"))
        seen.append(_study(window))
        qtbot.waitUntil(lambda: all(study() is None for study in seen[:-1]))
    assert seen[-1]() is not None


def test_a_study_that_was_worked_with_on_every_page_is_let_go_of(window: MainWindow, qtbot: QtBot) -> None:
    seen = _study(window)
    assert window.workbench is not None
    for place in PagePlace:
        window.workbench.show_page(place)
        qtbot.wait(1)
    qtbot.waitUntil(lambda: not window.busy)
    window.close_project()
    qtbot.waitUntil(lambda: _gone(seen))


def _gone(seen: weakref.ref[Study]) -> bool:
    gc.collect()
    return seen() is None


def test_studies_are_let_go_of_when_projects_are_closed(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    way = str(tmp_path / "one.qualcode")
    seen: list[weakref.ref[Study]] = []
    window.close_project()
    assert window.create_at(way)
    for _ in range(3):
        seen.append(_study(window))
        window.close_project()
        window.open_later(way)
        qtbot.waitUntil(lambda: window.session is not None and not window.busy)
    qtbot.waitUntil(lambda: all(study() is None for study in seen))
    window.close_project()
