"""The list at the end has what sentences cite, those below tables and those that name them included."""

from dataclasses import replace

import pytest

from qualcode.exporters.document.blocks import (
    REFERENCES,
    Block,
    Colophon,
    Heading,
    Paragraph,
    ParagraphKind,
    TableBlock,
    plain,
)
from qualcode.exporters.document.kept_together import kept_together
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.typeset import pdf_of
from qualcode.exporters.document.works_cited import references_chapter, with_references
from qualcode.model.results.works import AC1, ALPHA, KAPPA, WORKS
from tests.exporters.document.specimens import ABOUT, document, table
from tests.support.pdf_pages import words_of_pages

BLOCKS: list[Block] = [
    Paragraph(f"Alpha ({ALPHA.beside})."),
    replace(table("Kappa"), anchor="kappa", shows=f"gives kappa as {KAPPA.told} has it.", notes=(AC1.told,)),
]


def test_works_follow_what_cites_them() -> None:
    told = list(with_references(BLOCKS))
    assert told[:2] == BLOCKS
    assert all(isinstance(row, Paragraph) and row.once == REFERENCES for row in told[2:])
    assert [plain(row.words) for row in told[2:] if isinstance(row, Paragraph)] == [
        "References", KAPPA.entry, AC1.entry, ALPHA.entry,
    ]  # fmt: skip
    assert [plain(row.words) for row in with_references(BLOCKS[:1]) if isinstance(row, Paragraph)][1:] == [
        "Reference", ALPHA.entry,
    ]  # fmt: skip


def test_without_citations_there_is_no_list() -> None:
    assert list(with_references([Paragraph("Alpha.")])) == [Paragraph("Alpha.")]
    assert list(references_chapter([Paragraph("Alpha.")])) == []


def test_as_a_chapter_it_has_a_heading() -> None:
    heading, *rest = references_chapter(BLOCKS)
    assert isinstance(heading, Heading)
    assert len(rest) == 3


@pytest.mark.parametrize("number", [2, 3, 4, 9])
def test_a_list_loses_no_entry_to_another_page(number: int) -> None:
    cited: list[Block] = [Paragraph(f"It is told ({work.beside}).") for work in WORKS[:number]]
    heading, *entries = references_chapter(cited)
    ending = Heading("About", 1, "about"), Paragraph("Counted.")
    kept = list(kept_together([*cited, heading, *entries, *ending], len(ending)))[len(cited) + 1 :][:number]
    assert isinstance(heading, Heading)
    # A short one has room below a chapter, a long one begins a page.
    assert heading.new_page is (number > 3)
    stays = [row.keep_next for row in kept if isinstance(row, Paragraph)]
    # What is said at the end is not alone on a page, either.
    assert stays == [True] * number


@pytest.mark.parametrize(("number", "whole"), [(6, True), (60, False)])
@pytest.mark.parametrize("across", [False, True])
def test_what_is_said_at_the_end_has_works_cited_on_its_page(
    number: int, *, whole: bool, across: bool
) -> None:
    head = Paragraph("References", ParagraphKind.PART, keep_next=True, once=REFERENCES)
    works = [Paragraph(f"Author {place}. A work.", once=REFERENCES) for place in range(number)]
    ending = Heading("About", 1, "about"), Paragraph("Counted.")
    rows, *kept = list(kept_together([table(), head, *works, *ending], len(ending), landscape=across))
    stays = [row.keep_next for row in kept[1 : number + 1] if isinstance(row, Paragraph)]
    assert stays == ([True] * number if whole else [False] * (number - 2) + [True] * 2)
    # With a few works go the last rows before them.
    assert isinstance(rows, TableBlock)
    assert bool(rows.below) is whole


@pytest.mark.parametrize("number", [8, 13, 17])
def test_a_list_that_fills_a_page_leaves_no_heading_alone(number: int) -> None:
    cited = [Paragraph(work.told) for work in WORKS[:number]]
    facts = tuple((f"fact {row}", "It says how that came about, in many words. " * 3) for row in range(15))
    about = replace(ABOUT, facts=facts)
    chapter = Heading("One", 1, "one", new_page=True)
    every = (chapter, *cited, *references_chapter(cited))
    made = replace(document(), blocks=every, colophon=Colophon(about, title="Last words"))
    pages = [page.splitlines() for page in words_of_pages(pdf_of(made, numbered(made)))]
    # Above the pages it is said as well.
    last = next(page for page in pages if "Last words" in page[1:])
    assert any(line.startswith("Fact 0") for line in last)
