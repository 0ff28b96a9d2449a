"""What is loaded only when a project of another program is read or written."""

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model.machine.progress import Progress
from qualcode.ui.session.csv_files import csv_as_usual_here

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from qualcode.importers.tables.segment_columns import SegmentFile
    from qualcode.model.exchange.document import ExchangedSource
    from qualcode.model.exchange.positions import Counting
    from qualcode.model.exchange.targets import Target
    from qualcode.model.exchange.told import Told
    from qualcode.model.results.data_table import DataFormat
    from qualcode.model.results.segment_rows import LeftOutRow
    from qualcode.model.study import Study
    from qualcode.operations.codings.segment_import import SegmentImport
    from qualcode.project.exchanging.reading import ComparedExchange, ReadExchange
    from qualcode.project.exchanging.segments import SegmentChoices
    from qualcode.project.record import Record


def read_exchange(path: Path, progress: Progress, wanted: str = "") -> "ReadExchange":
    """A project of another program; ``wanted`` names one of several in a file."""
    from qualcode.project.exchanging.reading import read_exchange as read

    return read(path, progress, wanted)


def compare_exchange(
    record: "Record", read: "ReadExchange", chosen: "Mapping[UUID, Counting]", progress: Progress
) -> "ComparedExchange":
    """A project of another program beside the open one; ``chosen``: how positions of its sources count."""
    from qualcode.project.exchanging.reading import compared

    return compared(record, read, chosen=chosen, progress=progress)


def quotes_of(source: "ExchangedSource", way: "Counting") -> list[tuple[str, str, str]]:
    """What the first segments of a source quote, where positions are counted in a way."""
    from qualcode.importers.refi.calibration import quotes

    return quotes(source, way)


def export_told(study: "Study", target: "Target") -> "list[Told]":
    """What another program gets and what it will not show."""
    from qualcode.project.exchanging.writing import export_told as told

    return list(told(study, target))


def export_exchange(path: Path, record: "Record", target: "Target", progress: Progress) -> "tuple[Told, ...]":
    """The project as a file for another program."""
    from qualcode.project.exchanging.writing import export_exchange as export

    return export(path, record, target, progress)


def read_segments(path: Path, progress: Progress) -> "SegmentFile":
    """A spreadsheet of coded segments."""
    from qualcode.project.exchanging.segments import read_segment_file

    return read_segment_file(path, progress)


def first_choices(file: "SegmentFile") -> "SegmentChoices":
    """The columns of a spreadsheet as they look."""
    from qualcode.project.exchanging.segments import SegmentChoices

    return SegmentChoices(file.columns)


def segments_imported(
    study: "Study", file: "SegmentFile", choices: "SegmentChoices", coder: str, progress: Progress
) -> "SegmentImport":
    """What an import of a spreadsheet does."""
    from qualcode.project.exchanging.segments import segments_imported as imported

    return imported(study, file, choices, coder, progress)


def segments_told(found: "SegmentImport") -> "list[Told]":
    """What of a spreadsheet comes in and what does not."""
    from qualcode.project.exchanging.segments import segments_told as told

    return list(told(found))


def left_out_lines(left_out: "tuple[LeftOutRow, ...]") -> list[str]:
    """The rows of a spreadsheet that become no coding."""
    from qualcode.project.exchanging.segments import left_out_lines as lines

    return list(lines(left_out))


def save_left_out(path: Path, left_out: "tuple[LeftOutRow, ...]") -> None:
    """The rows that become no coding as a csv."""
    from qualcode.project.exchanging.segments import save_left_out as save

    with csv_as_usual_here():
        save(path, left_out)


def export_data(
    folder: Path, study: "Study", kind: "DataFormat", *, words: bool, excel: bool, progress: Progress
) -> list[str]:
    """Data for analysis elsewhere."""
    from qualcode.exporters.writing import csv_for_excel
    from qualcode.project.reports.data_export import export_data as export

    with csv_for_excel(excel):
        return export(folder, study, kind, words=words, progress=progress)


def write_lines(path: Path, lines: list[str]) -> None:
    """Lines as a text file."""
    from qualcode.exporters.writing import utf8, whole_file

    with whole_file(path) as stream:
        stream.write(utf8("\n".join(lines) + "\n"))
