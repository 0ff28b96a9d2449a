import pytest

from qualcode.importers.formats.mixed_text import MixedText
from qualcode.importers.source_text import TextBuilder


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["  a ", " b\n\t c "], "a b c"),
        (["a", " ", "b"], "a b"),
        ([" ", "\n", "a"], "a"),
        (["a\u00a0 \u00a0b\u2028c"], "a\u00a0 \u00a0b\u2028c"),
    ],
)
def test_runs_of_white_space_count_as_one_blank(pieces: list[str], text: str) -> None:
    mixed = MixedText(TextBuilder())
    mixed.begin_block()
    for piece in pieces:
        mixed.add(piece)
    assert mixed.builder.finish("x").text == text


def test_what_the_markup_asks_for_is_written_exactly() -> None:
    mixed = MixedText(TextBuilder())
    mixed.begin_block()
    mixed.add("a ")
    mixed.add_exactly("\t")
    mixed.add("b ")
    mixed.add_exactly("\n")
    mixed.add(" c ")
    mixed.begin_block()
    mixed.add(" d")
    assert mixed.builder.finish("x").text == "a \tb\nc\nd"
