"""The pages on which blocks begin, however many are laid out together."""

from collections.abc import Callable

import pytest

from qualcode.exporters.document import page_numbers
from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Heading,
    NewPage,
    Paragraph,
    QuoteBlock,
    Run,
    Speech,
)
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.page_numbers import pages_of
from qualcode.model.front import Front
from tests.exporters.document.specimens import ABOUT, document, table


def test_pages_of_headings_are_those_on_which_they_stand() -> None:
    chapters = [Heading(f"Chapter {number}", 1, f"c{number}", new_page=True) for number in range(5)]
    given = Document(Front(title="T"), tuple(chapters), Colophon(ABOUT))
    pages = pages_of(given, numbered(given))
    assert [pages[f"b{number}"] for number in range(1, 6)] == [2, 3, 4, 5, 6]


def _chapters() -> Document:
    """Twelve chapters of quotes of several lengths, with links over all of them, a table and pages across."""
    blocks: list[Block] = [Contents()]
    for number in range(12):
        blocks.append(Heading(f"Chapter {number}", 1, f"c{number}"))
        blocks.append(Paragraph((Run("", link="c11"), Run(" and "), Run("first", link="c0"))))
        blocks.extend(
            QuoteBlock((Speech("", "words " * (7 * line % 90)),), f"T{line}") for line in range(3 * number)
        )
        if number == 5:
            blocks += [NewPage(landscape=True), table(rows=30), NewPage(landscape=False)]
    return Document(Front(title="T"), tuple(blocks), Colophon(ABOUT), cover=True)


@pytest.mark.parametrize("stretch", [7, 20, 61])
@pytest.mark.parametrize("made", [_chapters, document])
def test_stretches_give_the_pages_of_the_whole(
    monkeypatch: pytest.MonkeyPatch, made: Callable[[], Document], stretch: int
) -> None:
    given = made()
    placed = numbered(given)
    monkeypatch.setattr(page_numbers, "_STRETCH", 10_000)
    whole = pages_of(given, placed)
    monkeypatch.setattr(page_numbers, "_STRETCH", stretch)
    assert pages_of(given, placed) == whole
    assert len(set(whole.values())) > 1


def test_what_leads_on_goes_with_what_they_stand_above(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_numbers, "_STRETCH", 6)
    leading = Paragraph("What:", keep_next=True)
    chapters = [
        block
        for number in range(6)
        for block in (
            Heading(f"{number}", 1, f"c{number}"),
            leading,
            NewPage(),
            Paragraph("Words."),
        )
    ]
    given = Document(Front(title="T"), tuple(chapters), Colophon(ABOUT))
    ends = [blocks[-1].block for blocks in page_numbers._stretches(numbered(given).blocks)]
    assert len(ends) > 2
    assert not any(isinstance(block, Heading | NewPage) or block == leading for block in ends)
