"""Segments that were coded under an earlier definition of their code: looked at again, kept or changed."""

from collections.abc import Callable, Sequence
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QTextBrowser, QWidget

from qualcode.analysis.found_words import words_by_turns
from qualcode.analysis.table_passages import CodedPassage
from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import Code, Coder, Transcript
from qualcode.model.machine.progress import Progress
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import Revisit
from qualcode.model.words.cutting import shortened
from qualcode.model.words.in_words import beginning, counted
from qualcode.model.words.moments import day_here
from qualcode.model.words.spelling import narrowing_by_words
from qualcode.operations.codings.coding import remove_codings
from qualcode.operations.teamwork.revisiting import mark_revisited, recode_revisited
from qualcode.ui.dialogs.finder import FinderDialog, FinderLine
from qualcode.ui.dialogs.readings.side_by_side import Readings, choice_box, lay_out
from qualcode.ui.look.theme import colours_now
from qualcode.ui.models.passage_words import html_of
from qualcode.ui.session import lazy_copies
from qualcode.ui.session.background import Background
from qualcode.ui.session.latest import Latest
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.line_list import LineList
from qualcode.ui.widgets.messages import MessageBar
from qualcode.ui.widgets.quiet_button import quiet_button
from qualcode.ui.widgets.refusals import tell_refusals
from qualcode.ui.widgets.undo_offer import undo_offer
from qualcode.ui.widgets.withheld import withhold

if TYPE_CHECKING:
    from qualcode.project.teamwork.revisiting import ToRevisit

_CARES_FOR = frozenset({Code, Coder, Transcript, Revisit})
_NONE = "Nothing to look at again: every segment was coded under the definition that its code has now."
_HINT = (
    "In the list, N and P go on and back, 1 keeps the segment, 2 gives it another code. Each can be undone."
)
_FIELDS = (("definition", ""), ("include", "Use it for: "), ("exclude", "Not for: "))


