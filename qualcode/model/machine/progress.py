"""How long work reports how far it is, and how it is told to stop."""

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called with (done, total, what is being done); raises ``Cancelled`` to stop the work."""


def no_progress(done: int, total: int, what: str) -> None:
    """Report nothing and never stop: the default of every long function."""
