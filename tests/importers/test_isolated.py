"""Reading in a process apart: as in this one, and every way a file can end that process.

Tests as well: ``limited``.
"""

import ctypes
import logging
import os
import time
from functools import partial
from pathlib import Path

import pytest

from qualcode.importers.isolated import read_apart, read_each
from qualcode.importers.limits import ImportLimits
from qualcode.importers.reading import read_folder, transcript_of
from qualcode.model.errors import Cancelled, UnreadableFileError
from tests.support.foreign import SilentPath

pytestmark = pytest.mark.starts_anew

TALK = "INT: So?\nP1: Yes.\nINT: And?\nP1: No.\n"


def by_order(raw: bytes, name: str) -> str:
    """What is made of a file in these tests: what it says is to be done."""
    match raw:
        case b"sleep":
            time.sleep(600)
        case b"die":
            os._exit(9)
        case b"crash":
            ctypes.string_at(0)
        case b"stumble":
            raise IndexError("words of a participant")
    return raw.decode()


def path_by_order(path: Path) -> str:
    return by_order(path.read_bytes(), path.name)


def test_it_reads_as_in_this_process(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"i{number}.txt").write_text(TALK * (number + 1))
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    heard: list[int] = []

    def progress(done: int, total: int, what: str) -> None:
        heard.append(done)

    answers, refused = read_each([tmp_path], transcript_of, progress=progress)
    assert ([answer.value for answer in answers], refused) == read_folder([tmp_path])
    assert [answer.path.name for answer in answers] == ["i0.txt", "i1.txt", "i2.txt"]
    assert heard == sorted(heard)
    assert heard[-1] == 4


def test_cancelling_ends_the_process(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("sleep")
    seen = 0

    def progress(done: int, total: int, what: str) -> None:
        nonlocal seen
        seen += 1
        if seen > 5:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_each([tmp_path], by_order, progress=progress)
    with pytest.raises(Cancelled):
        read_apart(path_by_order, tmp_path / "a.txt", progress=progress)


@pytest.mark.parametrize("order", ["sleep", "die", "crash"])
def test_a_file_that_ends_the_process_is_refused_and_the_rest_is_read(tmp_path: Path, order: str) -> None:
    for name, words in (
        ("a.txt", "one"),
        ("b.txt", order),
        ("c.txt", "three"),
        ("d.txt", order),
        ("e.txt", "5"),
    ):
        (tmp_path / name).write_text(words)
    limits = ImportLimits(seconds_per_file=1)
    answers, refused = read_each([tmp_path], by_order, limits=limits)
    assert [answer.value for answer in answers] == ["one", "three", "5"]
    assert [item.path.name for item in refused] == ["b.txt", "d.txt"]
    with pytest.raises(UnreadableFileError, match=r"“b\.txt”: "):
        read_apart(path_by_order, tmp_path / "b.txt", limits=limits)


def test_silence_is_told_from_damage(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("sleep")
    (tmp_path / "b.txt").write_text("die")
    _, refused = read_each([tmp_path], by_order, limits=ImportLimits(seconds_per_file=1))
    assert [item.reason for item in refused] == [
        "Reading the file takes longer than 1 seconds.",
        "The file cannot be read: it needs more than 2,048 MB of memory or is damaged.",
    ]


@pytest.mark.allows_log
def test_a_reader_that_stumbles_is_told_and_logged_without_the_words(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "a.txt").write_text("stumble")
    (tmp_path / "b.txt").write_text("two")
    with caplog.at_level(logging.ERROR):
        answers, refused = read_each([tmp_path], by_order)
        with pytest.raises(UnreadableFileError, match="IndexError"):
            read_apart(path_by_order, tmp_path / "a.txt")
    assert [answer.value for answer in answers] == ["two"]
    assert "IndexError" in refused[0].reason
    assert "another format" in refused[0].reason
    assert "by_order" not in refused[0].reason
    assert "test_isolated.py" in caplog.text
    assert "participant" not in caplog.text


def test_a_folder_that_does_not_answer_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one")
    silent = SilentPath(tmp_path / "drive")
    limits = ImportLimits(seconds_to_answer=1, seconds_per_file=300)
    answers, refused = read_each([silent, tmp_path / "a.txt"], by_order, limits=limits)
    assert [answer.value for answer in answers] == ["one"]
    assert [item.reason for item in refused] == [
        "The folder or drive does not answer. Check that it is connected, and try again."
    ]
    with pytest.raises(UnreadableFileError, match="does not answer"):
        read_apart(path_by_order, silent, limits=limits)


def test_a_file_that_needs_too_much_memory_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    (tmp_path / "a.txt").write_text(TALK)
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe" + b"a\0" * 120_000_000)
    (tmp_path / "c.txt").write_text(TALK)
    limits = ImportLimits(memory_bytes=400 * 1024 * 1024, file_bytes=10**9, text_characters=10**9)
    answers, refused = read_each([tmp_path], partial(transcript_of, limits=limits), limits=limits)
    assert [answer.value.name for answer in answers] == ["a", "c"]
    assert [item.path.name for item in refused] == ["b.txt"]
    assert "memory" in refused[0].reason
