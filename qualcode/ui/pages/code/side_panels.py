"""The panels at both sides of the text: how wide they are, and which are closed for want of room."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QSplitter, QWidget

from qualcode.ui.pages.code.sharing_out import Sides, kept_of, sides_of
from qualcode.ui.painted.splitter import LineSplitter


class GivingSplitter(LineSplitter):
    """Is no wider than its middle has to be: the panels beside it close where there is no room for them."""

    def minimumSizeHint(self) -> QSize:
        least, middle = super().minimumSizeHint(), self.widget(1)
        return least if middle is None else QSize(middle.minimumSizeHint().width(), least.height())


class SidePanels(QObject):
    """What a person drags or opens is remembered, and holds again as soon as there is room for it."""

    changed = Signal()
    """A panel was shown or hidden."""

    def __init__(
        self,
        splitter: QSplitter,
        left: QWidget,
        right: QWidget,
        parts: Sequence[QWidget],
        needed: Callable[[], int],
    ) -> None:
        """``parts`` are those of the right panel, which closes with the last; ``needed``: by the text."""
        super().__init__(splitter)
        self._splitter = splitter
        self._left, self._right, self._parts = left, right, parts
        self._needed = needed
        self._wished = Sides(0, 0)
        self._left_wanted = True
        self._kept = Sides(0, 0)
        self._asked_last = 0
        splitter.splitterMoved.connect(self._dragged)

    def wish(self, wished: Sides) -> None:
        """Have the panels as wide as this, where there is room."""
        self._wished = wished
        self.arrange()

    @property
    def wished(self) -> Sides:
        return self._wished

    def _dragged(self) -> None:
        sizes = self._splitter.sizes()
        left = sizes[0] if not self._left.isHidden() else self._wished.left
        self._wished = Sides(left, sizes[2] if not self._right.isHidden() else self._wished.right)

    def toggle(self, pane: QWidget) -> None:
        """Show a panel that is not seen, or hide it."""
        seen = pane.isVisibleTo(self._splitter)
        if pane is self._left:
            self._left_wanted = not seen
            self._kept = self._kept._replace(left=int(not seen))
            self._asked_last = 0
            self.arrange()
        elif seen:
            pane.hide()
            self._kept = self._kept._replace(right=0)
            self.arrange()
        else:
            self.open(pane)

    def open(self, pane: QWidget) -> None:
        """Show a part of the right panel, even where the text would like the room."""
        pane.show()
        if self._right.isHidden():
            self._kept = self._kept._replace(right=1)
        self._asked_last = 1
        self.arrange()

    def arrange(self) -> None:
        """Share the width out again."""
        room = self._splitter.width() - 2 * self._splitter.handleWidth()
        if not sum(self._wished) or room <= 0:
            return
        wanted = Sides(
            self._wished.left if self._left_wanted else 0,
            0 if all(part.isHidden() for part in self._parts) else self._wished.right,
        )
        least_text = self._splitter.minimumSizeHint().width()
        kept = kept_of(room, self._kept, self._asked_last, least_text)
        sides = sides_of(room, wanted, self._needed(), kept)
        for panel, width in ((self._left, sides.left), (self._right, sides.right)):
            if panel.isHidden() == bool(width):
                panel.setVisible(bool(width))
        sizes = [sides.left, max(1, room - sum(sides)), sides.right]
        if sizes != self._splitter.sizes():
            self._splitter.setSizes(sizes)
        self.changed.emit()
