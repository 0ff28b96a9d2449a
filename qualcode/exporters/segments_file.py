"""Coded segments as a file: one row, object or quote for each coding."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from qualcode.exporters.formats import writer_for
from qualcode.exporters.segment_chapters import Chapters, chapters
from qualcode.exporters.segments_html import segments_page
from qualcode.exporters.segments_word import segments_report
from qualcode.exporters.spreadsheet import Column, spreadsheet
from qualcode.exporters.writing import Cell, GuardedNames, guarded, utf8, whole_file, write_guarded_csv
from qualcode.model.provenance import Provenance, facts
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.segments import Segment
from qualcode.model.study import Study

_COLUMNS: Final = (
    Column("transcript", 22),
    Column("code", 30),
    Column("coder", 8),
    Column("start", 8, "0"),
    Column("end", 8, "0"),
    Column("speaker", 12),
    Column("participant", 13),
    Column("turn", 7, "0"),
    Column("text", 70),
    Column("memo", 30),
    Column("created", 20),
    Column("coding id", 20),
)
_CONTEXT_COLUMNS: Final = (Column("before", 60), Column("after", 60))
_HEADER: Final = tuple(column.name for column in _COLUMNS)
_CONTEXT_HEADER: Final = tuple(column.name for column in _CONTEXT_COLUMNS)


def write_segments(
    path: Path,
    study: Study,
    segments: Iterable[Segment],
    provenance: Provenance,
    *,
    context: bool = False,
    by: ChapterOrder = ChapterOrder.CODE,
    left_out: str = "",
) -> int:
    """Write segments as csv, xlsx, json, docx or html; returns how many there were.

    csv, xlsx and json hold them in the order they come in and keep only one at a time; docx and
    html group them by code in codebook order or by transcript, and say with ``left_out`` what is
    missing for want of consent. ``context`` writes what stands before and after.
    To show progress, or to cancel, let the iterable report and raise.
    """

    def grouped() -> Chapters:
        return chapters(study, segments, by, context=context, left_out=left_out)

    writers: dict[str, Callable[[BinaryIO], int]] = {
        ".csv": lambda stream: _write_csv(stream, segments, context),
        ".xlsx": lambda stream: _write_xlsx(stream, segments, provenance, context),
        ".json": lambda stream: _write_json(stream, segments, provenance, context),
        ".docx": lambda stream: _write_docx(stream, study, grouped(), provenance),
        ".html": lambda stream: _write_html(stream, study, grouped(), provenance),
    }
    write = writer_for(path, writers)
    with whole_file(path) as stream:
        return write(stream)


def _cells(segment: Segment) -> list[Cell]:
    return [
        *segment[:7],
        segment.turn or None,
        segment.text,
        segment.memo,
        segment.created.isoformat(timespec="milliseconds"),
        str(segment.coding_id),
    ]


def _cells_with_context(segment: Segment) -> list[Cell]:
    return [*_cells(segment), segment.before, segment.after]


def _write_csv(stream: BinaryIO, segments: Iterable[Segment], context: bool) -> int:
    header = _HEADER + _CONTEXT_HEADER if context else _HEADER
    return write_guarded_csv(stream, header, _guarded_rows(segments, context))


def _guarded_rows(segments: Iterable[Segment], context: bool) -> Iterator[Sequence[Cell]]:
    name = GuardedNames().__getitem__
    for segment in segments:
        row = (
            name(segment.transcript),
            name(segment.code),
            name(segment.coder),
            segment.start,
            segment.end,
            name(segment.speaker),
            name(segment.participant),
            segment.turn or None,
            guarded(segment.text),
            guarded(segment.memo),
            segment.created.isoformat(timespec="milliseconds"),
            str(segment.coding_id),
        )
        yield (*row, guarded(segment.before), guarded(segment.after)) if context else row


def _write_xlsx(stream: BinaryIO, segments: Iterable[Segment], provenance: Provenance, context: bool) -> int:
    columns = _COLUMNS + _CONTEXT_COLUMNS if context else _COLUMNS
    count = 0
    with spreadsheet(stream, provenance) as book:
        sheet = book.sheet("Segments", columns, "A row for each coding, with its words", frozen_columns=2)
        for cells in map(_cells_with_context if context else _cells, segments):
            sheet.write(cells)
            count += 1
    return count


def _write_json(stream: BinaryIO, segments: Iterable[Segment], provenance: Provenance, context: bool) -> int:
    head = json.dumps(dict(facts(provenance)), ensure_ascii=False, indent=2)
    count = 0
    stream.write(utf8(f'{{\n"provenance": {head},\n"segments": ['))
    for segment in segments:
        line = json.dumps(_object(segment, context), ensure_ascii=False)
        stream.write(utf8(f"{',' if count else ''}\n{line}"))
        count += 1
    stream.write(b"\n]\n}\n")
    return count


def _object(segment: Segment, context: bool) -> dict[str, Cell]:
    surroundings = {"before": segment.before, "after": segment.after} if context else {}
    return {
        **dict(zip(_HEADER, _cells(segment), strict=True)),
        "weight": segment.weight,
        "transcript id": str(segment.transcript_id),
        "code id": str(segment.code_id),
        **surroundings,
    }


def _write_docx(stream: BinaryIO, study: Study, grouped: Chapters, provenance: Provenance) -> int:
    segments_report(study, grouped, provenance).save(stream)
    return grouped.count


def _write_html(stream: BinaryIO, study: Study, grouped: Chapters, provenance: Provenance) -> int:
    stream.writelines(map(utf8, segments_page(study, grouped, provenance)))
    return grouped.count
