"""What a file says of itself is told from speech: details, titles and rules, and nothing that is a sentence.

Tests as well: ``model.turns``.
"""

import pytest

from qualcode.model.identity import new_id
from qualcode.model.span import Span
from qualcode.model.transcript import Role
from qualcode.model.turns import Turn, Turns
from qualcode.model.words.file_header import tells_of_itself

HEADER = "Focus group 3, parents\n\nDate: 22 September 2021\nPlace: online (one by telephone)\n--------\n"
LISTED = "Participants:\nTasha\nMrs Bell, grandmother\n"
NOTED = "Date:\t3 March\nNote: Invented. No real participant.\n"
RECORDED = "Night buses\n\nTranscript of 03_Mo.mp3\n"
SPEECH = "Good evening, everybody, and thank you for coming.\n"
PROSE = "We met on a Tuesday: it rained. Nobody had slept.\nThen she said what she thinks of it.\n"


@pytest.mark.parametrize(
    "words", [HEADER, LISTED, NOTED, "**Date:** 3 March", "# Study\nModerator: AB", RECORDED]
)
def test_details_titles_and_rules_are_what_a_file_says_of_itself(words: str) -> None:
    assert tells_of_itself(words)


@pytest.mark.parametrize(
    "words",
    [
        SPEECH,
        PROSE,
        "",
        "\n\n",
        "Only a title",
        "-----",
        "See https://example.org/a",
        "So I will tell you this: it was not easy",
        f"Date: 3 March\n{SPEECH}",
        f"Date: 3 March\n{'a long line without an end ' * 9}",
    ],
)
def test_speech_and_prose_are_not(words: str) -> None:
    assert not tells_of_itself(words)


def turns(*said: tuple[str, str]) -> tuple[str, Turns]:
    """Text and turns of (label, words); the label stands before its words."""
    text, rows = "", []
    for label, words in said:
        start = len(text)
        text += (f"{label}: " if label else "") + words
        rows.append((start, len(text), start + (len(label) + 2 if label else 0), label))
    made = [
        Turn(new_id(), number, Span(start, end), speech, label, None, Role.OTHER, None)
        for number, (start, end, speech, label) in enumerate(rows)
    ]
    return text, Turns.from_rows(made)


@pytest.mark.parametrize(
    ("said", "without_number"),
    [
        ([("", HEADER), ("A", "Yes.\n")], 1),
        ([("", HEADER), ("", LISTED), ("A", "Yes.\n")], 2),
        ([("", RECORDED), ("A", "Yes.\n")], 1),
        ([("", f"{RECORDED}{SPEECH}"), ("A", "Yes.\n")], 0),
        # The first speech has no label: it is a turn with a number.
        ([("", SPEECH), ("A", "Yes.\n")], 0),
        ([("", HEADER), ("", SPEECH), ("A", "Yes.\n")], 1),
        ([("", SPEECH), ("", HEADER), ("A", "Yes.\n")], 0),
        # Nobody is named at all, as in a document.
        ([("", SPEECH), ("", SPEECH)], 0),
        ([("", HEADER), ("", SPEECH)], 0),
        ([("", PROSE)], 0),
        ([("A", "Yes.\n")], 0),
        ([], 0),
    ],
)
def test_only_what_a_file_says_of_itself_has_no_number(
    said: list[tuple[str, str]], without_number: int
) -> None:
    text, made = turns(*said)
    assert made.opening(text) == without_number
