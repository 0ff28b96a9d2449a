"""Figures of starting: the help text of the command, and the window's start page."""

import subprocess
import sys
from pathlib import Path

from tests.bench.measuring import Figure, seconds

_START_PAGE = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
application = QApplication([])
from qualcode.ui.shell import app
QTimer.singleShot(0, application.quit)
app.run(None)
"""
_BARE_WINDOW = """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
window.show()
QTimer.singleShot(0, application.quit)
application.exec()
"""


def _python(*arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)


def help_text(folder: Path) -> list[Figure]:
    taken = seconds(lambda: _python("-m", "qualcode", "--help"), 7)
    floor = seconds(lambda: _python("-c", "import click"), 7)
    return [Figure("qualcode --help", taken, "< 0.3 s", floor, "python importing click")]


def start_page(folder: Path) -> list[Figure]:
    taken = seconds(lambda: _python("-c", _START_PAGE), 5)
    floor = seconds(lambda: _python("-c", _BARE_WINDOW), 5)
    return [Figure("start page until shown", taken, "< 1.5 s", floor, "an empty window of PySide6")]
