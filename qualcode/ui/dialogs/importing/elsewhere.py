"""Files that the import window is given and that belong elsewhere, and the list of those it cannot import."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from qualcode.exporters.writing import csv_bytes, whole_file
from qualcode.model.exchange.program_files import is_program_file
from qualcode.model.machine.ways import in_window
from qualcode.project.exchanging.segments import is_about_segments
from qualcode.project.importing.listed import RefusedFile
from qualcode.project.importing.sources import FoundSources
from qualcode.ui.session.csv_files import csv_as_usual_here


class Elsewhere(QObject):
    """Keeps projects of other programs and spreadsheets of coded segments out of the list of transcripts."""

    found = Signal(object)
    """Path: the first of them"""

    def without_projects(self, paths: Sequence[Path]) -> list[Path]:
        """The files and folders that are to be read for transcripts."""
        foreign = [path for path in paths if is_program_file(path)]
        if foreign:
            self.found.emit(foreign[0])
        return [path for path in paths if path not in foreign]

    def without_segments(self, more: FoundSources) -> FoundSources:
        """What was read without spreadsheets of coded segments."""
        tables = [table for table in more.tables if table.path and is_about_segments(table.table.columns)]
        if tables:
            self.found.emit(tables[0].path)
        return replace(more, tables=tuple(table for table in more.tables if table not in tables))


def write_refused(path: Path, refused: Sequence[RefusedFile]) -> None:
    """Write what cannot be imported, and why, to a csv file. Raises QualcodeError."""
    with csv_as_usual_here(), whole_file(path) as stream:
        stream.write(csv_bytes(("file", "reason"), [(file.name, in_window(file.reason)) for file in refused]))
