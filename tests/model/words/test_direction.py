"""In which direction a text is read: one rule for the screen, documents and data files."""

import pytest

from qualcode.model.words.direction import Direction, at_isolates, direction_of, isolated, reads_leftwards


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("", Direction.LEFT_TO_RIGHT),
        ("12 – 🙂", Direction.LEFT_TO_RIGHT),
        ("12 – 漢字", Direction.LEFT_TO_RIGHT),
        ("Hello שלום", Direction.LEFT_TO_RIGHT),
        ("12. שלום hello", Direction.RIGHT_TO_LEFT),
        ("«12» مرحبا hello", Direction.RIGHT_TO_LEFT),
        ("سلام", Direction.RIGHT_TO_LEFT),
        ("\u2067שלום\u2069 hello", Direction.LEFT_TO_RIGHT),
        ("\u2066hello\u2069 שלום", Direction.RIGHT_TO_LEFT),
    ],
)
def test_the_first_letter_that_has_a_direction_decides(text: str, direction: Direction) -> None:
    assert direction_of(text) is direction
    assert reads_leftwards(text) is (direction is Direction.RIGHT_TO_LEFT)


@pytest.mark.parametrize("name", ["שרה", "ليلى", "Sarah שרה"])
def test_an_isolated_name_turns_no_words_beside_it(name: str) -> None:
    marked = isolated(name)
    assert direction_of(f"{marked}: I was asked.") is Direction.LEFT_TO_RIGHT
    assert direction_of(f"{isolated('Ann', name)}: {name}") is direction_of(name)
    assert at_isolates(f"{marked}, FG2") == [name, "\u200e, FG2"]


@pytest.mark.parametrize(
    ("words", "pieces"),
    [
        (
            f"{isolated('Tea, עברית')} (10); {isolated('ليلى')} (3)",
            ["Tea, עברית", "\u200e (10); ", "ليلى", "\u200e (3)"],
        ),
        (isolated("שרה 3"), ["שרה 3", "\u200e"]),
        (f"{isolated('שרה and Ann')} (2)", ["שרה and Ann", " (2)"]),
        (f"{isolated('Ann', 'שלום')} (2) שלום", ["Ann", "\u200f (2) שלום"]),
        ("a mark \u2068 of somebody’s own", ["a mark ", " of somebody’s own"]),
    ],
)
def test_a_number_stays_on_its_side_of_a_name(words: str, pieces: list[str]) -> None:
    assert at_isolates(words) == pieces


def test_words_that_are_read_from_left_to_right_need_no_marks() -> None:
    assert isolated("Zoë", "über 9") == "Zoë"
    assert isolated("") == ""
    assert at_isolates("Zoë") == ["Zoë"]
