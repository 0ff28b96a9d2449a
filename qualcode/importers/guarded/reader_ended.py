"""Why a process that reads a foreign file ended before it was through, in words; and whether to try again."""

import signal
from typing import Final, NamedTuple

from qualcode.apart import ended_from_outside
from qualcode.importers.guarded.limits import IN_PARTS

_CRASHES: Final = frozenset(
    getattr(signal, name, None)
    for name in ("SIGSEGV", "SIGBUS", "SIGABRT", "SIGFPE", "SIGILL", "SIGSYS", "SIGTRAP")
)
_CRASH_ON_WINDOWS: Final = 0xC0000000
"""From this exit code on it was Windows that ended a process, for what it did itself."""

_OTHER_FORMAT: Final = "Save it in another format and try again."


class Ended(NamedTuple):
    """Why the reader ended; ``from_outside`` where the file is not known to have a part in it."""

    reason: str
    from_outside: bool = False


def by_exit_code(code: int | None, most: str) -> Ended:
    """Why a process ended or was ended, by what the system says; ``most`` is its memory in words."""
    if code is None:
        return Ended("The reader of the file cannot be reached any more. Try again.", from_outside=True)
    if code == 0:
        # It gives up in this way where not even the answer finds room.
        return needs_more(most)
    if ended_from_outside(code):
        return Ended(
            "The file was not read: its reader was ended from outside, perhaps because this computer ran "
            "out of memory. Close other programs and try again.",
            from_outside=True,
        )
    if -code in _CRASHES or code >= _CRASH_ON_WINDOWS:
        # Libraries in C may take to crashing where they get no more memory: nothing tells the two apart.
        return Ended(
            f"The file cannot be read: it makes the reader crash, or needs more than {most} of memory. "
            f"{_OTHER_FORMAT}"
        )
    return Ended(f"The file cannot be read: its reader gave up before the end. {_OTHER_FORMAT}")


def needs_more(most: str) -> Ended:
    """It needed more memory than it may have."""
    return Ended(f"Reading the file needs more than {most} of memory; {IN_PARTS}.")


def not_begun(seconds: float) -> Ended:
    """The process was started and has not begun to work: the file has no part in it."""
    return Ended(
        f"The file was not read: its reader has not begun within {seconds:.0f} seconds, as the computer is "
        "busy. Close other programs and try again.",
        from_outside=True,
    )


def not_started(error: OSError) -> Ended:
    """The system did not start the process: the file has no part in it."""
    why = error.strerror or "no reason given"
    return Ended(
        f"The file was not read: the system could not start a reader for it ({why}). Close other programs "
        "and try again.",
        from_outside=True,
    )
