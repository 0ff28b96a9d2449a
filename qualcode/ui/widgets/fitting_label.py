"""A label of one line that says less where there is little room, and never half a figure or half a name."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from qualcode.ui.widgets.elided_label import ElidedLabel


class FittingLabel(ElidedLabel):
    """Shows the first of its wordings that has room, or none; what is beside it gives way before the last."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._wordings: tuple[str, ...] = ("",)

    def say(self, *wordings: str) -> None:
        """The wordings from the longest to the shortest; the first is also spoken."""
        if wordings == self._wordings:
            # What is around it would be laid out again, at each step of the cursor.
            return
        self._wordings = wordings
        self.setText(wordings[0])
        self.updateGeometry()
        # At once: until a busy window comes to it, the room of other words would cut these.
        around = self.parentWidget()
        layout = None if around is None else around.layout()
        if layout is not None and self.isVisible():
            layout.activate()

    def minimumSizeHint(self) -> QSize:
        shortest = self.fontMetrics().horizontalAdvance(self._wordings[-1])
        return QSize(shortest, super().minimumSizeHint().height())

    def shown(self) -> str:
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        fitting = (words for words in self._wordings if metrics.horizontalAdvance(words) <= room)
        # Half a figure misleads; with nothing there one looks again.
        return next(fitting, "")
