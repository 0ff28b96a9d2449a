"""Participants or transcripts by their attributes, as a table whose cells are edited in place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, Participant, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.people import SEVERAL, roles_in_turns
from qualcode.model.study import Study
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.model.words.dates import value_in_words
from qualcode.model.words.names import name_key
from qualcode.operations.people.attribute_values import how_to_write, normal_value
from qualcode.operations.people.attributes import set_value
from qualcode.operations.people.participants import mark_participant, rename_participant
from qualcode.operations.transcripts.documents import (
    rename_transcript,
    set_transcript_kind,
    set_transcript_language,
)
from qualcode.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex

NAME: Final = 0
KIND: Final = 1
LANGUAGE: Final = 2
HEADINGS: Final = {
    AttributeSubject.PARTICIPANT: ("Participant", "Role"),
    AttributeSubject.TRANSCRIPT: ("Transcript", "Kind", "Language"),
}
"""The columns before the attributes."""

CHOICES_ROLE: Final = Qt.ItemDataRole.UserRole + 1
"""The texts among which a cell can be chosen; None where anything may be written."""

_ABOUT_LANGUAGE: Final = (
    "A code like en, de or pt-BR, or the English name; words and sentences are found by its rules"
)

ROLE_WORDS: Final = {Role.INTERVIEWER: "interviewer", Role.PARTICIPANT: "participant", Role.OTHER: "other"}
KIND_WORDS: Final = {
    TranscriptKind.FOCUS_GROUP: "focus group",
    TranscriptKind.INTERVIEW: "interview",
    TranscriptKind.OTHER: "other",
}


@dataclass(frozen=True, slots=True)
class SubjectTable:
    """What the table shows: rows, attributes, and the values by row and attribute."""

    subject: AttributeSubject
    rows: tuple[Participant | Transcript, ...]
    attributes: tuple[Attribute, ...]
    values: dict[tuple[UUID, UUID], str]
    roles: dict[UUID, str]
    """What participants do in their turns, in a word."""

    @property
    def fixed(self) -> int:
        """How many columns there are before the attributes."""
        return len(HEADINGS[self.subject])


def subject_table(study: Study, subject: AttributeSubject) -> SubjectTable:
    """Everything that is recorded about participants or transcripts."""
    people = subject is AttributeSubject.PARTICIPANT
    rows: Sequence[Participant | Transcript] = (
        study.participants_in_order if people else study.transcripts_in_order
    )
    attributes = tuple(row for row in study.attributes_in_order if row.subject is subject)
    kinds = study.rows(Attribute)
    values = {
        (row.id, attribute_id): value_in_words(kinds[attribute_id], value.value)
        for row in rows
        for attribute_id, value in study.values_of(row.id).items()
    }
    found = roles_in_turns(study) if people else {}
    roles = {row: SEVERAL if len(own) > 1 else ROLE_WORDS[next(iter(own))] for row, own in found.items()}
    return SubjectTable(subject, tuple(rows), attributes, values, roles)


class SubjectModel(QAbstractTableModel):
    """Every edit is a step of its own; the table follows from the change feed, never from the edit."""

    name_taken = Signal(object, object)
    """(the participant who was to be called so, the one who is)"""
    choice_missing = Signal(object, object, str)
    """(attribute, participant or transcript, a value that is none of its choices)"""

    def __init__(self, session: Session, subject: AttributeSubject, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table = subject_table(session.study, subject)

    def refresh(self) -> None:
        """Show the study as it is now; without a reset where only values differ."""
        table = subject_table(self._session.study, self.table.subject)
        same = [row.id for row in table.rows] == [row.id for row in self.table.rows] and [
            row.id for row in table.attributes
        ] == [row.id for row in self.table.attributes]
        if not same:
            self.beginResetModel()
            self.table = table
            self.endResetModel()
            return
        self.table = table
        if table.rows:
            last = self.index(len(table.rows) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.table.fixed + len(self.table.attributes)

    def attribute_at(self, column: int) -> Attribute | None:
        """The attribute in a column; None in those before."""
        place = column - self.table.fixed
        return self.table.attributes[place] if 0 <= place < len(self.table.attributes) else None

    def row_at(self, row: int) -> Participant | Transcript | None:
        """Whom or what a row is about."""
        return self.table.rows[row] if 0 <= row < len(self.table.rows) else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            # What a row is dragged by.
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        attribute = self.attribute_at(section)
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[self.table.subject][section] if attribute is None else attribute.name
        if role == Qt.ItemDataRole.ToolTipRole and attribute is None and section == LANGUAGE:
            return _ABOUT_LANGUAGE
        if role == Qt.ItemDataRole.ToolTipRole and attribute is not None:
            return f"{attribute.name} ({attribute.type.value}): {how_to_write(attribute)}"
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags if self._session.why_not_all else flags | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index.row())
        if row is None or not index.isValid():
            return None
        attribute = self.attribute_at(index.column())
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(row, index.column(), attribute)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = self.headerData(index.column(), Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
            return f"{row.name}, {heading}: {self._text(row, index.column(), attribute) or 'empty'}"
        if role == CHOICES_ROLE:
            return self._choices(index.column(), attribute)
        if role == Qt.ItemDataRole.ToolTipRole and attribute is not None:
            return how_to_write(attribute).capitalize() + "."
        return None

    def _text(self, row: Participant | Transcript, column: int, attribute: Attribute | None) -> str:
        if attribute is not None:
            return self.table.values.get((row.id, attribute.id), "")
        if column == NAME:
            return row.name
        if isinstance(row, Participant):
            return self.table.roles[row.id]
        return row.language if column == LANGUAGE else KIND_WORDS[row.kind]

    def _choices(self, column: int, attribute: Attribute | None) -> list[str] | None:
        if attribute is not None:
            if attribute.type is AttributeType.YES_NO:
                return ["", "yes", "no"]
            return ["", *attribute.choices] if attribute.type is AttributeType.CHOICE else None
        if column != KIND:
            return None
        people = self.table.subject is AttributeSubject.PARTICIPANT
        return list(ROLE_WORDS.values() if people else KIND_WORDS.values())

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """False where nothing became of it; what is asked about below the table is not lost."""
        row = self.row_at(index.row())
        text = str(value)
        if role != Qt.ItemDataRole.EditRole or row is None or text == self.data(index):
            return False
        column = index.column()
        namesake = self._namesake(row, text) if column == NAME and isinstance(row, Participant) else None
        if namesake is not None:
            self.name_taken.emit(row, namesake)
            return True
        step = self._session.do(lambda: self._change(row, column, text))
        attribute = self.attribute_at(column)
        if step is None and attribute is not None and attribute.type is AttributeType.CHOICE:
            return self._tell_missing(attribute, row, text.strip())
        return step is not None

    def _tell_missing(self, attribute: Attribute, row: Participant | Transcript, text: str) -> bool:
        missing = bool(text) and normal_value(attribute, text) is None
        if missing:
            self.choice_missing.emit(attribute, row, text)
        return missing

    def _namesake(self, row: Participant, name: str) -> Participant | None:
        others = (other for other in self._session.study.participants_in_order if other.id != row.id)
        return next((other for other in others if name_key(other.name) == name_key(name)), None)

    def _change(self, row: Participant | Transcript, column: int, text: str) -> ChangeSet:
        study, attribute = self._session.study, self.attribute_at(column)
        if attribute is not None:
            return set_value(study, attribute.id, row.id, text)
        if isinstance(row, Participant):
            if column == NAME:
                return rename_participant(study, row.id, text)
            return mark_participant(study, row.id, _key_of(ROLE_WORDS, text))
        if column == NAME:
            return rename_transcript(study, row.id, text)
        if column == LANGUAGE:
            return set_transcript_language(study, row.id, text)
        return set_transcript_kind(study, [row.id], _key_of(KIND_WORDS, text))


def _key_of(words: dict[Any, str], text: str) -> Any:
    for key, word in words.items():
        if word == text:
            return key
    raise QualcodeError(f"“{text}” is none of the choices here: {', '.join(words.values())}.")
