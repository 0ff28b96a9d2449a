import errno
import os

import pytest

from qualcode.model.machine.refusals import in_words, refusal_of

COMMON = sorted({number for name, number in vars(errno).items() if name.startswith("E")})


@pytest.mark.parametrize("number", COMMON, ids=lambda number: errno.errorcode[number])
def test_every_reason_of_the_system_is_a_sentence_with_what_to_do(number: int) -> None:
    sentence = in_words("“a.csv” could not be written", OSError(number, os.strerror(number), "/secret/a.csv"))
    first, second = sentence.split(". ", 1)
    assert first.startswith("“a.csv” could not be written: ")
    assert second.endswith(".")
    assert "Errno" not in sentence
    assert "/secret" not in sentence
    assert "delete it" not in sentence


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EDQUOT, "the disk is full"),
        (errno.EROFS, "the disk can only be read"),
        (errno.EACCES, "you do not have permission"),
        (errno.ESTALE, "is not answering"),
        (errno.ENOTCONN, "is not answering"),
        (errno.ETIMEDOUT, "is not answering"),
        (errno.EIO, "reported a fault"),
        (errno.ENAMETOOLONG, "too long"),
        (errno.EMFILE, "too many files"),
        (errno.EEXIST, "is there already"),
        (errno.ENOTDIR, "a file has the name that a folder should have"),
        (errno.EBUSY, "another program is using it, or it is mounted as a drive of its own"),
    ],
)
def test_common_reasons_have_words_of_their_own(number: int, why: str) -> None:
    assert why in refusal_of(OSError(number, os.strerror(number))).why


def test_windows_says_more_than_no_permission() -> None:
    error = PermissionError(errno.EACCES, "in use")
    error.winerror = 32  # type: ignore[attr-defined, unused-ignore]
    assert refusal_of(error).why == "another program is using it"


def test_what_nobody_expected_is_said_in_the_systems_words() -> None:
    assert refusal_of(OSError(99_999, "Purple.")).why == "the system says “Purple”"
    assert refusal_of(OSError("no number")).why == "the system refused"


def test_another_folder_is_no_advice_for_what_is_to_be_read() -> None:
    denied = PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    assert "folder of your own" in in_words("It could not be written", denied)
    said = in_words("It could not be read", denied, reading=True)
    assert "folder" not in said
    assert "ask the person whose file it is" in said
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert in_words("It could not be read", full, reading=True) == in_words("It could not be read", full)
