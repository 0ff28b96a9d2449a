"""The window of a lead, open on a team's project."""

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from tests.support.ready import ReadyProjects
from tests.support.teams import team_project


@pytest.fixture
def opened(
    open_window: Callable[[], MainWindow],
    preferences: Preferences,
    ready_projects: ReadyProjects,
    tmp_path: Path,
) -> MainWindow:
    preferences.coder_name = "Lead"
    window = open_window()
    assert window.open_address(ready_projects.copy(team_project, tmp_path / "team.qualcode"))
    return window
