"""What letters may begin a word."""

import pytest

from qualcode.ui.pages.code.word_beginnings import may_begin_a_word


@pytest.mark.parametrize(
    "letters",
    [
        "s",
        "sc",
        "school",
        "The",
        "sm",
        "small",
        "scared",
        "sca",
        "Scotland",
        "smile",
        "schedule",
        "tw",
        "twelve",
        "um",
        "str",
        "straw",
        "schw",
        "écoute",
        "I",
        "papa",
        "hm",
    ],
)
def test_words_and_their_beginnings(letters: str) -> None:
    assert may_begin_a_word(letters)


@pytest.mark.parametrize(
    "letters",
    [
        "nw",
        "scyY",
        "scb",
        "scst",
        "nm",
        "tc",
        "srm",
        "sra",
        "usrusr",
        "srsrs",
        "sYes",
        "scag",
        "scea",
        "smab",
    ],
)
def test_what_no_word_begins_with(letters: str) -> None:
    assert not may_begin_a_word(letters)
