"""The participant summary as a document: an overview, then a section for each participant."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Colophon,
    Document,
    Fields,
    Heading,
    Paragraph,
    ParagraphKind,
    ReportSubject,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.quotes import left_out_note, quote_block
from qualcode.exporters.passages.participant_words import (
    ABOUT,
    NO_PARTICIPANTS,
    NOT_QUOTED,
    OVERVIEW,
    OVERVIEW_HEADER,
    elsewhere,
    overview_rows,
    said_of,
    spoken,
)
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.report_values import ParticipantFigures, PrintedQuotes, left_out_line
from qualcode.model.study import Study
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import BETWEEN


def participants_document(
    front: Front,
    study: Study,
    people: Sequence[ParticipantFigures],
    printed: PrintedQuotes,
    about: Provenance,
    notes: Sequence[str],
    segments: int,
) -> Document:
    """The whole report; ``printed`` are the quotes of each participant with the codes they stand for.

    ``segments`` are those of all who speak, interviewers among them.
    """
    blocks = tuple(_blocks(study, people, printed, notes, elsewhere(people, segments)))
    said = (*notes, left_out_line(_left_out(people)))
    colophon, language = Colophon(about, (), ABOUT, said_above=said), study.info.language
    return Document(front, blocks, colophon, language, tells=(ReportSubject.PARTICIPANTS,))


def _left_out(people: Sequence[ParticipantFigures]) -> int:
    return sum(row.left_out for row in people)


def _blocks(
    study: Study,
    people: Sequence[ParticipantFigures],
    printed: PrintedQuotes,
    notes: Sequence[str],
    others: str,
) -> Iterator[Block]:
    yield from (Paragraph(note, ParagraphKind.FACT) for note in notes)
    yield from left_out_note(_left_out(people))
    if not people:
        yield Paragraph(NO_PARTICIPANTS)
    else:
        yield Heading(OVERVIEW, 1, "overview")
        yield replace(_overview(people), notes=(others,) if others else ())
    names = names_in_documents(study)
    for row in people:
        yield Heading(row.participant.name, 1, _anchor(row), somebody=True)
        yield Paragraph(spoken(row), ParagraphKind.FACT, keep_next=True)
        unquoted = row.left_out and not row.quotes
        if known := tuple(said_of(study, row)):
            yield Fields(known, keep_next=bool(unquoted))
        if unquoted:
            yield Paragraph(NOT_QUOTED, ParagraphKind.FACT)
        for quotation, code_id in printed.get(row.participant.id, ()):
            code = study.codes[code_id]
            reference = f"{quotation.referred(who=False)}{BETWEEN}{isolated(names[code_id])}"
            yield quote_block(quotation, reference=reference, colour=code.colour)


def _overview(people: Sequence[ParticipantFigures]) -> TableBlock:
    name, *figures = OVERVIEW_HEADER
    columns = (TableColumn(name, 3.5), *(TableColumn(head, 1, Align.FIGURE) for head in figures))
    rows = tuple(
        (
            TableCell((Run(str(cells[0]), link=_anchor(row)),)),
            *(TableCell(f"{cell:,}", pale=cell == 0) for cell in cells[1:] if isinstance(cell, int)),
        )
        for row, cells in zip(people, overview_rows(people), strict=True)
    )
    totals = [sum(row.turns for row in people), sum(row.words for row in people)]
    totals += [sum(row.segments for row in people), len({code for row in people for code, _ in row.codes})]
    last = (TableCell("All", strong=True), *(TableCell(f"{total:,}", strong=True) for total in totals))
    return TableBlock(
        columns,
        (*rows, last),
        "What participants said and how it was coded",
        "participants",
        shows="counts the turns and words of each participant, the segments that begin in those turns, "
        "and the codes used for them.",
    )


def _anchor(row: ParticipantFigures) -> str:
    return f"participant-{row.participant.id}"
