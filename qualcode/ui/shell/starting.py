"""Which project the window begins with."""

from pathlib import Path

from qualcode.model.machine.address import is_server
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.settings import StartsWith


def project_to_begin_with(preferences: Preferences, named: str | None) -> str | None:
    """The project that is named, else the one that was open when the program was left; None: the list.

    After a program that was ended by something else, and where the file is gone, the list of projects is
    shown, so that a project that cannot be opened never stands in the way of the others.
    """
    left = preferences.take_left_in()
    if named is not None:
        return named
    there = bool(left) and (is_server(left) or Path(left).is_file())
    return left if there and preferences.starts_with is StartsWith.PROJECT else None
