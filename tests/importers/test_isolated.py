"""Reading in a process apart: as in this one, and every way a file can end that process.

Tests as well: ``guarded.limited``, ``guarded.reader_ended``.
"""

import errno
import logging
import os
import signal
import zipfile
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from qualcode.apart import Child, start
from qualcode.importers.guarded import limited
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.guarded.reader_ended import by_exit_code
from qualcode.importers.isolated import read_apart, read_each
from qualcode.importers.reading import read_folder, transcript_of
from qualcode.model.errors import Cancelled, UnreadableFileError
from tests.importers.orders import SECONDS, by_order, path_by_order
from tests.support.foreign import SilentPath

pytestmark = pytest.mark.starts_anew

TALK = "INT: So?\nP1: Yes.\nINT: And?\nP1: No.\n"


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
    limits = ImportLimits(seconds_per_file=SECONDS)
    answers, refused = read_each([tmp_path], by_order, limits=limits)
    assert [answer.value for answer in answers] == ["one", "three", "5"]
    assert [item.path.name for item in refused] == ["b.txt", "d.txt"]
    with pytest.raises(UnreadableFileError, match=r"“b\.txt”: "):
        read_apart(path_by_order, tmp_path / "b.txt", limits=limits)


def test_a_reader_that_gets_little_of_the_processor_is_waited_for(tmp_path: Path) -> None:
    for order in ("dawdle", "toil"):
        (tmp_path / f"{order}.txt").write_text(order)
    answers, refused = read_each([tmp_path], by_order, limits=ImportLimits(seconds_per_file=SECONDS))
    assert [answer.value for answer in answers] == ["dawdle"]
    assert [(item.path.stem, item.reason) for item in refused] == [
        ("toil", "Reading the file takes longer than 1 seconds.")
    ]


def test_silence_is_told_from_damage(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("sleep")
    (tmp_path / "b.txt").write_text("die")
    _, refused = read_each([tmp_path], by_order, limits=ImportLimits(seconds_per_file=SECONDS))
    slow, gave_up = (item.reason for item in refused)
    assert slow == "Reading the file takes longer than 1 seconds."
    assert gave_up.startswith("The file cannot be read: its reader gave up before the end. Save it")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_every_way_that_a_reader_ends_has_its_own_sentence(tmp_path: Path) -> None:
    orders = ("sleep", "die", "crash", "kill", "end", "silent")
    for order in orders:
        (tmp_path / f"{order}.txt").write_text(order)
    answers, refused = read_each([tmp_path], by_order, limits=ImportLimits(seconds_per_file=SECONDS))
    assert answers == []
    reasons = {item.path.stem: item.reason for item in refused}
    assert reasons.keys() == set(orders)
    assert reasons.pop("kill") == reasons["end"]
    assert len(set(reasons.values())) == len(orders) - 1
    assert "from outside" in reasons["end"]
    assert "makes the reader crash, or needs more than" in reasons["crash"]
    assert "takes longer than" in reasons["sleep"]
    assert "of memory" in reasons["silent"]


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
@pytest.mark.parametrize("order", ["kill", "end"])
def test_a_reader_that_is_ended_from_outside_is_started_once_more(tmp_path: Path, order: str) -> None:
    for name, words in (
        ("a.txt", "one"),
        ("b.txt", f"{order} unless {tmp_path / 'first'}"),
        ("c.txt", "three"),
    ):
        (tmp_path / name).write_text(words)
    answers, refused = read_each([tmp_path / name for name in ("a.txt", "b.txt", "c.txt")], by_order)
    assert refused == []
    assert [answer.value for answer in answers] == ["one", "read at last", "three"]
    (tmp_path / "b.txt").write_text(f"{order} unless {tmp_path / 'second'}")
    assert read_apart(path_by_order, tmp_path / "b.txt") == "read at last"
    (tmp_path / "b.txt").write_text(order)
    with pytest.raises(UnreadableFileError, match="from outside"):
        read_apart(path_by_order, tmp_path / "b.txt")


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_no_file_of_an_archive_is_read_twice_after_that(tmp_path: Path) -> None:
    again = tmp_path / "again"
    with zipfile.ZipFile(tmp_path / "talks.zip", "w") as archive:
        archive.writestr("a.txt", "one")
        archive.writestr("b.txt", f"kill unless {again}")
        archive.writestr("c.txt", "three")
    answers, refused = read_each([tmp_path / "talks.zip"], by_order)
    assert refused == []
    assert [answer.path.name for answer in answers] == ["a.txt", "b.txt", "c.txt"]


def test_a_reader_that_cannot_be_started_is_told_and_tried_once_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("one")
    asked: list[int] = []
    most = 1

    def refuse(*arguments: object) -> Child:
        asked.append(1)
        if len(asked) <= most:
            raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
        return start(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(limited, "start", refuse)
    assert read_apart(path_by_order, tmp_path / "a.txt") == "one"
    assert len(asked) == 2
    asked.clear()
    most = 2
    with pytest.raises(UnreadableFileError, match="could not start a reader for it"):
        read_apart(path_by_order, tmp_path / "a.txt")
    assert len(asked) == 2


def test_a_reader_that_does_not_begin_is_not_told_as_a_slow_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text("one")
    asked: list[int] = []
    ends: list[object] = []

    def nobody_there(process: limited.LimitedProcess) -> Connection:
        asked.append(1)
        ours, theirs = Pipe()
        ends.append(theirs)
        return ours

    monkeypatch.setattr(limited, "_START", 0.0)
    monkeypatch.setattr(limited.LimitedProcess, "_reached", nobody_there)
    with pytest.raises(UnreadableFileError) as refused:
        read_apart(path_by_order, tmp_path / "a.txt")
    assert "has not begun within 0 seconds" in str(refused.value)
    assert "takes longer" not in str(refused.value)
    assert len(asked) == 2, "the file may be sound: it is tried once more"


@pytest.mark.parametrize(
    ("code", "words", "from_outside"),
    [
        (-signal.SIGTERM, "from outside", True),
        (-signal.SIGSEGV, "crash", False),
        (0xC0000005, "crash", False),
        (1, "gave up", False),
        (0, "more than 9 MB of memory", False),
        (None, "cannot be reached", True),
    ],
)
def test_an_exit_code_says_why(code: int | None, words: str, *, from_outside: bool) -> None:
    ended = by_exit_code(code, "9 MB")
    assert words in ended.reason
    assert ended.from_outside == from_outside


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
    assert "orders.py" in caplog.text
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
