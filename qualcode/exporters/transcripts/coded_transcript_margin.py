"""A transcript as a document with its codings beside it: a row for each turn, and what touches it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final
from uuid import UUID

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import (
    Colophon,
    Document,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.transcripts.turn_pieces import QUIET, TurnPiece, pieces_in
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.turns import Turn
from qualcode.model.words.cutting import both_ends
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import BETWEEN

_SHOWN_ENDS: Final = 28
_COLUMNS: Final = (TableColumn("Turn", 0.85), TableColumn("Words", 6), TableColumn("Codes", 3.4))

Printed = Callable[[Segment], str]
"""The words of a segment as a quote has them: in quotation marks, and with “…” where a sentence is cut."""


def margin_document(
    front: Front,
    study: Study,
    transcript_id: UUID,
    segments: Sequence[Segment],
    provenance: Provenance,
    printed: Printed,
) -> Document:
    """The turns in a table, the codings that touch a turn beside it."""
    text = study.text(transcript_id)
    rows = tuple(_rows(study, transcript_id, text, segments, printed))
    colophon = Colophon(provenance, title="About this transcript")
    caption = f"Turns of {isolated(study.transcripts[transcript_id].name)} with their codes"
    shows = (
        "gives what was said, turn by turn, with its codes beside it. After a code are the first and last "
        "words that it was given to; where there are none, it was given to the whole turn."
    )
    table = TableBlock(_COLUMNS, rows, caption, "turns", transcript=True, shows=shows)
    return Document(front, (table,), colophon, study.info.language)


def _rows(
    study: Study, transcript_id: UUID, text: str, segments: Sequence[Segment], printed: Printed
) -> Iterator[tuple[TableCell, ...]]:
    names = names_in_documents(study)
    for piece in pieces_in(text, study.turns_of(transcript_id)):
        here = [segment for segment in segments if piece.span.overlaps(Span(segment.start, segment.end))]
        notes = [_note(study, names, text, alike, piece, printed) for alike in _alike(here)]
        colour = QUIET if piece.opening else ""
        words = Run(text[piece.speech : piece.span.end].rstrip("\n"), colour=colour)
        yield piece.number(), TableCell((*piece.speaker(text), words)), TableCell(_lines(notes))


def _alike(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Those of several coders with one code at the same words, together."""
    found: dict[tuple[UUID, int, int], list[Segment]] = {}
    for segment in segments:
        found.setdefault((segment.code_id, segment.start, segment.end), []).append(segment)
    return list(found.values())


def _lines(notes: Sequence[tuple[Run, ...]]) -> tuple[Run, ...]:
    """One note below the other."""
    between = (Run("\n"),)
    return tuple(run for place, note in enumerate(notes) for run in ((between if place else ()) + note))


def _note(
    study: Study,
    names: Mapping[UUID, str],
    text: str,
    alike: Sequence[Segment],
    piece: TurnPiece,
    printed: Printed,
) -> tuple[Run, ...]:
    """Code, coders and memos of a segment; which words, where it is not the whole turn."""
    segment = alike[0]
    goes_on = segment.start < piece.span.start
    which = "continued" if goes_on else _ends(segment, piece.turn, text, printed)
    here = {each.coder for each in alike}
    # In the order in which every report names them, whoever coded first.
    coders = ", ".join(isolated(coder.name) for coder in study.coders_in_order if coder.name in here)
    memos = () if goes_on else tuple(dict.fromkeys(each.memo for each in alike if each.memo))
    return (
        Run("■ ", colour=sure_colour(study.codes[segment.code_id].colour)),
        Run(isolated(names[segment.code_id]), bold=True),
        Run(f" {coders}{f'{BETWEEN}{which}' if which else ''}", colour=QUIET),
        *(Run(f"\n{memo}", italic=True) for memo in memos),
    )


def _ends(segment: Segment, turn: Turn, text: str, printed: Printed) -> str:
    """The first and the last words of a passage, nothing where it is all that was said in the turn."""
    said = text[turn.speech : turn.span.end].strip()
    return "" if said and said in segment.text else isolated(both_ends(printed(segment), 2 * _SHOWN_ENDS))
