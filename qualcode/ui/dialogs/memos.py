"""All memos of the project in one list that searches; one click leads to what a memo is about."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import Touched
from qualcode.model.step import Step
from qualcode.operations.project import set_project_memo
from qualcode.ui.memo_lines import MemoLine, memo_lines
from qualcode.ui.note_field import LabelledNote
from qualcode.ui.rich_list import DATA_ROLE, RichList
from qualcode.ui.session import Session
from qualcode.ui.theme import SPACING, colours_now


class MemosDialog(QDialog):
    """The project's own memo is written here; the others where what they are about is."""

    place_wanted = Signal(object, object)
    code_wanted = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle("Memos")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = 640 if parent is None else min(640, parent.height() - 60)
        self.resize(700, room)
        self.project = LabelledNote("Memo on the project", "Notes about the whole study", self._save)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Search in all memos")
        self.filter.setAccessibleName("Search in all memos")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._refresh)
        self.list = RichList("Memos")
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.words = QLabel()
        self.words.setProperty("muted", True)
        close = QPushButton("Close")
        close.setAutoDefault(False)
        close.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addWidget(self.words, 1)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * SPACING, 2 * SPACING, 2 * SPACING, 2 * SPACING)
        column.addWidget(self.project)
        column.addWidget(self.filter)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        session.changed.connect(self._on_changed)
        self._refresh()
        self.filter.setFocus()

    def _on_changed(self, _step: Step, _touched: Touched) -> None:
        self._refresh()

    def _refresh(self) -> None:
        study = self._session.study
        self.project.field.show_text(study.info.memo)
        words = self.filter.text().casefold().split()
        lines = memo_lines(study)
        found = [line for line in lines if line.holds(words)]
        self.list.clear()
        muted = colours_now().muted
        for line in found:
            text = escape(line.text).replace("\n", "<br>")
            html = f'<span style="color:{muted}">{escape(line.about)}</span><br>{text}'
            self.list.add(html, f"{line.about}: {line.text}", line)
        if not lines:
            self.words.setText("No memos yet: write one beside a segment, a code or a transcript.")
        else:
            self.words.setText(
                f"{len(found):,} of {len(lines):,} memos" if words else f"{len(lines):,} memos"
            )

    def _save(self, text: str) -> None:
        self._session.do(lambda: set_project_memo(self._session.study, text))

    def _open(self, item: QListWidgetItem) -> None:
        line = item.data(DATA_ROLE)
        if not isinstance(line, MemoLine):
            return
        if line.transcript_id is not None and line.span is not None:
            self._leave()
            self.place_wanted.emit(line.transcript_id, line.span)
        elif line.code_id is not None:
            self._leave()
            self.code_wanted.emit(line.code_id)

    def _leave(self) -> None:
        self.project.field.save()
        self.accept()

    def done(self, result: int) -> None:
        self.project.field.save()
        super().done(result)
