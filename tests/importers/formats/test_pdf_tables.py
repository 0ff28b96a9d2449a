"""Tables and columns on the pages of a PDF, laid out by hand."""

import textwrap
from collections.abc import Sequence

import pytest

from qualcode.importers.reading import transcript_of
from qualcode.model.transcript import ReadTranscript
from qualcode.model.transcripts.reading_choices import PdfLines, ReadingChoices
from tests.importers import pdf_files

TALK = (
    ("0:00:03", "Interviewer", "So how was the journey, and who came along on that morning when you left?"),
    ("0:00:12", "Ana Silva", "It was long and cold. We had no coats, and the train stood for an hour."),
    ("0:01:40", "Interviewer", "And then?"),
    ("0:01:44", "Ana Silva", "We slept in a barn."),
    ("0:02:00", "Interviewer", "Where was that exactly, do you remember the name of the place at all?"),
    ("0:02:10", "Ana Silva", "Near Brod, and the people were kind to us and gave us bread and milk."),
) * 5
HEAD = ("Time", "Speaker", "Text")


def page_by_page(
    columns: Sequence[int], lefts: Sequence[float], *, head: bool = False, below: Sequence[str] = ()
) -> bytes:
    """A table of these columns of the talk, in which the speech runs over several lines."""
    rows = [tuple(row[place] for place in columns) for row in ((HEAD,) if head else ()) + TALK]
    pages: list[list[pdf_files.Line]] = [[]]
    base = 780.0
    for row in rows:
        cells = [textwrap.wrap(cell, 36) if columns[at] == 2 else [cell] for at, cell in enumerate(row)]
        height = 14 * max(map(len, cells))
        if base - height < 60:
            pages.append([])
            base = 780.0
        pages[-1] += [
            (lefts[at], base - 14 * number, line)
            for at, cell in enumerate(cells)
            for number, line in enumerate(cell)
        ]
        base -= height + 6
    pages.append([(72.0, 780.0 - 14 * number, line) for number, line in enumerate(below)])
    return pdf_files.document([page for page in pages if page])


def heard(read: ReadTranscript) -> list[tuple[str, str]]:
    spoken = [turn for turn in read.turns if turn.label]
    return [(turn.label, read.text[turn.speech : turn.span.end].strip()) for turn in spoken]


@pytest.mark.parametrize("lines", list(PdfLines))
@pytest.mark.parametrize("head", [True, False])
@pytest.mark.parametrize(
    ("columns", "lefts"),
    [
        ((0, 1, 2), (72, 130, 210)),
        ((1, 0, 2), (72, 150, 210)),
        ((1, 2), (72, 150)),
        ((1, 2, 0), (72, 150, 400)),
    ],
)
def test_the_rows_of_a_table_become_turns_with_their_times(
    columns: tuple[int, ...], lefts: tuple[float, ...], head: bool, lines: PdfLines
) -> None:
    raw = page_by_page(columns, lefts, head=head)
    read = transcript_of(raw, "a.pdf", choices=ReadingChoices(pdf_lines=lines))
    assert heard(read) == [(label, words) for _, label, words in TALK]
    assert read.verdict == ""
    if 0 in columns:
        assert [turn.time for turn in read.turns if turn.label][:3] == [3, 12, 100]


def test_text_below_a_table_is_none_of_its_cells() -> None:
    read = transcript_of(page_by_page((1, 2), (72, 150), below=["Thank you for reading."]), "a.pdf")
    assert heard(read)[-2] == ("Interviewer", TALK[-2][2])
    assert "milk.\nThank you" in read.text


def test_columns_of_print_are_read_one_after_the_other() -> None:
    left = [f"In the left column this is line number {number}." for number in range(20)]
    right = [f"In the right column this is line number {number}." for number in range(20)]
    page = [
        line
        for number in range(20)
        for line in ((50.0, 780.0 - 14 * number, left[number]), (310.0, 780.0 - 14 * number, right[number]))
    ]
    text = transcript_of(pdf_files.document([page]), "a.pdf").text
    assert text.split() == " ".join([*left, *right]).split()


@pytest.mark.parametrize("gap", [6, 12, 40])
def test_a_gap_now_and_then_makes_no_table(gap: int) -> None:
    lines = [
        (72.0, 780.0 - 14 * number, f"P{number % 2 + 1}: and so it was, word {number}.")
        for number in range(20)
    ]
    lines += [(200.0 + gap, 780.0, "aside"), (250.0 + 2 * gap, 752.0, "and more")]
    read = transcript_of(pdf_files.document([lines]), "a.pdf")
    assert [label for label, _ in heard(read)] == ["P1", "P2"] * 10
    assert "\t" not in read.text
