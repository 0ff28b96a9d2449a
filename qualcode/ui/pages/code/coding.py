"""What the coding gestures do: from a selection and a code to a step, by key, mouse or command alike."""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from qualcode.analysis.found_words import words_alone
from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.change import ChangeSet
from qualcode.model.codes.pinned_keys import key_name
from qualcode.model.codings import Coding
from qualcode.model.entities import Coder
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.cutting import as_name
from qualcode.operations.codes.codebook import add_example
from qualcode.operations.codes.codebook_tree import add_code_at
from qualcode.operations.codings.coding import apply_code, apply_codes, remove_codings, resize_coding
from qualcode.operations.codings.highlights import add_highlight, remove_highlights
from qualcode.operations.draft import together
from qualcode.ui.inspector.codings_here import CodingsHere, codings_at
from qualcode.ui.inspector.current_segment import code_called
from qualcode.ui.pages.code.edges import SegmentEdge, Unit, moved_edge
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.held import WORDS_CHANGED
from qualcode.ui.transcript.limit import Limit
from qualcode.ui.transcript.units import SelectionUnits

SELECT_FIRST = (
    "Select the words to be coded first: drag over them, or press {transcript.sentence} for the sentence at "
    "the cursor."
)
_IN_VIVO_LETTERS = 80
_RECENT = 9


class Selecting(Protocol):
    """What coding needs of the view that shows a transcript."""

    @property
    def transcript_id(self) -> UUID | None: ...
    @property
    def units(self) -> SelectionUnits: ...
    @property
    def limit(self) -> Limit: ...
    @property
    def letters_meant(self) -> bool: ...
    def selected_span(self) -> Span | None: ...
    def select_span(self, span: Span | None) -> None: ...
    def cursor_position(self) -> int: ...


