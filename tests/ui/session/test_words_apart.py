"""Words are counted in a process of its own, which goes when the window goes.

Tests: ``session``.
"""

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from qualcode.language.apart import IsolatedFinder
from qualcode.language.measures import SpacyMeasures
from qualcode.project.project import Project
from qualcode.ui.look.theme import Theme
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow
from tests.ui.material import transcript

pytestmark = pytest.mark.starts_anew


@pytest.fixture
def window(
    qtbot: QtBot, preferences: Preferences, theme: Theme, project: Project, tmp_path: Path
) -> Iterator[MainWindow]:
    project.close()
    made = MainWindow(preferences, theme, finder=IsolatedFinder())
    made.show()
    qtbot.waitExposed(made)
    assert made.open_address(str(tmp_path / "study.qualcode"))
    yield made
    made.close()
    made.deleteLater()


def test_the_words_of_a_transcript_arrive_and_nothing_stays(qtbot: QtBot, window: MainWindow) -> None:
    assert window.workbench is not None
    reading = window.workbench.code_page.reading
    qtbot.waitUntil(lambda: "words" in reading._facts.text(), timeout=30_000)
    study = window.workbench.session.study
    number = len(SpacyMeasures().words(study, transcript(study, "FG1")))
    assert reading._facts.text() == f"{number} words · 3 speakers"
    assert len(multiprocessing.active_children()) == 1
    window.close()
    assert not multiprocessing.active_children()


def test_closing_while_words_are_counted_waits_for_nothing(window: MainWindow) -> None:
    before = window.background.busy
    window.close()
    assert (before, window.background.busy) == (True, False)
    assert not multiprocessing.active_children()
