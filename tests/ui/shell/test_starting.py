"""The program begins with the project it was left in, unless something speaks against it."""

import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.settings import StartsWith
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.starting import project_to_begin_with

HEAVY = (
    "alembic", "docx", "filelock", "jinja2", "keyring", "lxml", "matplotlib", "openpyxl", "pandas", "psycopg",
    "pypdfium2", "scipy", "spacy", "sqlalchemy", "typst", "xlsxwriter",
)  # fmt: skip
SERVER = "postgresql://ada@localhost/study"


def left_in(window: MainWindow) -> str:
    assert window.workbench is not None
    return window.workbench.session.project.address


def leave(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window.busy)
    window.close()


def test_it_begins_with_the_project_it_was_left_in(window: MainWindow, qtbot: QtBot) -> None:
    address = left_in(window)
    leave(window, qtbot)
    assert project_to_begin_with(window.preferences, None) == address


def test_a_project_that_was_closed_before_is_not_opened(window: MainWindow, qtbot: QtBot) -> None:
    window.close_project()
    leave(window, qtbot)
    assert project_to_begin_with(window.preferences, None) is None


def test_who_wants_the_list_gets_it(window: MainWindow, qtbot: QtBot) -> None:
    window.preferences.starts_with = StartsWith.LIST
    leave(window, qtbot)
    assert project_to_begin_with(window.preferences, None) is None


def test_a_project_that_ends_the_program_is_opened_no_second_time(preferences: Preferences) -> None:
    preferences.leave_in(__file__)
    assert project_to_begin_with(preferences, None) == __file__
    assert project_to_begin_with(preferences, None) is None


def test_the_project_that_is_named_goes_before(preferences: Preferences) -> None:
    preferences.leave_in(__file__)
    assert project_to_begin_with(preferences, "other.qualcode") == "other.qualcode"
    assert project_to_begin_with(preferences, None) is None


@pytest.mark.parametrize(("address", "begins"), [("gone.qualcode", True), ("", False), (SERVER, True)])
def test_a_project_that_is_gone_is_asked_for_so_that_it_is_said(
    preferences: Preferences, tmp_path: Path, address: str, begins: bool
) -> None:
    address = str(tmp_path / address) if address.endswith("qualcode") else address
    preferences.leave_in(address)
    assert project_to_begin_with(preferences, None) == (address if begins else None)


def test_no_password_is_kept(preferences: Preferences) -> None:
    preferences.leave_in("postgresql://ada:secret@localhost/study")
    assert "secret" not in (project_to_begin_with(preferences, None) or "")


def test_nothing_that_only_a_project_needs_is_loaded_before_the_start_page() -> None:
    """One import too many, of a dialog somewhere, and everybody waits half as long again for the window."""
    code = f"import sys, qualcode.ui.shell.app; print([name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