class CodingDesk(QObject):
    """Applies, repeats and removes codes in the transcript that a view shows, under the coder's name."""

    applied = Signal(object)
    """Identity of the code that was just applied."""
    made = Signal(object)
    """Identity of the coding that was just made, or was there already on the selected words."""
    sticky_changed = Signal(bool)
    click_changed = Signal(bool)

    def __init__(self, session: Session, view: Selecting, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._recent: list[UUID] = []
        self._sticky = False
        self._click = False

    # -- applying -----------------------------------------------------------------------------

    @property
    def last_code(self) -> UUID | None:
        """The code that was applied last, while it exists."""
        return next(iter(self.recent), None)

    @property
    def recent(self) -> list[UUID]:
        """The codes that were applied, the last first."""
        return [code_id for code_id in self._recent if code_id in self._session.study.codes]

    def recall(self, codes: Iterable[UUID]) -> None:
        """Take these for the codes that were applied last: those of the last time."""
        self._recent = list(dict.fromkeys((*self._recent, *codes)))[:_RECENT]

    def apply(self, code_id: UUID) -> None:
        """Apply a code to the selection."""
        self._apply(
            code_id, lambda study, coder, place, span: apply_code(study, code_id, place, span, coder.id)
        )

    def apply_dropped(self, code_id: UUID, place: UUID, span: Span, words: str) -> None:
        """Apply a code to a selection that was dragged onto the code, with its ``words``.

        Where the text has been corrected meanwhile, the selection has gone with the words.
        """
        study, selected = self._session.study, self._view.selected_span()
        if place == self._view.transcript_id and selected is not None:
            span = selected
        if place not in study.transcripts or study.text(place)[span.start : span.end] != words:
            self._session.refused.emit(WORDS_CHANGED)
        else:
            self.apply_to(code_id, place, span)

    def apply_to(self, code_id: UUID, place: UUID, span: Span) -> None:
        """Apply a code to a passage, wherever it is."""
        step = self._session.do_as_coder(
            lambda study, coder: apply_code(study, code_id, place, span, coder.id)
        )
        self._remember(code_id, applied=step is not None)
        if place == self._view.transcript_id:
            self._point_out(code_id, place, span)

    def apply_all(self, code_ids: list[UUID]) -> None:
        """Apply several codes to the selection in one step."""
        if len(code_ids) == 1:
            self.apply(code_ids[0])
        elif code_ids:
            self._apply(
                code_ids[-1],
                lambda study, coder, place, span: apply_codes(study, code_ids, place, span, coder.id),
                with_it=code_ids[:-1],
            )

    def apply_new(self, name: str) -> None:
        """Add a code of this name and apply it, in one step; one that is there already is applied."""
        self.apply_with_new([], [name])

    def apply_with_new(self, code_ids: Sequence[UUID], names: Sequence[str]) -> None:
        """Apply codes and those that are made for it, in one step; of ``names`` some may be there already.

        A name may say below which code the new one is to be: ``A > B``.
        """
        called = {name: code_called(self._session.study, name) for name in names if name.strip()}
        known = list(dict.fromkeys([*code_ids, *(code for code in called.values() if code is not None)]))
        new = [name for name, code in called.items() if code is None]
        if not new:
            self.apply_all(known)
            return
        made: list[UUID] = []

        def change(study: Study, coder: Coder, place: UUID, span: Span) -> ChangeSet:
            after, steps = study, []
            for name in new:
                if code_called(after, name) is None:
                    code, addition = add_code_at(after, name)
                    made.append(code.id)
                    steps.append(addition)
                    after = after.after(addition)
            applying = apply_codes(after, [*known, *made], place, span, coder.id)
            return together(study, applying.label, [*steps, applying])

        self._apply(None, change, made, with_it=known)

    def apply_pinned(self, digit: int) -> None:
        """Apply the code that a key stands for."""
        code = next((row for row in self._session.study.codes.values() if row.digit == digit), None)
        if code is None:
            self._session.refused.emit(
                f"No code is pinned to {key_name(digit)}. Choose one in the codebook and use “Pin to a key…”."
            )
            return
        self.apply(code.id)

    def repeat(self) -> None:
        """Apply the code that was applied last."""
        code_id = self.last_code
        if code_id is None:
            self._session.refused.emit("No code has been applied yet; press {code.choose} to choose one.")
            return
        self.apply(code_id)

    def code_in_vivo(self) -> None:
        """Make a code that is named by the selected words and apply it.

        The words are made whole at both ends, unless their letters are meant as they are.
        """
        place, span = self._view.transcript_id, self._view.selected_span()
        if place is None or span is None:
            self._session.refused.emit(SELECT_FIRST)
            return
        whole = span if self._view.letters_meant else self._view.units.whole_words(span)
        if whole != span:
            self._view.select_span(whole)
            span = whole
        words = as_name(words_alone(self._session.study, place, span), _IN_VIVO_LETTERS)
        self.apply_new(words.replace(PATH_SEPARATOR, " "))

    def _apply(
        self,
        code_id: UUID | None,
        intent: Callable[[Study, Coder, UUID, Span], ChangeSet],
        made: list[UUID] | None = None,
        with_it: Sequence[UUID] = (),
    ) -> None:
        """``with_it`` are codes applied besides, which count among those applied last."""
        place, span = self._view.transcript_id, self._view.selected_span()
        if place is None or span is None:
            self._session.refused.emit(SELECT_FIRST)
            return
        step = self._session.do_as_coder(lambda study, coder: intent(study, coder, place, span))
        code_id = made[-1] if made else code_id
        for other in with_it:
            self._remember(other, applied=False)
        if code_id is not None:
            self._remember(code_id, applied=step is not None)
            self._point_out(code_id, place, span)

    def _point_out(self, code_id: UUID, place: UUID, span: Span) -> None:
        """Tell which coding keys act on now: the one that was just made."""
        study = self._session.study
        coder = study.find_coder(self._session.coder_name)
        for row in study.codings_of(place).at(span):
            if row.span == span and row.code_id == code_id and coder and row.coder_id == coder.id:
                self.made.emit(row.id)

    def _remember(self, code_id: UUID, *, applied: bool) -> None:
        self._recent = [code_id, *(other for other in self._recent if other != code_id)][:_RECENT]
        if applied:
            self.applied.emit(code_id)
        if self._sticky:
            self.sticky_changed.emit(True)

    def highlight(self) -> None:
        """Mark the selection without a code; what is marked already is unmarked."""
        place, span = self._view.transcript_id, self._view.selected_span()
        if place is None or span is None:
            self._session.refused.emit(SELECT_FIRST)
            return
        marked = [
            row.id
            for row in self._session.study.highlights_of(place)
            if span.overlaps(Span(row.start, row.end))
        ]
        if marked:
            self._session.do(lambda: remove_highlights(self._session.study, marked))
        else:
            self._session.do_as_coder(lambda study, coder: add_highlight(study, place, span, coder.id))

    def add_example(self, code_id: UUID) -> None:
        """Add the selected passage to the examples of a code."""
        place, span = self._view.transcript_id, self._view.selected_span()
        if place is None or span is None:
            self._session.refused.emit(SELECT_FIRST)
            return
        words = self._session.study.quoted(place, span)
        self._session.do(lambda: add_example(self._session.study, code_id, words))

    # -- sticky code --------------------------------------------------------------------------

    @property
    def sticky(self) -> bool:
        return self._sticky

    def set_sticky(self, sticky: bool) -> None:
        """Code every selection at once with the last code, or stop doing so."""
        if sticky and self.last_code is None:
            self._session.refused.emit("Apply a code first; it is the one that will stick.")
            sticky = False
        self._sticky = sticky
        self.sticky_changed.emit(sticky)

    def stick_to(self, code_id: UUID) -> None:
        """Code every selection with this code, beginning with the present one."""
        self._remember(code_id, applied=False)
        self.set_sticky(True)
        self.selection_settled()

    # -- click to code ------------------------------------------------------------------------

    def set_click_to_code(self, on: bool) -> None:
        """Let a click on a code in the codebook apply it to the selected words, or no longer."""
        self._click = on
        self.click_changed.emit(on)

    def code_clicked(self, code_id: UUID) -> None:
        """A code was clicked: in this mode, and with a selection, it is applied."""
        if self._click and self._view.selected_span() is not None:
            self.apply(code_id)

    # -- a selection is complete --------------------------------------------------------------

    def selection_settled(self) -> None:
        """A selection is complete: with a sticky code it is coded."""
        if self._sticky and self.last_code is not None and self._view.selected_span() is not None:
            self.repeat()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A selection is complete when the mouse button, or Shift, is let go. Escape lets the code go."""
        pressed = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress
        if self._sticky and pressed and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self.set_sticky(False)
            return True
        if self._sticky and (
            event.type() is QEvent.Type.MouseButtonRelease
            or (
                isinstance(event, QKeyEvent)
                and event.type() is QEvent.Type.KeyRelease
                and event.key() == Qt.Key.Key_Shift
            )
        ):
            self.selection_settled()
        return super().eventFilter(watched, event)

    # -- codings at the cursor ------------------------------------------------------------------

    def codings_here(self) -> CodingsHere:
        """The shown codings at the cursor or in the selection."""
        view = self._view
        place, selected = view.transcript_id, view.selected_span()
        if place is None:
            return CodingsHere([], "")
        return codings_at(self._session.study, place, view.cursor_position(), selected, view.limit)

    def remove(self, coding: Coding) -> None:
        """Remove a coding of the transcript that is shown."""
        place = self._view.transcript_id
        if place is not None:
            self._session.do(lambda: remove_codings(self._session.study, place, [coding.id]))

    def resize(self, coding_id: UUID, span: Span) -> None:
        """Give a coding another span."""
        place = self._view.transcript_id
        if place is not None:
            self._session.do(lambda: resize_coding(self._session.study, place, coding_id, span))

    def move_edge(self, coding: Coding, edge: SegmentEdge, unit: Unit, steps: int) -> None:
        """Move the beginning or the end of a coding by words or sentences."""
        place = self._view.transcript_id
        if place is None:
            return

        def change() -> ChangeSet:
            return resize_coding(
                self._session.study, place, coding.id, self.with_edge_moved(coding, edge, unit, steps)
            )

        self._session.do(change)

    def with_edge_moved(self, coding: Coding, edge: SegmentEdge, unit: Unit, steps: int) -> Span:
        """The words of a coding after that; the same where the edge can go no further."""
        units = self._view.units
        near = units.words_near if unit is Unit.WORD else units.sentences_near
        return moved_edge(coding.span, near(coding.span), edge, steps)
