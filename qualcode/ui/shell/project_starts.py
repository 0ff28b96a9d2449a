"""How one comes to an open project: an empty one, one made of files, the sample, or one that there is."""

from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_data_dir
from PySide6.QtCore import QObject

from qualcode.model.machine.project_file import SUFFIX, is_there
from qualcode.model.machine.rights import make_folder
from qualcode.project.importing.file_kinds import IMPORTED_FILES
from qualcode.ui.session import lazy_imports
from qualcode.ui.widgets.asking import ANYWHERE, PROJECT_FILES

if TYPE_CHECKING:
    from qualcode.ui.shell.main_window import MainWindow


class ProjectStarts(QObject):
    """Asks for what is needed, and has the window open what is there then."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    def choose_new(self) -> None:
        """Ask where a new project shall be, and begin it."""
        window = self._window
        window.files.new(
            "New project",
            PROJECT_FILES,
            "study.qualcode",
            lambda path: window.create_at(str(path)),
            "Create",
            of=ANYWHERE,
        )

    def choose(self) -> None:
        """Ask for a project that there is, and open it."""
        window = self._window
        window.files.one("Open a project", PROJECT_FILES, lambda path: window.open_later(str(path)))

    def choose_files(self) -> None:
        """Ask for transcripts, and begin a project with them."""
        self._window.files.several("Choose transcripts", IMPORTED_FILES, self.with_files)

    def with_files(self, paths: list[Path]) -> None:
        """Ask where the new project shall be, and go on to import these files into it."""
        window = self._window
        projects = [path for path in paths if path.suffix == SUFFIX and path.is_file()]
        if projects:
            # A project that is dropped is to be opened, not read as a transcript.
            window.open_later(str(projects[0]))
        if not paths or projects:
            return
        folder = paths[0] if paths[0].is_dir() else paths[0].parent
        window.preferences.folder = str(folder)

        def create(path: Path) -> None:
            if window.create_at(str(path)) and window.workbench is not None:
                window.workbench.transcripts.take_files(paths)

        name = f"{folder.name or 'study'}.qualcode"
        window.files.new("Save the new project as", PROJECT_FILES, name, create, "Create", of=ANYWHERE)

    def open_sample(self) -> None:
        """Open the sample project, which is built when it is first asked for."""
        window = self._window
        path = Path(user_data_dir("qualcode", appauthor=False)) / "sample.qualcode"
        if is_there(path):
            window.open_later(str(path))
            return
        make_folder(path.parent)
        window.messages.inform("The sample project is being built; it takes a few seconds.")
        window.actions_.enable("project.sample", False)
        task = window.background.run(
            lambda progress: lazy_imports.build_sample(str(path), progress),
            lambda _done: window.open_address(str(path)),
        )
        task.ended.connect(lambda: window.actions_.enable("project.sample", True))
