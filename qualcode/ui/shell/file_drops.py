"""Files that are dropped onto the window: copies come home, transcripts are read in, a project is opened."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QDragEnterEvent, QDropEvent

from qualcode.model.teamwork.shared_folder import may_be_snapshot
from qualcode.ui.widgets.drop_area import dropped_paths

if TYPE_CHECKING:
    from qualcode.ui.shell.main_window import MainWindow


class FileDrops(QObject):
    """Takes what no part of the window takes itself."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
            paths = dropped_paths(event)
            if not paths:
                return False
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent):
                self.take(paths)
            return True
        return False

    def take(self, paths: list[Path]) -> None:
        """Do with files what they are for, by whether a project is open."""
        window = self._window
        workbench = window.workbench
        if workbench is None:
            window.starts.with_files(paths)
            return
        projects = [path for path in paths if path.is_file() and may_be_snapshot(path.name)]
        others = [path for path in paths if path not in projects]
        if projects:
            window.team.bring_back(projects)
        if others:
            workbench.transcripts.take_files(others)
