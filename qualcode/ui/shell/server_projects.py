"""Projects on servers: asking where they are and for their passwords, which are kept only where one wants."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qualcode.model.errors import PasswordError
from qualcode.model.machine.address import server_address, shown, with_password
from qualcode.model.machine.progress import Progress
from qualcode.ui.dialogs.server import PasswordDialog, ServerDialog
from qualcode.ui.session import lazy_imports, lazy_servers
from qualcode.ui.session.background import Background
from qualcode.ui.widgets.messages import MessageBar


class ServerProjects(QObject):
    """Passwords that were typed are known until the window is closed, so that each is asked for once."""

    def __init__(
        self,
        window: QWidget,
        background: Background,
        messages: MessageBar,
        open_later: Callable[[str], object],
        coder: Callable[[], str],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._background = background
        self._messages = messages
        self._open_later = open_later
        self._coder = coder
        self._known: dict[str, str] = {}
        self._to_keep: set[str] = set()

    def choose(self) -> None:
        """Ask for an address, and open what is there, or make a project there."""
        dialog = ServerDialog(self._window)
        dialog.chosen.connect(self._open_later)
        dialog.new_wanted.connect(self.make)
        dialog.open()

    def make(self, address: str) -> None:
        """Make a project in the database at an address, and open it."""
        whole, coder = self.whole(address), self._coder()
        self._messages.inform(f"Making a project at {shown(address)}…")

        def work(_progress: Progress) -> PasswordError | None:
            try:
                lazy_servers.make_on_server(whole, coder)
            except PasswordError as error:
                return error
            return None

        def take(error: PasswordError | None) -> None:
            if error is None:
                self._open_later(address)
            else:
                self.ask(address, error, self.make)

        self._background.run(work, take)

    def whole(self, address: str) -> str:
        """The address with the password that is known for it."""
        known = self._known.get(shown(address))
        if known is None or server_address(address).password is not None:
            return address
        return with_password(address, known)

    def ask(self, address: str, error: PasswordError, again: Callable[[str], object] | None = None) -> None:
        """Ask for the password that a server wants, and try ``again`` with it; without one, to open it."""
        place = shown(address)
        # What was tried already and was wrong is worth a word; that there is a password is not.
        tried = place in self._known or server_address(address).password is not None
        why = str(error) if tried else ""
        self._known.pop(place, None)
        self._to_keep.discard(place)
        self._messages.hide()
        self._background.run(
            lambda _progress: lazy_servers.passwords_can_be_kept(),
            lambda can_be_kept: self._ask(place, why, again or self._open_later, can_be_kept=can_be_kept),
        )

    def _ask(self, place: str, why: str, again: Callable[[str], object], *, can_be_kept: bool) -> None:
        dialog = PasswordDialog(place, why, can_be_kept=can_be_kept, parent=self._window)
        dialog.entered.connect(lambda password, keep: self._take(place, password, again, keep=keep))
        dialog.open()

    def _take(self, place: str, password: str, again: Callable[[str], object], *, keep: bool) -> None:
        self._known[place] = password
        if keep:
            self._to_keep.add(place)
        again(place)

    def opened(self, address: str) -> None:
        """A project was opened: its password was right, and is kept where that is wanted."""
        place = shown(address)
        if place in self._to_keep:
            self._to_keep.discard(place)
            password = self._known[place]
            self._background.run(
                lambda _progress: lazy_imports.keep_password(place, password), self._say_problem
            )

    def _say_problem(self, problem: str) -> None:
        if problem:
            self._messages.refuse(problem)
