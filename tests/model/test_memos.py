import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.memos import KIND_WORDS, MemoKind, tags_in, tidy_tags


def test_tags_are_kept_once_in_any_spelling() -> None:
    assert tags_in(" method,to  do , #Method,,to do") == ("method", "to do")
    assert tidy_tags([]) == tags_in(" , ") == ()
    with pytest.raises(QualcodeError, match="“a, b” has a comma in it; give two tags instead"):
        tidy_tags(["a, b"])


def test_every_kind_has_a_name_for_people() -> None:
    assert set(KIND_WORDS) == set(MemoKind)
