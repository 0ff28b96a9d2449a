"""The line of words on the groups page: which conversation, which codings, what comes along."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from qualcode.model.queries.query import written_identity
from qualcode.model.questions.matrices import ConversationQuestion
from qualcode.model.questions.names import identities, still_there
from qualcode.model.questions.parts import recalled as recalled_parts
from qualcode.model.questions.parts import written
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind
from qualcode.project.reports.asking import code_choice, selection, transcript_choice
from qualcode.ui.pages.asked import choosing, chosen, named
from qualcode.ui.pages.code_chooser import CodesButton
from qualcode.ui.pages.groups.tables import Talk
from qualcode.ui.pages.offered import SCOPES
from qualcode.ui.pages.query_box import QueryBox
from qualcode.ui.pages.transcript_chooser import TranscriptsButton, choosing_transcripts
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts
from qualcode.ui.widgets.word_box import WordBox

_GROUPS: Final = ConversationQuestion(kind=TranscriptKind.FOCUS_GROUP)


@dataclass(frozen=True, slots=True)
class GroupsChoice:
    """Everything the line says, and the table that is seen.

    ``asked`` says what is coded and, of groups side by side, which; ``transcript`` is the one conversation
    that the other tables are of (empty: none yet).
    """

    asked: ConversationQuestion = _GROUPS
    transcript: str = ""
    untouched: bool = False
    which: Talk = Talk.SHARES

    @property
    def question(self) -> ConversationQuestion:
        """What is asked: of one conversation, or of those that stand side by side."""
        if self.which is Talk.COMPARED or not self.transcript:
            return self.asked
        return replace(self.asked, transcripts=(self.transcript,), folders=(), statuses=(), kind=None)

    def still_valid(self, study: Study) -> "GroupsChoice":
        """The same without what is no longer there."""
        asked = still_there(study, self.asked)
        there = chosen(self.transcript) in study.transcripts
        kinds = {row.kind for row in study.transcripts.values()}
        return replace(
            self,
            asked=asked if asked.kind in kinds else replace(asked, kind=None),
            transcript=self.transcript if there else _usual(study),
        )


def remembered(choice: GroupsChoice) -> str:
    """Everything that the line says, as text."""
    kept = {"transcript": choice.transcript, "untouched": choice.untouched, "which": choice.which.name}
    return json.dumps({**kept, "asked": written(choice.asked, whole=True)})


def recalled(text: str) -> GroupsChoice:
    """What ``remembered`` wrote; as usual where it cannot be read."""
    usual = GroupsChoice()
    try:
        kept = json.loads(text)
        asked = recalled_parts(usual.asked, kept["asked"])
        which = Talk[kept["which"]]
        return GroupsChoice(asked, str(kept["transcript"]), kept["untouched"] is True, which)
    except (KeyError, TypeError, ValueError):
        return usual


def _usual(study: Study) -> str:
    """The first focus group, or else the first transcript; empty where there is none."""
    rows = study.transcripts_in_order
    groups = [row.id for row in rows if row.kind is TranscriptKind.FOCUS_GROUP]
    return next((written_identity(row) for row in (*groups, *(row.id for row in rows))), "")


class GroupsLine(QWidget):
    """“Transcript FG1, with all codes by all coders, merged”."""

    changed = Signal()
    """Something has to be counted again."""
    shown = Signal()
    """The same figures are to be shown in another way."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._choice = self._wanted = GroupsChoice()
        """What can be had now of what was chosen last: what has gone comes back with an undo."""
        self.transcript = self._box("Transcript", "The conversation that is counted", self._take_transcript)
        self.scope = self._box(
            "Which transcripts",
            "The conversations side by side",
            lambda kind: self._ask(kind=kind),
        )
        self.transcripts = TranscriptsButton(session)
        self.transcripts.chosen.connect(lambda places: self._ask(**choosing_transcripts(places)))
        self.coder = self._box("Coders", "Whose codings count", lambda coders: self._ask(coders=coders))
        self.interviewers = QCheckBox("with what interviewers say")
        self.interviewers.setToolTip("Count codes in the turns of interviewers as well")
        self.interviewers.toggled.connect(lambda on: self._ask(interviewers=on))
        self.untouched = QCheckBox("with codes nobody touches")
        self.untouched.setToolTip("Show a row for every code of the codebook")
        self.untouched.toggled.connect(self._show_untouched)
        self.codes = CodesButton(session)
        self.codes.chosen.connect(lambda codes: self._ask(**choosing(codes)))
        self.query = QueryBox()
        self.query.activated.connect(lambda _: self._ask(query=named(self.query.chosen)))
        self._head, self._with, self._by = QLabel(), QLabel("with"), QLabel("by")
        row = FlowLayout(self)
        for widget in (
            self._head, self.transcript, self.scope, self.transcripts, self._with, self.codes, self._by,
            self.coder, self.query, self.interviewers, self.untouched,
        ):  # fmt: skip
            row.addWidget(widget)

    @property
    def choice(self) -> GroupsChoice:
        """What is chosen, as far as it is in the project now."""
        return self._choice

    @choice.setter
    def choice(self, choice: GroupsChoice) -> None:
        self._choice = self._wanted = choice

    @property
    def wanted(self) -> GroupsChoice:
        """What was chosen, also where it has gone: it is kept, for an undo brings it back."""
        return self._wanted

    def _box(self, name: str, tip: str, take: Callable[[Any], object]) -> WordBox:
        box = WordBox()
        box.setAccessibleName(name)
        box.setToolTip(tip)
        box.activated.connect(lambda _index: take(box.chosen))
        return box

    def _take_transcript(self, name: str) -> None:
        self._set(lambda choice: replace(choice, transcript=name))

    def _ask(self, **parts: Any) -> None:
        self._set(lambda choice: replace(choice, asked=replace(choice.asked, **parts)))

    def _set(self, change: Callable[[GroupsChoice], GroupsChoice]) -> None:
        choice = change(self.choice)
        if choice != self.choice:
            # What has gone stays wanted beside what is changed now.
            self._choice, self._wanted = choice, change(self._wanted)
            self.changed.emit()

    def _show_untouched(self, on: bool) -> None:
        self._look(untouched=on)
        self.shown.emit()

    def turn_to(self, which: Talk) -> None:
        """Look at another table."""
        self._look(which=which)

    def _look(self, **how: Any) -> None:
        self._choice, self._wanted = replace(self._choice, **how), replace(self._wanted, **how)

    def refresh(self) -> None:
        """Offer what the study has now, and show what is chosen."""
        study = self._session.study
        choice = self._choice = self._wanted.still_valid(study)
        asked = choice.asked
        self.transcript.offer(
            [(named(row.id), row.name) for row in study.transcripts_in_order], choice.transcript
        )
        kinds = {row.kind for row in study.transcripts.values()}
        self.scope.offer([item for item in SCOPES if item[0] is None or item[0] in kinds], asked.kind)
        self.transcripts.offer(transcript_choice(study, asked))
        coders = [(identities((row.id,)), row.name) for row in study.coders_in_order]
        self.coder.offer([((), "all coders, merged"), *coders], asked.coders)
        self.codes.offer(code_choice(study, asked), selection(study, asked).codes)
        self.query.refresh(study, chosen(asked.query))
        for box, on in ((self.interviewers, asked.interviewers), (self.untouched, choice.untouched)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self.show_parts()

    def show_parts(self) -> None:
        """Show the parts of the line that matter to the table that is seen."""
        which = self.choice.which
        compared, codes = which is Talk.COMPARED, which in (Talk.CODES, Talk.COMPARED, Talk.NETWORK)
        self._head.setText("Compare" if compared else "Transcript")
        seen = {
            self.transcript: not compared,
            self.scope: compared,
            self.transcripts: compared,
            self._with: codes,
            self.codes: codes,
            self._by: codes,
            self.coder: codes,
            self.query: codes and bool(self._session.study.queries_in_order),
            self.interviewers: which is Talk.CODES,
            self.untouched: which is Talk.CODES,
        }
        show_parts(self, seen)
        self._head.updateGeometry()
        self.setVisible(bool(self._session.study.transcripts))
