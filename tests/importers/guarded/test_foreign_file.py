"""Opening foreign files: what is no file, what is too large whatever it states, what changes meanwhile."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.importers.guarded.foreign_file import beginning_of, file_bytes, opened
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.model.errors import UnreadableFileError
from tests.support.foreign import NO_FILES, zeros_in_gigabytes

needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")


def test_the_bytes_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(bytes(range(256)) * 9000)
    assert file_bytes(tmp_path / "a", DEFAULT_LIMITS) == bytes(range(256)) * 9000
    (tmp_path / "empty").touch()
    assert file_bytes(tmp_path / "empty", DEFAULT_LIMITS) == b""


@needs_pipes
@pytest.mark.parametrize("what", NO_FILES)
def test_what_is_no_file_is_named(tmp_path: Path, what: str) -> None:
    NO_FILES[what](tmp_path / "a.txt")
    with pytest.raises(UnreadableFileError, match=r"This is a|could not be opened: "):
        file_bytes(tmp_path / "a.txt", DEFAULT_LIMITS)


@needs_pipes
@pytest.mark.parametrize("what", NO_FILES)
def test_the_beginning_of_what_is_no_file_is_not_waited_for(tmp_path: Path, what: str) -> None:
    NO_FILES[what](tmp_path / "a.png")
    with pytest.raises(UnreadableFileError, match=r"^The logo could not be read(\. This is a |: it)"):
        beginning_of(tmp_path / "a.png", 10, "The logo could not be read")


def test_of_a_file_only_so_much_is_read(tmp_path: Path) -> None:
    zeros_in_gigabytes(tmp_path / "a.png", 30)
    assert beginning_of(tmp_path / "a.png", 10, "It") == bytes(10)
    with pytest.raises(UnreadableFileError, match=r"^It: its name is not valid\.$"):
        beginning_of(Path("a\0b"), 10, "It")


def test_a_file_that_states_to_be_too_large_is_not_read(tmp_path: Path) -> None:
    zeros_in_gigabytes(tmp_path / "a.txt", 30)
    with pytest.raises(UnreadableFileError, match="too large: 30,720 MB"):
        file_bytes(tmp_path / "a.txt", DEFAULT_LIMITS)


@pytest.mark.skipif(not Path("/proc/self/maps").exists(), reason="no file here states a wrong size")
def test_size_is_what_is_read_whatever_is_stated() -> None:
    maps = Path("/proc/self/maps")
    assert maps.stat().st_size == 0
    with pytest.raises(UnreadableFileError, match="too large"):
        file_bytes(maps, ImportLimits(file_bytes=100))


def grow(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"more")


def overwrite(path: Path) -> None:
    path.write_bytes(b"other words")
    os.utime(path, ns=(1, 1))


def cut(path: Path) -> None:
    os.truncate(path, 3)


@pytest.mark.parametrize("change", [grow, overwrite, cut])
def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"words of all" * 1000)

    def read() -> None:
        with opened(path, 10**6, DEFAULT_LIMITS) as file:
            file.read(10)
            change(path)
            file.read()

    with pytest.raises(UnreadableFileError, match="changed while it was read"):
        read()


def test_a_file_that_grows_for_ever_ends_at_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100)
    blocks = 0

    def read() -> None:
        nonlocal blocks
        with opened(path, 10**5, DEFAULT_LIMITS) as file:
            while file.read(1000):
                blocks += 1
                with path.open("ab") as more:
                    more.write(b"y" * 5000)

    with pytest.raises(UnreadableFileError, match="too large"):
        read()
    assert blocks < 2000


@pytest.mark.skipif(sys.platform == "win32", reason="Windows gives files to who opens them otherwise")
def test_a_file_without_rights_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="could not be opened: it or its folder does not exist"):
        file_bytes(tmp_path / "nothing.txt", DEFAULT_LIMITS)
    with pytest.raises(UnreadableFileError, match="name is not valid"):
        file_bytes(tmp_path / "a\0b.txt", DEFAULT_LIMITS)
