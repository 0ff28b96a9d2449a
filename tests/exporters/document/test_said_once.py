"""A caption that is the title goes on to say what was counted, which is then said nowhere else."""

from dataclasses import replace

from qualcode.exporters.document.blocks import (
    Colophon,
    Document,
    ListOf,
    Paragraph,
    PictureBlock,
    TableBlock,
    TableColumn,
)
from qualcode.exporters.document.composing import composed
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.said_once import going_on, title_once
from qualcode.model.front import Front
from qualcode.model.questions.provenance import IN_WORDS
from tests.exporters.document.specimens import ABOUT, FRONT

COUNTED = "Codes that overlap, counted as pairs"


def _document(caption: str, *notes: str) -> Document:
    blocks = (
        TableBlock((TableColumn("", 1),), (), caption, "table", notes=notes),
        PictureBlock(b"", b"", "Told", caption),
    )
    return Document(Front(title="Codes together"), blocks, Colophon(ABOUT))


def _captions(document: Document) -> list[str]:
    return [
        placed.block.caption
        for placed in numbered(document).blocks
        if isinstance(placed.block, TableBlock | PictureBlock)
    ]


def test_a_caption_says_what_was_counted_where_the_title_is_above_it() -> None:
    given = _document("Codes together: rows 1 to 3", f"{COUNTED}.", "The diagonal is each code by itself.")
    made = title_once(given)
    assert _captions(made) == [f"Codes together: rows 1 to 3. {COUNTED}"] * 2
    table = next(iter(made.blocks))
    assert isinstance(table, TableBlock)
    assert table.notes == ("The diagonal is each code by itself.",)
    said = [placed.block.words for placed in numbered(given).blocks if isinstance(placed.block, Paragraph)]
    assert f"{COUNTED}." not in said


def test_what_was_counted_and_begins_with_the_title_is_said_once() -> None:
    about = replace(ABOUT, facts=((IN_WORDS, "codes together, counted as pairs"),))
    made = title_once(replace(_document("Codes together"), colophon=Colophon(about)))
    assert _captions(made) == ["Codes together, counted as pairs"] * 2
    assert [entry.words for entry in numbered(made).lists[ListOf.TABLES]] == ["Table 1. Codes together"]


def test_it_is_so_alone_and_as_a_chapter() -> None:
    given = _document("Codes together")
    assert _captions(given) == _captions(composed(FRONT, [given])) == [f"Codes together. {COUNTED}"] * 2
    for made in (given, composed(FRONT, [given])):
        lists = numbered(made).lists
        assert [entry.words for entry in lists[ListOf.TABLES]] == ["Table 1. Codes together"]
        assert [entry.words for entry in lists[ListOf.PICTURES]] == ["Figure 1. Codes together"]


def test_other_captions_and_those_with_nothing_else_to_say_stay() -> None:
    other = _document("How often")
    assert _captions(other) == ["How often"] * 2
    silent = replace(ABOUT, facts=tuple(row for row in ABOUT.facts if row[0] != IN_WORDS))
    assert (
        _captions(replace(_document("Codes together"), colophon=Colophon(silent))) == ["Codes together"] * 2
    )


def test_a_caption_that_goes_on_with_its_title_says_it_once() -> None:
    counted = "Codes by age, counted as runs, all coders"
    assert going_on("Codes by age", "Codes by age", counted) == counted
    pictured = going_on("Codes by age (heat map)", "Codes by age", counted)
    assert pictured == "Codes by age (heat map), counted as runs, all coders"
    part = going_on("Codes by age: rows 1 to 9 of 12", "Codes by age", counted)
    assert part == "Codes by age: rows 1 to 9 of 12. Counted as runs, all coders"
    others = going_on("Codes by age groups", "Codes by age", "Codes by age groups of women")
    assert others == "Codes by age groups of women"
    assert going_on("Codes together (heat map)", "Codes together", COUNTED) == (
        f"Codes together (heat map). {COUNTED}"
    )
    assert going_on("Codes together (heat map)", "Codes together", "") == "Codes together (heat map)"
