"""A note over the lower edge of a widget: what was just done there, with a way to take it back."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from qualcode.ui.look.theme import Colours
from qualcode.ui.painted.box import Box
from qualcode.ui.painted.frame import PaintedFrame
from qualcode.ui.widgets.messages import SHOWN_MILLISECONDS, Offer, announce
from qualcode.ui.widgets.plain_label import plain_label

_GAP: Final = 12
_LEAST_WIDTH: Final = 160
_MOVED: Final = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show, QEvent.Type.Hide)


class SideNote(PaintedFrame):
    """Lies over its widget, so that nothing moves; goes by itself and takes no keyboard away.

    ``bars`` lie over that edge too when they are open: the note is above them.
    """

    def __init__(self, beside: QWidget, bars: Sequence[QWidget] = ()) -> None:
        super().__init__(beside)
        self._beside = beside
        self._bars = bars
        self._offer: Offer | None = None
        self.setAccessibleName("Note")
        self._words = plain_label()
        self._words.setWordWrap(True)
        self.button = QPushButton()
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self._take)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.addWidget(self._words, 1)
        row.addWidget(self.button)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MILLISECONDS)
        self._timer.timeout.connect(self.hide)
        for watched in (beside, *bars):
            watched.installEventFilter(self)
        self.hide()

    def lie_above(self, bar: QWidget) -> None:
        """Lie above one more bar while it is open."""
        self._bars = [*self._bars, bar]
        bar.installEventFilter(self)

    def box(self, colours: Colours) -> Box:
        return Box(colours.notice, colours.line, radius=6)

    @property
    def text(self) -> str:
        """What is being said; empty while nothing is."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str, offer: Offer | None = None, tip: str = "") -> None:
        """Say what was done, and offer what takes it back."""
        self._offer = offer
        self._words.setText(sentence)
        self.button.setVisible(offer is not None)
        if offer is not None:
            self.button.setText(offer.text)
            self.button.setToolTip(tip)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        announce(self, sentence)

    def settle(self) -> None:
        """A step was made: a note whose offer is past is put away."""
        if self._offer is not None and not self._offer.holds():
            self.hide()

    def _take(self) -> None:
        offer = self._offer
        self.hide()
        if offer is not None:
            offer.act()

    def _place(self) -> None:
        most = max(_LEAST_WIDTH, self._beside.width() - 2 * _GAP)
        wide = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 2 * _GAP
        width = min(most, wide + (self.button.sizeHint().width() + _GAP if self._offer else _GAP))
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self.setGeometry(_GAP, max(0, self._lowest() - height - _GAP), width, height)

    def _lowest(self) -> int:
        """Where what can be seen of the widget ends, in its own pixels."""
        open_ = (bar for bar in self._bars if bar.isVisible())
        tops = (self._beside.mapFromGlobal(bar.mapToGlobal(QPoint(0, 0))).y() for bar in open_)
        # A bar may lie at the upper edge as well.
        return min([self._beside.height(), *(top for top in tops if top > self._beside.height() // 2)])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVED and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)
