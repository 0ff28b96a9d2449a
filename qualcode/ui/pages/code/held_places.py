"""Whether what a menu of the text was opened for is still there: the words, the turn and the segment."""

from collections.abc import Callable, Iterable
from uuid import UUID

from qualcode.model.codings import Coding
from qualcode.model.study import Study
from qualcode.ui.inspector.segments import SegmentList
from qualcode.ui.session.session import Session
from qualcode.ui.transcript.display import NO_TURN
from qualcode.ui.transcript.held import HeldCoding, HeldTurns, HeldWords
from qualcode.ui.transcript.view import TranscriptView
from qualcode.ui.widgets.held_menu import Holds


def segment_held(session: Session, view: TranscriptView, segments: SegmentList) -> Holds:
    """The segment that keys act on; where there is none, nothing can go."""
    place, coding = view.transcript_id, segments.current
    if place is None or coding is None:
        return _nothing
    held = HeldCoding.of(session.study, place, coding)

    def holds() -> bool:
        now = segments.current
        return now is not None and now.id == held.coding.id and held.now(session.study) is not None

    return holds


def codings_held(study: Callable[[], Study], codings: Iterable[tuple[UUID, Coding]]) -> Holds:
    """All of several segments, each with its transcript."""
    held = [HeldCoding.of(study(), place, coding) for place, coding in codings]
    return lambda: all(each.now(study()) is not None for each in held)


def place_held(session: Session, view: TranscriptView, segments: SegmentList) -> Holds:
    """The words that are selected, the turn at the cursor, and the segment there."""
    place, study = view.transcript_id, session.study
    if place is None:
        return _nothing
    span, turn = view.selected_span(), _turn(view)
    words = None if span is None else HeldWords.of(study, place, span)
    turns = None if turn == NO_TURN else HeldTurns.of(study, place, [turn])
    segment = segment_held(session, view, segments)

    def holds() -> bool:
        now, selected = session.study, view.selected_span()
        return (
            view.transcript_id == place
            and (words is None or (selected is not None and words.now(now) == selected))
            and (turns is None or turns.now(now) == [_turn(view)])
            and segment()
        )

    return holds


def _turn(view: TranscriptView) -> int:
    return int(view.display.turn_at(view.cursor_position()))


def _nothing() -> bool:
    return True
