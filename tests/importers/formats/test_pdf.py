"""Tests of pdf.

Tests as well: ``pdf_margins``.
"""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.importers.formats.pdf import read
from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.reading import transcript_of
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcripts.reading_choices import PdfLines, ReadingChoices
from tests.importers.pdf_files import Line, document
from tests.support.profiles import of_hundred

FULL = "that they were all there and nobody said a word about it to any"


def page(*texts: str, top: int = 760, step: int = 14) -> list[Line]:
    return [(72, top - step * place, text) for place, text in enumerate(texts)]


def test_lines_become_paragraphs_and_turns() -> None:
    lines = page(f"INT: So {FULL}", f"of us, or {FULL}", "of them.", "P1: Yes.", "INT: And so", "P1: No.")
    read_file = transcript_of(document([lines]), "x.pdf")
    assert read_file.text == f"INT: So {FULL} of us, or {FULL} of them.\nP1: Yes.\nINT: And so\nP1: No."
    assert [turn.label for turn in read_file.turns] == ["INT", "P1", "INT", "P1"]


def test_a_gap_parts_paragraphs() -> None:
    assert read(document([page(FULL, FULL) + page(FULL, FULL, top=680)]), DEFAULT_LIMITS).text == (
        f"{FULL} {FULL}\n\n{FULL} {FULL}"
    )


def test_words_broken_at_line_ends_are_made_whole() -> None:
    text = read(
        document(
            [page("all the infor-", "mation about the well-known and the well-", "known, and Anna-", "Maria")]
        ),
        DEFAULT_LIMITS,
    ).text
    assert (
        " ".join(text.split())
        == "all the information about the well-known and the well-known, and Anna-Maria"
    )


def test_running_heads_and_page_numbers_are_left_out_and_told() -> None:
    pages = [
        [
            (72.0, 810.0, "Project X"),
            *page(f"INT: Question {word}.", f"P1: Answer {word}."),
            (280.0, 30.0, f"Page {number} of 4"),
        ]
        for number, word in enumerate(["one", "two", "three", "four"], 1)
    ]
    source = read(document(pages), DEFAULT_LIMITS)
    assert source.text.split("\n") == [
        line
        for word in ("one", "two", "three", "four")
        for line in (f"INT: Question {word}.", f"P1: Answer {word}.")
    ]
    assert source.warnings[0].startswith(
        "Running heads and page numbers left out: “Project X”, “Page 1 of 4”"
    )


HEAD = "Bells study – CONFIDENTIAL – draft"


def double_spaced(head: str, number: int, at: float = 800.0) -> list[list[Line]]:
    """Pages on which the talk keeps the distance that a line above or below all of it has from it."""
    talk = [page(f"INT: And in {word}?", f"P1: It {word}ed, {FULL}", f"and {word} {FULL}", step=28, top=772)
            for word in ("rain", "hail", "snow", "pour")[:number]]  # fmt: skip
    return [[(72.0, at, head), *lines] if at > 400 else [*lines, (72.0, at, head)] for lines in talk]


@pytest.mark.parametrize("at", [800.0, 688.0], ids=["above", "below"])
@pytest.mark.parametrize("number", [2, 3, 4])
@pytest.mark.parametrize("head", [HEAD, "Garden talks, second wave", "Not to be passed on"])
def test_what_all_pages_begin_or_end_with_is_no_talk_where_lines_are_far_apart(
    head: str, number: int, at: float
) -> None:
    laid = double_spaced(head, number, at)
    source = read(document(laid), DEFAULT_LIMITS)
    assert head not in source.text
    assert source.warnings[0] == f"Running heads and page numbers left out: “{head}”"


@pytest.mark.parametrize(
    "line",
    [
        "And then it stopped.",
        "Did it rain again?",
        "Maya Chen",
        "P1: the same once more",
        "Yes, and",
        "(laughter)",
    ],
)
@pytest.mark.parametrize("number", [2, 3])
def test_what_may_be_said_on_all_pages_stays(line: str, number: int) -> None:
    source = read(document(double_spaced(line, number)), DEFAULT_LIMITS)
    assert " ".join(source.text.split()).count(line) == number


def test_a_line_that_not_all_pages_begin_with_stays() -> None:
    first, *others = double_spaced(HEAD, 3)
    source = read(document([first[1:], *others]), DEFAULT_LIMITS)
    assert source.text.count(HEAD) == 2
    lower = [(72.0, 790.0, HEAD), *others[0][1:]]
    assert HEAD in read(document([first, lower]), DEFAULT_LIMITS).text


