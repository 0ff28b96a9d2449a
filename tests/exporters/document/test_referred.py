"""Tables and pictures are named in a sentence before they come, once."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.exporters.document.blocks import Block, Fields, Paragraph, Run, TableBlock, plain
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.referred import continued, referred
from tests.exporters.document.specimens import document, table


def counted(number: int, shows: str = "counts words.") -> TableBlock:
    return replace(table(f"Table of {number}"), anchor=f"t{number}", shows=shows)


def link(number: int) -> tuple[Run, ...]:
    return Run("See "), Run("", link=f"t{number}")


def test_what_is_not_named_before_gets_a_sentence() -> None:
    told = list(referred([counted(1), Paragraph(link(2)), counted(2), Paragraph(link(3)), counted(4)]))
    words = [[run.link or run.words for run in row.words] for row in told if isinstance(row, Paragraph)]  # type: ignore[union-attr]
    assert words == [
        ["t1", " ", "counts words."],
        ["See ", "t2"],
        ["See ", "t3"],
        ["t4", " ", "counts words."],
    ]
    assert [type(row).__name__ for row in told].index("Paragraph") == 0


def test_fields_name_as_well_and_what_is_not_numbered_is_not_named() -> None:
    fields = Fields((("Seen", link(1)),))
    bare = replace(counted(2), caption="")
    assert list(referred([fields, counted(1), bare])) == [fields, counted(1), bare]


def test_the_number_is_that_of_the_caption() -> None:
    placed = numbered(document(*continued([counted(1), counted(2)])))
    said = [
        "".join(run.words for run in placed.runs(row.block.words)).replace("\xa0", " ")
        for row in placed.blocks
        if isinstance(row.block, Paragraph)
    ]
    assert "Table 2 counts words." in said
    assert "Table 3 continues Table 2." in said


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 5))))
def test_each_is_named_before_it_comes(rows: list[tuple[bool, int]]) -> None:
    blocks: list[Block] = [
        counted(number) if is_table else Paragraph(link(number)) for is_table, number in rows
    ]
    named: set[str] = set()
    for block in referred(blocks):
        if isinstance(block, Paragraph) and not isinstance(block.words, str):
            named.update(run.link for run in block.words if run.link)
            assert plain(block.words).strip()
        elif isinstance(block, TableBlock):
            assert block.anchor in named
