"""What is known about the transcript that is open: kind, language, attributes, speakers, memo."""

from html import escape
from typing import Final, NamedTuple
from urllib.parse import quote, unquote
from uuid import UUID

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from qualcode.model.entities import AttributeSubject
from qualcode.model.identity import optional_id_of
from qualcode.model.study import Study
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.model.turns import ROLES
from qualcode.model.words.dates import value_in_words
from qualcode.model.words.in_words import said_with
from qualcode.model.words.languages import language_in_words
from qualcode.operations.people.speakers import set_label_role
from qualcode.operations.transcripts.documents import set_transcript_language, set_transcript_memo
from qualcode.project.spoken_languages import reads_like
from qualcode.ui.inspector.filling import Filling
from qualcode.ui.look.theme import colours_now
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import ask_text
from qualcode.ui.widgets.held_menu import Holds, close_without
from qualcode.ui.widgets.laid_out_once import laid_out_once
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.note_field import EscapeLeaves, LabelledNote
from qualcode.ui.widgets.plain_label import entry_caption

KIND_NAMES = {
    TranscriptKind.FOCUS_GROUP: "Focus group",
    TranscriptKind.INTERVIEW: "Interview",
    TranscriptKind.OTHER: "Other",
}


_LANGUAGE: Final = "language"
_READ: Final = "read"
_TIP: Final = "Choose “Language”, or a speaker’s label, to change what is said beside it"
_ROLE: Final = "role"
_LINKED: Final = (
    Qt.TextInteractionFlag.TextSelectableByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByMouse
    | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
)


class Fact(NamedTuple):
    """A name and its value; with a ``link`` the name leads to changing the value."""

    name: str
    value: str
    link: str = ""


class TranscriptSection(QWidget):
    """Facts one below the other, and the transcript's memo, which saves by itself."""

    people_wanted = Signal()
    """Speakers, participants and attributes are to be changed."""

    def __init__(
        self, session: Session, home: QWidget, filling: Filling, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._filling = filling
        self._session = session
        self._transcript_id: UUID | None = None
        self._facts: list[Fact] = []
        # One below the other, name and value in a line: in two columns long names squeeze the values.
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self._words.linkActivated.connect(self._follow)
        self.people = QPushButton("Participants…")
        self.people.setToolTip("Say who speaks, and record what is known about them and about transcripts")
        self.people.clicked.connect(self.people_wanted)
        self._memo = LabelledNote("Memo", "Notes about this transcript", self._save_memo)
        self._memo.field.setAccessibleName("Memo on the transcript")
        self._memo.field.why_not = lambda: session.why_nothing
        self._memo.field.installEventFilter(EscapeLeaves(home, self._memo.field))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._words)
        column.addWidget(self.people, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._memo)
        self.show_transcript(None)

    @property
    def words(self) -> str:
        """The facts as they are shown."""
        self._filling.fill_now(self)
        return self._words.text()

    def show_transcript(self, transcript_id: UUID | None) -> None:
        """Show a transcript as it is now."""
        self._transcript_id = transcript_id if transcript_id in self._session.study.transcripts else None
        self._filling.want(self, self._show)

    def _show(self) -> None:
        with laid_out_once(self):
            self._show_facts()

    def _show_facts(self) -> None:
        study = self._session.study
        transcript = None if self._transcript_id is None else study.transcripts.get(self._transcript_id)
        self._memo.setVisible(transcript is not None)
        self.people.setVisible(transcript is not None)
        facts = [] if transcript is None else _facts(study, transcript.id)
        if self._session.why_nothing:
            facts = [fact._replace(link="") for fact in facts if not fact.link.startswith(_READ)]
        self._words.setToolTip(self._session.why_nothing or _TIP)
        if facts != self._facts:
            self._facts = facts
            self._fill(facts)
        if transcript is None:
            self._memo.field.save()
        else:
            self._memo.field.show_text(transcript.memo, transcript.id)

    def _fill(self, facts: list[Fact]) -> None:
        colours = colours_now()
        # Where nothing can be followed Tab does not stop: nothing would show that the keyboard is there.
        linked = any(fact.link for fact in facts)
        only_read = Qt.TextInteractionFlag.TextSelectableByMouse
        self._words.setTextInteractionFlags(_LINKED if linked else only_read)
        self._words.setText("".join(_line(fact, colours.muted, colours.link) for fact in facts))
        self._words.setVisible(bool(facts))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._fill(self._facts)

    # -- what is changed here -----------------------------------------------------------------------

    def _follow(self, link: str) -> None:
        """A value was chosen that can be changed: the language, or what a speaker does."""
        what, _, label = link.partition(":")
        if what == _LANGUAGE:
            self.ask_language()
        elif what == _READ:
            self._set_language(label)
        else:
            self._offer_roles(unquote(label))

    def ask_language(self) -> None:
        """Ask for the language of the transcript."""
        transcript_id, study = self._transcript_id, self._session.study
        if transcript_id is None:
            return
        row = study.transcripts[transcript_id]
        ask_text(
            self,
            f"Language of {row.name}",
            "A code like en, de or pt-BR, or its English name",
            row.language,
            self._set_language,
            "Set",
        )

    def _set_language(self, code: str) -> None:
        transcript_id, session = self._transcript_id, self._session
        if transcript_id is not None:
            session.do(lambda: set_transcript_language(session.study, transcript_id, code))

    def _offer_roles(self, label: str) -> None:
        self.roles = LetterMenu(parent=self)
        for role in Role:
            action = self.roles.addAction(f"Mark “{entry_caption(label)}” as {role.value}")
            action.triggered.connect(lambda _on=False, role=role: self._mark(label, role))
        place = self._transcript_id

        def hold() -> Holds:
            def there() -> bool:
                study = self._session.study
                return place is not None and label in study.turns_of(place).label

            return there

        close_without(self.roles, self._session, hold)
        self.roles.aboutToHide.connect(self.roles.deleteLater)
        # By keyboard the pointer may be anywhere: then below the words that were chosen.
        pointer, words = QCursor.pos(), self._words
        over = words.rect().contains(words.mapFromGlobal(pointer))
        self.roles.popup(pointer if over else words.mapToGlobal(words.rect().bottomLeft()))

    def _mark(self, label: str, role: Role) -> None:
        transcript_id = self._transcript_id
        if transcript_id is not None:
            self._session.do(lambda: set_label_role(self._session.study, [transcript_id], label, role))

    def _save_memo(self, transcript_id: UUID, text: str) -> bool:
        return self._session.keep_note(lambda: set_transcript_memo(self._session.study, transcript_id, text))


