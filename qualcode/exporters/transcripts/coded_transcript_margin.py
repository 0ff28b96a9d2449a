"""A transcript as a document with its codings beside it: a row for each turn, and what touches it."""

import re
from collections.abc import Callable, Iterator, Sequence
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
from qualcode.model.words.cutting import CUT, both_ends
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import BETWEEN, on_one_line

_SHOWN_ENDS: Final = 28
_WIDE_SPACE: Final = "\u2003"
_CUT_BEFORE: Final = re.compile(rf"^(\W{{0,2}}{CUT}) ")
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
    colophon = Colophon(provenance, title="About this transcript", brief=True)
    caption = f"Turns of {isolated(study.transcripts[transcript_id].name)} with their codes"
    shows = (
        "gives what was said, turn by turn, with its codes beside it. Each code is followed by its coders "
        "and by the first and last words of what they coded; without words, they coded the whole turn."
    )
    table = TableBlock(_COLUMNS, rows, caption, "turns", transcript=True, shows=shows)
    return Document(front, (table,), colophon, study.info.language)


def _rows(
    study: Study, transcript_id: UUID, text: str, segments: Sequence[Segment], printed: Printed
) -> Iterator[tuple[TableCell, ...]]:
    margin = _Margin(study, text, printed)
    for piece in pieces_in(study, transcript_id):
        here = [segment for segment in segments if piece.span.overlaps(Span(segment.start, segment.end))]
        notes = [margin.note(code_id, mine, piece) for code_id, mine in _of_codes(here).items()]
        said, colour = text[piece.speech : piece.span.end].rstrip("\n"), ""
        if piece.opening:
            # Tabs stop anywhere in a narrow column: labels and what is beside them are as far apart as that.
            said, colour = said.replace("\t", _WIDE_SPACE), QUIET
        words = Run(said, colour=colour)
        yield piece.number(), TableCell((*piece.speaker(text), words)), TableCell(_lines(notes))


_Stretches = Sequence[Sequence[Segment]]
"""What has one code beside a turn: for each stretch of words the segments of those who coded it alike."""


def _of_codes(segments: Sequence[Segment]) -> dict[UUID, _Stretches]:
    found: dict[UUID, dict[tuple[int, int], list[Segment]]] = {}
    for segment in segments:
        places = found.setdefault(segment.code_id, {})
        places.setdefault((segment.start, segment.end), []).append(segment)
    return {code_id: list(places.values()) for code_id, places in found.items()}


def _lines(notes: Sequence[tuple[Run, ...]]) -> tuple[Run, ...]:
    """One note below the other."""
    between = (Run("\n"),)
    return tuple(run for place, note in enumerate(notes) for run in ((between if place else ()) + note))


class _Margin:
    """Writes what stands beside turns."""

    def __init__(self, study: Study, text: str, printed: Printed) -> None:
        self._study = study
        self._names = names_in_documents(study)
        self._text = text
        self._printed = printed

    def note(self, code_id: UUID, stretches: _Stretches, piece: TurnPiece) -> tuple[Run, ...]:
        """A code once, then of each stretch its coders, which words it is, and its memos."""
        said = [
            Run("■ ", colour=sure_colour(self._study.codes[code_id].colour)),
            Run(isolated(self._names[code_id]), bold=True),
        ]
        for place, alike in enumerate(stretches):
            goes_on = alike[0].start < piece.span.start
            which = "continued" if goes_on else self._ends(alike[0], piece.turn)
            before, words = "\n" if place else " ", f"{BETWEEN}{which}" if which else ""
            said.append(Run(f"{before}{self._coders(alike)}{words}", colour=QUIET))
            memos = () if goes_on else dict.fromkeys(each.memo for each in alike if each.memo)
            said += [Run(f"\n{memo}", italic=True) for memo in memos]
        return tuple(said)

    def _coders(self, alike: Sequence[Segment]) -> str:
        """In the order in which every report names them, whoever coded first."""
        here = {each.coder for each in alike}
        return on_one_line(
            ", ".join(isolated(row.name) for row in self._study.coders_in_order if row.name in here)
        )

    def _ends(self, segment: Segment, turn: Turn) -> str:
        """The first and the last words of a passage, nothing where it is all that was said in the turn."""
        said = self._text[turn.speech : turn.span.end].strip()
        if said and said in segment.text:
            return ""
        # No line ends with the mark of what was cut before the first word.
        ends = both_ends(self._printed(segment), 2 * _SHOWN_ENDS)
        return isolated(_CUT_BEFORE.sub(lambda cut: f"{cut[1]}\u00a0", ends))
