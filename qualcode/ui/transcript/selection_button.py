"""The small button at a selection: opens the field in which a code is chosen, or is dragged."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication, QMouseEvent

from qualcode.ui.painted.buttons import AccentButton
from qualcode.ui.transcript.selecting import SelectingCanvas

_GAP = 6


class SelectionButton(AccentButton):
    """Stands after the last selected word, below it where the line has no room; never takes the focus."""

    def __init__(self, view: SelectingCanvas, action: QAction) -> None:
        super().__init__(view.viewport())
        self._view = view
        # The action's own words are longer: the button must hide as little text as can be.
        self.setText("Code…")
        self._action = action
        self._pressed = QPoint()
        self._show_keys()
        self.clicked.connect(action.trigger)
        # A method: unlike a bare function it is let go of with the button.
        action.changed.connect(self._show_keys)
        self.setAccessibleName("Choose a code for the selection")
        self.setCursor(Qt.CursorShape.ArrowCursor)
        # By keyboard the field opens with the action's key.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        for signal in (view.selection_changed, view.code_requested, view.geometry_changed):
            signal.connect(self.place)
        view.installEventFilter(self)

    def _show_keys(self) -> None:
        self.setToolTip(self._action.toolTip())

    def place(self) -> None:
        """Stand where the selection ends now, or be hidden where nothing is selected or in view."""
        line = self._view.selection_end()
        if line is None or self._view.pointing or not self._view.hasFocus():
            self.hide()
            return
        size, room = self.sizeHint(), self._view.viewport().rect()
        leftwards = self._view.selection_ends_leftwards()
        x = line.left() - _GAP - size.width() if leftwards else line.right() + _GAP
        place = QPoint(x, line.center().y() - size.height() // 2)
        if not 0 <= x <= room.width() - size.width():
            x = self._view.text_left if leftwards else room.width() - size.width() - _GAP
            place = QPoint(x, line.bottom() + _GAP)
        inside = QRect(place, size)
        inside.moveBottom(min(inside.bottom(), room.bottom() - _GAP))
        self.setGeometry(inside)
        self.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Anyone who drags the button drags the selection, onto a code of the codebook."""
        moved = event.position().toPoint() - self._pressed
        far = moved.manhattanLength() >= QGuiApplication.styleHints().startDragDistance()
        if event.buttons() & Qt.MouseButton.LeftButton and far:
            self.setDown(False)
            self._view.begin_drag()
        else:
            super().mouseMoveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Without the focus in the text the selection is not what keys act on."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.place()
        return super().eventFilter(watched, event)
