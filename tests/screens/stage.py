"""The real window on a screen of a size, with settings of its own; what is shown in it is captured."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSettings, Qt
from PySide6.QtGui import QAction, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QComboBox, QDialog, QMenu, QWidget

from qualcode.exporters.pictures.drawing import IsolatedDrawer
from qualcode.language.apart import IsolatedFinder
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.pages.code.page import CodePage
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.main_window import MainWindow
from qualcode.ui.shell.page_stack import PagePlace, PageStack
from qualcode.ui.shell.workbench import Workbench
from tests.screens.faults import faults_of
from tests.screens.material import first_of

_PATIENCE = 40.0
"""Seconds for what is under way to end."""
_QUIET = 0.2
"""Seconds in which nothing was under way: what waits for a moment's rest has begun by then."""
_ROUNDS = 40
"""As often has it been looked by then: on a busy machine one look alone can take that long."""


def settle(busy: Callable[[], bool]) -> None:
    """Wait until nothing is under way."""
    end = time.monotonic() + _PATIENCE
    quiet, rounds = time.monotonic() + _QUIET, 0
    while time.monotonic() < end and (time.monotonic() < quiet or rounds < _ROUNDS):
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        rounds += 1
        if busy():
            quiet, rounds = time.monotonic() + _QUIET, 0
        time.sleep(0.005)


class Stage:
    """What the screens are shown on; ``folder`` holds the project and the files that dialogs read."""

    def __init__(self, theme: ThemeChoice, folder: Path) -> None:
        app = QApplication.instance()
        self.app = app if isinstance(app, QApplication) else QApplication(["qualcode"])
        self.folder = folder
        settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
        preferences = Preferences(settings)
        preferences.coder_name = "AB"
        self.window = MainWindow(
            preferences, Theme(self.app, theme), finder=IsolatedFinder(), drawer=IsolatedDrawer()
        )
        self.window.showMaximized()
        # Without a window manager nobody else makes it as large as the screen.
        self.window.setGeometry(self.window.screen().availableGeometry())
        self.settle()

    # -- what is there ------------------------------------------------------------------------------

    @property
    def workbench(self) -> Workbench:
        found = self.window.workbench
        if found is None:
            raise AssertionError(f"the project did not open: {self.window.messages.text}")
        return found

    @property
    def session(self) -> Session:
        return self.workbench.session

    @property
    def study(self) -> Study:
        return self.session.study

    @property
    def pages(self) -> PageStack:
        return self.workbench.pages

    @property
    def code(self) -> CodePage:
        return self.workbench.code_page

    # -- what is done -------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing is under way."""
        settle(lambda: self.window.busy)

    def wait_for(self, kind: type[QDialog] | None) -> bool:
        """Wait until a dialog is seen, on a busy machine for some time; whether it is."""
        end = time.monotonic() + _PATIENCE
        while kind is not None and not any(isinstance(each, kind) for each in self.seen()):
            if time.monotonic() > end:
                return False
            self.settle()
        # What a window does once it has the keyboard: it may have got it only now.
        self.app.processEvents()
        self.app.processEvents()
        return True

    def act(self, name: str) -> None:
        """Do what an action does, whether or not it is offered at this moment."""
        action: QAction = self.window.actions_[name]
        action.setEnabled(True)
        action.trigger()
        self.settle()

    def show(self, place: PagePlace) -> None:
        """Show a page."""
        self.workbench.show_page(place)
        self.settle()

    def read(self, code: str = "stigma", transcript: str | None = None) -> Span:
        """Show the code page with the words selected that a code is applied to first."""
        self.show(PagePlace.CODE)
        transcript_id, _, span = first_of(self.study, code, transcript)
        self.workbench.go_to(transcript_id, span)
        self.settle()
        return span

    def choose_code(self, name: str = "stigma") -> None:
        """Choose a code in the codebook."""
        self.read()
        self.code.navigator.codebook.choose([self.study.code_named(name).id])
        self.code.navigator.codebook.setFocus()
        self.settle()

    def choose(self, box: QComboBox, place: int) -> None:
        """Choose in a box, as a person does."""
        box.setCurrentIndex(place)
        box.activated.emit(place)
        self.settle()

    def menu(self, menu: QMenu, beside: QWidget) -> None:
        """Open a menu below something."""
        menu.popup(beside.mapToGlobal(QPoint(0, beside.height())))
        self.settle()

    def clear(self) -> None:
        """Close what a screen has opened."""
        while isinstance(popup := QApplication.activePopupWidget(), QWidget):
            popup.close()
        for widget in reversed(QApplication.topLevelWidgets()):
            if widget is not self.window and widget.isVisible():
                widget.reject() if isinstance(widget, QDialog) else widget.close()
                # One that waits for something to stop would lie over the others.
                widget.hide()
        self.window.messages.hide()
        self.settle()

    # -- what is seen -------------------------------------------------------------------------------

    def seen(self) -> list[QWidget]:
        """The windows that are seen, what lies on top last."""
        found = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        return sorted(found, key=_depth)

    def captured(self) -> QPixmap:
        """The screen, as far as the program fills it."""
        screen = self.window.screen()
        size, ratio = screen.size(), self.window.devicePixelRatioF()
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.darkGray)
        painter = QPainter(picture)
        for widget in self.seen():
            place = widget.geometry().translated(-screen.geometry().topLeft())
            painter.drawPixmap(place.topLeft(), widget.grab())
            # Without a window manager nothing else tells where one ends.
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        painter.end()
        return picture

    def faults(self) -> list[str]:
        """What a machine can find wrong with what is seen: of several windows, with the one on top."""
        return faults_of(self.seen()[-1], self.window.screen().availableSize())

    def close(self) -> None:
        """Close the window."""
        self.clear()
        self.window.close()
        self.settle()


class Screen(NamedTuple):
    """Something that is captured; ``kind`` is the dialog that has to be seen then."""

    name: str
    show: Callable[[Stage], object]
    kind: type[QDialog] | None = None


def prepare(size: tuple[int, int], percent: int, folder: Path) -> None:
    """Tell Qt, before it begins, how large the screen is; where there is a display, that has its own size."""
    os.environ["QT_SCALE_FACTOR"] = str(percent / 100)
    if os.environ.get("DISPLAY") and os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        return
    screen = f'{{"name": "screen", "x": 0, "y": 0, "width": {size[0]}, "height": {size[1]}}}'
    configuration = folder / "screen.json"
    configuration.write_text(f'{{"screens": [{screen}]}}', "utf-8")
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={configuration}"
    # The plugin complains of every window that it has no window manager to talk to.
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"


def _depth(widget: QWidget) -> int:
    parent = widget.parentWidget()
    return 0 if parent is None else 1 + _depth(parent.window())
