"""Files that are none, and what does not answer: what people and systems put where a file is expected."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final


class SilentPath(type(Path())):  # type: ignore[misc]  # the class of paths of this system
    """A path on a drive that does not answer: asking the system for it takes for ever."""

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        time.sleep(600)
        raise OSError

    def is_dir(self) -> bool:
        time.sleep(600)
        raise OSError


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _link_to_zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _link_to_a_pipe(path: Path) -> None:
    os.mkfifo(path.with_name("pipe"))
    path.symlink_to(path.with_name("pipe"))


def _link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def _link_to_nothing(path: Path) -> None:
    path.symlink_to(path.with_name("nothing"))


def _folder(path: Path) -> None:
    path.mkdir()


NO_FILES: Final[Mapping[str, Callable[[Path], None]]] = {
    "a named pipe": _pipe,
    "a link to /dev/zero": _link_to_zeros,
    "a link to a pipe": _link_to_a_pipe,
    "a link to itself": _link_to_itself,
    "a link to nothing": _link_to_nothing,
    "a folder": _folder,
}
"""How to put each at a path."""


def zeros_in_gigabytes(path: Path, number: int) -> None:
    """A file that states to be so large and takes no room."""
    with path.open("wb") as file:
        file.truncate(number * 2**30)


def is_a_sentence(words: Any) -> bool:
    """Whether this is what a person is told: words and a full stop, nothing of the machine."""
    return isinstance(words, str) and words.rstrip().endswith(".") and "Traceback" not in words
