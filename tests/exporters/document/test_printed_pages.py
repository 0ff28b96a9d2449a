"""What a browser makes of a page on paper and on a small screen.

Tests as well: ``exporters.document.html``.
"""

import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Fields,
    Heading,
    Paragraph,
    ParagraphKind,
    QuoteBlock,
    Run,
    Speech,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.html import page_of
from qualcode.exporters.document.numbering import numbered
from tests.exporters.document.specimens import ABOUT, FRONT, column

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")

pytestmark = pytest.mark.skipif(BROWSER is None, reason="needs a browser")


def _write(folder: Path, blocks: Sequence[Block], script: str = "") -> list[str]:
    """Write the page; how a browser is asked for it comes back."""
    given = Document(FRONT, tuple(blocks), Colophon(ABOUT))
    written = "".join(page_of(given, numbered(given)))
    (folder / "a.html").write_text(written.replace("</body>", f"{script}</body>"), "utf-8")
    own = f"--user-data-dir={folder / 'own'}"
    return [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", own]


def _printed(folder: Path, blocks: Sequence[Block]) -> list[str]:
    command = _write(folder, blocks)
    asked = [*command, f"--print-to-pdf={folder / 'a.pdf'}", str(folder / "a.html")]
    subprocess.run(asked, check=True, capture_output=True, timeout=120)
    with pypdfium2.PdfDocument(folder / "a.pdf") as pages:
        return [page.get_textpage().get_text_range() for page in pages]


def _quote(words: str) -> QuoteBlock:
    return QuoteBlock((Speech("", words),), "Ann, FG1, turn 1")


@pytest.mark.parametrize("quotes", range(8, 15))
def test_what_ends_a_document_has_no_page_of_its_own_below_a_code_with_one_quote(
    tmp_path: Path, quotes: int
) -> None:
    before = [
        _quote(f"No. {number}: said at some length, so that it fills the page.") for number in range(quotes)
    ]
    code: list[Block] = [
        Heading("Last code", 2, "last"),
        Paragraph("What it means."),
        _quote("The last one."),
    ]
    pages = _printed(tmp_path, [Heading("Codes", 1, "codes"), *before, *code])
    for words in ("Last code", "What it means.", "The last one.", "qualcode"):
        assert words in pages[-1]


@pytest.mark.parametrize("chapters", range(8, 12))
def test_what_ends_a_document_is_not_torn_below_chapters_that_say_one_thing(
    tmp_path: Path, chapters: int
) -> None:
    blocks: list[Block] = []
    for number in range(chapters):
        said = (("Definition", (Run(f"Of the topic no. {number}."),)),)
        blocks += [Heading(f"Topic {number}", 1, f"t{number}"), Fields(said, parted=True)]
    pages = _printed(tmp_path, blocks)
    assert [title in pages[-1] for title in ("About this document", "qualcode")] == [True, True]


def test_what_is_said_of_a_quote_is_on_its_page(tmp_path: Path) -> None:
    blocks: list[Block] = [Heading("Memos", 1, "memos")]
    for number in range(60):
        quote = replace(_quote(f"q{number}: " + "said at length, " * (number % 7 * 5)), keep_next=True)
        facts = Paragraph("1 March 2021", ParagraphKind.FACT, keep_next=True)
        blocks += [Heading(f"h{number}: a memo", 2, f"h{number}"), facts, quote, Paragraph(f"m{number}: so.")]
    pages = [set(re.findall(r"\b([hqm])(\d+):", page)) for page in _printed(tmp_path, blocks)]
    assert len(pages) > 4
    for page in pages:
        told = [{number for letter, number in page if letter == which} for which in "hqm"]
        assert told[0] == told[1] == told[2]


@pytest.mark.parametrize("codes", [(0,) * 10, (5, 4, 5, 4), (5, 3, 5, 3), (6, 4, 4, 3)])
def test_contents_on_paper_have_columns_of_one_length_and_no_chapter_alone_below_one(
    tmp_path: Path, codes: Sequence[int]
) -> None:
    chapters: list[Block] = []
    for number, below in enumerate(codes):
        chapters.append(Heading(f"Chapter {number}", 1, f"c{number}"))
        chapters += [Heading(f"Code {number}.{code}", 2, f"c{number}.{code}") for code in range(below)]
    script = (
        "<script>const lines = [...document.querySelectorAll('nav a')];"
        "const places = lines.map(line => line.getBoundingClientRect().left);"
        "document.title = places.map(place => place > innerWidth / 2 ? 1 : 0).join('');</script>"
    )
    command = _write(tmp_path, [Contents(), *chapters], script)
    page = tmp_path / "a.html"
    page.write_text(page.read_text("utf-8").replace("@media print", "@media all"), "utf-8")
    asked = [*command, "--window-size=900,900", "--dump-dom", str(page)]
    found = subprocess.run(asked, check=True, capture_output=True, timeout=120).stdout.decode()
    (columns,) = re.findall(r"<title>(.*?)</title>", found)
    left = columns.count("0")
    assert columns == "0" * left + "1" * (len(columns) - left)
    # Chapters begin the columns, or codes of them go on; none is the last line of the first.
    assert abs(2 * left - len(columns)) <= 4
    levels = [block.level for block in chapters if isinstance(block, Heading)]
    assert levels[left - 1 : left + 1] != [1, 2]


def test_words_of_a_name_are_not_broken_on_a_small_screen(tmp_path: Path) -> None:
    names = ("1.2.1\u00a0 commercial gain", "2.2\u00a0 surveillance", "1.3.1\u00a0 knowing what is held")
    heads = (TableColumn("Code", 5), *(column(f"Figures {place}", figure=True) for place in range(5)))
    rows = tuple(
        (TableCell(name, indent=2, chip="#df676b"), *(TableCell("12") for _ in heads[1:])) for name in names
    )
    script = (
        "<script>const broken = [...document.querySelectorAll('tbody th')].map(cell => {"
        " const words = cell.lastChild; const range = document.createRange();"
        " return [...words.textContent.matchAll(/[a-z]+/g)].some(word => {"
        " range.setStart(words, word.index); range.setEnd(words, word.index + word[0].length);"
        " return range.getClientRects().length > 1; }); });"
        "document.title = broken.join();</script>"
    )
    command = _write(tmp_path, [TableBlock(heads, rows, "Codes")], script)
    asked = [*command, "--window-size=320,900", "--dump-dom", str(tmp_path / "a.html")]
    found = subprocess.run(asked, check=True, capture_output=True, timeout=120).stdout.decode()
    assert re.findall(r"<title>(.*?)</title>", found) == ["false,false,false"]
