"""The file of an open project: held by its own number, and watched for whatever happens to its name."""

import sqlite3
from pathlib import Path
from typing import Final, NamedTuple

from qualcode.model.errors import ReplacedProjectError, UnfinishedStepError
from qualcode.storage import engines, files
from qualcode.storage.engines import Access
from qualcode.storage.file_reasons import OF_LOST_PROJECTS, UNFINISHED, file_refusal
from qualcode.storage.presence import FileState, Presence

_LAST: Final = "SELECT step, hash FROM journal ORDER BY step DESC LIMIT 1"
_SIZES: Final = ("page_count", "page_size")
_HASH_OF: Final = "SELECT hash FROM journal WHERE step = ?"


class Tip(NamedTuple):
    """The last row of a journal."""

    number: int
    digest: str


class HeldFile:
    """One connection that stays with the file that was opened, though its name be given to another."""

    def __init__(self, path: Path, access: Access) -> None:
        self.path = path
        self._access = access
        self._presence = Presence(path)
        self.is_barred = files.is_barred(path)
        self.connection = engines.connect(path, access)

    def close(self) -> None:
        """Let go of the file."""
        self.connection.close()

    @property
    def size(self) -> int:
        """How many bytes the file that was opened has, by its own account."""
        pages, page = (self.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in _SIZES)
        return int(pages) * int(page)

    def holds(self, tip: Tip) -> bool:
        """Whether the file that was opened still has the step that we know last, just as we know it."""
        try:
            # What SQLite still has in memory is no evidence: where a file is overwritten as it stands, it may
            # take it for unchanged.
            self.connection.execute("PRAGMA shrink_memory")
            row = self.connection.execute(_HASH_OF, (tip.number,)).fetchone()
        except sqlite3.DatabaseError:
            return False
        return bool(row == (tip.digest,))

    def remember(self) -> None:
        """What is at the path now is ours."""
        self._presence.remember()

    def moved_on(self, tip: Tip | None, *, after: bool = False) -> bool:
        """Look at the path; True where connections must be made again to what is the same project there.

        ``after`` says that a step has just been written, so that a file that was touched is no news.
        Raises ReplacedProjectError where what is there is not what is open.
        """
        found = self._presence.look()
        if found is FileState.SAME:
            return False
        if found is FileState.TOUCHED and after:
            self._presence.remember()
            return False
        if found is FileState.GONE:
            raise ReplacedProjectError(
                f"{self.path.name} is no longer in its folder: it was moved, renamed or deleted while it was "
                "open, and the change was not saved. Save what is open here under a new name, or put the "
                "file back."
            )
        if found is FileState.BARRED:
            raise ReplacedProjectError(
                f"You no longer have the right to look into the folder of {self.path.name}, so the change "
                "was not saved. Try again when you have it back, or save what is open here under a new name."
            )
        if found is FileState.AWAY:
            raise ReplacedProjectError(
                f"The drive with {self.path.name} does not answer, so the change was not saved. Try again "
                "when it is back, or save what is open here under a new name."
            )
        self._compare(tip, whole=found is FileState.OTHER)
        self.close()
        self.connection = engines.connect(self.path, self._access)
        self._presence.remember()
        return True

    def _compare(self, tip: Tip | None, *, whole: bool) -> None:
        """Raise ReplacedProjectError unless the file at the path ends with the step that we know last.

        Raises sqlite3.DatabaseError where it cannot be looked at, which says nothing about it.
        """
        try:
            with engines.connected(self.path, Access.READ) as there:
                row = there.execute(_LAST).fetchone()
                same = tip is not None and row == tuple(tip)
                if same and whole:
                    same = not engines.quick_problem(there)
        except sqlite3.DatabaseError as error:
            refusal = file_refusal(error)
            if refusal is UNFINISHED:
                raise _unfinished(self.path) from error
            if refusal is not None and refusal not in OF_LOST_PROJECTS:
                raise
            same = False
        if not same:
            raise replaced(self.path)


def replaced(path: Path) -> ReplacedProjectError:
    """What is said where another file, or another state, is at the path of an open project."""
    return ReplacedProjectError(
        f"{path.name} was replaced or changed by another program while it was open, so nothing more is saved "
        "to it. Save what is open here under a new name, or open what is there now."
    )


def _unfinished(path: Path) -> UnfinishedStepError:
    # To undo it is for the next opening, which sees first whether the log beside the file is its own.
    return UnfinishedStepError(
        f"A step in {path.name} could neither be saved nor undone, as happens when a disk fails, so nothing "
        "more is saved to it until it is opened again. Open it again: all that was saved before is there."
    )
