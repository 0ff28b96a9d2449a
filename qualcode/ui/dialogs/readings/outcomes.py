"""What became of somebody’s codings when readings were compared: kept, changed or not, and why."""

from collections.abc import Sequence
from functools import partial
from html import escape
from typing import Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QLabel, QTextBrowser, QWidget

from qualcode.analysis.found_words import words_by_turns
from qualcode.analysis.outcomes import BECAME_WORDS, Became, CodingOutcome, outcomes
from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.change import Touched
from qualcode.model.entities import Code, Coder, Transcript
from qualcode.model.machine.progress import Progress
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import Decision
from qualcode.model.teamwork.reading_words import outcome_told
from qualcode.model.teamwork.readings import AGREED
from qualcode.model.words.cutting import shortened
from qualcode.project.guarding import none_seen
from qualcode.ui.dialogs.readings.side_by_side import Readings, choice_box, lay_out
from qualcode.ui.look.theme import Colours, colours_now
from qualcode.ui.models.passage_words import html_of
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.line_list import LineList
from qualcode.ui.widgets.quiet_button import quiet_button

_CARES_FOR = frozenset({Decision, Code, Coder, Transcript})
_NONE = (
    "Nothing of this coder’s has been settled yet. Use Settle differences; in a copy, take in others’ work "
    "once the round is closed."
)

_WHATEVER = "whatever became of them"


class OutcomesDialog(QDialog):
    """The line above says whose and which; the list leads, and beside it is what was agreed on, and why."""

    place_wanted = Signal(object, object)

    def __init__(self, session: Session, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(background)
        known = session.study.find_coder(session.coder_name)
        self._coder: UUID | None = None if known is None else known.id
        self._became: Became | None = None
        self._all: tuple[CodingOutcome, ...] = ()
        self.found: Sequence[CodingOutcome] = ()
        self.setWindowTitle("What became of codings")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 560)
        self.coder, self.became = choice_box(self, "Whose codings"), choice_box(self, "What became of them")
        self.became.offer([(None, _WHATEVER)], None)
        self.coder.activated.connect(lambda _index: self._choose_coder(self.coder.chosen))
        self.became.activated.connect(lambda _index: self._choose(self.became.chosen))
        self.list = LineList(
            "Codings", {Qt.Key.Key_N: lambda: self.list.go(1), Qt.Key.Key_P: lambda: self.list.go(-1)}
        )
        self.list.current_changed.connect(lambda _row: self._show_current())
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.words = QTextBrowser()
        self.words.setAccessibleName("What was coded, and what was agreed on")
        self.text = quiet_button("Show in the transcript", "", self._go)
        above = (self.coder, self.became)
        lay_out(self, Readings(above, self.list, self.state, self.words, below=(self.text,)))
        session.changed.connect(self._on_changed)
        self._ask()
        self.list.setFocus()

    # -- what is listed ---------------------------------------------------------------------------

    def _choose_coder(self, coder_id: Any) -> None:
        self._coder = coder_id
        self._ask()

    def _choose(self, became: Any) -> None:
        self._became = became
        self._show_found(self._all)

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if touched.codings or _CARES_FOR & touched.kinds:
            self._ask()

    def _ask(self) -> None:
        study = self._session.study
        people = [(row.id, row.name) for row in study.coders_in_order if row.name != AGREED]
        if self._coder not in {identity for identity, _ in people}:
            self._coder = people[0][0] if people else None
        self.coder.offer(people or [(None, "nobody yet")], self._coder)
        coder = self._coder

        def work(_progress: Progress) -> tuple[CodingOutcome, ...]:
            return () if coder is None else outcomes(study, coder)

        self._latest.ask(work, self._show_found, self.state.setText)

    def _show_found(self, found: tuple[CodingOutcome, ...]) -> None:
        study = self._session.study
        if not all(each.transcript_id in study.transcripts for each in found):
            # Of a study that has moved on meanwhile; what is there now is being looked for.
            return
        self._all = found
        numbers = {became: sum(each.became is became for each in found) for became in Became}
        kinds = [
            (became, f"{BECAME_WORDS[became]}: {numbers[became]:,}") for became in Became if numbers[became]
        ]
        self.became.offer([(None, _WHATEVER), *kinds], self._became)
        self.became.updateGeometry()
        self.found = [each for each in found if self._became in (None, each.became)]
        self.list.show_lines(
            len(self.found),
            partial(_line, study, self.found),
            partial(_tip, study, self.found),
            max(0, self.list.row),
        )
        self._show_current()

    @property
    def current(self) -> CodingOutcome | None:
        """The coding that is chosen."""
        row = self.list.row
        return self.found[row] if 0 <= row < len(self.found) else None

    def _show_current(self) -> None:
        each, study = self.current, self._session.study
        self.text.setEnabled(each is not None)
        if each is None:
            none = none_seen(self._session.project.sight, _NONE, "settled codings")
            self.state.setText(none if not self._all else "Nothing of this kind.")
            self.words.clear()
            return
        alike = each.became is Became.KEPT and each.decision is None
        became = "Kept: both coders have it alike" if alike else BECAME_WORDS[each.became]
        self.state.setText(outcome_told(study, each.decision, became))
        self.words.setHtml(_page(study, each, colours_now()))

    def _go(self) -> None:
        each = self.current
        if each is not None:
            self.accept()
            self.place_wanted.emit(each.transcript_id, each.span)

    def done(self, result: int) -> None:
        self._latest.stop()
        super().done(result)


def _line(study: Study, found: Sequence[CodingOutcome], row: int) -> str:
    each = found[row]
    turn = study.turn_at(each.transcript_id, each.span.start)
    where = study.transcripts[each.transcript_id].name
    where += "" if turn is None else f", turn {turn.ordinal + 1}"
    codes = dict.fromkeys(coding.code_id for coding in (*([each.own] if each.own else []), *each.agreed))
    names = " → ".join(study.codes[code_id].name for code_id in codes if code_id in study.codes)
    return f"{where}\n{BECAME_WORDS[each.became].lower()} · {names}"


def _tip(study: Study, found: Sequence[CodingOutcome], row: int) -> str:
    each = found[row]
    return shortened(words_by_turns(study, each.transcript_id, each.span), 500)


def _page(study: Study, each: CodingOutcome, colours: Colours) -> str:
    own = [] if each.own is None else [each.own]
    # What both coded alike is agreed on, also where nobody has copied it.
    agreed = list(each.agreed) or (own if each.became is Became.KEPT else [])
    spans = [coding.span for coding in (*own, *each.agreed)]
    whole = Span(min(span.start for span in spans), max(span.end for span in spans))
    cells = []
    for head, codings in (("As coded", own), ("As agreed", agreed)):
        marks = tuple((coding.span, coding.code_id) for coding in codings)
        words = html_of(study, CodedPassage(each.transcript_id, whole, marks), colours)
        codes = ", ".join(dict.fromkeys(study.path(coding.code_id) for coding in codings))
        none = f'<span style="color:{colours.muted}">nothing here</span>'
        cells.append(
            f'<td width="50%" style="padding:6px"><p><b>{head}</b></p><p>{words}</p>'
            f"<p>{escape(codes) or none}</p></td>"
        )
    return f'<table width="100%"><tr>{"".join(cells)}</tr></table>'
