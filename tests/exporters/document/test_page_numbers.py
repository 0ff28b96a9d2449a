"""The pages on which blocks begin, however many are laid out together."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.exporters.document import page_numbers
from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Fields,
    Heading,
    NewPage,
    Paragraph,
    QuoteBlock,
    Run,
    Speech,
)
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.page_numbers import pages_of
from qualcode.exporters.document.write import write_document
from qualcode.model.front import Front
from tests.exporters.document.specimens import ABOUT, document, table
from tests.support.pdf_pages import words_of_pages


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


@pytest.mark.skipif(shutil.which("soffice") is None, reason="asks LibreOffice")
def test_numbers_of_pages_are_those_of_a_word_processor(tmp_path: Path) -> None:
    """The measures of our layout are calibrated: in thirty pages no number is off by more than one."""
    blocks: list[Block] = [Contents()]
    for number in range(40):
        blocks.append(Heading(f"Chapter {number} begins", 1 + number % 2, f"c{number}", str(number)))
        blocks.append(Paragraph("A paragraph of words that goes on for a line and a half or so. " * 4))
        blocks.append(
            Fields((("Definition", "What is meant by it, in some words. " * 3), ("Not for", "Else.")))
        )
        blocks += [
            QuoteBlock(
                (Speech("", "“I just left it, and then they asked me again. " * (1 + line)),), "T, FG2"
            )
            for line in range(number % 5)
        ]
        if number % 10 == 4:
            blocks.append(table(f"Table of {number}", rows=9 + number))
    given = Document(Front(title="Renting alone"), tuple(blocks), Colophon(ABOUT), cover=True)
    path = tmp_path / "long.docx"
    write_document(path, given)
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    pages = words_of_pages(tmp_path / "long.pdf")
    ours = pages_of(given, numbered(given))
    keys = {row.block.words: row.key for row in numbered(given).blocks if isinstance(row.block, Heading)}
    # The list of contents has all of them, too.
    found = {
        words: max(number for number, said in enumerate(pages, 1) if words in said)
        for words in keys
        if words.startswith("Chapter")
    }
    off = [ours[keys[words]] - number for words, number in found.items()]
    assert max(map(abs, off)) <= 1
    assert off.count(0) >= 0.7 * len(off)
    assert len(pages) > 15
