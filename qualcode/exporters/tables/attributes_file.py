"""What is recorded about participants or transcripts: a row for each, a column for each attribute."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from qualcode.exporters.tables.list_file import ListSheet, write_list
from qualcode.exporters.tables.sheet_pages import Column
from qualcode.exporters.writing import Cell
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType, AttributeValue
from qualcode.model.questions.provenance import Provenance
from qualcode.model.study import Study

_SHOWN: Final = {AttributeType.NUMBER: "General"}
"""Figures as they are: a year has no comma in it."""

_WHOLE_NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]{0,14})")


def write_attributes(path: Path, study: Study, subject: AttributeSubject, about: Provenance) -> int:
    """Write the attributes of participants or transcripts as csv or xlsx; returns how many rows.

    The first column, named after the subject, holds names; the others stand in attribute order.
    """
    first = Column(str(subject), 26)
    columns = [
        first,
        *(Column(row.name, 18, _SHOWN.get(row.type, "")) for row in _attributes(study, subject)),
    ]
    sheet = ListSheet("Attributes", f"A row for each {subject}, a column for each attribute", columns)
    return write_list(path, sheet, _rows(study, subject), about)


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
