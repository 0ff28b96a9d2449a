"""What opens the windows about papers."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QWidget

from qualcode.ui.dialogs.papers.checklist import ChecklistDialog
from qualcode.ui.dialogs.papers.tools import ToolsDialog
from qualcode.ui.dialogs.papers.versions import VersionsDialog
from qualcode.ui.session.background import Background
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser


class PaperCommands:
    """Versions of the codebook, the register of other tools, and reporting checklists."""

    def __init__(self, session: Session, background: Background, files: FileChooser, window: QWidget) -> None:
        self._session = session
        self._background = background
        self._files = files
        self._window = window

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """What each action does."""
        return {
            "codebook.name_version": lambda: self.show_versions().begin(),
            "codebook.versions": self.show_versions,
            "project.tools": self.show_tools,
            "analyse.checklist": self.show_checklist,
        }

    def show_versions(self) -> VersionsDialog:
        """Open the window of versions."""
        dialog = VersionsDialog(self._session, (self._files, self._background), self._window)
        dialog.open()
        return dialog

    def show_tools(self) -> None:
        """Open the register of tools."""
        ToolsDialog(self._session, (self._files, self._background), self._window).open()

    def show_checklist(self) -> None:
        """Open the checklist."""
        ChecklistDialog(self._session, self._background, self._window).open()
