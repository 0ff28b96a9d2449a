import pytest

from qualcode.importers.source_text import TextBuilder, word_before
from qualcode.model.span import Span


def test_blocks_stand_on_lines_of_their_own() -> None:
    builder = TextBuilder()
    for words in ("one", "", "two"):
        builder.begin_block()
        builder.add(words)
    assert builder.finish("x").text == "one\n\ntwo"


def test_cells_that_are_not_the_longest_stay_on_one_line() -> None:
    builder = TextBuilder()
    builder.begin_block()
    for last, words in ((False, ["P1", "", "1:02\n(late)"]), (True, ["a", "b"])):
        builder.begin_cell(first=not last, last=last)
        for word in words:
            builder.begin_block()
            builder.add(word)
        builder.end_cell(last=last)
    assert builder.finish("x").text == "P1 1:02 (late)\ta\nb"


def test_the_bold_head_of_a_line_ends_where_plain_words_begin() -> None:
    builder = TextBuilder()
    for pieces in (
        [("Anna", True), (" ", False), ("Smith", True), (" says", False), ("so", True)],
        [("x", False)],
    ):
        builder.begin_block()
        for words, bold in pieces:
            builder.add(words, bold=bold)
    assert dict(builder.finish("x").bold_heads) == {0: len("Anna Smith")}


def test_notes_take_the_word_in_front_of_them() -> None:
    builder = TextBuilder()
    builder.begin_block()
    builder.add("We knew ")
    number = builder.remark("comment", "Jo", "check", Span(builder.position, builder.position))
    builder.remark("footnote", "", "Laughs.", Span(builder.position, builder.position))
    builder.add("nothing at all")
    builder.extend_remark(number, builder.position)
    first, second = builder.finish("x").remarks
    assert (first.span, second.span) == (Span(8, 22), Span(3, 7))


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("", Span(0, 0), Span(0, 0)),
        ("  a", Span(1, 1), Span(0, 1)),
        ("ab c", Span(4, 4), Span(3, 4)),
        ("ab", Span(0, 9), Span(0, 2)),
    ],
)
def test_the_word_before_a_point(text: str, span: Span, expected: Span) -> None:
    assert word_before(text, span) == expected
