"""A label of one line that says less where there is little room, and never half a figure or half a name."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy

from qualcode.ui.widgets.elided_label import ElidedLabel


class FittingLabel(ElidedLabel):
    """Shows the first of its wordings that has room; what stands beside it gives way before the last one."""

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

    def minimumSizeHint(self) -> QSize:
        shortest = self.fontMetrics().horizontalAdvance(self._wordings[-1])
        return QSize(shortest, super().minimumSizeHint().height())

    def shown(self) -> str:
        room, metrics = self.contentsRect().width(), self.fontMetrics()
        fitting = (words for words in self._wordings if metrics.horizontalAdvance(words) <= room)
        return next(fitting, self._wordings[-1])
