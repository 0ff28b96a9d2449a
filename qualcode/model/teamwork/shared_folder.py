"""The folder that a round's team shares: how it is written down, and what the files in it are called."""

import re
from pathlib import Path
from typing import Final

from qualcode.model.machine.project_file import SUFFIX

EVERYBODYS: Final = "everybody’s work"
"""What the lead's program leaves once a round is closed."""

_NOT_IN_NAMES: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f]+')
_LONGEST: Final = 60
_HOME: Final = "~"
_UNDER_WAY: Final = (".tmp", ".part", ".partial", ".crdownload", ".icloud", ".download", "-journal", "~")
"""How files end that a synchronising program has not finished, or that are no projects."""


def kept_folder(folder: Path) -> str:
    """A folder as it is kept: from the home folder where it is below that, which differs by person."""
    whole = folder.expanduser().absolute()
    home = Path.home()
    return f"{_HOME}/{whole.relative_to(home).as_posix()}" if whole.is_relative_to(home) else str(whole)


def folder_here(kept: str) -> Path:
    """Where a folder that was kept lies for whoever looks."""
    if kept.startswith(f"{_HOME}/"):
        return Path.home() / kept.removeprefix(f"{_HOME}/")
    return Path(kept)


def snapshot_name(coder: str, round_name: str, mark: str) -> str:
    """``CD, Pilot (3fa2c1).qualcode``: what a coder's program leaves; ``mark`` is the copy’s identity.

    Its end is taken: the beginning tells the time, and is alike in copies that were given on one day.
    """
    return f"{_in_names(coder)}, {_in_names(round_name)} ({mark[-6:]}){SUFFIX}"


def result_name(round_name: str) -> str:
    """``Pilot, everybody’s work.qualcode``."""
    return f"{_in_names(round_name)}, {EVERYBODYS}{SUFFIX}"


def may_be_snapshot(name: str) -> bool:
    """Whether a file may be one that was left, by its name.

    What a synchronising program makes of it where two wrote it at once counts as well: ``CD, Pilot (CD's
    conflicted copy 2026-03-11).qualcode`` (Dropbox, Nextcloud), ``CD, Pilot-LAPTOP.qualcode`` (OneDrive),
    ``CD, Pilot.sync-conflict-20260311-140532-ABC.qualcode`` (Syncthing), ``CD, Pilot 2.qualcode`` (iCloud),
    ``CD, Pilot.qualcode (1)`` and ``CD, Pilot (1).qualcode`` (Google Drive). Hidden files, and those that are
    still on their way, do not.
    """
    low = name.casefold()
    return SUFFIX in low and not low.startswith((".", "~")) and not low.endswith(_UNDER_WAY)


def _in_names(words: str) -> str:
    """Words as a file's name can hold them on every system."""
    kept = " ".join(_NOT_IN_NAMES.sub(" ", words).split()).strip(" .")[:_LONGEST].strip(" .")
    return kept or "coder"
