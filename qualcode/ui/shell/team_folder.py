"""The folder that a team shares, from the window: looked into, offered from, and left to at every stop."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.machine.progress import Progress
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.teamwork.rounds import shared_rounds
from qualcode.model.teamwork.shared_folder import folder_here
from qualcode.model.words.in_words import counted, listed
from qualcode.ui.session import lazy_copies
from qualcode.ui.widgets.messages import Offer
from qualcode.ui.widgets.undo_offer import undo_offer

if TYPE_CHECKING:
    from qualcode.project.teamwork.returning import ReturnedCopy
    from qualcode.project.teamwork.shared_folder import FolderNews
    from qualcode.ui.session.session import Session
    from qualcode.ui.shell.main_window import MainWindow

_SETTLED_MILLISECONDS: Final = 1500
"""A file that is synchronised changes many times: it is looked at once it has come to rest."""
_AGAIN_MILLISECONDS: Final = 120_000
"""Network drives do not say what changes on them."""
_UNREAD_MILLISECONDS: Final = 10_000
"""What is on its way is looked at again sooner."""


class TeamFolder(QObject):
    """Watches the folders of the open project’s rounds. What is there is offered, never taken unasked."""

    copies_wanted = Signal(object)
    """Copies are to be brought home at once."""
    copies_shown = Signal(object)
    """Copies are to be seen first."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._told: frozenset[str] = frozenset()
        self._looking = False
        self._watcher = QFileSystemWatcher(self)
        self._soon, self._again = QTimer(self), QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLED_MILLISECONDS)
        self._again.setInterval(_AGAIN_MILLISECONDS)
        self._watcher.directoryChanged.connect(lambda _folder: self._soon.start())
        self._watcher.fileChanged.connect(lambda _file: self._soon.start())
        for timer in (self._soon, self._again):
            timer.timeout.connect(self.look)

    # -- beginning and ending ---------------------------------------------------------------------

    def begin(self, session: "Session") -> None:
        """Look into the folders of a project that was opened; what a kill kept from being left is left."""
        self._told = frozenset()
        self._watch(session)
        if lazy_copies.shares(session.project):
            self._ask(self._tell, leaving=True)

    def _watch(self, session: "Session | None") -> None:
        watched = [*self._watcher.directories(), *self._watcher.files()]
        if watched:
            self._watcher.removePaths(watched)
        rounds = () if session is None else shared_rounds(session.study)
        folders = [folder_here(row.folder) for row in rounds]
        there = [str(folder) for folder in folders if folder.is_dir()]
        if there:
            self._watcher.addPaths(there)
        if rounds:
            self._again.start()
        else:
            self._again.stop()
            self._soon.stop()

    def may_leave(self, leave: Callable[[], object]) -> bool:
        """Leave what is due in the folder; where that cannot be, say so and let the person decide."""
        session = self._window.session
        if session is None or not lazy_copies.shares(session.project):
            return True
        try:
            lazy_copies.leave_in_folder(session.project)
        except QualcodeError as error:
            self._window.messages.warn(
                f"{error} Everything is saved in the project itself.",
                Offer("Try again", lambda: self._window.when_saved(leave)),
                Offer("Close anyway", leave),
            )
            self._window.messages.go_to()
            return False
        return True

    def end(self) -> None:
        """The project is closed: watch nothing any more."""
        self._watch(None)

    # -- looking ----------------------------------------------------------------------------------

    def look(self) -> None:
        """Look in the background for what is new; what was told already is not told again."""
        self._ask(self._tell)

    def look_now(self) -> None:
        """Look because somebody asked: whatever is found is told, and so is that there is nothing."""
        self._told = frozenset()
        self._ask(self._tell_all)

    def _ask(self, tell: "Callable[[FolderNews], object]", *, leaving: bool = False) -> None:
        session = self._window.session
        if session is None or self._looking:
            return
        self._looking = True
        project = session.project
        record = project.record(whole=True)

        def work(_progress: Progress) -> "FolderNews":
            if leaving:
                # What stands in the way is said when the project is closed.
                with suppress(QualcodeError):
                    lazy_copies.leave_in_folder(project)
            return lazy_copies.folder_news(record)

        def ended() -> None:
            self._looking = False

        self._watch(session)
        task = self._window.background.run(
            work, lambda found: tell(found) if self._window.session is session else None
        )
        task.ended.connect(ended)

    def _tell_all(self, found: "FolderNews") -> None:
        if not self._tell(found):
            said = [*found.missing, *(file.why for file in found.unread)]
            self._window.messages.inform(" ".join(said) or "There is nothing new in the shared folder.")

    def _tell(self, found: "FolderNews") -> bool:
        """Offer what is new; whether there was something that was not told before."""
        if found.unread:
            self._watcher.addPaths([str(file.path) for file in found.unread])
        told = frozenset((*(copy.step_hash for copy in found.copies), *(found.missing)))
        told |= {f"{file.name}: {file.why}" for file in found.unread}
        told |= {f"{len(theirs.codings)} {theirs.coding_count}" for theirs in found.others}
        self._again.setInterval(_UNREAD_MILLISECONDS if found.unread else _AGAIN_MILLISECONDS)
        if told <= self._told:
            return False
        unread = " ".join((*found.missing, *(file.why for file in found.unread)))
        if not (found.is_news or self._window.messages.isHidden()) and self._window.messages.offers:
            # What comes next is being offered: a file that can wait is told when that is done.
            return False
        self._told |= told
        if found.copies:
            self._offer_copies(found.copies, unread)
        elif found.others:
            self._offer_others(found.others)
        elif unread:
            self._window.messages.inform(unread)
        return bool(found.copies or found.others or unread)

    def _offer_copies(self, copies: "Sequence[ReturnedCopy]", unread: str) -> None:
        names = listed(list(dict.fromkeys(copy.coder.name for copy in copies)))
        sentence = f"{names} left new work in the shared folder. {unread}".strip()
        self._window.messages.ask(
            sentence,
            Offer("Bring back", partial(self.copies_wanted.emit, copies)),
            Offer("See first…", partial(self.copies_shown.emit, copies)),
        )

    # -- what coders take in ------------------------------------------------------------------------

    def _offer_others(self, others: "Sequence[Study]") -> None:
        self._window.messages.ask(
            "The others’ work in this round can be seen now: it is in the shared folder. Your own stays as "
            "it is.",
            Offer("Take it in", partial(self._take_in, others)),
        )

    def _take_in(self, others: "Sequence[Study]") -> None:
        session = self._window.session
        if session is None:
            return
        left = len(others)

        def told(step: Step) -> None:
            nonlocal left
            left -= 1
            if not left:
                files = counted(len(others), "file")
                self._window.messages.inform(f"{step.happened}: {files}.", undo_offer(session))

        for theirs in others:

            def intent(study: Study, theirs: Study = theirs) -> ChangeSet:
                return lazy_copies.taken_in(study, theirs)

            session.carry_out(intent, told, whole=True)
