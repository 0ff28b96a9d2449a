import os
from pathlib import Path

import pytest

from qualcode.importers.isolated import read_isolated
from qualcode.importers.limits import ImportLimits
from qualcode.importers.reading import read_folder
from qualcode.model.errors import Cancelled

TALK = "INT: So?\nP1: Yes.\nINT: And?\nP1: No.\n"


def test_it_reads_as_in_this_process(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"i{number}.txt").write_text(TALK * (number + 1))
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    heard: list[int] = []

    def progress(done: int, total: int, what: str) -> None:
        heard.append(done)

    assert read_isolated([tmp_path], progress=progress) == read_folder([tmp_path])
    assert heard == sorted(heard)
    assert heard[-1] == 4


def test_cancelling_ends_the_process(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALK)

    def progress(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        read_isolated([tmp_path], progress=progress)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a named pipe is what makes reading hang")
def test_a_file_that_hangs_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "a.txt").write_text(TALK)
    (tmp_path / "c.txt").write_text(TALK)
    paths = [tmp_path / name for name in ("a.txt", "b.txt", "c.txt")]
    read, refused = read_isolated(paths, limits=ImportLimits(seconds_per_file=2))
    assert [transcript.name for transcript in read] == ["a", "c"]
    assert [(item.path.name, item.reason) for item in refused] == [
        ("b.txt", "Reading the file takes longer than 2 seconds.")
    ]


def test_a_file_that_needs_too_much_memory_is_refused_and_the_rest_is_read(tmp_path: Path) -> None:
    pytest.importorskip("resource")
    (tmp_path / "a.txt").write_text(TALK)
    (tmp_path / "b.txt").write_bytes(b"\xff\xfe" + b"a\0" * 120_000_000)
    (tmp_path / "c.txt").write_text(TALK)
    limits = ImportLimits(memory_bytes=400 * 1024 * 1024, file_bytes=10**9, text_characters=10**9)
    read, refused = read_isolated([tmp_path], limits=limits)
    assert [transcript.name for transcript in read] == ["a", "c"]
    assert [item.path.name for item in refused] == ["b.txt"]
    assert "memory" in refused[0].reason
