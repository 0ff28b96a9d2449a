"""Merging another project from the window: choose its file, compare in the background, show the plan."""

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from qualcode.model.machine.progress import Progress
from qualcode.model.teamwork.merge_plan import MergePlan
from qualcode.ui.dialogs.merge_project import MergeProjectDialog
from qualcode.ui.session import lazy_imports
from qualcode.ui.shell.stoppable import run_stoppable
from qualcode.ui.widgets.asking import PROJECT_FILES

if TYPE_CHECKING:
    from qualcode.project.merging import OtherProject
    from qualcode.ui.shell.main_window import MainWindow

_TITLE: Final = "Merge with another project"


class ProjectMerging(QObject):
    """Asks for the other project and opens the dialog when the plan is made."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def choose(self) -> None:
        """Ask for the project that is to be merged."""
        self._window.files.one(_TITLE, PROJECT_FILES, self.compare)

    def compare(self, path: Path) -> None:
        """Read the project at ``path``, and show what merging it would do."""
        session = self._window.session
        if session is None:
            return
        record, sight = session.project.record(whole=True), session.project.sight

        def work(progress: Progress) -> "tuple[OtherProject, MergePlan]":
            other = lazy_imports.read_other(record, str(path), progress)
            return other, lazy_imports.merge_plan(record.study, other, sight, progress=progress)

        def show(found: "tuple[OtherProject, MergePlan]") -> None:
            if self._window.session is session:
                other, plan = found
                save = self._window.exchange.save_report
                MergeProjectDialog(
                    *(session, self._window.background, other, plan, save, self._window),
                    planned_for=record.study,
                ).open()

        run_stoppable(self._window, _TITLE, "Comparing", work, show)
