"""What an open project's place in the window works with: its pages, and who commands them."""

from typing import NamedTuple

from qualcode.ui.commands.actions import Actions
from qualcode.ui.dialogs.exports import Exports
from qualcode.ui.session.background import Background
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.asking import FileChooser
from qualcode.ui.widgets.messages import MessageBar


class Workplace(NamedTuple):
    """The same for all pages of one project, and for the workbench that they lie on."""

    session: Session
    background: Background
    exports: Exports
    preferences: Preferences
    actions: Actions
    messages: MessageBar
    files: FileChooser
