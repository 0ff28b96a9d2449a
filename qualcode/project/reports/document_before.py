"""At which step a document that is there was written, as its properties say: the next is compared with it."""

import re
import zipfile
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from qualcode.model.study import Study

_SAID: Final = re.compile(rb"qualcode project ([0-9a-f]{12}) step (\d{1,9})(?: since (\d{1,9}))?")
_PROPERTIES: Final = ("docProps/custom.xml", "docProps/core.xml")
"""The second: documents of earlier versions say it among their keywords."""
_LARGEST: Final = 200_000_000
"""Bytes of a file that is read."""
_MOST_NUMBERS: Final = 1000


class WrittenAt(NamedTuple):
    """The step of a document, and that with which it was compared."""

    step: int
    since: int | None


def origin(study: Study, since: int | None) -> str:
    """What the properties of a document say of the project and its step."""
    compared = "" if since is None else f" since {since}"
    return f"qualcode project {_short(study)} step {study.step}{compared}"


def written_at(path: Path, study: Study) -> WrittenAt | None:
    """What a document of this project says of itself; None for any other file."""
    with suppress(OSError, zipfile.BadZipFile, KeyError, RuntimeError, NotImplementedError, zlib.error):
        found = _SAID.search(_properties(path))
        if found is not None and found[1].decode() == _short(study):
            return WrittenAt(int(found[2]), None if found[3] is None else int(found[3]))
    return None


def step_before(path: Path, study: Study, *, numbered: bool) -> int | None:
    """The step with which a document is compared that is written to ``path``, or beside it.

    It is that of the document which is there; where that is of the present step, the one it was compared
    with itself, so that writing it again gives the same. None: there is nothing to compare with.
    """
    before = written_at(_last(path) if numbered else path, study)
    if before is None:
        return None
    step = before.step if before.step < study.step else before.since
    return step if step is not None and 0 < step < study.step else None


def _last(path: Path) -> Path:
    """Of a file and those beside it with a number, the last."""
    last = path
    for number in range(2, _MOST_NUMBERS):
        there = path.with_stem(f"{path.stem} ({number})")
        if not there.exists():
            break
        last = there
    return last


def _properties(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        return b""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as package:
        there = set(package.namelist())
        parts = [name for name in _PROPERTIES if name in there]
        small = [name for name in parts if package.getinfo(name).file_size < _LARGEST]
        return b"".join(map(package.read, small))


def _short(study: Study) -> str:
    return study.info.id.hex[-12:]
