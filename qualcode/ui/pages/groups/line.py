"""The line of words on the groups page: which conversation, which codings, what comes along."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from qualcode.analysis.code_choice import ALL_CODES, CodeChoice
from qualcode.model.entities import SavedQuery
from qualcode.model.rules import CoderChoice, Selection
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind
from qualcode.ui.pages.code_chooser import CodesButton
from qualcode.ui.pages.groups.tables import Talk
from qualcode.ui.pages.pictures.choice import SCOPES
from qualcode.ui.pages.query_box import QueryBox
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.flow_layout import FlowLayout, show_parts
from qualcode.ui.widgets.word_box import WordBox


@dataclass(frozen=True, slots=True)
class GroupsChoice:
    """Everything the line says, and the table that is seen. ``scope`` None: all transcripts."""

    transcript: UUID | None = None
    codes: CodeChoice = ALL_CODES
    coder: UUID | None = None
    query: UUID | None = None
    interviewers: bool = False
    untouched: bool = False
    scope: TranscriptKind | None = TranscriptKind.FOCUS_GROUP
    which: Talk = Talk.SHARES

    def still_valid(self, study: Study) -> "GroupsChoice":
        """The same without what is no longer there."""
        there = self.transcript in study.transcripts
        kinds = {row.kind for row in study.transcripts.values()}
        return replace(
            self,
            transcript=self.transcript if there else _usual(study),
            codes=self.codes.still_valid(study),
            coder=self.coder if self.coder in study.coders else None,
            query=self.query if self.query in study.rows(SavedQuery) else None,
            scope=self.scope if self.scope in kinds else None,
        )

    def selection(self, study: Study) -> Selection:
        """Which codings count, and for the comparison the transcripts."""
        rows = study.transcripts_in_order
        chosen = tuple(row.id for row in rows if self.scope in (None, row.kind))
        coders = CoderChoice(() if self.coder is None else (self.coder,))
        return Selection(
            codes=self.codes.codes_of(study, coders, aggregate=False),
            coders=coders,
            include_interviewers=self.interviewers,
            transcripts=chosen if self.which is Talk.COMPARED and self.scope is not None else None,
            query=self.query,
            which=self.codes.which(study),
        )


def _usual(study: Study) -> UUID | None:
    """The first focus group, or else the first transcript."""
    rows = study.transcripts_in_order
    groups = [row.id for row in rows if row.kind is TranscriptKind.FOCUS_GROUP]
    return next(iter([*groups, *(row.id for row in rows)]), None)


class GroupsLine(QWidget):
    """“Who talks in FG1, with all codes by all coders, merged”."""

    changed = Signal()
    """Something has to be counted anew."""
    shown = Signal()
    """The same figures are to be shown in another way."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.choice = GroupsChoice()
        self.transcript = self._box("Transcript", "The conversation that is counted", "transcript")
        self.scope = self._box("Which transcripts", "The conversations that stand side by side", "scope")
        self.coder = self._box("Coders", "Whose codings count", "coder")
        self.interviewers = QCheckBox("with what interviewers say")
        self.interviewers.setToolTip("Count codes in the turns of interviewers as well")
        self.interviewers.toggled.connect(lambda on: self._set(replace(self.choice, interviewers=on)))
        self.untouched = QCheckBox("with codes nobody touches")
        self.untouched.setToolTip("Show a row for every code of the codebook")
        self.untouched.toggled.connect(self._show_untouched)
        self.codes = CodesButton(session)
        self.codes.chosen.connect(lambda codes: self._set(replace(self.choice, codes=codes)))
        self.query = QueryBox()
        self.query.activated.connect(lambda _: self._set(replace(self.choice, query=self.query.chosen)))
        self._head, self._with, self._by = QLabel(), QLabel("with"), QLabel("by")
        row = FlowLayout(self)
        for widget in (
            self._head, self.transcript, self.scope, self._with, self.codes, self._by, self.coder,
            self.query, self.interviewers, self.untouched,
        ):  # fmt: skip
            row.addWidget(widget)

    def _box(self, name: str, tip: str, field: str) -> WordBox:
        box = WordBox()
        box.setAccessibleName(name)
        box.setToolTip(tip)

        def take(_index: int) -> None:
            chosen: dict[str, Any] = {field: box.chosen}
            self._set(replace(self.choice, **chosen))

        box.activated.connect(take)
        return box

    def _set(self, choice: GroupsChoice) -> None:
        if choice != self.choice:
            self.choice = choice
            self.changed.emit()

    def _show_untouched(self, on: bool) -> None:
        self.choice = replace(self.choice, untouched=on)
        self.shown.emit()

    def refresh(self) -> None:
        """Offer what the study has now, and show what is chosen."""
        study = self._session.study
        choice = self.choice = self.choice.still_valid(study)
        self.transcript.offer([(row.id, row.name) for row in study.transcripts_in_order], choice.transcript)
        kinds = {row.kind for row in study.transcripts.values()}
        self.scope.offer([item for item in SCOPES if item[0] is None or item[0] in kinds], choice.scope)
        coders = [(None, "all coders, merged"), *((row.id, row.name) for row in study.coders_in_order)]
        self.coder.offer(coders, choice.coder)
        self.codes.offer(choice.codes, choice.selection(study).codes)
        self.query.refresh(study, choice.query)
        for box, on in ((self.interviewers, choice.interviewers), (self.untouched, choice.untouched)):
            box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(False)
        self.show_parts()

    def show_parts(self) -> None:
        """Show the parts of the line that matter to the table that is seen."""
        which = self.choice.which
        compared, codes = which is Talk.COMPARED, which in (Talk.CODES, Talk.COMPARED, Talk.NETWORK)
        self._head.setText("Compare" if compared else "Who talks in")
        seen = {
            self.transcript: not compared,
            self.scope: compared,
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
