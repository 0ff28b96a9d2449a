"""The transcripts at the left: choose one to read it."""

from uuid import UUID

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from qualcode.ui.models.transcripts import ID_ROLE, TranscriptsModel
from qualcode.ui.navigator.share_bar import ShareBarDelegate
from qualcode.ui.session import Session


class TranscriptList(QTreeView):
    """One transcript is the current one; ``chosen`` tells when a person takes another."""

    chosen = Signal(object)

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
        self.expandAll()

    def _on_current(self, index: QModelIndex) -> None:
        transcript_id = index.data(ID_ROLE)
        if transcript_id is not None and transcript_id != self._shown:
            self._shown = transcript_id
            self.chosen.emit(transcript_id)

    def _restore(self) -> None:
        self.expandAll()
        if self._shown is not None:
            self.show_as_current(self._shown)

    def show_as_current(self, transcript_id: UUID | None) -> None:
        """Mark a transcript as the one that is read, without telling anybody."""
        self._shown = transcript_id
        self.setCurrentIndex(self.transcripts.index_of(transcript_id))
