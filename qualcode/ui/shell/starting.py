"""Which project the window begins with."""

from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.settings import StartsWith


def project_to_begin_with(preferences: Preferences, named: str | None) -> str | None:
    """The project that is named, else the one that was open when the program was left; None: the list.

    After a program that was ended by something else the list of projects is shown, so that a project that
    ends it never stands in the way of the others. That a file is gone is said where it is opened.
    """
    left = preferences.take_left_in()
    if named is not None:
        return named
    return left if left and preferences.starts_with is StartsWith.PROJECT else None
