"""Tabs that are all seen: where their whole names have no room they have short ones."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTabWidget, QWidget


class NamedTabs(QTabWidget):
    """A tab with a short name says the whole one in its tip, and to those who do not see it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[tuple[str, str]] = []
        self.setDocumentMode(True)

    def add(self, page: QWidget, whole: str, short: str) -> None:
        """Add a tab."""
        number = self.addTab(page, whole)
        self.tabBar().setAccessibleTabName(number, whole)
        self._names.append((whole, short))
        self._name()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._name()

    def _name(self) -> None:
        self._say(short=False)
        if self.tabBar().sizeHint().width() > self.width():
            self._say(short=True)

    def _say(self, *, short: bool) -> None:
        for number, (whole, in_short) in enumerate(self._names):
            self.setTabText(number, in_short if short else whole)
            self.setTabToolTip(number, whole if short else "")
