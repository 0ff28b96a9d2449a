"""Coded segments as a file: one row, object or quote for each coding, or for each passage."""

import json
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final

from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.tables.sheet_pages import Column, shown_places
from qualcode.exporters.tables.spreadsheet import spreadsheet
from qualcode.exporters.writing import Cell, Repeated, csv_cell, utf8, whole_file, write_csv_columns
from qualcode.model.questions.provenance import Provenance, facts
from qualcode.model.segments import QuotedPassage, Segment

_SEGMENTS: Final = "segments"
_COLUMNS: Final = (
    Column("transcript", 22),
    Column("code", 30),
    Column("coder", 8),
    Column("start", 8, "0", for_programs=True),
    Column("end", 8, "0", for_programs=True),
    Column("speaker", 12),
    Column("participant", 13),
    Column("turn", 7, "0"),
    Column("text", 70),
    Column("memo", 30),
    Column("created", 20, for_programs=True),
    Column("coding id", 20, for_programs=True),
)
_AT_ONCE: Final = 100
"""Rows of a csv that are made together: so few that Python does not look through them for garbage."""

_SHARED: Final = Column(_SEGMENTS, 10, "#,##0")
"""For how many codings a passage is given."""
_CONTEXT_COLUMNS: Final = (Column("before", 60), Column("after", 60))


def _nothing(_place: Segment) -> Sequence[str]:
    return ()


def _apart(name: str, known: Container[str]) -> str:
    """An attribute that is called like a column of ours says what it is."""
    return f"{name} (attribute)" if name in known else name


@dataclass(frozen=True, slots=True)
class RowForm:
    """What a row holds: a coding, or a passage with the number of its codings (``shared``).

    ``context``: what comes before and after, too. ``identifiers``: in a spreadsheet also what only a
    program needs: positions, moments, identities; csv and json always have it. ``attributes`` are the
    names of those that were chosen, of which ``said`` tells the values for a row.
    """

    shared: bool = False
    context: bool = False
    identifiers: bool = False
    attributes: tuple[str, ...] = ()
    said: Callable[[Segment], Sequence[str]] = _nothing

    @property
    def columns(self) -> tuple[Column, ...]:
        shared = (_SHARED,) if self.shared else ()
        columns = (*_COLUMNS, *shared, *(_CONTEXT_COLUMNS if self.context else ()))
        known = {column.name for column in columns}
        return (*columns, *(Column(_apart(name, known), 18) for name in self.attributes))

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


_ROWS: Final = RowForm()


def write_segments(
    path: Path, passages: Iterable[QuotedPassage], provenance: Provenance, form: RowForm = _ROWS
) -> int:
    """Write passages as csv, xlsx or json, in the order they come in; returns how many there were.

    Only some are kept at a time, however many there are. To show progress, or to cancel, let the iterable
    report and raise.
    """
    writers: dict[str, Callable[[BinaryIO], int]] = {
        ".csv": lambda stream: _write_csv(stream, passages, form),
        ".xlsx": lambda stream: _write_xlsx(stream, passages, provenance, form),
        ".json": lambda stream: _write_json(stream, passages, provenance, form),
    }
    write = writer_for(path, writers, DOCUMENT_ENDINGS)
    with whole_file(path) as stream:
        return write(stream)


def _cells(passage: QuotedPassage, form: RowForm) -> list[Cell]:
    segment = passage.place
    return [
        *segment[:7],
        segment.turn or None,
        segment.text,
        segment.memo,
        _moment(segment.created),
        _identities(passage.codings),
        *((len(passage.codings),) if form.shared else ()),
        *((segment.before, segment.after) if form.context else ()),
        *form.said(segment),
    ]


def _identities(codings: tuple[Segment, ...]) -> str:
    if len(codings) == 1:
        return str(codings[0].coding_id)
    return " ".join(str(coding.coding_id) for coding in codings)


def _write_csv(stream: BinaryIO, passages: Iterable[QuotedPassage], form: RowForm) -> int:
    return write_csv_columns(stream, form.header, _columns(passages, form))


def _moment(created: datetime) -> str:
    return created.isoformat(timespec="milliseconds")


def _columns(passages: Iterable[QuotedPassage], form: RowForm) -> Iterator[Sequence[Iterable[str]]]:
    """The columns of some rows at a time."""
    name = Repeated(csv_cell).__getitem__
    moment = Repeated(_moment).__getitem__
    rows = iter(passages)
    while some := list(islice(rows, _AT_ONCE)):
        places, codings = zip(*some, strict=True)
        whose, code, coder, start, end, speaker, person, turn, text, memo, created, *_, before, after = zip(
            *places, strict=True
        )
        columns: list[Iterable[str]] = [
            map(name, whose),
            map(name, code),
            map(name, coder),
            map(str, start),
            map(str, end),
            map(name, speaker),
            map(name, person),
            [str(number or "") for number in turn],
            map(csv_cell, text),
            [note and csv_cell(note) for note in memo],
            map(moment, created),
            map(_identities, codings),
        ]
        if form.shared:
            columns.append([str(len(each)) for each in codings])
        if form.context:
            columns += (map(csv_cell, before), map(csv_cell, after))
        if form.attributes:
            columns += [map(name, values) for values in zip(*map(form.said, places), strict=True)]
        yield columns


def _write_xlsx(
    stream: BinaryIO, passages: Iterable[QuotedPassage], provenance: Provenance, form: RowForm
) -> int:
    shown = shown_places(form.columns, identifiers=form.identifiers)
    columns = [form.columns[place] for place in shown]
    each = "passage" if form.shared else "coding"
    count = 0
    with spreadsheet(stream, provenance) as book:
        sheet = book.sheet("Segments", columns, f"A row for each {each}, with its words", frozen_columns=2)
        for passage in passages:
            cells = _cells(passage, form)
            sheet.write([cells[place] for place in shown])
            count += 1
    return count


def _write_json(
    stream: BinaryIO, passages: Iterable[QuotedPassage], provenance: Provenance, form: RowForm
) -> int:
    head = json.dumps(dict(facts(provenance)), ensure_ascii=False, indent=2)
    count = 0
    stream.write(utf8(f'{{\n"provenance": {head},\n"segments": ['))
    for passage in passages:
        line = json.dumps(_object(passage, form), ensure_ascii=False)
        stream.write(utf8(f"{',' if count else ''}\n{line}"))
        count += 1
    stream.write(b"\n]\n}\n")
    return count


def _object(passage: QuotedPassage, form: RowForm) -> dict[str, Cell]:
    segment: Segment = passage.place
    return {
        **dict(zip(form.header, _cells(passage, form), strict=True)),
        "weight": segment.weight,
        "transcript id": str(segment.transcript_id),
        "code id": str(segment.code_id),
    }
