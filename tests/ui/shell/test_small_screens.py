"""A laptop's screen is enough, with letters twice as large too.

Tests: ``ui.pages.code.page``.
"""

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from qualcode.ui.look.theme import Theme
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.shell.main_window import MainWindow

# 1920 x 1080 at 200 per cent, less what the system's own bars take.
_WIDTH, _HEIGHT = 960, 490


def test_nothing_is_cut_off_where_letters_are_twice_as_large(window: MainWindow, qtbot: QtBot) -> None:
    window.messages.hide()
    for name in ("analyse.matrix", "analyse.groups", "analyse.find", "analyse.report", "view.code"):
        window.actions_[name].trigger()
    qtbot.waitUntil(lambda: not window.background.busy)
    window.actions_["edit.find"].trigger()
    least = window.minimumSizeHint()
    assert least.width() <= _WIDTH
    assert least.height() <= _HEIGHT
    window.resize(_WIDTH, _HEIGHT)
    assert window.size().width() == _WIDTH


def test_text_gets_a_good_width_before_names_get_all_of_theirs(window: MainWindow, qtbot: QtBot) -> None:
    assert window.workbench is not None
    text = window.workbench.code_page.reading.text
    window.workbench.code_page.toggle(window.workbench.code_page.inspector)
    widths = {}
    for width in (1000, 1280, 1800):
        window.resize(width, 700)
        qtbot.wait(50)
        widths[width] = (text.view.width(), text.margin.width())
    assert widths[1000][0] >= 300
    assert widths[1280][0] >= 470
    assert widths[1280][1] <= widths[1800][1]
    assert widths[1800][0] > widths[1280][0]


def test_the_window_opens_no_larger_than_the_screen(
    preferences: Preferences, theme: Theme, qtbot: QtBot
) -> None:
    window = MainWindow(preferences, theme)
    qtbot.addWidget(window)
    screen = QGuiApplication.primaryScreen().availableSize()
    assert window.width() <= max(screen.width(), window.minimumSizeHint().width())
    assert window.height() <= max(screen.height(), window.minimumSizeHint().height())
