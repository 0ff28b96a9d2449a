"""The passages behind a cell of the matrix page, ready to be shown: where, who, and the marked words."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from itertools import islice, pairwise
from uuid import UUID

from qualcode.analysis.drill_down import passages
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.analysis.table_request import By
from qualcode.model.entities import Attribute, AttributeSubject
from qualcode.model.matrix import Label, Matrix
from qualcode.model.measures import Measures
from qualcode.model.rules import CooccurrenceRequest
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.ui.matrix_choice import MatrixChoice
from qualcode.ui.theme import Colours, tinted

MOST = 200
_LONGEST = 600


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """One passage. ``marks`` are spans within the transcript, each with the code that it carries."""

    transcript_id: UUID
    span: Span
    marks: tuple[tuple[Span, UUID], ...]


def passages_of(
    study: Study, choice: MatrixChoice, matrix: Matrix, row: int, column: int, measures: Measures
) -> list[ShownPassage]:
    """The first passages behind a cell."""
    code_id = matrix.rows[row].id
    request = choice.request()
    if code_id is None:
        return []
    if isinstance(request, CooccurrenceRequest):
        other_id = matrix.columns[column].id
        if other_id is None:
            return []
        found = passages(study, request, code_id, other_id, measures)
        return [
            ShownPassage(
                item.transcript_id,
                item.span,
                (*((span, code_id) for span in item.one), *((span, other_id) for span in item.other)),
            )
            for item in islice(found, MOST)
        ]
    return list(islice(_segments(study, choice, code_id, matrix.columns[column]), MOST))


def _segments(study: Study, choice: MatrixChoice, code_id: UUID, column: Label) -> Iterator[ShownPassage]:
    by = choice.columns.by
    transcripts = (column.id,) if by is By.TRANSCRIPT and column.id is not None else None
    wanted = Retrieval(
        codes=(code_id,),
        descendants=choice.aggregate,
        coders=choice.selection().coders,
        transcripts=transcripts,
        queries=tuple(filter(None, [choice.selection().query])),
    )
    for segment in segments(study, wanted):
        if transcripts is not None or _belongs(study, choice, segment, column):
            span = Span(segment.start, segment.end)
            yield ShownPassage(segment.transcript_id, span, ((span, segment.code_id),))


def _belongs(study: Study, choice: MatrixChoice, segment: Segment, column: Label) -> bool:
    if choice.columns.by is By.PARTICIPANT:
        return segment.participant == column.name
    if choice.columns.by is By.SPEAKER:
        return segment.speaker == column.name
    attribute = study.rows(Attribute).get(choice.columns.attribute) if choice.columns.attribute else None
    if attribute is None:
        return False
    subject = segment.transcript_id
    if attribute.subject is AttributeSubject.PARTICIPANT:
        person = next((row for row in study.participants.values() if row.name == segment.participant), None)
        if person is None:
            return False
        subject = person.id
    value = study.values_of(subject).get(attribute.id)
    return value is not None and value.value == column.name


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
