"""A ring around whatever has the keyboard, where the style shows it faintly or not at all."""

import shiboken6 as shiboken
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollArea,
    QTabBar,
    QTextEdit,
    QWidget,
)

from qualcode.ui.look.theme import colours_now
from qualcode.ui.painted.buttons import (
    ChipButton,
    ExampleButton,
    PrimaryButton,
    RailButton,
    TileButton,
)

WIDTH = 2
_RINGED = (
    QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QScrollArea, QTabBar, QTextEdit,
)  # fmt: skip
_WITH_THEIR_OWN = (TileButton, ChipButton, ExampleButton, RailButton)
"""Buttons that paint a ring themselves."""
IN_A_FRAME = "qualcode_in_a_frame"
"""The property of a widget whose frame shows that it has the keyboard."""


class FocusRing(QObject):
    """Follows the keyboard through the windows of an application; a click draws no ring."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._ring: _Ring | None = None
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._ring is not None and shiboken.isValid(self._ring):
            self._ring.hide()
            self._ring.deleteLater()
        self._ring = None
        if now is not None and not mouse_is_down() and _wants_ring(now):
            self._ring = _Ring(now)


def mouse_is_down() -> bool:
    """Whether the focus goes somewhere because of a click."""
    return QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton


def _wants_ring(widget: QWidget) -> bool:
    if not isinstance(widget, _RINGED) or isinstance(widget, _WITH_THEIR_OWN) or widget.property(IN_A_FRAME):
        return False
    # The list of a combo box is open only while it has the keyboard.
    return widget.window().windowType() != Qt.WindowType.Popup


class _Ring(QWidget):
    """Lies on a widget, lets the mouse through, and goes with it."""

    def __init__(self, ringed: QWidget) -> None:
        super().__init__(ringed)
        self._ringed = ringed
        self._on_accent = isinstance(ringed, PrimaryButton)
        self.setObjectName("qt_focus_ring")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        ringed.installEventFilter(self)
        if isinstance(ringed, QTabBar):
            ringed.currentChanged.connect(self._fit)
        self._fit()
        self.show()

    def _fit(self) -> None:
        ringed = self._ringed
        place = ringed.rect()
        if isinstance(ringed, QTabBar):
            place = ringed.tabRect(ringed.currentIndex())
        if self._on_accent:
            place = place.adjusted(WIDTH + 1, WIDTH + 1, -WIDTH - 1, -WIDTH - 1)
        self.setGeometry(place)
        inside = QRect(0, 0, place.width(), place.height()).adjusted(WIDTH, WIDTH, -WIDTH, -WIDTH)
        # Only the ring itself is painted again when the list below it scrolls.
        self.setMask(QRegion(self.rect()) - QRegion(inside))
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours = colours_now()
        painter.fillRect(self.rect(), QColor(colours.on_accent if self._on_accent else colours.link))
        painter.end()
