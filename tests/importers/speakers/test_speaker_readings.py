"""Tests of speaker readings.

Tests as well: ``own_line_labels``.
"""

from qualcode.importers.speakers.speaker_readings import best_reading
from qualcode.importers.speakers.speaker_shapes import Shape, find_marks


def best(text: str) -> tuple[Shape, list[str]] | None:
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:number]) for number in range(len(lines))]
    reading = best_reading(find_marks(lines, starts, {}, markdown=False), 0, len(text), lines)
    return reading and (reading.shape, [mark.label for mark in reading.marks])


def test_the_reading_that_covers_most_of_the_text_is_taken() -> None:
    talk = "Anna   0:12\nI said to him, Note: no.\n\nBen   0:15\nYes.\n\n" * 4
    assert best(talk) == (Shape.TIMED, ["Anna", "Ben"] * 4)


def test_a_name_that_comes_once_counts_only_among_its_like() -> None:
    among_codes = "P1: Yes.\nP2: No.\nTrevor: that is a name in what P2 says.\nP1: Yes.\n"
    assert best(among_codes) == (Shape.COLON, ["P1", "P2", "P1"])
    among_names = "Anna: Yes.\nBen: No.\nTrevor: Hello.\nAnna: Yes.\nBen: No.\n"
    assert best(among_names) == (Shape.COLON, ["Anna", "Ben", "Trevor", "Anna", "Ben"])


def test_questions_and_answers_count_when_they_alternate() -> None:
    assert best("Question: Why?\nAnswer: So.\n" * 3) == (Shape.COLON, ["Question", "Answer"] * 3)
    assert best("Question: Why?\nAnd then we talked on about it.\n") is None


def test_labels_in_other_shapes_join_where_they_are_known() -> None:
    assert best("P1: Yes.\nP2: No.\nP1 [0:12] Well.\nP2: No.\n") == (Shape.COLON, ["P1", "P2", "P1", "P2"])


def test_short_lines_that_repeat_are_no_names() -> None:
    assert best("Yes\nso it was\n\nOkay\nthen it was over\n\nYes\nit was\n\nOkay\nfine then\n") is None
