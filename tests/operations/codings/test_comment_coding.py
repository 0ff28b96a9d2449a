"""What a comment of a document says: codes, memos, and lines that are neither."""

import pytest

from qualcode.operations.codings.comment_coding import CodeNames, ReadComment
from tests.support.studies import example_study


def read(comment: str, *, new_codes: bool = False) -> ReadComment:
    return CodeNames(example_study(), new_codes=new_codes).read(comment)


@pytest.mark.parametrize(("letters", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_line_that_names_no_code_is_quoted_up_to_sixty_letters(letters: int, shown: str) -> None:
    assert read("x" * letters).reasons == [f"there is no code “{shown}”."]


def test_a_new_code_is_told_by_what_stands_before_its_memo() -> None:
    """However long the memo is, and however it ends."""
    memo = "They say so again and again, and nobody has ever asked them why that may be."
    assert read(f"mistrust — {memo}", new_codes=True).found == [("mistrust", [memo])]
    assert read("mistrust", new_codes=True).found == [("mistrust", [])]


@pytest.mark.parametrize("line", ["Is this what we want?", "one two three four five six seven eight nine"])
def test_what_looks_like_a_remark_becomes_no_code(line: str) -> None:
    found = read(line, new_codes=True)
    assert found.found == []
    assert len(found.reasons) == 1


def test_a_new_code_may_have_eight_words_and_so_may_what_is_above_it() -> None:
    words = "one two three four five six seven eight"
    assert read(f"{words} > {words}", new_codes=True).found == [(f"{words} > {words}", [])]
