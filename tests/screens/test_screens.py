"""The captures name every page and dialog there is, show what they say, and find what is cut."""

import importlib
import os
import pkgutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

import qualcode.ui
from qualcode.ui.pages.report.choice import ReportKind
from qualcode.ui.shell.page_stack import PagePlace
from tests.screens.catalogue import DIALOGS, PAGES
from tests.screens.faults import faults_of
from tests.screens.stage import settle

_NOT_OF_ITS_OWN = {"_TextDialog"}
"""Captured as what they are in Qt."""


def dialogs_there_are() -> set[str]:
    """The classes of dialogs in the window's modules, all of which are loaded for it."""
    for module in pkgutil.walk_packages(qualcode.ui.__path__, "qualcode.ui."):
        importlib.import_module(module.name)
    found, left = set(), [QDialog]
    while left:
        below = left.pop().__subclasses__()
        left += below
        found |= {each.__name__ for each in below if each.__module__.startswith("qualcode.ui.")}
    return found


def test_every_dialog_is_captured() -> None:
    captured = {screen.kind.__name__ for screen in DIALOGS if screen.kind is not None}
    assert dialogs_there_are() - captured - _NOT_OF_ITS_OWN == set()


def test_every_page_and_every_report_is_captured() -> None:
    names = [screen.name for screen in PAGES]
    assert len(set(names)) == len(names)
    assert {place.name.lower() for place in PagePlace} <= {name.partition("-")[0] for name in names}
    reports = [name for name in names if name.startswith("report-")]
    assert len(reports) >= len(ReportKind)


def test_one_variant_is_captured(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.screens", "--to", str(tmp_path), "--only", "dialog-help-cite"]
    variant = ["--size", "1280x720", "--scale", "150", "--theme", "dark"]
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("QT_", "DISPLAY"))
    }
    subprocess.run(
        [*command, *variant], check=True, env=environment, cwd=Path(__file__).parents[2], timeout=240
    )
    assert [path.name for path in sorted(tmp_path.glob("*.png"))] == [
        "001-start.png",
        "002-code-at-first.png",
        "003-dialog-help-cite.png",
    ]
    assert "NOT SHOWN" not in (tmp_path / "faults.txt").read_text("utf-8")


def test_what_follows_on_a_busy_machine_is_waited_for(qtbot: QtBot) -> None:
    done: list[int] = []

    def slowly() -> None:
        done.append(len(done))
        time.sleep(0.25)
        if len(done) < 6:
            QTimer.singleShot(0, slowly)

    QTimer.singleShot(0, slowly)
    settle(lambda: False)
    assert len(done) == 6


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An empty one of 300 by 100."""
    made = QWidget()
    made.setFixedSize(300, 100)
    qtbot.addWidget(made)
    return made


def faults(window: QWidget, qtbot: QtBot) -> str:
    window.show()
    qtbot.waitExposed(window)
    return "\n".join(faults_of(window, QSize(800, 800)))


def test_words_that_do_not_fit_are_found(window: QWidget, qtbot: QtBot) -> None:
    label, button, tabs = (
        QLabel("Words " * 20, window),
        QPushButton("Words " * 20, window),
        QTabWidget(window),
    )
    label.setGeometry(0, 0, 60, 20)
    button.setGeometry(0, 30, 60, 20)
    tabs.setGeometry(0, 50, 60, 40)
    for name in ("One of them", "Another one", "A third one"):
        tabs.addTab(QWidget(), name)
    found = faults(window, qtbot)
    assert "of words cut: QLabel" in found
    assert "of a button cut: QPushButton" in found
    assert "beyond the bar" in found


def test_things_beyond_an_edge_or_over_each_other_are_found(window: QWidget, qtbot: QtBot) -> None:
    row = QHBoxLayout(window)
    for words in ("One", "Two"):
        label = QLabel(words)
        label.setMinimumWidth(180)
        row.addWidget(label)
    found = faults(window, qtbot)
    assert "over each other: QLabel “One”" in found or "beyond its window: QLabel “Two”" in found
    assert "larger than the screen" not in found
    assert faults_of(window, QSize(200, 90))[0].startswith("larger than the screen: 30")


def test_what_fits_has_no_faults(window: QWidget, qtbot: QtBot) -> None:
    row = QHBoxLayout(window)
    row.addWidget(QLabel("Words"))
    row.addWidget(QPushButton("More words"))
    assert faults(window, qtbot) == ""