class RevisitDialog(QDialog):
    """The list at the left leads; at the right the passage, and how the code read then and reads now."""

    place_wanted = Signal(object, object)

    def __init__(
        self,
        session: Session,
        background: Background,
        code_id: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._latest = Latest(background)
        self._code_id = code_id
        self.found: Sequence[ToRevisit] = ()
        self.setWindowTitle("Revisit segments")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(960, 600)
        self.bar = MessageBar()
        session.changed.connect(self.bar.settle)
        self.code = choice_box(self, "Code")
        self.code.activated.connect(lambda _index: self._choose(self.code.chosen))
        self.seen_too = QCheckBox("also those that were revisited")
        self.seen_too.toggled.connect(lambda _on: self._ask())
        self.list = LineList(
            "Segments",
            {
                Qt.Key.Key_N: lambda: self.list.go(1),
                Qt.Key.Key_P: lambda: self.list.go(-1),
                Qt.Key.Key_1: self._keep,
                Qt.Key.Key_2: self._ask_code,
            },
        )
        self.list.current_changed.connect(lambda _row: self._show_current())
        self.state = QLabel()
        self.state.setWordWrap(True)
        self.words = QTextBrowser()
        self.words.setAccessibleName("The segment, and how its code read")
        self.keep = quiet_button("Still fits", "", self._keep)
        self.recode = quiet_button("Another code…", "", self._ask_code)
        self.remove = quiet_button("Remove", "", self._remove)
        self.text = quiet_button("Show in the transcript", "", self._go)
        acts = (self.keep, self.recode, self.remove, self.text)
        above = (self.code, self.seen_too)
        lay_out(self, Readings(above, self.list, self.state, self.words, acts, bar=self.bar, hint=_HINT))
        session.changed.connect(self._on_changed)
        tell_refusals(session, self, self.bar.refuse)
        self._ask()
        self.list.setFocus()

    # -- what is listed ---------------------------------------------------------------------------

    def _choose(self, code_id: Any) -> None:
        self._code_id = code_id
        self._ask()

    def _on_changed(self, _step: Step, touched: Touched) -> None:
        if touched.codings or _CARES_FOR & touched.kinds:
            self._ask()

    def _ask(self) -> None:
        """Find them again in the background: all that was ever written about codes is read."""
        session = self._session
        study, record, seen_too = session.study, session.project.record(), self.seen_too.isChecked()
        chosen = self._code_id if self._code_id in study.codes else None
        codes = [(code.id, study.path(code.id)) for code in study.codes_in_order if code.codable]
        self.code.offer([(None, "of all codes"), *codes], chosen)

        def work(_progress: Progress) -> "Sequence[ToRevisit]":
            return lazy_copies.to_revisit(record, None if chosen is None else [chosen], seen_too=seen_too)

        self._latest.ask(work, self._show_found, self.bar.refuse)

    def _show_found(self, found: "Sequence[ToRevisit]") -> None:
        study, row = self._session.study, max(0, self.list.row)
        self.found = [each for each in found if each.transcript_id in study.transcripts]
        self.list.show_lines(
            len(self.found), partial(_line, study, self.found), partial(_tip, study, self.found), row
        )
        self._show_current()

    @property
    def current(self) -> "ToRevisit | None":
        """The segment that is chosen."""
        row = self.list.row
        return self.found[row] if 0 <= row < len(self.found) else None

    def _show_current(self) -> None:
        each, study = self.current, self._session.study
        for button in (self.keep, self.recode, self.remove, self.text):
            button.setEnabled(each is not None)
        withhold(self._session.why_nothing, self.keep, self.recode, self.remove)
        if each is None or each.code_id not in study.codes:
            self.state.setText(_NONE)
            self.words.clear()
            return
        left = sum(one.seen is None for one in self.found)
        told = beginning(f"{counted(left, 'segment')} coded under an earlier definition.")
        if each.seen is not None:
            told += f" This one was revisited by {each.seen.author} on {day_here(each.seen.revisited_at)}."
        self.state.setText(told)
        self.words.setHtml(_page(study, each))

    # -- what is done -----------------------------------------------------------------------------

    def _do(self, intent: Callable[[Study], ChangeSet]) -> None:
        session = self._session
        step = session.do(lambda: intent(session.study))
        if step is not None:
            self.bar.inform(f"{step.happened}.", undo_offer(session))

    def _keep(self) -> None:
        each = self.current
        if each is not None:
            place = each.transcript_id, each.coding.id
            self._do(lambda study: mark_revisited(study, [place], self._session.coder_name))
            if self.seen_too.isChecked():
                # Where only what is left is listed, the next one takes its place.
                self.list.go(1)

    def _remove(self) -> None:
        each = self.current
        if each is not None:
            self._do(lambda study: remove_codings(study, each.transcript_id, [each.coding.id]))

    def _recode(self, code_id: UUID) -> None:
        each = self.current
        if each is not None:
            place = each.transcript_id, each.coding.id
            self._do(lambda study: recode_revisited(study, place, code_id, self._session.coder_name))

    def _ask_code(self) -> None:
        study = self._session.study

        def lines(words: str) -> list[FinderLine]:
            holds = narrowing_by_words(words)
            codes = [code for code in study.codes_in_order if code.codable and holds(study.path(code.id))]
            return [FinderLine(study.path(code.id), "", partial(self._recode, code.id)) for code in codes]

        FinderDialog("The code that fits now", "Type to find a code", lines, self).open()

    def _go(self) -> None:
        each = self.current
        if each is not None:
            self.accept()
            self.place_wanted.emit(each.transcript_id, each.coding.span)

    def done(self, result: int) -> None:
        self._latest.stop()
        super().done(result)


def _line(study: Study, found: "Sequence[ToRevisit]", row: int) -> str:
    each = found[row]
    turn = study.turn_at(each.transcript_id, each.coding.span.start)
    where = study.transcripts[each.transcript_id].name
    where += "" if turn is None else f", turn {turn.ordinal + 1}"
    coder = study.coders[each.coding.coder_id].name
    code = study.codes[each.code_id].name if each.code_id in study.codes else ""
    quoted = shortened(words_by_turns(study, each.transcript_id, each.coding.span), 80)
    return f"{where}, {coder}\n{code} · {quoted}"


def _tip(study: Study, found: "Sequence[ToRevisit]", row: int) -> str:
    each = found[row]
    return shortened(words_by_turns(study, each.transcript_id, each.coding.span), 500)


def _page(study: Study, each: "ToRevisit") -> str:
    """The passage, then how its code read when it was coded and how it reads now, beside one another."""
    colours, span = colours_now(), each.coding.span
    passage = CodedPassage(each.transcript_id, span, ((span, each.code_id),))
    heads = (
        f"When it was coded, {day_here(each.coding.created_at)}",
        f"Now, reworded by {each.reworded.coder} on {day_here(each.reworded.at)}",
    )
    cells = "".join(
        f'<td width="50%" style="padding:6px"><p style="color:{colours.muted}">{escape(head)}</p>'
        f"{_meaning(code)}</td>"
        for head, code in zip(heads, (each.then, study.codes[each.code_id]), strict=True)
    )
    path = escape(study.path(each.code_id))
    words = html_of(study, passage, colours)
    return f'<p>{words}</p><p><b>{path}</b></p><table width="100%"><tr>{cells}</tr></table>'


def _meaning(code: Code) -> str:
    parts = [
        f"{label}{getattr(code, name).strip()}" for name, label in _FIELDS if getattr(code, name).strip()
    ]
    return "".join(f"<p>{escape(part)}</p>" for part in parts) or "<p>(no definition)</p>"
