"""The panel of passages beside a table; a click opens one in its transcript."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from qualcode.analysis.table_passages import CodedPassage
from qualcode.ui.look.theme import SPACING, heading_font, mute
from qualcode.ui.widgets.plain_label import plain_label
from qualcode.ui.widgets.rich_list import DATA_ROLE, RichList

MOST = 200
"""So many passages are listed at first."""


class PassagePanel(QWidget):
    """A title, a hint and a list of passages; subclasses fill it.

    Without anything to list there is no list, and below a table the panel is no higher than its words.

    ``place_wanted`` tells the transcript and span of the passage that was clicked.
    """

    place_wanted = Signal(object, object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMinimumWidth(200)
        self._title = plain_label(name)
        self._title.setFont(heading_font(self.font(), 1.05))
        self._title.setWordWrap(True)
        self._hint = plain_label()
        mute(self._hint)
        self._hint.setWordWrap(True)
        self.list = RichList(name)
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        head = QVBoxLayout()
        head.setContentsMargins(SPACING + 4, SPACING + 4, SPACING + 4, 4)
        head.addWidget(self._title)
        head.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        # Keeps the words at the top where there is no list.
        column.addStretch(0)
        self.list.hide()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is listed."""
        return self.list.isHidden()

    def _open(self, item: QListWidgetItem) -> None:
        passage = item.data(DATA_ROLE)
        if isinstance(passage, CodedPassage):
            self.place_wanted.emit(passage.transcript_id, passage.span)
