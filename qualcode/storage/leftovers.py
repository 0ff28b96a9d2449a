"""The log that a killed program leaves beside a project: tried on a copy, then followed or set aside.

SQLite applies a log to whatever file bears the name. That mends a file whose own log it is, and destroys
any other: an older copy that was put back, another project. So before the file is opened by name, file
alone and file with log are both looked at as copies.
"""

import shutil
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from qualcode.model.errors import LostProjectError, QualcodeError
from qualcode.model.machine.project_file import SUFFIX
from qualcode.model.machine.refusals import in_words
from qualcode.model.machine.rights import copy_file
from qualcode.storage import backups, copying, files, open_files, revision, soundness
from qualcode.storage.database import Database
from qualcode.storage.engines import Access, connected, file_engine

AS_FOUND: Final = "as it was found"
NOT_ITS_LOG: Final = "log that does not belong to it"
WITH_LOG: Final = "with the log that lay beside another file"


@dataclass(frozen=True, slots=True)
class _Tried:
    """What a copy turned out to be. Where it is not whole, ``chain`` is None."""

    path: Path
    chain: tuple[str, ...] | None

    @property
    def whole(self) -> bool:
        return self.chain is not None


def settle(path: Path, at: datetime) -> str:
    """See to the logs beside a file that is closed, so that it can be opened by name.

    The caller holds the writer lock and may write in the folder. Gives a sentence where something was
    set aside, the empty text otherwise. Raises QualcodeError where neither the file nor the file with its
    log is whole; everything stays as it was then.
    """
    if not files.logs_beside(path) or open_files.is_open(path):
        return ""
    with copying.private_folder(_size(path), path.parent) as folder:
        alone, together = _try(path, folder)
        if _belongs(alone, together):
            return ""
        if not alone.whole:
            raise LostProjectError(f"{path} is damaged, with and without its log. {backups.what_to_do(path)}")
        if _is_ahead(alone, together):
            # Undoing a step that is saved whole is all that the log could do.
            remove_logs(path)
            return _saved_after_all(path) if _by_one_step(alone, together) else ""
        return _set_aside(path, together, at)


def tried_copy(path: Path, folder: Path) -> Path:
    """A copy in a folder of what is whole of a file and the log beside it: for files that may not be changed.

    Raises QualcodeError where nothing is.
    """
    alone, together = _try(path, folder)
    if _belongs(alone, together):
        return together.path
    if alone.whole:
        return alone.path
    raise LostProjectError(f"{path} is damaged, with and without its log. {backups.what_to_do(path)}")


def _try(path: Path, folder: Path) -> tuple[_Tried, _Tried]:
    try:
        alone = _copied(path, folder / "alone")
        together = _copied(path, folder / "together")
        for log in files.logs_beside(path):
            shutil.copyfile(log, together.with_name(log.name))
    except OSError as error:
        what = (
            f"{path.name} was left open by a program that was ended and could not be copied to be looked at"
        )
        raise QualcodeError(in_words(what, error)) from error
    return _look(alone), _look(together)


def _copied(path: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copyfile(path, folder / path.name))


def _look(path: Path) -> _Tried:
    """Open a copy as SQLite would, log and all, and see whether it is a sound project."""
    try:
        with closing(Database(file_engine(path), path)) as database:
            # A newer program's tables are not ours to judge; the file is refused later, with a sentence.
            known = revision.bring_copy_up_to_date(database.engine, database.place)
            wrong = soundness.problems(database) if known else database.damages()
            chain = tuple(database.hashes())
    except Exception:  # noqa: BLE001 - a torn file may break anything that reads it
        return _Tried(path, None)
    return _Tried(path, None if wrong else chain)


def _belongs(alone: _Tried, together: _Tried) -> bool:
    """Whether file and log together are a project, and continue what the file alone is, if it is one."""
    if together.chain is None:
        return False
    return alone.chain is None or together.chain[: len(alone.chain)] == alone.chain


def _is_ahead(alone: _Tried, together: _Tried) -> bool:
    if alone.chain is None or together.chain is None:
        return False
    return alone.chain[: len(together.chain)] == together.chain


def _by_one_step(alone: _Tried, together: _Tried) -> bool:
    """Whether the log is that of the last step: its program was ended, or told that it was not saved."""
    return len(alone.chain or ()) == len(together.chain or ()) + 1


def _saved_after_all(path: Path) -> str:
    return (
        f"The last step in {path.name} was being saved when a program was ended or a disk failed. It is "
        "saved, even if you were told that it was not: look at it in the history before you make it again."
    )


def _set_aside(path: Path, together: _Tried, at: datetime) -> str:
    """Keep file, log and what both make, each under a name that says what it is; the file itself stays."""
    with backups.folder_of_copies(path) as folder:
        return _set_aside_in(folder, path, together, at)


def _set_aside_in(folder: Path, path: Path, together: _Tried, at: datetime) -> str:
    stem = f"{backups.stem_of_copies(path)} {backups.stamp(at)}"
    try:
        copy_file(path, copying.free_name(folder, f"{stem} {AS_FOUND}", SUFFIX))
        kept = ""
        if together.whole:
            target = copying.free_name(folder, f"{stem} {WITH_LOG}", SUFFIX)
            with connected(together.path, Access.READ) as source:
                copying.copy_open(source, target)
            kept = f" What the log makes of it is kept there as “{target.name}”."
        for log in files.logs_beside(path):
            backups.set_aside(log, NOT_ITS_LOG, at, named_after=path)
        files.log_of(path, files.INDEX_ENDING).unlink(missing_ok=True)
    except OSError as error:
        what = f"The log beside {path.name} does not belong to it and could not be moved to “{folder.name}”"
        raise QualcodeError(in_words(what, error)) from error
    return (
        f"A log lay beside {path.name} that does not belong to it, left by a program that was ended; "
        f"it was moved to “{folder.name}”.{kept}"
    )


def remove_logs(path: Path) -> None:
    """Remove logs that are of no use to anybody, and the index of a log."""
    try:
        for ending in (*files.LOG_ENDINGS, files.INDEX_ENDING):
            files.log_of(path, ending).unlink(missing_ok=True)
    except OSError as error:
        what = f"The log beside {path.name} could not be removed"
        raise QualcodeError(in_words(what, error)) from error


def _size(path: Path) -> int:
    return sum(item.stat().st_size for item in (path, *files.logs_beside(path)))
