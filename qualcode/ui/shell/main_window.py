"""The window: menus, message bar, status line, and in between the start page or an open project."""

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6 as shiboken
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from qualcode import __version__
from qualcode.exporters.pictures.drawing import Drawer
from qualcode.language.boundaries import Finder
from qualcode.model.errors import (
    Cancelled,
    HistoryError,
    LostProjectError,
    PasswordError,
    QualcodeError,
    UnsoundError,
)
from qualcode.model.machine.address import is_server, shown
from qualcode.model.machine.progress import Progress
from qualcode.ui.commands.actions import Actions
from qualcode.ui.dialogs.commands import command_palette
from qualcode.ui.dialogs.exports import Exports
from qualcode.ui.dialogs.how_to_cite import HowToCiteDialog
from qualcode.ui.dialogs.keys import KeysDialog
from qualcode.ui.dialogs.papers.reason import ask_reason
from qualcode.ui.dialogs.preferences import PreferencesDialog
from qualcode.ui.look.theme import Theme
from qualcode.ui.pages.start.page import StartPage
from qualcode.ui.pages.workplace import Workplace
from qualcode.ui.session import lazy_imports
from qualcode.ui.session.background import Background
from qualcode.ui.session.chunks import ChunkRunner, Chunks, all_at_once
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.shell.applied_settings import AppliedSettings
from qualcode.ui.shell.being_opened import BeingOpened
from qualcode.ui.shell.bug_log import log_path
from qualcode.ui.shell.file_drops import FileDrops
from qualcode.ui.shell.letting_go import LettingGo
from qualcode.ui.shell.project_copies import ProjectCopies
from qualcode.ui.shell.project_exchange import ProjectExchange
from qualcode.ui.shell.project_merging import ProjectMerging
from qualcode.ui.shell.project_starts import ProjectStarts
from qualcode.ui.shell.recent_menu import RecentMenu
from qualcode.ui.shell.server_projects import ServerProjects
from qualcode.ui.shell.status_line import StatusLine
from qualcode.ui.shell.team import Team, coder_in
from qualcode.ui.shell.unsaved_notes import ask_about_notes, unsaved_notes
from qualcode.ui.shell.window_place import keep_place, restore_place
from qualcode.ui.shell.workbench import Workbench
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.enter_presses import EnterPresses
from qualcode.ui.widgets.focus_ring import FocusRing
from qualcode.ui.widgets.messages import MessageBar, Offer
from qualcode.ui.widgets.on_screen import OnScreen

if TYPE_CHECKING:
    from qualcode.project.project import Project


