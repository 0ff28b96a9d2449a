"""Projects of other programs from the window: read one and merge it, write ours for one."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from qualcode.model.exchange.program_files import TABLE_SUFFIXES
from qualcode.model.exchange.targets import Target
from qualcode.model.exchange.told import Told
from qualcode.model.machine.progress import Progress
from qualcode.model.results.data_table import DataFormat
from qualcode.model.teamwork.merge_plan import MergePlan
from qualcode.model.words.in_words import counted
from qualcode.ui.dialogs.exchange.choose_project import ChooseProjectDialog
from qualcode.ui.dialogs.exchange.export_data import ExportDataDialog
from qualcode.ui.dialogs.exchange.export_project import ExportProjectDialog
from qualcode.ui.dialogs.exchange.import_program import ImportProgramDialog
from qualcode.ui.dialogs.exchange.import_segments import ImportSegmentsDialog
from qualcode.ui.dialogs.merge_project import MergeProjectDialog
from qualcode.ui.session import lazy_exchange, lazy_imports
from qualcode.ui.shell.stoppable import run_stoppable
from qualcode.ui.widgets.saved_file import tell_saved

if TYPE_CHECKING:
    from qualcode.importers.tables.segment_columns import SegmentFile
    from qualcode.operations.codings.segment_import import SegmentImport
    from qualcode.project.exchanging.reading import ComparedExchange, ReadExchange
    from qualcode.ui.shell.main_window import MainWindow

_FILES: Final = (
    "Projects, codebooks and coded segments "
    "(*.qdpx *.qde *.qdc *.qda *.rqda *.sqlite3 *.zip *.xml *.tei *.csv *.tsv *.xlsx)"
    ";;All files (*)"
)
_IMPORT: Final = "Import from another program"
_UNWRITTEN: Final = "Stopped: what was at this place before is as it was."
_WRITTEN: Final = "REFI-QDA project (*.qdpx);;One document with its texts (*.qde)"


class ProjectExchange(QObject):
    """Asks for files, reads and writes in the background, and opens the dialogs."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    # -- in ---------------------------------------------------------------------------------------

    def choose_import(self) -> None:
        """Ask for the file of another program."""
        self._window.files.one(_IMPORT, _FILES, self.read)

    def read(self, path: Path, wanted: str = "") -> None:
        """Read the file at ``path`` in a process apart, and tell what it holds.

        ``wanted`` names one of several projects in it; where one has to be chosen first, it is asked for.
        """
        session = self._window.session
        if session is None:
            return
        if path.suffix.lower() in TABLE_SUFFIXES:
            self.read_segments(path)
            return
        record = session.project.record(whole=True)

        def work(progress: Progress) -> "tuple[ReadExchange, ComparedExchange]":
            read = lazy_exchange.read_exchange(path, progress, wanted)
            return read, lazy_exchange.compare_exchange(record, read, {}, progress)

        def tell(found: "tuple[ReadExchange, ComparedExchange]") -> None:
            if self._window.session is not session:
                return
            if choices := found[0].choices:
                ChooseProjectDialog(
                    path.name, choices, lambda name: self.read(path, name), self._window
                ).open()
            else:
                ImportProgramDialog(
                    record, self._window.background, *found, self._plan, self.save_report, self._window
                ).open()

        run_stoppable(self._window, _IMPORT, "Reading", work, tell)

    def read_segments(self, path: Path) -> None:
        """Read a spreadsheet of coded segments, and show what becomes of its rows."""
        session = self._window.session
        if session is None:
            return

        def show(file: "SegmentFile") -> None:
            if self._window.session is session:
                ImportSegmentsDialog(
                    session, self._window.background, file, self._save_left_out, self._window
                ).open()

        def work(progress: Progress) -> "SegmentFile":
            return lazy_exchange.read_segments(path, progress)

        run_stoppable(self._window, _IMPORT, "Reading", work, show)

    def _save_left_out(self, found: "SegmentImport") -> None:
        self._window.files.new(
            "Save what is left out",
            "CSV (*.csv)",
            "Segments left out.csv",
            lambda path: self._window.background.run(
                lambda _progress: lazy_exchange.save_left_out(path, found.left_out),
                lambda _done: tell_saved(self._window.messages, path),
            ),
            of="exchange",
        )

    def _plan(self, found: "ComparedExchange") -> None:
        session = self._window.session
        if session is None:
            return
        study, sight = session.project.whole, session.project.sight

        def show(plan: MergePlan) -> None:
            if self._window.session is not session:
                return
            MergeProjectDialog(
                *(session, self._window.background, found.other, plan, self.save_report, self._window),
                planned_for=study,
            ).open()

        def work(progress: Progress) -> MergePlan:
            return lazy_imports.merge_plan(study, found.other, sight, progress=progress)

        run_stoppable(self._window, _IMPORT, "Comparing", work, show)

    def save_report(self, lines: list[str]) -> None:
        self._window.files.new(
            "Save the report",
            "Text (*.txt)",
            "Report of the exchange.txt",
            lambda path: self.save_lines(path, lines),
            of="exchange",
        )

    def save_lines(self, path: Path, lines: list[str]) -> None:
        """Write a report to a text file."""
        self._window.background.run(
            lambda _progress: lazy_exchange.write_lines(path, lines),
            lambda _done: tell_saved(self._window.messages, path),
        )

    # -- out --------------------------------------------------------------------------------------

    def choose_export(self) -> None:
        """Ask for which program, and tell what it will not show."""
        session = self._window.session
        if session is not None:
            ExportProjectDialog(session.study, self._ask_where, self.save_report, self._window).open()

    def choose_data(self) -> None:
        """Ask for which programs data are to be written."""
        if self._window.session is not None:
            ExportDataDialog(self._ask_folder, self._window).open()

    def _ask_folder(self, kind: DataFormat, words: bool, excel: bool) -> None:
        self._window.files.folder(
            "Choose a folder for the files",
            lambda folder: self.write_data(folder, kind, words=words, excel=excel),
            "Export",
            of="exchange",
        )

    def write_data(self, folder: Path, kind: DataFormat, *, words: bool, excel: bool) -> None:
        """Write the data of the open project into a folder."""
        session = self._window.session
        if session is None:
            return
        study = session.study

        def work(progress: Progress) -> list[str]:
            return lazy_exchange.export_data(folder, study, kind, words=words, excel=excel, progress=progress)

        def say(files: list[str]) -> None:
            cut = "".join(f" {name}." for name in files if "(" in name)
            tell_saved(self._window.messages, folder, f"{counted(len(files), 'file')}.{cut}")

        run_stoppable(self._window, "Export data for analysis", "Writing", work, say, _UNWRITTEN)

    def _ask_where(self, target: Target) -> None:
        session = self._window.session
        if session is not None:
            name = f"{session.study.info.name}.qdpx"
            self._window.files.new(
                "Export project",
                _WRITTEN,
                name,
                lambda path: self.write(path, target),
                "Export",
                of="exchange",
            )

    def write(self, path: Path, target: Target) -> None:
        """Write the open project to ``path`` for a program."""
        session = self._window.session
        if session is None:
            return
        record = session.project.record()

        def work(progress: Progress) -> tuple[Told, ...]:
            return lazy_exchange.export_exchange(path, record, target, progress)

        run_stoppable(
            *(self._window, "Export project", "Writing", work),
            lambda _told: tell_saved(self._window.messages, path),
            _UNWRITTEN,
        )
