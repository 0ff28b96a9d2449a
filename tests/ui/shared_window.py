"""A window that the tests of a module share: for tests that only look, in place of one for each of them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QWidget

from qualcode.ui.shell.main_window import MainWindow

_SHARED: Final = "shared by the tests of a module"


class SharedWindow:
    """Opened by the first test that asks for it, in that test's home, and closed after the last one."""

    def __init__(self) -> None:
        self._window: MainWindow | None = None

    @property
    def window(self) -> MainWindow | None:
        return self._window

    def keep(self, window: MainWindow) -> MainWindow:
        window.setProperty(_SHARED, True)
        self._window = window
        return window

    @contextmanager
    def looked_at(self) -> Iterator[MainWindow]:
        """The window for one test, which fails where it leaves another project or something open."""
        window = self._window
        assert window is not None
        assert window.session is not None
        study, file = window.session.study, window.session.project.address
        yield window
        delete_what_is_due()
        assert window.session is not None, "the test closed the project"
        assert window.session.study == study, "the test changed the project: it needs a window of its own"
        assert window.session.project.address == file
        seen = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        assert seen == [window], "the test left something open"
        window.messages.hide()
        assert window.workbench is not None
        window.workbench.show_page(0)

    def close(self) -> None:
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            delete_what_is_due()


def is_shared(widget: QWidget) -> bool:
    return bool(widget.property(_SHARED))


def delete_what_is_due() -> None:
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
