"""The folder of a report: what was edited in it since it was written."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from qualcode.exporters.manifest import sha256_of
from qualcode.exporters.whole_folder import ASIDE, EARLIER
from qualcode.model.errors import QualcodeError
from qualcode.project.reports.report_definition import MANIFEST

_LARGEST: Final = 50_000_000
"""Bytes of a manifest that is read."""


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
    yield from folder.glob(f"{ASIDE}*/{MANIFEST}")
    yield from folder.glob(f"{ASIDE}*/{EARLIER}/{MANIFEST}")


def _checksums(manifest: Path) -> Iterator[tuple[str, str]]:
    """What a manifest says; nothing where it is none, or somebody has made something else of it."""
    with suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
        if manifest.stat().st_size <= _LARGEST:
            rows = json.loads(manifest.read_text("utf-8"))["outputs"]
            yield from [(str(row["file"]), str(row["sha256"])) for row in rows]
