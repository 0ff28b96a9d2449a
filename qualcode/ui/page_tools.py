"""What the pages of an open project work with."""

from typing import NamedTuple

from qualcode.ui.background import Background
from qualcode.ui.exports import Exports
from qualcode.ui.preferences import Preferences
from qualcode.ui.session import Session


class PageTools(NamedTuple):
    """The same for all pages of one project."""

    session: Session
    background: Background
    exports: Exports
    preferences: Preferences
