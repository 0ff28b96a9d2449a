"""How many lines words take: by the widths of Arial, broken where Word and LibreOffice break them."""

import pytest

from qualcode.exporters.document.word_lines import Letters, StyledWords

EM = 200.0


def lines(words: str, room: float, *, bold: bool = False, hanging: float = 0) -> int:
    return Letters().lines([StyledWords(words, EM, bold)], room, hanging)


def width(words: str, *, bold: bool = False) -> float:
    return Letters().width(words, bold=bold) * EM / 2048


def test_letters_are_as_wide_as_those_of_arial() -> None:
    letters = Letters()
    # From the tables of Helvetica, which Arial is measured like.
    assert [round(letters.width(letter, bold=False) * 1000 / 2048) for letter in "iMa—"] == [
        222,
        833,
        556,
        1000,
    ]
    assert [round(letters.width(letter, bold=True) * 1000 / 2048) for letter in "iMa—"] == [
        278,
        833,
        556,
        1000,
    ]


def test_letters_that_are_in_no_table_have_a_width_too() -> None:
    letters = Letters()
    assert letters.width("字", bold=False) == 2048
    assert letters.width("e\u0301", bold=False) == letters.width("e", bold=False)
    assert 0 < letters.width("\u10d0", bold=False) < 2048


@pytest.mark.parametrize(
    ("words", "fits", "expected"),
    [
        ("one two", "one two", 1),
        ("one two", "one tw", 2),
        ("one two ", "one two", 1),
        ("well-off", "well-o", 2),
        ("10-20", "10-2", 2),
        ("aa b-cc dd", "aa b-c", 2),
        ("aa b-\u2060cc dd", "aa b-c", 3),
        ("and/or then", "and/", 3),
        ("a\u00a0b c", "a\u00a0b", 2),
        ("one\ntwo", "one two three", 2),
        ("", "a", 1),
        ("one\n", "one two", 2),
    ],
)
def test_lines_end_at_spaces_hyphens_and_strokes(words: str, fits: str, expected: int) -> None:
    assert lines(words, width(fits) + 2) == expected


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert lines("m" * 30, width("m" * 10) + 2) == 3
    assert lines("a " + "m" * 20, width("m" * 10) + 2) == 3


def test_bold_words_are_wider() -> None:
    words = "figures in one line"
    assert lines(words, width(words) + 2) == 1
    assert lines(words, width(words) + 2, bold=True) == 2


def test_pieces_without_a_space_between_them_stay_together() -> None:
    pieces = [StyledWords("one tw", EM, False), StyledWords("o three", EM, True)]
    assert Letters().lines(pieces, width("one two") - 8) == 3
    assert Letters().lines(pieces, width("one two three", bold=True)) == 1


def test_lines_after_the_first_may_have_less_room() -> None:
    room = width("one two") + 2
    assert lines("one two one", room * 2) == 1
    assert lines("one two one two one two", room, hanging=0) == 3
    assert lines("one two one two one two", room, hanging=width(" two")) == 5


def test_a_tab_goes_to_the_next_stop() -> None:
    assert lines("a\tb", 720 + width("b") + 2) == 1
    assert lines("a\tb", 720 + width("b") - 2) == 2
