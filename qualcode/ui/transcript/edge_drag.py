"""Dragging one end of a coding, by words or by letters: the frame shows what the coding will be."""

from typing import Protocol
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QWidget

from qualcode.model.change import Touched
from qualcode.model.codings import Coding
from qualcode.model.span import Span
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.held import SEGMENT_CHANGED, HeldCoding, HeldWords
from qualcode.ui.transcript.pointer import by_letter
from qualcode.ui.transcript.units import SelectionUnits


class DraggedIn(Protocol):
    """What a drag needs of the view in which it goes on."""

    @property
    def session(self) -> Session: ...
    @property
    def transcript_id(self) -> UUID | None: ...
    @property
    def units(self) -> SelectionUnits: ...
    def viewport(self) -> QWidget: ...
    def position_at(self, point: QPoint) -> int: ...
    def outline(self, span: Span | None) -> None: ...
    def give_drag_up(self, why: str) -> None: ...


class EdgeDrag(QObject):
    """One drag, from the press to the release; nothing is changed meanwhile.

    What changes meanwhile, by a teammate or by undo, it follows as long as the segment has its words, its
    code and its coder; else it is given up, and that is said.
    """

    def __init__(self, view: DraggedIn, coding: Coding, *, at_start: bool) -> None:
        super().__init__()
        self._view = view
        self.coding = coding
        self.at_start = at_start
        self._span: Span | None = None
        study, place = view.session.study, view.transcript_id
        self._held = None if place is None else HeldCoding.of(study, place, coding)
        self._target = self._hold(study)
        view.session.changed.connect(self._follow)

    def to(self, point: QPoint, held: Qt.KeyboardModifier) -> None:
        """Follow the mouse to a point of the view's viewport; beyond its right edge count whole lines."""
        if not self._goes_on():
            return
        over, width = QPoint(point), self._view.viewport().width()
        if over.x() > width:
            over.setX(0 if self.at_start else width * 2)
        position = self._view.position_at(over)
        word = None if by_letter(held) else self._view.units.word_at(position)
        if word is not None:
            position = word.start if self.at_start else word.end
        before = self.coding.span
        start, end = (position, before.end) if self.at_start else (before.start, position)
        self._show(Span(start, end) if start < end else None)

    def end(self) -> Span | None:
        """Let go: the coding's new span, None where it is to stay as it is."""
        span = self._span if self._goes_on() else None
        self._held = None
        self._view.outline(None)
        return span if span != self.coding.span else None

    def _show(self, span: Span | None) -> None:
        self._span = span
        self._target = self._hold(self._view.session.study)
        self._view.outline(span)

    def _hold(self, study: Study) -> HeldWords | None:
        """The words that the coding will have."""
        held = self._held
        return (
            None if held is None else HeldWords.of(study, held.transcript_id, self._span or self.coding.span)
        )

    def _goes_on(self) -> bool:
        """Whether the transcript of the drag is still the one in view."""
        return self._held is not None and self._held.transcript_id == self._view.transcript_id

    def _follow(self, _step: Step, _touched: Touched) -> None:
        """A step was made: the ends go with their words."""
        held, target = self._held, self._target
        if held is None or target is None:
            return
        study = self._view.session.study
        coding, span = held.now(study), target.now(study)
        if coding is None or span is None or not self._goes_on():
            self._held = self._target = None
            self._view.outline(None)
            self._view.give_drag_up(SEGMENT_CHANGED)
            return
        self.coding = coding
        self._show(None if self._span is None else span)
