"""What is written about one code, to be read and edited in its place."""

from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from qualcode.analysis.decision_reasons import decision_reasons, reasons_in_words
from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.change import ChangeSet
from qualcode.model.codes.pinned_keys import key_name
from qualcode.model.entities import Code, MemoSubject
from qualcode.model.identity import key_of
from qualcode.model.memos import MemoTarget
from qualcode.model.words.in_words import counted
from qualcode.operations.codes.codebook import edit_code
from qualcode.ui.inspector.filling import Filling
from qualcode.ui.inspector.memos_about import MemosAbout
from qualcode.ui.look.icons import swatch
from qualcode.ui.look.theme import heading_font, mute
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.laid_out_once import laid_out_once
from qualcode.ui.widgets.note_field import EscapeLeaves, LabelledNote
from qualcode.ui.widgets.plain_label import plain_label

_FIELDS: Final = (
    ("definition", "Definition", "What does the code stand for?"),
    ("include", "Use it for", "When to use it"),
    ("exclude", "Not for", "When not to use it"),
    ("examples", "Examples", "Passages that show it"),
    ("memo", "Memo", "Notes about the code"),
)

_MOST_LEVELS: Final = 4


class CodeSection(QWidget):
    """Name, use and texts of a code; every text saves by itself."""

    def __init__(
        self, session: Session, home: QWidget, filling: Filling, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._filling = filling
        self._session = session
        self._code_id: UUID | None = None
        self._patch = QLabel()
        self._name = plain_label()
        self._name.setFont(heading_font(self.font()))
        self._name.setWordWrap(True)
        self._use = plain_label()
        mute(self._use)
        self._use.setWordWrap(True)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self._patch)
        head.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._use)
        self.memos = MemosAbout(self)
        column.addWidget(self.memos)
        self._reasons = plain_label()
        self._reasons.setWordWrap(True)
        self._reasons.setToolTip("Why passages with this code had to be settled in Settle differences")
        mute(self._reasons)
        column.addWidget(self._reasons)
        self._notes: dict[str, LabelledNote] = {}
        for field, label, placeholder in _FIELDS:
            note = LabelledNote(label, placeholder, partial(self._save, field))
            note.field.why_not = lambda: session.why_nothing
            note.field.installEventFilter(EscapeLeaves(home, note.field))
            column.addWidget(note)
            self._notes[field] = note
        self.show_code(None)

    @property
    def code_id(self) -> UUID | None:
        return self._code_id

    def show_code(self, code_id: UUID | None) -> None:
        """Show a code as it is now; nothing for None or one that has gone."""
        self._code_id = code_id if code_id in self._session.study.codes else None
        self._filling.want(self, self._fill)

    def _fill(self) -> None:
        with laid_out_once(self):
            self._show()

    def _show(self) -> None:
        study = self._session.study
        code = None if self._code_id is None else study.codes.get(self._code_id)
        self.setEnabled(code is not None)
        for note in self._notes.values():
            note.setVisible(code is not None)
        self._patch.setVisible(code is not None and code.codable)
        self._name.setVisible(code is not None)
        target = None if code is None else MemoTarget(MemoSubject.CODE, code.id)
        self.memos.show_about(study, target)
        reasons = {} if code is None else decision_reasons(study)
        told = reasons_in_words(reasons[code.id]) if code is not None and code.id in reasons else ""
        self._reasons.setText(told)
        self._reasons.setVisible(bool(told))
        if code is None:
            self.save()
            self._name.setText("")
            self._use.setText("Put the cursor into a segment, or choose a code in the codebook.")
            return
        self._patch.setPixmap(swatch(code.colour).pixmap(16, 16))
        path = study.path(code.id)
        shown = _shortened(path)
        self._name.setText(shown)
        self._name.setToolTip(path if shown != path else "")
        self._use.setText(self._used(code))
        for field, note in self._notes.items():
            note.field.show_text(getattr(code, field), code.id)

    def _used(self, code: Code) -> str:
        if not code.codable:
            return "Category: it groups codes and is not applied."
        number = self._session.study.coding_counts.get(key_of(code.id), 0)
        key = f" · key {key_name(code.digit)}" if code.digit else ""
        return f"{counted(number, 'segment')}{key}"

    def _save(self, field: str, code_id: UUID, text: str) -> bool:
        def change() -> ChangeSet:
            return edit_code(self._session.study, code_id, **{field: text})

        return self._session.keep_note(change)

    def save(self) -> None:
        """Save what is being typed."""
        for note in self._notes.values():
            note.field.save()


def _shortened(path: str) -> str:
    """A path of many levels without those in the middle: it would push all else out of sight."""
    parts = path.split(PATH_SEPARATOR)
    return path if len(parts) <= _MOST_LEVELS else PATH_SEPARATOR.join((parts[0], "…", *parts[-2:]))
