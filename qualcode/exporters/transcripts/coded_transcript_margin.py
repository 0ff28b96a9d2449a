"""A transcript as a document with its codings beside it: a row for each turn, and what touches it."""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import (
    Colophon,
    Document,
    Run,
    Runs,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.turns import Turn
from qualcode.model.words.cutting import both_ends

_QUIET: Final = "#5a6472"
_SHOWN_ENDS: Final = 28
_COLUMNS: Final = (TableColumn("Turn", 0.85), TableColumn("Words", 6), TableColumn("Codings", 3.4))


def margin_document(
    front: Front, study: Study, transcript_id: UUID, segments: Sequence[Segment], provenance: Provenance
) -> Document:
    """The turns in a table, the codings that touch a turn beside it."""
    text = study.text(transcript_id)
    rows = tuple(_rows(study, transcript_id, text, segments))
    colophon = Colophon(provenance, title="About this transcript")
    return Document(front, (TableBlock(_COLUMNS, rows, torn=True),), colophon, study.info.language)


def _rows(
    study: Study, transcript_id: UUID, text: str, segments: Sequence[Segment]
) -> Iterator[tuple[TableCell, ...]]:
    for turn in study.turns_of(transcript_id):
        here = [segment for segment in segments if turn.span.overlaps(Span(segment.start, segment.end))]
        notes = [_note(study, text, segment, turn) for segment in here]
        number = (Run(str(turn.ordinal + 1), colour=_QUIET),)
        yield TableCell(number), TableCell(_said(text, turn)), TableCell(_lines(notes))


def _said(text: str, turn: Turn) -> Runs:
    label = text[turn.span.start : turn.speech].replace("\n", " ")
    return Run(label, bold=True), Run(text[turn.speech : turn.span.end].rstrip("\n"))


def _lines(notes: Sequence[tuple[Run, ...]]) -> tuple[Run, ...]:
    """One note below the other."""
    between = (Run("\n"),)
    return tuple(run for place, note in enumerate(notes) for run in ((between if place else ()) + note))


def _note(study: Study, text: str, segment: Segment, turn: Turn) -> tuple[Run, ...]:
    """Code, coder and memo of a segment; which words, where it is not the whole turn."""
    goes_on = segment.start < turn.span.start
    which = "continued" if goes_on else _ends(segment.text, turn, text)
    told = (
        Run("■ ", colour=sure_colour(study.codes[segment.code_id].colour)),
        Run(segment.code, bold=True),
        Run(f" {segment.coder}{f' · {which}' if which else ''}", colour=_QUIET),
    )
    return (*told, Run(f"\n{segment.memo}", italic=True)) if segment.memo and not goes_on else told


def _ends(words: str, turn: Turn, text: str) -> str:
    """The first and the last words of a passage, nothing where it is all that was said in the turn."""
    said = text[turn.speech : turn.span.end].strip()
    return "" if said and said in words else f"“{both_ends(words, 2 * _SHOWN_ENDS)}”"