class MainWindow(QMainWindow):
    """Opens and closes projects; what can be done in one is the workbench's business."""

    def __init__(
        self,
        preferences: Preferences,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        finder: Finder | None = None,
        drawer: Drawer | None = None,
    ) -> None:
        super().__init__(parent)
        self._finder = finder
        self._drawer = drawer
        self._leaving = False
        """Whether nobody is to be asked about notes any more."""
        self.starts_again = False
        self._being_opened = BeingOpened()
        self.reopens: str | None = None
        """The project that is to be open again, where the program starts again."""
        self.preferences = preferences
        self._focus_ring = FocusRing(self)
        self._enter_presses = EnterPresses(self)
        self._on_screen = OnScreen(self)
        self.actions_ = Actions(preferences, self)
        self.background = Background(self)
        self._turns = ChunkRunner(self)
        self._letting_go = LettingGo(self)
        self.messages = MessageBar()
        self.background.refused.connect(self.messages.refuse)
        self.workbench: Workbench | None = None
        self.settings = AppliedSettings(
            preferences, theme, self.actions_, self.messages, lambda: self.workbench, self._start_again
        )
        self.files = FileChooser(self, preferences)
        self.starts = ProjectStarts(self)
        self.copies = ProjectCopies(self)
        self.merging = ProjectMerging(self)
        self.exchange = ProjectExchange(self)
        self.team = Team(self)
        self.drops = FileDrops(self)
        self.servers = ServerProjects(
            self, self.background, self.messages, self.open_later, lambda: preferences.coder_name
        )
        self.setWindowTitle("qualcode")
        self.menus = self.actions_.fill(self.menuBar())
        self.recent = RecentMenu(preferences, self.open_later, self.menus["Project"], self._address)
        self.recent.place_after(self.menus["Project"], self.actions_["project.open"])
        ways = ("new", "open", "open_server", "sample")
        self.start_page = StartPage(preferences, [self.actions_[f"project.{name}"] for name in ways])
        self.start_page.files_dropped.connect(self.starts.with_files)
        self.start_page.files_wanted.connect(self.starts.choose_files)
        self.start_page.chosen.connect(self.open_later)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start_page)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        # Not to the window itself: whoever watches it would be told of every change to every action.
        self.actions_.add_to_window(middle)
        self.status_line = StatusLine(self.actions_)
        self.statusBar().addPermanentWidget(self.status_line, 1)
        self.statusBar().setSizeGripEnabled(False)
        # Over the status line first, and over the page only as far as it is higher.
        self.messages.lie_over(self)
        theme.changed.connect(self._on_theme)
        self._bind()
        restore_place(self, preferences, self._on_screen)
        self._show_start()

    def _bind(self) -> None:
        self.actions_.bind(
            {
                "project.new": self.starts.choose_new,
                "project.open": self.starts.choose,
                "project.open_server": self.servers.choose,
                "project.sample": self.starts.open_sample,
                "project.restore": self.copies.choose_earlier_state,
                "project.quit": self.close,
                **self.settings.handlers(),
                "view.message": self.messages.go_to,
                "help.palette": self._show_palette,
                "help.keys": self._show_keys,
                "edit.keys": self._show_keys,
                "edit.preferences": self._show_preferences,
                "help.cite": lambda: HowToCiteDialog(self).open(),
                "help.about": self._show_about,
            }
        )
        self.settings.mark()
        self.actions_.judge_by(self._out_of_place)

    def _out_of_place(self) -> set[str]:
        return {"view.message"} if self.messages.isHidden() else set()

    # -- projects -----------------------------------------------------------------------------

    @property
    def session(self) -> Session | None:
        return None if self.workbench is None else self.workbench.session

    def _address(self) -> str | None:
        """That of the open project."""
        return None if self.session is None else shown(self.session.project.address)

    def open_address(self, address: str) -> bool:
        """Open a project; where it cannot be opened, say why."""
        return self._enter(lambda: lazy_imports.open_project(address))

    def open_later(self, address: str, before: str = "") -> None:
        """Open a project in the background: a large one takes seconds to read.

        ``before`` says what was done ahead of it, to be read when it is open, and where it cannot be opened.
        """
        if self.session is not None and self.session.project.address in (
            shown(address),
            str(Path(address).absolute()),
        ):
            self.messages.inform(f"{shown(address)} is open already.")
            return
        if not self._being_opened.is_at(address):
            self.when_saved(lambda: self._open(address, before))

    def _open(self, address: str, before: str) -> None:
        whole = self.servers.whole(address)
        self.messages.inform(f"Opening {shown(address)}…")

        def read(progress: Progress) -> "Project | LostProjectError | UnsoundError | PasswordError":
            try:
                project = lazy_imports.open_with_kept_password(whole)
            except (LostProjectError, UnsoundError, PasswordError) as error:
                return error
            try:
                progress(1, 1, "")
            except Cancelled:
                project.close()
                raise
            return project

        def take(found: "Project | LostProjectError | UnsoundError | PasswordError") -> None:
            if isinstance(found, PasswordError):
                self.servers.ask(address, found)
            elif isinstance(found, LostProjectError | UnsoundError):
                readable = isinstance(found, HistoryError)
                said = f"{found} {before}".strip()
                self.copies.offer_earlier_state(address, said, without_history=readable)
            else:
                self.servers.opened(address)
                self._turns.start(self._being_opened.through(self._entering(found, before), address))

        task = self.background.run(read, take, lambda why: self.messages.refuse(f"{why} {before}".strip()))
        self._being_opened.read_by(task, address)

    def load_ahead(self) -> None:
        """Load in the background what the first project will need."""
        self.background.run(lazy_imports.load_ahead, lambda _loaded: None)

    def create_at(self, address: str) -> bool:
        """Start a project in a new file."""
        return self._enter(lambda: lazy_imports.create_project(address, self.preferences.coder_name))

    @property
    def busy(self) -> bool:
        """Whether something is under way that will change what is seen."""
        return self.background.busy or self._turns.under_way

    def _enter(self, make: "Callable[[], Project]") -> bool:
        return self._may_leave(lambda: self._enter_at_once(make)) and self._enter_at_once(make)

    def _enter_at_once(self, make: "Callable[[], Project]") -> bool:
        # The present project stays open until the other one is: a wrong choice costs nothing.
        try:
            project = make()
        except QualcodeError as error:
            self.messages.refuse(str(error))
            return False
        all_at_once(self._entering(project))
        return True

    def _entering(self, project: "Project", before: str = "") -> Chunks:
        """Put a project into the window, in place of the one that is there."""
        self.close_project()
        # As when it was read. What was closed is let go of a little later.
        gc.freeze()
        session = Session(
            project,
            coder_in(project, self.preferences.coder_name),
            self,
            finder=self._finder,
            drawer=self._drawer,
            background=self.background,
        )
        session.ask_reason = partial(ask_reason, self)
        workplace = Workplace(
            session,
            self.background,
            Exports(session, self.background, self.messages, self.files, self.preferences),
            self.preferences,
            self.actions_,
            self.messages,
            self.files,
        )
        workbench = Workbench(workplace, self._stack)
        # What was there is seen until all of the new is in its place.
        self._stack.setUpdatesEnabled(False)
        try:
            yield from self._building(workbench)
            self._take_over(workbench)
            if before:
                self.messages.ask(before)
            yield
        finally:
            self._stack.setUpdatesEnabled(True)
        yield from workbench.code_page.uncover()

    def _building(self, workbench: Workbench) -> Chunks:
        try:
            yield
            yield from workbench.build()
            self.messages.hide()
            yield
            self._stack.addWidget(workbench)
            self._stack.setCurrentWidget(workbench)
            yield
        except BaseException:  # Given up, too.
            self._release(workbench)
            raise

    def _take_over(self, workbench: Workbench) -> None:
        session = workbench.session
        self.workbench = workbench
        address = session.project.address
        self.preferences.project_folder = "" if is_server(address) else str(Path(address).parent)
        self.actions_.bind(
            {
                "project.close": lambda: self.when_saved(self.close_project),
                "project.copy": self.copies.save_copy,
                "project.merge": self.merging.choose,
                "project.import_program": self.exchange.choose_import,
                "project.export_program": self.exchange.choose_export,
                "project.export_data": self.exchange.choose_data,
                **self.team.handlers(),
            }
        )
        workbench.transcripts.read_program = self.exchange.read
        session.refused.connect(self._refresh_status)
        workbench.went_astray.connect(self.copies.offer_to_save_what_is_open)
        session.changed.connect(self._refresh_status)
        session.reached.connect(self._refresh_status)
        session.company_changed.connect(self._refresh_status)
        session.changed.connect(self._refresh_title)
        session.coder_changed.connect(self._refresh_status)
        workbench.appear()
        self._refresh_title()
        if lazy_imports.is_sample(session.project):
            workbench.offer_tour()
        self.team.greet(session)
        if session.project.note:
            self.messages.ask(session.project.note)
        if session.project.read_only:
            self.messages.ask(session.project.read_only, Offer("Save a copy…", self.copies.save_copy))
        self._refresh_status()

    def when_saved(self, leave: Callable[[], object]) -> None:
        """Leave the project, at once where all that was typed is saved, else when the person says so."""
        if self._may_leave(leave):
            leave()

    def _may_leave(self, leave: Callable[[], object]) -> bool:
        texts = [] if self.workbench is None else unsaved_notes(self.workbench)
        if texts:
            ask_about_notes(self.messages, texts, leave)
        return not texts and self.team.folder.may_leave(leave)

    def close_project(self) -> None:
        """Back to the start page; a note that could not be saved is lost (see ``when_saved``)."""
        self._turns.stop()
        workbench = self.workbench
        if workbench is None:
            return
        workbench.release()
        # What was said of it; what it could not save was asked about before.
        self.messages.hide()
        self.team.folder.end()
        self.workbench = None
        self.preferences.project_folder = ""
        names = ("close", "copy", "merge", "import_program", "export_program", "export_data")
        self.actions_.unbind([*(f"project.{name}" for name in names), *self.team.handlers()])
        self._stack.removeWidget(workbench)
        self._release(workbench)
        self._show_start()

    def _release(self, workbench: Workbench) -> None:
        """End what belongs to a project."""
        # Anyone who waits for an answer is about to go.
        self.background.cancel_all()
        gc.unfreeze()
        session = workbench.session
        # Now, not later: a view that is still there must not ask a closed project for a text.
        shiboken.delete(workbench)
        session.close()
        session.deleteLater()
        self._letting_go.start()

    def _show_start(self) -> None:
        self.start_page.refresh()
        self._stack.setCurrentWidget(self.start_page)
        self.setWindowTitle("qualcode")
        self._refresh_status()

    def _refresh_status(self) -> None:
        self.status_line.show_session(self.session)
        self.statusBar().setVisible(self.session is not None)

    def _refresh_title(self) -> None:
        """Show the project's name, which a step may have changed, here and among the recent ones."""
        session = self.session
        title = "qualcode" if session is None else f"{session.project.name} – qualcode"
        if title != self.windowTitle():
            self.setWindowTitle(title)
            if session is not None:
                self.preferences.remember(session.project.address, session.project.name)
                if self.preferences.problem:
                    self.messages.inform(self.preferences.problem)

    # -- help and looks -----------------------------------------------------------------------

    def _show_palette(self) -> None:
        command_palette(self.actions_, self).open()

    def _show_keys(self) -> None:
        KeysDialog(self.actions_, self).open()

    def _show_preferences(self) -> None:
        dialog = PreferencesDialog(self.preferences, self)
        dialog.chosen.connect(self.settings.apply)
        dialog.keys_wanted.connect(self._show_keys)
        dialog.open()

    def _show_about(self) -> None:
        self.messages.inform(
            f"qualcode {__version__}, MIT licence. Runs entirely on this computer. "
            f"Errors are logged in {log_path()}."
        )

    def _start_again(self) -> None:
        """Close, and have the program started once more after this window has gone."""
        project = None if self.session is None else self.session.project

        def leave() -> None:
            self.starts_again = True
            self.reopens = None if project is None else project.address
            self._leave()

        self.when_saved(leave)

    def _on_theme(self) -> None:
        self.actions_.refresh_icons()
        if self.workbench is not None:
            self.workbench.refresh_theme()

    # -- leaving ------------------------------------------------------------------------------

    def _leave(self) -> None:
        self._leaving = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._leaving and not self._may_leave(self._leave):
            event.ignore()
            return
        keep_place(self, self.preferences)
        for apart in (self._finder, self._drawer):
            if apart is not None:
                apart.close()
        self.background.close()
        self.preferences.leave_in("" if self.session is None else self.session.project.address)
        self.close_project()
        self.preferences.flush()
        super().closeEvent(event)
