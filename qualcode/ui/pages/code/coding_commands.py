"""What the actions of the Code menu do, and those that move and select within the text."""

from collections.abc import Callable
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtGui import QKeyEvent

from qualcode.model.codes.pinned_keys import PINNED_KEYS
from qualcode.model.codings import Coding
from qualcode.model.span import Span
from qualcode.ui.commands.actions import Handler
from qualcode.ui.pages.code.edges import SegmentEdge, Unit
from qualcode.ui.pages.code.whose_coding import MEMO_ON_WHICH, WhoseCoding
from qualcode.ui.pages.code.workplace import CodeWorkplace
from qualcode.ui.transcript.held import WORDS_CHANGED, HeldWords
from qualcode.ui.widgets.undo_offer import undo_offer

_ZOOM_STEP: Final = 10
_NO_CODE: Final = "Choose a code in the codebook first; the passage becomes its example."


class CodingCommands:
    """Works on the selection, the segment at the cursor and the code that is chosen."""

    def __init__(self, workplace: CodeWorkplace, whose: WhoseCoding) -> None:
        self._workplace = workplace
        self._whose = whose
        self._session = workplace.session
        self._actions = workplace.actions
        self._reading = workplace.reading
        self._desk = workplace.reading.desk
        self._view = workplace.reading.view
        self._inspector = workplace.inspector
        self._inspector.segments.shown.connect(self._show_typical)
        self._reading.text.margin.resize_requested.connect(self._resize)
        self._view.resize_requested.connect(self._resize)
        self._inspector.segments.memo_typed_into.connect(self._edit_memo)
        self._inspector.removing.connect(self._remove_this)
        self._desk.sticky_changed.connect(self._actions["code.sticky"].setChecked)

    def handlers(self) -> dict[str, Handler]:
        """What each action does, by its whole name."""
        return {
            **{f"code.{name}": handler for name, handler in self._coding().items()},
            **{f"transcript.{name}": handler for name, handler in self._moving().items()},
            "edit.find": self._reading.open_find_bar,
            "view.zoom_in": lambda: self._view.set_zoom(self._view.zoom + _ZOOM_STEP),
            "view.zoom_out": lambda: self._view.set_zoom(self._view.zoom - _ZOOM_STEP),
            "view.zoom_reset": lambda: self._view.set_zoom(100),
        }

    def _coding(self) -> dict[str, Handler]:
        desk = self._desk
        return {
            "choose": self._reading.choose_code,
            "repeat": desk.repeat,
            "in_vivo": partial(self._tell, desk.code_in_vivo),
            "sticky": lambda: desk.set_sticky(self._actions["code.sticky"].isChecked()),
            "click": lambda: desk.set_click_to_code(self._actions["code.click"].isChecked()),
            "memo": self._edit_memo,
            "highlight": partial(self._tell, desk.highlight),
            "example": partial(self._tell, self._add_example),
            "typical": partial(self._tell, self._toggle_typical),
            "start_left": partial(self._move_edge, SegmentEdge.START, Unit.WORD, -1),
            "start_right": partial(self._move_edge, SegmentEdge.START, Unit.WORD, 1),
            "end_left": partial(self._move_edge, SegmentEdge.END, Unit.WORD, -1),
            "end_right": partial(self._move_edge, SegmentEdge.END, Unit.WORD, 1),
            "start_left_sentence": partial(self._move_edge, SegmentEdge.START, Unit.SENTENCE, -1),
            "start_right_sentence": partial(self._move_edge, SegmentEdge.START, Unit.SENTENCE, 1),
            "end_left_sentence": partial(self._move_edge, SegmentEdge.END, Unit.SENTENCE, -1),
            "end_right_sentence": partial(self._move_edge, SegmentEdge.END, Unit.SENTENCE, 1),
            **{f"pinned_{digit}": partial(desk.apply_pinned, digit) for digit in PINNED_KEYS},
        }

    def _moving(self) -> dict[str, Handler]:
        view = self._view
        return {
            "sentence": partial(self._select, view.select_sentence),
            "turn": partial(self._select, view.select_turn),
            "grow": view.grow_selection,
            "shrink": view.shrink_selection,
            "next_segment": view.next_segment,
            "previous_segment": view.previous_segment,
            "next_turn": view.next_turn,
            "previous_turn": view.previous_turn,
            "next_uncoded": view.next_uncoded,
        }

    def _select(self, select: Callable[[], object]) -> None:
        select()
        self._desk.selection_settled()

    def _tell(self, act: Handler) -> None:
        """Do what shows little in the text, and say beside it what was done, with a way to take it back."""
        before = self._session.study
        act()
        step, study = self._session.undoable, self._session.study
        if step is not None and study.step > before.step:
            new = len(study.codes) > len(before.codes)
            said = f"{step.happened}; the code is new." if new else f"{step.happened}."
            self._reading.note.say(said, undo_offer(self._session), self._actions["edit.undo"].toolTip())

    # -- the segment at the cursor --------------------------------------------------------------

    def _move_edge(self, edge: SegmentEdge, unit: Unit, steps: int) -> None:
        self._whose.change("Change the words of which?", partial(self._move_this_edge, edge, unit, steps))

    def _move_this_edge(self, edge: SegmentEdge, unit: Unit, steps: int) -> None:
        coding = self._inspector.segments.current
        if coding is None:
            self._session.refused.emit(self._inspector.segments.why_none)
        else:
            self._desk.move_edge(coding, edge, unit, steps)

    def _resize(self, coding_id: UUID, span: Span) -> None:
        """An end of a coding was dragged."""
        coding, place = self._view.coding(coding_id), self._view.transcript_id
        if coding is not None and place is not None:
            words = HeldWords.of(self._session.study, place, span)
            act = partial(self._resize_to, coding_id, words)
            self._whose.change_this("Change the words of which?", coding, act)

    def _resize_to(self, coding_id: UUID, words: HeldWords) -> None:
        span = words.now(self._session.study)
        if span is None:
            self._session.refused.emit(WORDS_CHANGED)
        else:
            self._desk.resize(coding_id, span)

    def _remove_this(self, coding: Coding) -> None:
        """The button on the card of a segment was pressed."""
        self._whose.change_this("Remove which?", coding, partial(self._desk.remove, coding))

    def _edit_memo(self, key: QKeyEvent | None = None) -> None:
        self._whose.change(MEMO_ON_WHICH, partial(self._edit_this_memo, key))

    def _edit_this_memo(self, key: QKeyEvent | None) -> None:
        segments = self._inspector.segments
        if segments.current is None:
            self._session.refused.emit(segments.why_none)
            return
        self._workplace.open_inspector()
        segments.edit_memo(key)

    def _toggle_typical(self) -> None:
        segments = self._inspector.segments
        if segments.current is None:
            self._session.refused.emit(self._inspector.segments.why_none)
        else:
            segments.toggle_typical()
        self._show_typical()

    def _show_typical(self) -> None:
        self._actions["code.typical"].setChecked(self._inspector.segments.current_is_typical)

    # -- the code that is chosen ------------------------------------------------------------------

    def _add_example(self) -> None:
        code_id = self._inspector.code.code_id
        if code_id is None:
            self._session.refused.emit(_NO_CODE)
        else:
            self._desk.add_example(code_id)
