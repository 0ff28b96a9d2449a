"""Under whose name one codes: asked for by a command, and once in passing of who codes by a login's name."""

from uuid import UUID

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from qualcode.model.errors import QualcodeError
from qualcode.model.teamwork.rounds import agreed_layers
from qualcode.operations.checks import check_length
from qualcode.operations.coders import coder_work, find_coder, rename_coder
from qualcode.ui.pages.code.coding import CodingDesk
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import ask_text
from qualcode.ui.widgets.messages import MessageBar, Offer

_ASKED = "coder_name"


class CoderNaming(QObject):
    """Keeps the name in the preferences; what was just coded by the login's name gets the name given."""

    def __init__(
        self,
        session: Session,
        preferences: Preferences,
        messages: MessageBar,
        desk: CodingDesk,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._session = session
        self._preferences = preferences
        self._messages = messages
        self._window = window
        self._arrived: UUID | None = None
        """Who came into the project with the coding after which was asked."""
        session.coder_changed.connect(self._keep)
        desk.applied.connect(self._ask_in_passing)

    def _keep(self, name: str) -> None:
        self._preferences.coder_name = name

    def ask(self) -> None:
        """Ask for the name."""
        label = "Your codings are recorded under this name:"
        study = self._session.study
        known = [row.name for row in study.coders_in_order if row.id not in agreed_layers(study)]
        name = self._session.coder_name
        ask_text(self._window, "Coder’s name", label, name, self._take, "Use this name", among=known)

    def _ask_in_passing(self) -> None:
        """At the first coding of who has never given a name."""
        if self._preferences.coder_is_named or self._preferences.seen(_ASKED):
            return
        if self._session.coder_name != self._preferences.coder_name:
            # In a copy one codes as whoever was given it.
            return
        self._preferences.set_seen(_ASKED)
        coder = find_coder(self._session.study, self._session.coder_name)
        if coder is not None and coder_work(self._session.study, coder.id).codings == 1:
            self._arrived = coder.id
        self._messages.ask(
            f"Your codings are recorded under your login name, “{self._session.coder_name}”.",
            Offer("Use another name…", self.ask),
        )

    def _take(self, typed: str) -> None:
        name, study = typed.strip(), self._session.study
        if not name:
            return
        try:
            check_length(name, "coder")
        except QualcodeError as error:
            self._session.refused.emit(str(error))
            return
        arrived, self._arrived = self._arrived, None
        if arrived in study.coders and find_coder(study, name) is None and arrived is not None:
            # The session stays the same coder, under the new name.
            self._session.do(lambda: rename_coder(self._session.study, arrived, name))
        known = find_coder(self._session.study, name)
        if known is not None and known.name != name:
            # “ingrid ås” is nobody but Ingrid Ås.
            name = known.name
            self._messages.inform(f"You code as “{name}”, who is in the project already.")
        self._session.set_coder(name)
