"""Copies of the open project from the window: save one, put an earlier one back, save what lost its file."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from qualcode.model.errors import QualcodeError
from qualcode.model.machine.project_file import is_there
from qualcode.project.guarding import check_copied
from qualcode.ui.dialogs.earlier_states import EarlierStatesDialog
from qualcode.ui.session import lazy_imports
from qualcode.ui.widgets.asking import PROJECT_FILES
from qualcode.ui.widgets.messages import Offer
from qualcode.ui.widgets.saved_file import saved_to, tell_saved

if TYPE_CHECKING:
    from qualcode.model.machine.earlier import EarlierState
    from qualcode.project.project import Project
    from qualcode.ui.shell.main_window import MainWindow

_COPIES: Final = "copies"


class ProjectCopies(QObject):
    """Asks, does it in the background, and opens what is there then."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window

    @property
    def _project(self) -> "Project | None":
        session = self._window.session
        return None if session is None else session.project

    # -- saving -------------------------------------------------------------------------------

    def save_copy(self) -> None:
        """Ask for a file and write a whole copy of the open project to it."""
        project = self._project
        if project is None:
            return
        try:
            check_copied(project.study, project.sight)
        except QualcodeError as error:
            self._window.messages.refuse(str(error))
            return

        def write(path: Path) -> None:
            self._window.background.run(
                lambda _progress: lazy_imports.save_copy(project, path),
                lambda written: tell_saved(self._window.messages, written),
            )

        self._ask_where("Save a copy", "copy", write)

    def save_what_is_open(self) -> None:
        """Ask for a file, write what is open to it, whatever became of its own file, and go on with that."""
        project = self._project
        if project is None:
            return

        def write(path: Path) -> None:
            self._window.background.run(
                lambda _progress: lazy_imports.save_what_is_open(project, path),
                lambda written: self._window.open_later(str(written)),
                lambda sentence: self.offer_to_save_what_is_open(f"{sentence} {project.astray}".strip()),
            )

        self._ask_where("Save under a new name", "saved", write)

    def offer_to_save_what_is_open(self, sentence: str) -> None:
        """Say why nothing more is saved to the file, and what can be done."""
        project = self._project
        offers = [Offer("Save under a new name…", self.save_what_is_open)]
        if project is not None and (project.path is None or is_there(project.path)):
            again = "Open it again" if project.unfinished else "Open what is there now"
            offer = Offer(again, lambda: self._window.when_saved(self._open_what_is_there))
            offers.insert(0 if project.unfinished else 1, offer)
        self._window.messages.warn(sentence, *offers)

    def _open_what_is_there(self) -> None:
        """Open the file again; what is open is kept among its copies first."""
        project = self._project
        if project is None:
            return
        address = project.address

        def go_on(kept: Path | None) -> None:
            self._window.close_project()
            self._window.open_later(address, f"What was open is kept as “{kept}”." if kept else "")

        self._window.background.run(
            lambda _progress: lazy_imports.keep_what_is_open(project),
            go_on,
            lambda sentence: self.offer_to_save_what_is_open(f"{sentence} {project.astray}".strip()),
        )

    def _ask_where(self, title: str, addition: str, write: Callable[[Path], object]) -> None:
        project = self._project
        stem = "study" if project is None or project.path is None else project.path.stem
        self._window.files.new(title, PROJECT_FILES, f"{stem} {addition}.qualcode", write, "Save", of=_COPIES)

    # -- putting back ---------------------------------------------------------------------------

    def choose_earlier_state(self) -> None:
        """Show what the open project can be put back to; where none is open, ask which one is meant."""
        project = self._project
        if project is not None:
            self.show_earlier_states(project.address)
            return
        self._window.files.one(
            "Restore an earlier state: choose the project or one of its copies",
            PROJECT_FILES,
            lambda path: self.show_earlier_states(lazy_imports.project_of(path)),
        )

    def offer_earlier_state(self, address: str, sentence: str, *, without_history: bool = False) -> None:
        """Say that a project cannot be opened, and offer its copies; or what it holds ``without_history``."""
        offers = []
        if lazy_imports.may_have_copies(address):
            offers.append(Offer("Restore an earlier state…", lambda: self.show_earlier_states(address)))
        if without_history:
            offers.append(Offer("Save without history…", lambda: self._save_without_history(address)))
        if offers:
            self._window.messages.warn(sentence, *offers)
        else:
            self._window.messages.refuse(sentence)

    def _save_without_history(self, address: str) -> None:
        """Ask for a file, write what a project holds to it, and open that."""
        coder = self._window.preferences.coder_name

        def write(path: Path) -> None:
            self._window.background.run(
                lambda _progress: lazy_imports.copy_without_history(address, path, coder),
                lambda written: self._window.open_later(str(written), saved_to(written)),
            )

        name = f"{Path(address).stem} without history.qualcode"
        self._window.files.new("Save without history", PROJECT_FILES, name, write, "Save", of=_COPIES)

    def show_earlier_states(self, address: str) -> None:
        """Look at the copies of a project in the background, and show them."""
        self._window.background.run(
            lambda _progress: lazy_imports.earlier_states(address), lambda states: self._show(address, states)
        )

    def _show(self, address: str, states: "list[EarlierState]") -> None:
        if not states:
            self._window.messages.refuse(
                f"There is no copy of {Path(address).name} beside it, so no earlier state can be restored."
            )
            return
        dialog = EarlierStatesDialog(Path(address).name, states, self._window)
        others = {state.path: state.other for state in states}
        dialog.chosen.connect(lambda copy: self._choose(address, copy, others[copy]))
        dialog.open()

    def _choose(self, address: str, copy: Path, other: str) -> None:
        """Put a copy back; where it is of another project, only if that is meant."""

        def go_on() -> None:
            self._window.when_saved(lambda: self._put_back(address, copy))

        if other:
            self._window.messages.ask_first(
                f"{copy.name} is a copy of another project, “{other}”, so it was not put back yet.",
                Offer(f"Put it in the place of {Path(address).name}", go_on),
                Offer("Leave it", lambda: None),
                answer=1,
            )
        else:
            go_on()

    def _put_back(self, address: str, copy: Path) -> None:
        project = self._project
        was_open = project is not None and project.address == address
        self._window.close_project()

        def go_on(aside: list[Path]) -> None:
            kept = f" What was there is kept as “{aside[0].name}”." if aside else ""
            self._window.open_later(address, f"Put back “{copy.name}”.{kept}")

        def go_back(sentence: str) -> None:
            if was_open:
                self._window.open_later(address, sentence)
            else:
                self._window.messages.refuse(sentence)

        self._window.background.run(lambda _progress: lazy_imports.restore(address, copy), go_on, go_back)
