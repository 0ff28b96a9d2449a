"""Where a document and a transcript differ: what is the same place, and what is none."""

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.operations.text import text_matching
from qualcode.operations.text.text_matching import TextMatch, even

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


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Span(3, 7), [Span(0, 4)]),
        (Span(3, 8), [Span(0, 4)]),
        (Span(0, 5), [Span(0, 2)]),
        (Span(4, 6), [Span(1, 3)]),
        (Span(0, 3), []),
        (Span(0, 4), [Span(0, 1)]),
        (Span(6, 10), [Span(3, 4)]),
        (Span(7, 10), []),
    ],
)
def test_of_a_span_that_reaches_beyond_the_transcript_only_what_is_in_it_is_there(
    wanted: Span, found: list[Span]
) -> None:
    assert TextMatch("ab\ntext\ncd", "text", "FG1").spans_of(wanted) == found


@pytest.mark.parametrize(
    ("document", "place"), [("-aa", 1), ("-aaa", None), ("aa-aa", None), ("b", None), ("aa", 0)]
)
def test_a_text_has_a_place_where_it_is_once(document: str, place: int | None) -> None:
    assert text_matching._only_place(document, "aa") == place


def test_a_document_that_begins_with_the_text_is_the_one_though_it_comes_again() -> None:
    match = TextMatch("so so", "so", "FG1")
    assert match.exact
    assert match.spans_of(Span(0, 5)) == [Span(0, 2)]
    assert match.spans_of(Span(1, 2)) == [Span(1, 2)]


@pytest.mark.parametrize(
    ("document", "text", "share"),
    [
        ("a b c d e f g", "a b c d e x y z q", None),
        ("a b c d e f g h", "a b c d e x y z", "40%"),
        ("a b c d e f g h", "a b c d x y z q r", "20%"),
        ("a b c d e", "A B C x D", "0%"),
        # Texts of a word are known by it, whatever its capitals.
        ("Hello!", "hello?", None),
        ("Hello!", "Hallo?", "0%"),
        ("a b c", "a b c.", None),
        ("...", "?", "0%"),
    ],
)
def test_half_of_the_wording_of_the_shorter_one_is_enough(
    document: str, text: str, share: str | None
) -> None:
    for one, other in ((document, text), (text, document)):
        if share is None:
            assert TextMatch(one, other, "FG1").exact is (other in one)
            continue
        with pytest.raises(QualcodeError, match=f"is not “FG1”: only {share} of its wording"):
            TextMatch(one, other, "FG1")


@pytest.mark.parametrize(("number", "same"), [(67, False), (68, True), (80, True), (92, True), (93, False)])
def test_a_long_passage_has_kept_its_length_up_to_twelve_letters(number: int, same: bool) -> None:
    after = f"{BEGIN} {'q' * number} {END}"
    assert across(f"{BEGIN} {'x' * 80} {END}", after) == ([after] if same else [])


def test_a_passage_in_two_pieces_is_compared_by_its_words() -> None:
    one, two = "one two three four five six", "seven eight nine ten eleven twelve"
    around = "Well, this is how it all began, and I shall tell you about every bit of it.\nSo it was.\n"
    document, text = f"{one}\n{two}\n{around}!", f"{one}\n{around}?{two}\n"
    match = TextMatch(document, text, "FG1")
    both = Span(0, len(one) + 1 + len(two))
    assert [text[a:b] for a, b in match.spans_of(both)] == [one, two]


def test_texts_are_even_in_blanks_and_marks_letter_by_letter() -> None:
    assert even("a\r\n‘b’ ‚‛ “c”„‟\u00a0\t–—‑‒\u00ad\x01 \u2003d") == "a \n'b' '' \"c\"\"\"  -----\ufffd  d"


@pytest.mark.parametrize(("now", "alike"), [("dexy", True), ("dxyz", False), ("defg", True)])
def test_pieces_are_the_same_passage_where_three_quarters_of_their_letters_are(now: str, alike: bool) -> None:
    around = "Well, this is how it all began, and I shall tell you about every bit of it."
    document, text = f"defg abc {around}", f"{around} abc - {now}"
    match = TextMatch(document, text, "FG1")
    pieces = [Span(text.index(words), text.index(words) + len(words)) for words in (" abc", f" {now}")]
    pieces = [Span(piece.start + 1, piece.end) for piece in pieces]
    assert match._alike(Span(0, 8), pieces) is alike
