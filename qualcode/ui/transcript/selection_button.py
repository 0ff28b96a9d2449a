"""The small button at a selection: opens the field in which a code is chosen, or is dragged."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication, QMouseEvent

from qualcode.model.span import Span
from qualcode.ui.painted.buttons import AccentButton
from qualcode.ui.transcript.free_place import covered_by, free_place
from qualcode.ui.transcript.look import TranscriptLook
from qualcode.ui.transcript.selecting import SelectingCanvas

_WORD, _SIGN = "Code…", "+"
_LINES = 3
"""How many lines up and down a place is looked for that covers no words."""


class SelectionButton(AccentButton):
    """Is near the last selected word, where it covers no words if it can; never takes the focus."""

    def __init__(self, view: SelectingCanvas, action: QAction) -> None:
        super().__init__(view.viewport())
        self._view = view
        # The action's own words are longer: the button must hide as little text as can be.
        self.setText(_WORD)
        self._action = action
        self.withheld = False
        """Whether nothing can be coded, so that there is nothing for a button to do."""
        self._pressed = QPoint()
        self._stands: tuple[Span, QRect, QRect, TranscriptLook] | None = None
        """The selection, its end and the view for which it stands where it is."""
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
        """Stand where the selection ends now; be hidden where nothing is selected, in view or to be coded."""
        view, line = self._view, self._view.selection_end()
        span = view.selected_span()
        if line is None or span is None or view.pointing or not view.hasFocus() or self.withheld:
            self._stands = None
            self.hide()
            return
        # A gesture tells of the selection, of the mouse, of codings and of the focus.
        stands = (span, line, view.viewport().rect(), view.look)
        if stands != self._stands:
            self._stands = stands
            self.setGeometry(self._best_place(line))
        self.show()

    def _best_place(self, line: QRect) -> QRect:
        """Where no words are covered; where there is no such place, with a sign instead of its word."""
        around = line.adjusted(0, -_LINES * line.height(), 0, _LINES * line.height())
        words, room = self._view.lines_in(around), self._view.viewport().rect()
        self.setText(_WORD)
        place = free_place(self.sizeHint(), room, line, *words)
        if covered_by(place, *words):
            self.setText(_SIGN)
            place = free_place(self.sizeHint(), room, line, *words)
        return place

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
