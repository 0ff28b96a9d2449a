"""Words in a list in which nothing stands yet: what will be listed, and how it comes there."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel

from qualcode.ui.look.theme import SPACING, mute


class EmptyWords(QLabel):
    """Lies over a list for as long as that is empty."""

    def __init__(self, words: str, over: QAbstractItemView) -> None:
        super().__init__(words, over.viewport())
        self._over = over
        self.setWordWrap(True)
        self.setContentsMargins(SPACING, SPACING, SPACING, SPACING)
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        mute(self)
        model = over.model()
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset):
            changed.connect(self._look)
        over.viewport().installEventFilter(self)
        self._look()

    def _look(self) -> None:
        empty = self._over.model().rowCount() == 0
        self.setVisible(empty)
        self._over.setAccessibleDescription(self.text() if empty else "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._over.viewport().rect())
        return False
