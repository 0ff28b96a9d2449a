"""Whose coding a key changes: one's own at once, a colleague's only once it has been chosen by name."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final
from uuid import UUID

from qualcode.model.codings import Coding
from qualcode.ui.inspector.codings_here import of_others, told_apart
from qualcode.ui.inspector.segments import SegmentList
from qualcode.ui.pages.code.coding import CodingDesk
from qualcode.ui.pages.code.held_places import codings_held
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.held import SEGMENT_CHANGED, HeldCoding
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.held_menu import close_without
from qualcode.ui.widgets.letter_menu import LetterMenu
from qualcode.ui.widgets.plain_label import entry_caption

MEMO_ON_WHICH: Final = "Memo on which?"


class WhoseCoding:
    """Everything that changes a coding that is there goes through here, by key, menu or mouse."""

    def __init__(
        self, session: Session, view: TranscriptView, desk: CodingDesk, segments: SegmentList
    ) -> None:
        self._session = session
        self._view = view
        self._desk = desk
        self._segments = segments
        self._agreed: tuple[str, UUID] | None = None
        """What was asked about last, and the coding that was chosen then, until another one is current."""
        segments.asks_first = self._keeps_memo
        segments.shown.connect(self._forget)

    def change(self, question: str, act: Callable[[], object]) -> None:
        """Do what changes the segment that keys act on; where it is a colleague's, ask ``question`` first.

        Asked once: as long as the same is done to the same segment there, it is not asked again.
        """
        coding = self._segments.current
        if coding is None or not self._is_others(coding) or self._agreed == (question, coding.id):
            act()
            return
        self.ask(
            question, self._desk.codings_here().codings or [coding], partial(self._chosen, question, act)
        )

    def change_this(self, question: str, coding: Coding, act: Callable[[], object]) -> None:
        """Do what changes one coding that the mouse is on; a colleague's is named first."""
        if self._is_others(coding):
            self.ask(question, [coding], lambda _coding: act())
        else:
            act()

    def _keeps_memo(self, coding: Coding) -> bool:
        """Whether the memo of a coding is kept from writing until it has been asked about."""
        return self._is_others(coding) and self._agreed != (MEMO_ON_WHICH, coding.id)

    def _forget(self) -> None:
        current = self._segments.current
        if self._agreed is not None and (current is None or current.id != self._agreed[1]):
            self._agreed = None

    def _is_others(self, coding: Coding) -> bool:
        return bool(of_others(self._session.study, [coding], self._session.coder_name))

    def _chosen(self, question: str, act: Callable[[], object], coding: Coding) -> None:
        self._view.point_out(coding.id)
        self._segments.choose_by_id(coding.id)
        current = self._segments.current
        if current is None or current.id != coding.id:
            self._session.refused.emit(SEGMENT_CHANGED)
            return
        self._agreed = (question, coding.id)
        act()

    def ask(self, question: str, codings: Sequence[Coding], act: Callable[[Coding], object]) -> None:
        """Ask which of the codings, by code and coder; one's own first, and the emphasised of them."""
        current = self._segments.current
        others = {coding.id for coding in of_others(self._session.study, codings, self._session.coder_name)}
        ordered = sorted(codings, key=lambda row: (row.id in others, current is None or row.id != current.id))
        menu = LetterMenu.fresh(self._view)
        menu.setAccessibleName(question)
        menu.addSection(question)
        place = self._view.transcript_id
        names = told_apart(self._session.study, place, ordered)
        for number, (coding, name) in enumerate(zip(ordered, names, strict=True), 1):
            label = entry_caption(name)
            action = menu.addAction(f"&{number} {label}" if number < 10 else label)
            action.triggered.connect(partial(self._take, act, self._held(coding)))
        these = [] if place is None else [(place, coding) for coding in ordered]
        study = self._session
        close_without(menu, self._session, lambda: codings_held(lambda: study.study, these), SEGMENT_CHANGED)
        menu.popup(self._view.menu_place())
        menu.setActiveAction(menu.actions()[1])

    def _held(self, coding: Coding) -> HeldCoding | None:
        place = self._view.transcript_id
        return None if place is None else HeldCoding.of(self._session.study, place, coding)

    def _take(self, act: Callable[[Coding], object], held: HeldCoding | None, _checked: bool = False) -> None:
        """Do it to the one that was chosen, if it is still what it was when the question came."""
        coding = None if held is None else held.now(self._session.study)
        if coding is None or held is None or held.transcript_id != self._view.transcript_id:
            self._session.refused.emit(SEGMENT_CHANGED)
        else:
            act(coding)
