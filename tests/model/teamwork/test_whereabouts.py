"""Who is where, in a word of at most 63 letters that comes through any server."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.teamwork.whereabouts import PREFIX, Whereabouts, in_words, read, written


@given(st.text(max_size=80), st.none() | st.uuids(), st.none() | st.uuids())
def test_a_word_holds_who_and_where(name: str, coder: UUID | None, transcript: UUID | None) -> None:
    name = name.encode(errors="ignore").decode()
    word = written(Whereabouts(name, coder, transcript))
    assert word.isascii()
    assert word.isprintable()
    assert len(word) <= 63
    found = read(word)
    if coder is not None:
        assert found == Whereabouts("", coder, transcript)
    elif found is not None:
        assert found.transcript_id == transcript
        assert name.startswith(found.name)
        if len(name.encode()) <= 21:
            assert found.name == name
    else:
        assert not name.encode()[:1].isascii() or not name


@given(st.text(max_size=70))
def test_what_others_call_their_connections_is_nobody(words: str) -> None:
    read(words)
    read(PREFIX + words)


@pytest.mark.parametrize(
    "word",
    ["psql", "qualcode", "qualcode ", "qualcode - ~", "qualcode - =abc", "qualcode x ~QUI", "qualcode - QUI"],
)
def test_what_is_no_such_word_says_nothing(word: str) -> None:
    assert read(word) is None


def test_company_is_told_by_place() -> None:
    assert in_words([]) == ""
    assert in_words([("CD", "FG2")]) == "CD is in FG2"
    company = [("CD", "FG2"), ("EF", ""), ("GH", "FG2"), ("IJ", "FG3")]
    assert in_words(company) == "CD and GH are in FG2, EF is here, IJ is in FG3"
