"""The passages behind a cell of the matrix page, ready to be shown: where, who, and the marked words."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice, pairwise

from qualcode.analysis.crosstab import TOTAL
from qualcode.analysis.drill_down import passages
from qualcode.analysis.table_order import Ordered
from qualcode.analysis.table_passages import CodedPassage as ShownPassage
from qualcode.analysis.table_passages import table_passages
from qualcode.model.measures import Measures
from qualcode.model.rules import CooccurrenceRequest, Count
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.project.asking import request_of
from qualcode.ui.look.theme import Colours, tinted
from qualcode.ui.pages.matrix.words import Table, are_withheld

__all__ = ["MOST", "CellPassages", "ShownPassage", "html_of", "passages_of", "place_in_words", "words_of"]

MOST = 200
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class CellPassages:
    """The first passages behind a cell, and how many there are (None: nobody has counted them).

    ``withheld``: the figure is hidden, and its passages with it.
    """

    passages: tuple[ShownPassage, ...] = ()
    number: int | None = None
    withheld: bool = False


def passages_of(
    study: Study,
    question: Table,
    ordered: Ordered,
    row: int,
    column: int,
    measures: Measures,
    most: int = MOST,
) -> CellPassages:
    """The first passages behind a cell."""
    matrix = ordered.matrix
    if are_withheld(question, ordered, row, column):
        return CellPassages(withheld=True)
    code_id, request = matrix.rows[row].id, request_of(study, question)
    if isinstance(request, CooccurrenceRequest):
        other_id = matrix.columns[column].id
        if code_id is None or other_id is None:
            return CellPassages(number=0)
        behind = (
            ShownPassage(
                item.transcript_id,
                item.span,
                (*((span, code_id) for span in item.one), *((span, other_id) for span in item.other)),
            )
            for item in passages(study, request, code_id, other_id, measures)
        )
        first = tuple(islice(behind, most))
        if request.counted in (Count.PAIRS, Count.UNITS):
            return CellPassages(first, int(ordered.counts.values[row, column]))
        return CellPassages(first, len(first) if len(first) < most else None)
    place = None if matrix.columns[column] == TOTAL else column
    found = table_passages(study, request, code_id, place, measures)
    return CellPassages(tuple(islice(found, most)), len(found))


def place_in_words(study: Study, passage: ShownPassage) -> str:
    """``FG2 Lone parents · turn 14 · P3``."""
    turn = study.turn_at(passage.transcript_id, passage.span.start)
    parts = [study.transcripts[passage.transcript_id].name]
    if turn is not None:
        parts += [f"turn {turn.ordinal + 1}", *([turn.label] if turn.label else [])]
    return " · ".join(parts)


def html_of(study: Study, passage: ShownPassage, colours: Colours) -> str:
    """The place in quiet letters, and below it the words with each code's colour behind them."""
    head = f'<span style="color:{colours.muted}">{escape(place_in_words(study, passage))}</span>'
    return f"{head}<br>{''.join(_marked(study, passage, colours))}"


def words_of(study: Study, passage: ShownPassage) -> str:
    """The same in plain words."""
    return f"{place_in_words(study, passage)}: {study.quoted(passage.transcript_id, _shown(passage.span))}"


def _shown(span: Span) -> Span:
    return Span(span.start, min(span.end, span.start + _LONGEST))


def _marked(study: Study, passage: ShownPassage, colours: Colours) -> Iterator[str]:
    """Pieces of text between the edges of marks; words under two codes are bold: not by colour alone."""
    whole = _shown(passage.span)
    text = study.quoted(passage.transcript_id, whole)
    edges = {whole.start, whole.end}
    for mark, _code in passage.marks:
        edges |= {min(max(edge, whole.start), whole.end) for edge in mark}
    places = sorted(edges)
    for start, end in pairwise(places):
        piece = escape(text[start - whole.start : end - whole.start]).replace("\n", "<br>")
        codes = [code for mark, code in passage.marks if mark.start <= start and end <= mark.end]
        different = list(dict.fromkeys(codes))
        if not different:
            yield piece
            continue
        ground = colours.base
        for code_id in different:
            ground = tinted(study.codes[code_id].colour, ground, 0.22)
        weight = "bold" if len(different) > 1 else "normal"
        yield f'<span style="background-color:{ground};font-weight:{weight}">{piece}</span>'
    if passage.span.end > whole.end:
        yield " …"
