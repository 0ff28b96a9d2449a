"""The folder of a report: what was edited in it since it was written, and how a run comes into it whole."""

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from qualcode.exporters.manifest import sha256_of
from qualcode.model.errors import QualcodeError
from qualcode.project.report_definition import MANIFEST

_ASIDE: Final = ".qualcode-"
_EARLIER: Final = "earlier"
"""Where the files of the earlier run are until all new ones are in their place."""
_LARGEST: Final = 50_000_000
"""Bytes of a manifest that is read."""
_GIVEN_UP: Final = timedelta(days=1)


@contextmanager
def files_aside(folder: Path) -> Iterator[Path]:
    """A hidden folder within ``folder`` for files that are being written; it goes when the block ends."""
    with TemporaryDirectory(prefix=_ASIDE, dir=folder) as aside:
        yield Path(aside)


def edited_by_hand(folder: Path, names: Sequence[str]) -> tuple[str, ...]:
    """Those of the files that are in ``folder`` and are not as a run wrote them.

    The manifest has the checksum of each. A run that was killed while its files came into their place has
    left its own, and that of the run before: files of either are as a program wrote them.
    """
    there = [name for name in names if (folder / name).is_file()]
    if not there:
        return ()
    recorded: dict[str, set[str]] = {}
    for manifest in (folder / MANIFEST, *_left_over(folder)):
        for name, checksum in _checksums(manifest):
            recorded.setdefault(name, set()).add(checksum)
    try:
        return tuple(name for name in there if sha256_of(folder / name) not in recorded.get(name, ()))
    except OSError as error:
        raise QualcodeError(f"“{folder}” holds a file that cannot be read: {error.strerror}.") from error


def _left_over(folder: Path) -> Iterator[Path]:
    yield from folder.glob(f"{_ASIDE}*/{MANIFEST}")
    yield from folder.glob(f"{_ASIDE}*/{_EARLIER}/{MANIFEST}")


def _checksums(manifest: Path) -> Iterator[tuple[str, str]]:
    """What a manifest says; nothing where it is none, or somebody has made something else of it."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        if manifest.stat().st_size <= _LARGEST:
            rows = json.loads(manifest.read_text("utf-8"))["outputs"]
            yield from [(str(row["file"]), str(row["sha256"])) for row in rows]


def bring_into_place(aside: Path, folder: Path, paths: Sequence[Path]) -> tuple[Path, ...]:
    """Move files from ``aside`` into ``folder``, all of them or none; the manifest is the last of them.

    The manifest of the earlier run goes before anything else does: a folder that has one is whole, whenever
    the program may have been killed. Raises OSError, with the earlier files back in their place.
    """
    earlier = aside / _EARLIER
    earlier.mkdir()
    manifest = folder / MANIFEST
    kept: list[Path] = []
    brought: list[Path] = []
    try:
        if manifest.exists():
            manifest.replace(earlier / MANIFEST)
            kept.append(manifest)
        for path in (*(folder / path.name for path in paths if path.name != MANIFEST), manifest):
            if path.exists():
                _keep(path, earlier / path.name)
                kept.append(path)
            (aside / path.name).replace(path)
            brought.append(path)
    except BaseException:
        for path in set(brought) - set(kept):
            with suppress(OSError):
                path.unlink()
        for path in kept:
            with suppress(OSError):
                (earlier / path.name).replace(path)
        raise
    return tuple(folder / path.name for path in paths)


def _keep(path: Path, under: Path) -> None:
    """The file under another name, too: it is in its place until the new one takes it."""
    try:
        under.hardlink_to(path)
    except OSError:
        shutil.copy2(path, under)


def remove_left_over(folder: Path, at: datetime) -> None:
    """Remove what runs left in ``folder`` that were killed a day ago or more."""
    with suppress(OSError):
        for left in folder.glob(f"{_ASIDE}*"):
            if left.is_dir() and at.timestamp() - left.stat().st_mtime > _GIVEN_UP.total_seconds():
                shutil.rmtree(left, ignore_errors=True)
