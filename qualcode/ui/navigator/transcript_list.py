"""The transcripts at the left: choose one to read it."""

from uuid import UUID

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from qualcode.ui.models.transcripts import ID_ROLE, TranscriptsModel
from qualcode.ui.navigator.share_bar import ShareBarDelegate
from qualcode.ui.session.session import Session


class TranscriptList(QTreeView):
    """One transcript is the current one; ``chosen`` tells when a person takes another."""

    chosen = Signal(object)
    opened = Signal(object)
    """A transcript is to stay open: Enter, a double click or the middle button."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Transcripts")
        self.transcripts = TranscriptsModel(session, self)
        self.setModel(self.transcripts)
        self.setItemDelegate(ShareBarDelegate(self))
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setIndentation(10)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self._shown: UUID | None = None
        self.transcripts.modelReset.connect(self._restore)
        self.selectionModel().currentChanged.connect(self._on_current)
        self.activated.connect(self._on_opened)
        self.expandAll()

    def _on_current(self, index: QModelIndex) -> None:
        transcript_id = index.data(ID_ROLE)
        if transcript_id is not None and transcript_id != self._shown:
            self._shown = transcript_id
            self.chosen.emit(transcript_id)

    def _on_opened(self, index: QModelIndex) -> None:
        transcript_id = index.data(ID_ROLE)
        if transcript_id is not None:
            self.opened.emit(transcript_id)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button opens a transcript to stay."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.MiddleButton:
            self._on_opened(self.indexAt(event.position().toPoint()))

    def _restore(self) -> None:
        self.expandAll()
        if self._shown is not None:
            self.show_as_current(self._shown)

    def show_as_current(self, transcript_id: UUID | None) -> None:
        """Mark a transcript as the one that is read, without telling anybody."""
        self._shown = transcript_id
        self.setCurrentIndex(self.transcripts.index_of(transcript_id))
