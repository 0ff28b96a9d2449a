"""What the pages of an open project work with."""

from typing import NamedTuple

from qualcode.ui.dialogs.exports import Exports
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session


class Workplace(NamedTuple):
    """The same for all pages of one project."""

    session: Session
    background: Background
    exports: Exports
    preferences: Preferences
