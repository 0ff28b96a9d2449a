"""Where a document and a transcript differ: what is the same place, and what is none."""

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.operations.text.text_matching import TextMatch

SAID = "They just assume that you must be poor. I hate it. Nobody asked us at all."
BEGIN, END = "the council wrote to us in the spring", "and nobody has answered until today"


def test_a_document_with_a_heading_holds_the_transcript_letter_by_letter() -> None:
    match = TextMatch(f"Coded by Jo\n{SAID}\nThe end.", SAID, "FG1")
    assert match.exact
    start = len("Coded by Jo\n")
    assert match.spans_of(Span(start, start + 4)) == [Span(0, 4)]
    assert match.spans_of(Span(0, start + 4)) == [Span(0, 4)]
    assert match.spans_of(Span(0, start - 1)) == []


def test_of_a_text_that_stands_there_twice_nobody_knows_which_is_meant() -> None:
    assert not TextMatch(f"Jo\n{SAID}\n{SAID}", SAID, "FG1").exact


def test_another_document_is_refused() -> None:
    with pytest.raises(QualcodeError, match="is not “FG1”: only 0% of its wording"):
        TextMatch("Something quite different was said here.", SAID, "FG1")


def across(before: str, after: str) -> list[str]:
    """The words that a passage became, where text around it has stayed."""
    around = "Well, this is how it all began, and I shall tell you about every bit of it. "
    match = TextMatch(f"{around}{before} {around}!", f"{around}{after} {around}?", "FG1")
    text = f"{around}{after} {around}"
    return [text[a:b] for a, b in match.spans_of(Span(len(around), len(around) + len(before)))]


def test_a_long_passage_is_the_same_where_its_ends_are() -> None:
    before, after = f"{BEGIN} {'x' * 60} {END}", f"{BEGIN} {'q' * 60} {END}"
    assert across(before, after) == [after]


def test_a_long_passage_with_another_end_or_another_beginning_is_not_the_same() -> None:
    before = f"{BEGIN} {'x' * 60} {END}"
    assert across(before, f"{BEGIN} {'q' * 60} {'w' * len(END)}") == []
    assert across(before, f"{'w' * len(BEGIN)} {'q' * 60} {END}") == []


def test_a_passage_that_became_much_shorter_is_compared_as_a_whole() -> None:
    before = f"{BEGIN} {'x' * 120} {END}"
    assert across(before, f"{BEGIN} {END}") == []


@pytest.mark.parametrize(("number", "same"), [(27, True), (26, False)])
def test_an_end_of_a_long_passage_is_the_same_where_three_quarters_of_36_letters_are(
    number: int, same: bool
) -> None:
    for begin, end in ((BEGIN[:number], f" {END}"), (f"{BEGIN} ", END[-number:])):
        before, after = (f"{begin}{between * 80}{end}" for between in "xq")
        assert across(before, after) == ([after] if same else [])


@pytest.mark.parametrize(("length", "same"), [(60, True), (61, False)])
def test_up_to_sixty_letters_are_compared_as_a_whole(length: int, same: bool) -> None:
    """Fourteen of them are others: few of the whole, many of the 36 at its beginning."""
    before, after = (between * 14 + f" {END} {BEGIN}"[: length - 14] for between in "xq")
    assert across(before, after) == ([after] if same else [])
