"""Files that belong together: all of them come into their folder or none, and no folder is left behind."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from qualcode.exporters.writing import check_replaceable
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.model.machine.refusals import in_words
from qualcode.model.machine.rights import folder_made

ASIDE: Final = ".qualcode-"
"""How the hidden folder begins in which files are until all of them are written."""

EARLIER: Final = "earlier"
"""Where the earlier files are until all new ones are in their place."""

_GIVEN_UP: Final = timedelta(days=1)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """A place for files that come into ``folder`` when the block ends without an error.

    Until then, and for good where the block fails, ``folder`` is as it was: not there, where it was not.
    Raises QualcodeError where it cannot be written.
    """
    try:
        with folder_made(folder), files_aside(folder) as aside:
            try:
                yield aside
            except QualcodeError as error:
                # Nobody knows of the hidden place.
                raise QualcodeError(str(error).replace(str(aside), str(folder))) from error
            names = sorted(path.name for path in aside.iterdir())
            for name in names:
                check_replaceable(folder / name)
            bring_into_place(aside, folder, names)
        remove_left_over(folder, now())
    except OSError as error:
        raise QualcodeError(in_words(f"“{folder}” could not be written", error)) from error


@contextmanager
def files_aside(folder: Path) -> Iterator[Path]:
    """A hidden folder within ``folder`` for files that are being written; it goes when the block ends."""
    with TemporaryDirectory(prefix=ASIDE, dir=folder) as aside:
        yield Path(aside)


def bring_into_place(aside: Path, folder: Path, names: Sequence[str], mark: str = "") -> None:
    """Move files from ``aside`` into ``folder``, all of them or none.

    ``mark`` is the file that says that a folder is whole: the earlier one goes before anything else does,
    and the new one comes last, whenever the program may be killed. Raises OSError, with the earlier files
    back in their place.
    """
    earlier = aside / EARLIER
    earlier.mkdir()
    kept: dict[Path, Path] = {}
    brought: set[Path] = set()
    try:
        if mark and (folder / mark).exists():
            (folder / mark).replace(earlier / mark)
            kept[folder / mark] = earlier / mark
        for name in (*(name for name in names if name != mark), *([mark] if mark else [])):
            # A link is followed, so that the file behind it is exchanged and the link stays.
            path = (folder / name).resolve()
            if path.exists():
                _keep(path, earlier / name)
                kept[path] = earlier / name
            (aside / name).replace(path)
            brought.add(path)
    except BaseException:
        for path in brought - kept.keys():
            with suppress(OSError):
                path.unlink()
        for path, under in kept.items():
            with suppress(OSError):
                under.replace(path)
        raise


def _keep(path: Path, under: Path) -> None:
    """The file under another name, too: it is in its place until the new one takes it."""
    try:
        under.hardlink_to(path)
    except OSError:
        shutil.copy2(path, under)


def remove_left_over(folder: Path, at: datetime) -> None:
    """Remove what programs left in ``folder`` that were killed a day ago or more."""
    with suppress(OSError):
        for left in folder.glob(f"{ASIDE}*"):
            if left.is_dir() and at.timestamp() - left.stat().st_mtime > _GIVEN_UP.total_seconds():
                shutil.rmtree(left, ignore_errors=True)
