"""The framework matrix as a spreadsheet or as CSV: participants down, codes across."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.codes.code_names import short_names
from qualcode.model.entities import Code, Participant
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.report_values import Framework
from qualcode.model.study import Study

PARTICIPANT: Final = "participant"
COUNT_OF: Final = "{} (segments)"
"""The name of a column of counts, by the code's path."""

_WIDEST, _NARROW = 45.0, 16.0
"""Letters of a column of summaries."""
_LINES: Final = 8
"""Of a summary, before its column is made wider."""

TIDY_HEADER: Final = (PARTICIPANT, "code", "text")


def write_framework(
    path: Path, study: Study, framework: Framework, provenance: Provenance, *, tidy: bool = False
) -> int:
    """Write the matrix as xlsx or csv; returns how many summaries are in it.

    ``tidy`` writes one row a cell: participant, code, text and, where asked for, segments.
    """
    writers: dict[str, Callable[[], None]] = {
        ".xlsx": lambda: _write_xlsx(path, study, framework, provenance, tidy),
        ".csv": lambda: _write_csv(path, study, framework, tidy),
    }
    writer_for(path, writers, DOCUMENT_ENDINGS)()
    return len(framework.texts)


def _columns(study: Study, framework: Framework, tidy: bool, *, brief: bool = False) -> list[Column]:
    """``brief``: heads that people read, of short names; a csv has the whole paths."""
    if tidy:
        counts = [Column("segments", 12, "#,##0")] if framework.counts is not None else []
        return [Column(PARTICIPANT, 22), Column("code", 40), Column("text", 90), *counts]
    columns = [Column(PARTICIPANT, 22)]
    names = short_names(study) if brief else {}
    for code in framework.codes:
        name = names.get(code.id) or study.path(code.id)
        columns.append(Column(name, _width(framework, code)))
        if framework.counts is not None:
            columns.append(Column(COUNT_OF.format(name), 12, "#,##0"))
    return columns


def _width(framework: Framework, code: Code) -> float:
    """Of a column of summaries: long ones need a wide one, and where there are none, little will do."""
    longest = max((len(framework.text(person, code)) for person in framework.participants), default=0)
    return min(_WIDEST, max(_NARROW, longest / _LINES)) if longest else _NARROW


def _rows(study: Study, framework: Framework, tidy: bool) -> Iterator[list[Cell]]:
    for person in framework.participants:
        cells = [(code, _cells(framework, person, code)) for code in framework.codes]
        if tidy:
            yield from ([person.name, study.path(code.id), *values] for code, values in cells if any(values))
        else:
            yield [person.name, *(value for _, values in cells for value in values)]


def _cells(framework: Framework, person: Participant, code: Code) -> list[Cell]:
    """The summary and, where counts were asked for, the number of segments."""
    text = framework.text(person, code)
    return [text] if framework.counts is None else [text, framework.count(person, code)]


def _write_csv(path: Path, study: Study, framework: Framework, tidy: bool) -> None:
    header = [column.name for column in _columns(study, framework, tidy)]
    with whole_file(path) as stream:
        write_csv(stream, header, _rows(study, framework, tidy))


def _write_xlsx(path: Path, study: Study, framework: Framework, provenance: Provenance, tidy: bool) -> None:
    with whole_file(path) as stream, spreadsheet(stream, provenance) as book:
        said = "A row for each summary" if tidy else "Participants down, codes across"
        sheet = book.sheet("Framework", _columns(study, framework, tidy, brief=True), said, frozen_columns=1)
        for cells in _rows(study, framework, tidy):
            sheet.write(cells)
