"""The speaker labels of all transcripts: whose they are and what their role is, edited in place."""

from collections import Counter
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import optional_id_of
from qualcode.model.people import SEVERAL
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES
from qualcode.operations.draft import together
from qualcode.operations.people.participants import add_participant
from qualcode.operations.people.speakers import assign_label, merge_labels, relabel, set_label_role
from qualcode.ui.dialogs.people.subject_model import CHOICES_ROLE, ROLE_WORDS
from qualcode.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex

TRANSCRIPT, LABEL, TURNS, PERSON, ROLE = range(5)
HEADINGS: Final = ("Transcript", "Label", "Turns", "Participant", "Role")
NOBODY: Final = "nobody known"
MIXED: Final = SEVERAL
NEW: Final = "new participant: "


@dataclass(frozen=True, slots=True)
class Speaker:
    """One label in one transcript. ``person`` and ``role`` are None where its turns differ."""

    transcript_id: UUID
    transcript: str
    label: str
    turns: int
    person: str | None
    role: Role | None


def speakers_of(study: Study) -> list[Speaker]:
    """Every label of every transcript, in order of appearance."""
    found = []
    for row in study.transcripts_in_order:
        table = study.turns_of(row.id)
        labels = table.label.tolist()
        kinds: dict[str, set[tuple[int, int]]] = {}
        whose = zip(labels, table.participant.tolist(), table.role.tolist(), strict=True)
        for label, *kind in set(whose):
            kinds.setdefault(label, set()).add((kind[0], kind[1]))
        for label, turns in Counter(labels).items():
            if label:
                people = {_name(study, key) for key, _role in kinds[label]}
                roles = {ROLES[place] for _key, place in kinds[label]}
                person = people.pop() if len(people) == 1 else None
                role = roles.pop() if len(roles) == 1 else None
                found.append(Speaker(row.id, row.name, label, turns, person, role))
    return found


def _name(study: Study, key: int) -> str:
    person = optional_id_of(key)
    row = None if person is None else study.participants.get(person)
    return NOBODY if row is None else row.name


class SpeakerModel(QAbstractTableModel):
    """Every edit is a step of its own; the table shows what it is given. Empty until ``show``."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.speakers: list[Speaker] = []

    def show(self, speakers: list[Speaker]) -> None:
        """Show these speakers; without a reset where no label came or went."""
        if len(speakers) == len(self.speakers):
            self.speakers = speakers
            if speakers:
                self.dataChanged.emit(self.index(0, 0), self.index(len(speakers) - 1, ROLE))
            return
        self.beginResetModel()
        self.speakers = speakers
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.speakers)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADINGS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        across = orientation is Qt.Orientation.Horizontal
        return HEADINGS[section] if across and role == Qt.ItemDataRole.DisplayRole else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        typed = index.column() in (LABEL, PERSON, ROLE) and not self._session.why_not_all
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self.speakers):
            return None
        speaker, column = self.speakers[index.row()], index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(speaker, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return (
                f"{speaker.label} in {speaker.transcript}, {HEADINGS[column]}: {self._text(speaker, column)}"
            )
        if role == CHOICES_ROLE:
            return self._choices(speaker, column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == TURNS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _text(self, speaker: Speaker, column: int) -> str:
        role = MIXED if speaker.role is None else ROLE_WORDS[speaker.role]
        return (
            speaker.transcript, speaker.label, f"{speaker.turns:,}", speaker.person or MIXED, role,
        )[column]  # fmt: skip

    def _choices(self, speaker: Speaker, column: int) -> list[str] | None:
        if column == ROLE:
            return list(ROLE_WORDS.values())
        if column != PERSON:
            return None
        names = [row.name for row in self._session.study.participants_in_order]
        new = [] if speaker.label in names else [f"{NEW}{speaker.label}"]
        return [NOBODY, *new, *names]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text = str(value)
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or text == self.data(index):
            return False
        speaker, column = self.speakers[index.row()], index.column()
        return self._session.do(lambda: self._change(speaker, column, text)) is not None

    def _change(self, speaker: Speaker, column: int, text: str) -> ChangeSet:
        study, where, label = self._session.study, [speaker.transcript_id], speaker.label
        if column == LABEL:
            there = {other.label for other in self.speakers if other.transcript_id == speaker.transcript_id}
            tidy = " ".join(text.split())
            if tidy in there:
                return merge_labels(study, where, [label], tidy)
            return relabel(study, where, label, text)
        if column == ROLE:
            role = next(role for role, words in ROLE_WORDS.items() if words == text)
            return set_label_role(study, where, label, role)
        if text == NOBODY:
            return assign_label(study, where, label, None)
        if text == f"{NEW}{label}":
            person, arrival = add_participant(study, label, role=speaker.role or Role.PARTICIPANT)
            assigned = assign_label(study.after(arrival), where, label, person.id)
            return together(study, assigned.label, [arrival, assigned])
        chosen = next((row for row in study.participants_in_order if row.name == text), None)
        if chosen is None:
            raise QualcodeError(f"There is no participant named “{text}”; choose another one.")
        return assign_label(study, where, label, chosen.id)
