"""What is loaded only when a project of another program is read or written."""

from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.model.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from qualcode.model.exchange.document import ExchangedSource
    from qualcode.model.exchange.positions import Counting
    from qualcode.model.exchange.targets import Target
    from qualcode.model.exchange.told import Told
    from qualcode.model.study import Study
    from qualcode.project.exchanging.reading import ComparedExchange, ReadExchange
    from qualcode.project.record import Record


def read_exchange(path: Path, progress: Progress, wanted: str = "") -> "ReadExchange":
    """A project of another program; ``wanted`` names one of several in a file."""
    from qualcode.project.exchanging.reading import read_exchange as read

    return read(path, progress, wanted)


def compare_exchange(
    record: "Record", read: "ReadExchange", chosen: "Mapping[UUID, Counting]"
) -> "ComparedExchange":
    """A project of another program beside the open one; ``chosen``: how positions of its sources count."""
    from qualcode.project.exchanging.reading import compared

    return compared(record, read, chosen=chosen)


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


def write_lines(path: Path, lines: list[str]) -> None:
    """Lines as a text file."""
    from qualcode.exporters.writing import utf8, whole_file

    with whole_file(path) as stream:
        stream.write(utf8("\n".join(lines) + "\n"))
