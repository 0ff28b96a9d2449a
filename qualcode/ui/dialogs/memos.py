"""All memos of the project in one list that searches; one click leads to what a memo is about."""

from html import escape
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from qualcode.model.change import Touched
from qualcode.model.in_words import plural_of
from qualcode.model.spelling import narrowing_by_words
from qualcode.model.step import Step
from qualcode.operations.project import set_project_memo
from qualcode.ui.dialogs.memo_lines import MemoLine, memo_lines
from qualcode.ui.look.theme import SPACING, colours_now, mute
from qualcode.ui.painted.field import LineField
from qualcode.ui.session.background import Background, Task
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.note_field import LabelledNote
from qualcode.ui.widgets.rich_list import DATA_ROLE, RichList

_MOST: Final = 300
"""Memos shown at once: more are found faster by typing than by scrolling."""


class MemosDialog(QDialog):
    """The project's own memo is written here; the others where what they are about is."""

    place_wanted = Signal(object, object)
    code_wanted = Signal(object)

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._background = background
        self._looking: Task | None = None
        self._lines: list[MemoLine] = []
        self.setWindowTitle("Memos")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = 640 if parent is None else min(640, parent.height() - 60)
        self.resize(700, room)
        self.project = LabelledNote("Memo on the project", "Notes about the whole study", self._save)
        self.filter = LineField()
        self.filter.setPlaceholderText("Search in all memos")
        self.filter.setAccessibleName("Search in all memos")
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._filter)
        self.list = RichList("Memos")
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.words = QLabel()
        mute(self.words)
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
        self.words.setText("Looking for memos…")
        self._look()
        self.filter.setFocus()

    def _on_changed(self, _step: Step, _touched: Touched) -> None:
        self._look()

    def _look(self) -> None:
        """Find all memos, in the background: they may stand among a million codings."""
        study = self._session.study
        self.project.field.show_text(study.info.memo)
        if self._looking is not None:
            self._looking.cancel()
        self._looking = self._background.run(lambda _progress: memo_lines(study), self._found)

    def _found(self, lines: list[MemoLine]) -> None:
        self._looking = None
        self._lines = lines
        self._filter()

    def _filter(self) -> None:
        holds = narrowing_by_words(self.filter.text())
        found = [line for line in self._lines if holds(line.whole)]
        self.list.clear()
        muted = colours_now().muted
        for line in found[:_MOST]:
            text = escape(line.text).replace("\n", "<br>")
            html = f'<span style="color:{muted}">{escape(line.about)}</span><br>{text}'
            self.list.add(html, f"{line.about}: {line.text}", line)
        self.words.setText(_counted(len(found), len(self._lines)))

    def _save(self, _about: object, text: str) -> bool:
        return self._session.keep(lambda: set_project_memo(self._session.study, text))

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
        if self._looking is not None:
            self._looking.cancel()
        super().done(result)


def _counted(found: int, all_: int) -> str:
    if not all_:
        return "No memos yet: write one beside a segment, a code or a transcript."
    shown = f"; the first {_MOST} are shown, type to find others" if found > _MOST else ""
    number = f"{all_:,}" if found == all_ else f"{found:,} of {all_:,}"
    return f"{number} {plural_of(all_, 'memo')}{shown}"
