"""Starts the workbench: the one place where its parts meet."""

import os
import signal
import sys

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from qualcode import __version__
from qualcode.exporters.pictures.drawing import IsolatedDrawer
from qualcode.language.apart import IsolatedFinder
from qualcode.model.machine.coder_here import named_for_now
from qualcode.ui.look.scale import restart, tell_qt
from qualcode.ui.look.theme import Theme
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.bug_log import BugReporter
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.starting import project_to_begin_with

_SIGNAL_CHECK_MILLISECONDS = 300


def run(address: str | None) -> int:
    """Open the window, with the project that is named or was left, until it closes; returns the exit code."""
    preferences = Preferences()
    preferences.coder_for_now = named_for_now()
    address = project_to_begin_with(preferences, address)
    tell_qt(preferences.size, os.environ)
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("qualcode")
    # No display name: some systems would put it after every title, with a dash of their own.
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("qualcode")
    bugs = BugReporter(app)
    bugs.install()
    theme = Theme(app, preferences.theme)
    window = MainWindow(preferences, theme, finder=IsolatedFinder(), drawer=IsolatedDrawer())
    bugs.happened.connect(window.messages.refuse)
    window.show()
    if address is not None:
        QTimer.singleShot(0, lambda: window.open_later(address))
    else:
        window.load_ahead()
    _let_interrupts_through(app, window)
    try:
        code = app.exec()
    finally:
        bugs.remove()
    if window.starts_again:
        restart(window.reopens)
    return code


def _let_interrupts_through(app: QApplication, window: MainWindow) -> None:
    """Ctrl+C in the terminal, and the system when it ends programs, close the window as its user does.

    Python hears of it only while it runs, perhaps within a widget that closing takes away: it waits for that.
    """
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, lambda *_: QTimer.singleShot(0, window.close))
    waker = QTimer(app)
    waker.timeout.connect(lambda: None)
    waker.start(_SIGNAL_CHECK_MILLISECONDS)
