"""A team's project in the window, as one of its people sees it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from tests.support.ready import ReadyProjects
from tests.support.teams import team_project


@pytest.fixture
def opened_by(
    open_window: Callable[[], MainWindow],
    preferences: Preferences,
    ready_projects: ReadyProjects,
    tmp_path: Path,
) -> Callable[[str], MainWindow]:
    """The window of a coder with this name."""

    def open_it(name: str) -> MainWindow:
        preferences.coder_name = name
        window = open_window()
        assert window.open_address(ready_projects.copy(team_project, tmp_path / "team.qualcode"))
        return window

    return open_it


@pytest.fixture
def opened(opened_by: Callable[[str], MainWindow]) -> MainWindow:
    """The window of the lead."""
    return opened_by("Lead")
