import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.machine import rights

pytestmark = pytest.mark.skipif(os.name != "posix", reason="permission bits are POSIX's")


@pytest.fixture(autouse=True)
def usual_umask() -> Iterator[None]:
    """What nearly every system gives: new files may be read by everybody."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def group_folder(path: Path, bits: int = 0o2770) -> Path:
    path.mkdir()
    path.chmod(bits)
    return path


def test_what_is_new_is_its_owners_alone(tmp_path: Path) -> None:
    rights.make_folder(tmp_path / "one" / "two")
    rights.make_file(tmp_path / "one" / "file")
    with rights.open_to_add(tmp_path / "one" / "log") as log:
        log.write("a line\n")
    assert [mode(tmp_path / "one"), mode(tmp_path / "one" / "two")] == [0o700, 0o700]
    assert [mode(tmp_path / "one" / "file"), mode(tmp_path / "one" / "log")] == [0o600, 0o600]


@pytest.mark.parametrize(
    ("folder", "file", "below"), [(0o2770, 0o660, 0o2770), (0o2750, 0o640, 0o2750), (0o770, 0o600, 0o700)]
)
def test_a_folder_that_keeps_its_group_shares_with_it(
    tmp_path: Path, folder: int, file: int, below: int
) -> None:
    shared = group_folder(tmp_path / "group", folder)
    rights.make_file(shared / "file")
    rights.make_folder(shared / "below")
    assert mode(shared / "file") == file
    assert mode(shared / "below") == below


@pytest.mark.parametrize(("source", "copy"), [(0o600, 0o600), (0o640, 0o640), (0o666, 0o660), (0o400, 0o600)])
def test_a_copy_gets_no_more_than_its_source(tmp_path: Path, source: int, copy: int) -> None:
    original = tmp_path / "original"
    original.write_text("said in confidence")
    original.chmod(source)
    made = rights.copy_file(original, group_folder(tmp_path / "group") / "copy")
    assert made.read_text() == "said in confidence"
    assert mode(made) == copy


def test_nothing_is_open_to_others_even_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = Path.chmod

    def looked_at(path: Path, bits: int) -> None:
        seen.append(mode(path))
        real(path, bits)

    shared = group_folder(tmp_path / "group")
    monkeypatch.setattr(Path, "chmod", looked_at)
    rights.make_file(shared / "file")
    rights.make_folder(shared / "below")
    assert [bits & 0o077 for bits in seen] == [0, 0]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("kept")
    with pytest.raises(FileExistsError):
        rights.make_file(tmp_path / "there")
    with pytest.raises(FileExistsError):
        rights.copy_file(tmp_path / "there", tmp_path / "there")
    with pytest.raises(FileExistsError):
        rights.make_folder(tmp_path / "there")
    assert (tmp_path / "there").read_text() == "kept"


def test_a_file_of_the_programs_own_is_made_private_again(tmp_path: Path) -> None:
    path = tmp_path / "config" / "settings.ini"
    rights.keep_private(path)
    path.write_text("a=1")
    path.chmod(0o644)
    rights.keep_private(path)
    assert mode(path) == 0o600
    assert path.read_text() == "a=1"
