"""Fixtures of the Code page: the window ready for keys that act on its transcript."""

import pytest
from pytestqt.qtbot import QtBot

from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.transcript.view import TranscriptView


@pytest.fixture
def bench(qtbot: QtBot, window: MainWindow) -> Workbench:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    assert window.workbench is not None
    window.workbench.code_page.reading.view.setFocus()
    return window.workbench


@pytest.fixture
def view(bench: Workbench) -> TranscriptView:
    return bench.code_page.reading.view
