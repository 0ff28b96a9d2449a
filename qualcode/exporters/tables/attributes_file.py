"""What is recorded about participants or transcripts: a row for each, a column for each attribute."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from qualcode.exporters.formats import writer_for
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, whole_file, write_csv
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, AttributeValue
from qualcode.model.study import Study

_WHOLE_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})")


def write_attributes(path: Path, study: Study, subject: AttributeSubject) -> int:
    """Write the attributes of participants or transcripts as csv or xlsx; returns how many rows.

    The first column, named after the subject, holds names; the others stand in attribute order.
    """
    writers: dict[str, Callable[[], int]] = {
        ".csv": lambda: _write_csv(path, study, subject),
        ".xlsx": lambda: _write_xlsx(path, study, subject),
    }
    return writer_for(path, writers)()


def _attributes(study: Study, subject: AttributeSubject) -> list[Attribute]:
    return [row for row in study.attributes_in_order if row.subject == subject]


def _rows(study: Study, subject: AttributeSubject) -> Iterator[list[Cell]]:
    attributes = _attributes(study, subject)
    people = subject is AttributeSubject.PARTICIPANT
    for row in study.participants_in_order if people else study.transcripts_in_order:
        values = study.values_of(row.id)
        yield [row.name, *(_cell(item, values.get(item.id)) for item in attributes)]


def _cell(attribute: Attribute, recorded: AttributeValue | None) -> Cell:
    if recorded is None:
        return None
    value = recorded.value
    # Only what reads back letter for letter becomes a figure: "007" and "1.50" stay as written.
    if attribute.type is AttributeType.NUMBER and _WHOLE_NUMBER.fullmatch(value) and value != "-0":
        return int(value)
    return value


def _write_csv(path: Path, study: Study, subject: AttributeSubject) -> int:
    header = [str(subject), *(row.name for row in _attributes(study, subject))]
    with whole_file(path) as stream:
        return write_csv(stream, header, _rows(study, subject))


def _write_xlsx(path: Path, study: Study, subject: AttributeSubject) -> int:
    columns = [Column(str(subject), 26), *(Column(row.name, 18) for row in _attributes(study, subject))]
    count = 0
    with whole_file(path) as stream, spreadsheet(stream) as book:
        sheet = book.sheet("Attributes", columns, frozen_columns=1)
        for row in _rows(study, subject):
            sheet.write(row)
            count += 1
    return count