@pytest.mark.parametrize(
    "number", ["Page 1", "Seite 1", "1", "- 1 -", "1/1", "1 / 1", "Page 1 of 1", "page 1 sur 1"]
)
@pytest.mark.parametrize("at", [30.0, 815.0])
def test_the_number_of_an_only_page_is_no_words_of_who_speaks_last(number: str, at: float) -> None:
    talk = page("INT: So?", "P1: Yes.", "INT: And?", "P1: No.")
    source = read(document([sorted([*talk, (280.0, at, number)], key=lambda line: -line[1])]), DEFAULT_LIMITS)
    assert source.text.split("\n") == ["INT: So?", "P1: Yes.", "INT: And?", "P1: No."]
    assert source.warnings == (f"Running heads and page numbers left out: “{number}”",)


@pytest.mark.parametrize(
    ("line", "at"),
    [
        # Another page’s, as many pages as there are not, a name, a number that somebody says, and words.
        ("Page 2", 30.0),
        ("1 of 3", 30.0),
        ("P1", 30.0),
        ("1998", 30.0),
        ("1 o'clock", 30.0),
        # As near as the text's own lines are.
        ("1", 704.0),
    ],
)
def test_a_line_that_may_be_no_page_number_stays(line: str, at: float) -> None:
    talk = page("INT: So?", "P1: Yes.", "INT: And?", "P1: No.")
    source = read(document([[*talk, (72.0, at, line)]]), DEFAULT_LIMITS)
    assert source.text.split("\n")[-1].endswith(line)
    assert source.warnings == ()


def test_page_numbers_that_begin_on_the_second_page_are_left_out() -> None:
    talk = [page(*(f"{who}: {word}." for word in ("So", "Yes", "And"))) for who in ("INT", "P1")]
    source = read(document([talk[0], [*talk[1], (280.0, 30.0, "2")]]), DEFAULT_LIMITS)
    assert source.text.split()[-2:] == ["P1:", "And."]


def test_scanned_pages_are_named() -> None:
    source = read(document([page("One page."), [], [], page("Another one."), []]), DEFAULT_LIMITS)
    assert source.warnings == ("Pages without text (scanned?): 2-3, 5",)
    with pytest.raises(UnreadableFileError, match="pages are pictures"):
        read(document([[], []]), DEFAULT_LIMITS)


def test_broken_files_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="damaged"):
        read(b"%PDF-1.4 nothing more", DEFAULT_LIMITS)


SAID = st.lists(st.text("abcde", min_size=1, max_size=8), min_size=1, max_size=12).map(" ".join)


@settings(max_examples=of_hundred(30))
@given(st.lists(st.lists(SAID, min_size=3, max_size=30), min_size=1, max_size=3))
def test_every_word_is_there_in_order(pages: list[list[str]]) -> None:
    marked = [
        [f"{place}{number} {said}" for number, said in enumerate(lines)] for place, lines in enumerate(pages)
    ]
    text = read(document([page(*lines) for lines in marked]), DEFAULT_LIMITS).text
    left_out = read(document([page(*lines) for lines in marked]), DEFAULT_LIMITS).warnings
    assert left_out or text.split() == " ".join(line for lines in marked for line in lines).split()


CUT = [page("all the infor-", "mation about the well-", "known shed")]


def test_lines_may_stay_as_printed_with_the_words_whole() -> None:
    printed = ReadingChoices(pdf_lines=PdfLines.AS_PRINTED)
    assert read(document([page(FULL, FULL, "end.")]), DEFAULT_LIMITS, printed).text == f"{FULL}\n{FULL}\nend."
    text = read(document(CUT), DEFAULT_LIMITS, printed).text
    assert text == "all the information\nabout the wellknown\nshed"


def test_hyphens_at_line_ends_may_stay() -> None:
    text = read(document(CUT), DEFAULT_LIMITS, ReadingChoices(whole_words=False)).text
    assert " ".join(text.split()) == "all the infor-mation about the well-known shed"
    every = ReadingChoices(pdf_lines=PdfLines.AS_PRINTED, whole_words=False)
    assert transcript_of(document(CUT), "a.pdf", choices=every).text.startswith("all the infor-mation\n")
