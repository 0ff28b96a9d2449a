"""A spreadsheet of coded segments: read apart, its columns chosen, and what becomes of its rows told."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from qualcode.exporters.writing import csv_bytes, whole_file
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.isolated import read_apart
from qualcode.importers.tables.segment_columns import (
    SegmentFile,
    holds_segments,
    manner_of,
    read_segments,
    segments_of,
)
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.results.segment_rows import IN_WORDS, LeftOutRow, SegmentColumns, SegmentPart
from qualcode.model.study import Study
from qualcode.model.words.cutting import in_one_line
from qualcode.model.words.in_words import ListRoom, first_of
from qualcode.model.words.names import name_key
from qualcode.operations.codings.segment_import import USUAL_LIKENESS, SegmentImport, import_segments
from qualcode.project.importing.table_uses import TableUse, special_use

_SHORT: Final = 60


@dataclass(frozen=True, slots=True)
class SegmentChoices:
    """What a person says of a spreadsheet: its columns, and how alike words have to be, in percent."""

    columns: SegmentColumns
    likeness: float = USUAL_LIKENESS

    def with_part(self, file: SegmentFile, part: SegmentPart, place: int | None) -> "SegmentChoices":
        """The same with a column for a part, which it then no longer is for another; None: no column.

        How another column of codes is written is guessed again.
        """
        columns = self.columns
        parts = {known: at for known, at in columns.parts.items() if known is not part and at != place}
        if place is not None:
            parts[part] = place
        if part is SegmentPart.CODE:
            between, levels = manner_of(file.table, place)
            columns = replace(columns, codes={}, between=between, levels=levels)
        return replace(self, columns=replace(columns, parts=parts))


def read_segment_file(
    path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> SegmentFile:
    """The spreadsheet at ``path``, read in a process apart. Raises UnreadableFileError."""
    return read_apart(partial(read_segments, limits=limits), path, progress=progress, limits=limits)


def holds_segments_at(path: Path) -> bool:
    """Whether the spreadsheet at ``path`` holds coded segments that only their words place, by its titles."""
    try:
        titles = read_segment_file(path).table.columns
    except UnreadableFileError:
        return False
    return is_about_segments(titles)


def is_about_segments(titles: Sequence[str]) -> bool:
    """Whether a table with these columns holds coded segments that only their words place."""
    return special_use(titles) is not TableUse.CODINGS and holds_segments(titles)


def with_titles(file: SegmentFile, titles: Mapping[str, str]) -> SegmentColumns:
    """The columns as they look, but for parts whose column is named. Raises QualcodeError."""
    choices = SegmentChoices(file.columns)
    known = {name_key(title): place for place, title in enumerate(file.table.columns)}
    for part, title in titles.items():
        if part not in list(SegmentPart):
            raise QualcodeError(
                f"“{part}” is not a part of a segment; write one of {', '.join(SegmentPart)}."
            )
        place = known.get(name_key(title))
        if place is None and title.strip():
            raise QualcodeError(
                f"“{file.name}” has no column “{title}”. Its columns are: {', '.join(file.table.columns)}."
            )
        choices = choices.with_part(file, SegmentPart(part), place)
    return choices.columns


def segments_imported(
    study: Study, file: SegmentFile, choices: SegmentChoices, coder: str, progress: Progress = no_progress
) -> SegmentImport:
    """What an import of the spreadsheet does. Raises QualcodeError where a column is missing."""
    if choices.columns.problem:
        raise QualcodeError(choices.columns.problem)
    rows = segments_of(file.table, choices.columns)
    return import_segments(study, rows, coder, choices.likeness, progress)


def segments_told(found: SegmentImport) -> Iterator[Told]:
    """What comes in and what does not."""
    for number, noun, why in (
        (found.exact, "segment", "found word for word"),
        (found.near, "segment", "found in nearly the same words"),
        (len(found.new_codes), "new code", ", ".join(found.new_codes[:20])),
        (len(found.new_coders), "new coder", ", ".join(found.new_coders[:20])),
    ):
        # What was found and is here already does not come in.
        if number and found.added:
            yield Told(ExchangeFate.COMES, noun, number, why)
    if found.skipped:
        yield Told(
            ExchangeFate.LOST, "segment", found.skipped, "in the project already, or twice in the file"
        )
    if found.without_weight:
        why = "a weight is a whole number from 0 to 100"
        yield Told(ExchangeFate.LOST, "weight", found.without_weight, why)
    if found.left_out:
        yield Told(ExchangeFate.LOST, "segment", len(found.left_out), "listed below")


def left_out_lines(left_out: tuple[LeftOutRow, ...], room: ListRoom | None = None) -> Iterator[str]:
    """The rows that become no coding, each in a line; of very many those that have room."""
    return first_of([*map(_in_line, left_out)], room)


def _in_line(left_out: LeftOutRow) -> str:
    row, reason = left_out
    words = in_one_line(row.words, _SHORT)
    return f"Row {row.line}, “{words}” ({row.document}, {row.code or 'no code'}): {reason}"


def save_left_out(path: Path, left_out: tuple[LeftOutRow, ...]) -> None:
    """Write the rows that become no coding as a csv that can be mended and imported again."""
    header = ("row", *(IN_WORDS[part].lower() for part in _KEPT), "reason")
    rows = (
        (str(row.line), row.document, row.words, row.code, row.coder, row.memo, row.weight, reason)
        for row, reason in left_out
    )
    with whole_file(path) as stream:
        stream.write(csv_bytes(header, rows))


_KEPT: Final = (
    *(SegmentPart.DOCUMENT, SegmentPart.WORDS, SegmentPart.CODE, SegmentPart.CODER),
    *(SegmentPart.MEMO, SegmentPart.WEIGHT),
)
