"""What a found passage becomes when it is coded: itself, its sentence, turn or paragraph, or more turns."""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

import numpy as np

from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.span import Span, disjoint_runs, trimmed
from qualcode.model.study import Study

FoundPlace = tuple[UUID, Span]


class FoundUnit(StrEnum):
    """What is coded of a passage that was found."""

    HIT = "hit"
    SENTENCE = "sentence"
    TURN = "turn"
    PARAGRAPH = "paragraph"


def widened(
    study: Study,
    places: Sequence[FoundPlace],
    measures: Measures,
    unit: FoundUnit = FoundUnit.HIT,
    around: int = 0,
) -> list[FoundPlace]:
    """What each of some found passages becomes, one for one, without white space at its ends.

    With ``around`` whole turns are taken, so many on either side. What overlaps when it has been widened
    becomes one passage. Raises QualcodeError for sentences or paragraphs with turns around them.
    """
    if around < 0:
        raise QualcodeError("The number of turns around a passage cannot be negative; 0 takes none.")
    if around and unit in (FoundUnit.SENTENCE, FoundUnit.PARAGRAPH):
        raise QualcodeError(
            f"Turns around a passage are coded whole, so that its {unit} alone cannot be; ask for the "
            f"{unit} without turns around it, or for whole turns."
        )
    found = [
        (place, trimmed(_widened(study, place, span, measures, unit, around), study.text(place)))
        for place, span in places
    ]
    if unit is FoundUnit.HIT and not around:
        return found
    runs = {
        place: disjoint_runs(span for where, span in found if where == place)
        for place in dict.fromkeys(place for place, _ in found)
    }
    starts = {place: [run.start for run in spans] for place, spans in runs.items()}
    return [
        (place, runs[place][int(np.searchsorted(starts[place], span.start, side="right")) - 1])
        for place, span in found
    ]


def _widened(study: Study, place: UUID, span: Span, measures: Measures, unit: FoundUnit, around: int) -> Span:
    if around:
        return _turns(study, place, span, around)
    if unit is FoundUnit.TURN:
        return _turns(study, place, span, 0)
    if unit is FoundUnit.PARAGRAPH:
        return _paragraphs(study, place, span)
    return span if unit is FoundUnit.HIT else _sentences(study, place, span, measures)


def _turns(study: Study, place: UUID, span: Span, around: int) -> Span:
    """What is said in the turns that a passage touches and in so many beside them, from first to last."""
    turns = study.turns_of(place)
    first, after = turns.range_of(span)
    if first == after:
        return span
    first, last = max(0, first - around), min(len(turns), after + around) - 1
    # A passage may begin or end where nobody speaks.
    return Span(min(int(turns.speech[first]), span.start), max(int(turns.end[last]), span.end))


def _paragraphs(study: Study, place: UUID, span: Span) -> Span:
    """The whole lines of a passage, without the label in front."""
    text, turns = study.text(place), study.turns_of(place)
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", max(span.start, span.end - 1))
    index = turns.index_at(span.start)
    if index is not None and start < int(turns.speech[index]) <= span.start:
        start = int(turns.speech[index])
    return Span(start, len(text) if end < 0 else max(end, span.end))


def _sentences(study: Study, place: UUID, span: Span, measures: Measures) -> Span:
    """The whole sentences of a passage; the passage itself where it is in none, as a label is."""
    table = measures.sentences(study, place)
    first = int(np.searchsorted(table[:, 1], span.start, side="right"))
    after = int(np.searchsorted(table[:, 0], span.end, side="left"))
    if first >= after:
        return span
    return Span(min(int(table[first, 0]), span.start), max(int(table[after - 1, 1]), span.end))