def _line(fact: Fact, muted: str, link: str) -> str:
    name = f'<span style="color:{muted}">{escape(fact.name)}</span>'
    if fact.link:
        style = f"color:{link}; text-decoration:none"
        name = f'<a href="{escape(fact.link)}" style="{style}">{escape(fact.name)}</a>'
    return f'<p dir="ltr" style="margin: 0 0 4px 0">{name} &nbsp;{escape(fact.value)}</p>'


def _facts(study: Study, transcript_id: UUID) -> list[Fact]:
    transcript = study.transcripts[transcript_id]
    facts = [
        Fact("Kind", KIND_NAMES[transcript.kind]),
        Fact("Language", language_in_words(transcript.language), f"{_LANGUAGE}:"),
    ]
    read = reads_like(study, transcript_id)
    if read:
        words = language_in_words(read)
        facts.append(Fact(f"Set to {words}", "which its words read like", f"{_READ}:{read}"))
    if transcript.folder_id is not None:
        facts.append(Fact("Folder", study.folders.paths[transcript.folder_id]))
    if study.uses_statuses:
        facts.append(Fact("Status", transcript.status.words))
    values = study.values_of(transcript_id)
    facts += [
        Fact(row.name, value_in_words(row, values[row.id].value))
        for row in study.attributes_in_order
        if row.subject is AttributeSubject.TRANSCRIPT and row.id in values
    ]
    facts += _speakers(study, transcript_id)
    if transcript.source_name:
        facts.append(Fact("File", transcript.source_name))
    return facts


def _speakers(study: Study, transcript_id: UUID) -> list[Fact]:
    """Each label with who it stands for. By columns: a long transcript has thousands of turns."""
    turns = study.turns_of(transcript_id)
    columns = (turns.label.tolist(), turns.role.tolist(), turns.participant.tolist())
    found = {label: (role, key) for label, role, key in zip(*columns, strict=True) if label}
    return [
        Fact(label, _described(study, label, ROLES[role], key), f"{_ROLE}:{quote(label)}")
        for label, (role, key) in found.items()
    ]


def _described(study: Study, label: str, role: Role, key: int) -> str:
    participant_id = optional_id_of(key)
    participant = None if participant_id is None else study.participants.get(participant_id)
    if role is Role.INTERVIEWER:
        named = [participant.name] if participant is not None and participant.name != label else []
        return "\u00a0· ".join([*named, "interviewer"])
    if participant is None:
        return "speaker"
    values = study.values_of(participant.id)
    known = [
        said_with(row.name, value_in_words(row, values[row.id].value))
        for row in study.attributes_in_order
        if row.id in values
    ]
    name = participant.name if participant.name != label else ""
    # No line begins with what stands between two values.
    return "\u00a0· ".join(part for part in (name, *known[:4]) if part) or "participant"
