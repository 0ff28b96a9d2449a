import io
import zipfile

import pytest

from qualcode.importers.guarded.archives import Archive, is_hidden
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.model.errors import UnreadableFileError


def packed(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return written.getvalue()


def test_files_are_named_and_read_without_what_is_hidden() -> None:
    archive = Archive(packed({"a/b.txt": b"x", "a/.c": b"y", "d/": b"", "~$e.docx": b"z"}), DEFAULT_LIMITS)
    assert [entry.filename for entry in archive.entries] == ["a/b.txt"]
    assert archive.read(archive.named("a/b.txt")) == b"x"


def test_all_files_together_count_against_the_limit() -> None:
    archive = Archive(packed({"a": b"x" * 60, "b": b"x" * 60}), ImportLimits(unpacked_bytes=100))
    assert len(archive.read(archive.named("a"))) == 60
    for name in ("b", "a"):
        with pytest.raises(UnreadableFileError, match="unpacks to more"):
            archive.read(archive.named(name))


def test_damaged_archives_are_refused() -> None:
    raw = packed({"a": b"some words" * 50})
    with pytest.raises(UnreadableFileError, match="damaged"):
        Archive(raw[:-10], DEFAULT_LIMITS)
    spoilt = raw.replace(raw[35:45], bytes(10))
    archive = Archive(spoilt, DEFAULT_LIMITS)
    with pytest.raises(UnreadableFileError, match="damaged"):
        archive.read(archive.named("a"))


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_two() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for words in (b"first", b"second", b"third"):
            made.writestr("a.txt", words)
    archive = Archive(written.getvalue(), DEFAULT_LIMITS)
    assert [archive.read(entry) for entry in archive.entries] == [b"first", b"second", b"third"]
    assert archive.read(archive.named("a.txt")) == b"third"
    with pytest.raises(UnreadableFileError, match="no such file"):
        archive.named("b.txt")


@pytest.mark.parametrize(
    ("name", "hidden"), [("a/b.txt", False), (".a/b", True), ("a/~$b.docx", True), ("__MACOSX/b", True)]
)
def test_hidden_names(name: str, hidden: bool) -> None:
    assert is_hidden(name) is hidden
