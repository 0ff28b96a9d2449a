"""What is wrong with files of a shared folder is said once, and again where nothing is known of it."""

from pathlib import Path

import platformdirs

from qualcode.cli.teamwork.told_once import not_told_yet
from qualcode.project.teamwork.shared_folder import Unread


def kept() -> Path:
    return platformdirs.user_state_path("qualcode", appauthor=False) / "named-files.json"


def test_each_file_is_named_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    one, other = (Unread(tmp_path / f"{name}.qualcode", f"{name} is not whole yet.") for name in "ab")
    for each in (one, other):
        each.path.write_bytes(b"x")
    assert not_told_yet([one]) == [one.why]
    assert not_told_yet([one]) == []
    # Another project's folder makes nobody forget this one.
    assert not_told_yet([other]) == [other.why]
    assert not_told_yet([one, other]) == []
    one.path.write_bytes(b"xy")
    assert not_told_yet([one, other]) == [one.why]
    one.path.unlink()
    assert not_told_yet([]) == []
    one.path.write_bytes(b"xy")
    assert not_told_yet([one]) == [one.why]


def test_what_was_kept_may_be_lost_or_spoilt(tmp_path: Path) -> None:
    file = Unread(tmp_path / "a.qualcode", "a is not whole yet.")
    assert not_told_yet([]) == []
    assert not kept().exists()
    assert not_told_yet([file]) == [file.why]
    for words in ("{", "[]", '{"x"'):
        kept().write_text(words, "utf-8")
        assert not_told_yet([file]) == [file.why]
    kept().unlink()
    kept().mkdir()
    assert not_told_yet([file]) == [file.why]
