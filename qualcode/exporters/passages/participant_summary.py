"""The participant summary: who they are, how much they said, how it was coded, and quotes of each."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.report_values import ParticipantFigures
from qualcode.model.study import Study

_COUNTS: Final = (
    Column("transcripts", 30),
    Column("turns", 9, "#,##0"),
    Column("words", 9, "#,##0"),
    Column("segments", 11, "#,##0"),
    Column("codes", 60),
    Column("quotes left out", 12, "#,##0"),
)
_CODES: Final = (Column("participant", 22), Column("code", 50), Column("segments", 11, "#,##0"))
_QUOTES: Final = (
    Column("participant", 22),
    Column("code", 40),
    Column("transcript", 24),
    Column("turn", 8, "0"),
    Column("quote", 90),
)


def write_participant_summary(
    path: Path,
    study: Study,
    people: Sequence[ParticipantFigures],
    provenance: Provenance,
) -> int:
    """Write the summary as xlsx or csv; returns how many participants are in it.

    A csv has one row a participant and no quotes.
    """
    writers: dict[str, Callable[[BinaryIO], object]] = {
        ".xlsx": lambda stream: _write_xlsx(stream, study, people, provenance),
        ".csv": lambda stream: write_csv(stream, _header(people), _rows(study, people)),
    }
    write = writer_for(path, writers, DOCUMENT_ENDINGS)
    with whole_file(path) as stream:
        write(stream)
    return len(people)


def _header(people: Sequence[ParticipantFigures]) -> list[str]:
    return [column.name for column in _columns(people)]


def _columns(people: Sequence[ParticipantFigures]) -> list[Column]:
    return [Column("participant", 22), *(Column(name, 18) for name in _attributes(people)), *_COUNTS]


def _attributes(people: Sequence[ParticipantFigures]) -> list[str]:
    return list(dict.fromkeys(name for row in people for name, _ in row.attributes))


def _rows(study: Study, people: Sequence[ParticipantFigures]) -> Iterator[list[Cell]]:
    names = _attributes(people)
    for row in people:
        values = dict(row.attributes)
        codes = "; ".join(f"{study.path(code_id)} ({number:,})" for code_id, number in row.codes)
        yield [
            row.participant.name,
            *(values.get(name, "") for name in names),
            "; ".join(row.transcripts),
            row.turns,
            row.words,
            row.segments,
            codes,
            row.left_out,
        ]


def _write_xlsx(
    stream: BinaryIO,
    study: Study,
    people: Sequence[ParticipantFigures],
    provenance: Provenance,
) -> None:
    with spreadsheet(stream, provenance, printed=True) as book:
        sheet = book.sheet("Participants", _columns(people), "A row for each participant", frozen_columns=1)
        for cells in _rows(study, people):
            sheet.write(cells)
        sheet = book.sheet(
            "Codes", _CODES, "How often each participant’s words have each code", frozen_columns=1
        )
        for row in people:
            for code_id, number in row.codes:
                sheet.write((row.participant.name, study.path(code_id), number))
        sheet = book.sheet("Quotes", _QUOTES, "Quotes of each participant", frozen_columns=1)
        for row in people:
            for quote in row.quotes:
                sheet.write((row.participant.name, quote.code, quote.transcript, quote.turn, quote.text))
