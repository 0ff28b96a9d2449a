"""Python's own way to import, in place of Qt's, which reads the source of all that is loaded after it."""

import builtins

# It puts its own in place.
import PySide6.QtCore  # noqa: F401


def import_plainly() -> None:
    """Import as Python does, from now on.

    Qt for Python watches every import for a ``__feature__`` that nobody here asks for, and to know which
    modules it could be meant for, it reads the source of each and keeps it: a fifth of the time that the
    program takes to start, and 40 MB.
    """
    own = getattr(builtins, "__orig_import__", None)
    if own is not None:
        builtins.__import__ = own
