"""Pages as Word and LibreOffice fill them: what is kept together, torn, repeated, and on which page it is.

Tests as well: ``word_contents``, ``word_tables``, ``word_paragraphs``.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import docx
import pytest
from lxml import etree

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Document,
    Fields,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    QuoteBlock,
    Speech,
)
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.word import WordWriter
from qualcode.exporters.document.word_pages import Stand, places_in
from qualcode.model.front import Front
from tests.exporters.document.specimens import ABOUT, document, table
from tests.support.pdf_pages import words_of_pages

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STYLES = etree.fromstring(
    f'<w:styles {SPACE}><w:style w:type="paragraph" w:default="1" w:styleId="N">'
    '<w:pPr><w:spacing w:line="200" w:lineRule="exact"/></w:pPr></w:style></w:styles>'
)
SECTION = (
    '<w:sectPr><w:pgSz w:w="{0}" w:h="{1}"/>'
    '<w:pgMar w:top="0" w:bottom="0" w:left="0" w:right="0"/></w:sectPr>'
)


def paragraph(name: str, lines: int = 1, *said: str) -> str:
    words = "<w:br/>".join("<w:t>a</w:t>" for _ in range(lines))
    return (
        f"<w:p><w:pPr>{''.join(said)}</w:pPr>"
        f'<w:bookmarkStart w:id="1" w:name="{name}"/><w:r>{words}</w:r></w:p>'
    )


def row(name: str, lines: int = 1, *said: str, head: bool = False, torn: bool = False) -> str:
    properties = ("" if torn else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{paragraph(name, lines, *said)}</w:tc></w:tr>"


def rows(*made: str) -> str:
    return f'<w:tbl><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid>{"".join(made)}</w:tbl>'


KEEP, WHOLE, NEW = "<w:keepNext/>", "<w:keepLines/>", "<w:pageBreakBefore/>"


def places(*blocks: str, height: int = 2000, end: str = "") -> Mapping[str, tuple[int, float]]:
    """On pages of ten lines."""
    inside = "".join(blocks) + (end or SECTION.format(5000, height))
    body = etree.fromstring(f"<w:body {SPACE}>{inside}</w:body>")
    return {name: (page, down / 200) for name, (page, down) in places_in(body, STYLES).items()}


def test_paragraphs_go_on_on_the_next_page_where_one_is_full() -> None:
    found = places(paragraph("a", 6), paragraph("b", 4), paragraph("c"))
    assert found == {"a": (1, 0), "b": (1, 6), "c": (2, 0)}


def test_no_line_is_alone_on_a_page() -> None:
    # Nine lines are taken: neither one of three nor one of four may stand below them.
    assert places(paragraph("a", 9), paragraph("b", 4))["b"] == (2, 0)
    assert places(paragraph("a", 8), paragraph("b", 4), paragraph("c")) == {
        "a": (1, 0),
        "b": (1, 8),
        "c": (2, 2),
    }
    assert places(paragraph("a", 7), paragraph("b", 4), paragraph("c"))["c"] == (2, 2)
    assert places(paragraph("a", 8), paragraph("b", 3))["b"] == (2, 0)


def test_a_paragraph_of_many_pages_goes_over_them() -> None:
    assert places(paragraph("a", 5), paragraph("b", 28), paragraph("c"))["c"] == (4, 3)


def test_whole_paragraphs_are_not_torn() -> None:
    assert places(paragraph("a", 6), paragraph("b", 8, WHOLE))["b"] == (2, 0)
    assert places(paragraph("a", 6), paragraph("b", 8))["b"] == (1, 6)


def test_what_is_kept_with_the_next_goes_with_it() -> None:
    found = places(paragraph("a", 7), paragraph("b", 1, KEEP), paragraph("c", 1, KEEP), paragraph("d", 3))
    assert (found["b"], found["c"], found["d"]) == ((2, 0), (2, 1), (2, 2))
    found = places(paragraph("a", 6), paragraph("b", 1, KEEP), paragraph("c", 1, KEEP), paragraph("d", 4))
    assert (found["b"], found["d"]) == ((1, 6), (1, 8))


def test_what_is_kept_but_has_no_room_on_any_page_begins_where_it_is() -> None:
    chain = [paragraph(f"k{number}", 3, KEEP, WHOLE) for number in range(4)]
    assert places(paragraph("a", 1), *chain, paragraph("z", 3))["k0"] == (1, 1)


def test_a_heading_goes_to_the_page_of_the_first_row_of_its_table() -> None:
    made = rows(row("h", 1, KEEP, head=True), row("r1", 2), row("r2"))
    found = places(paragraph("a", 7), paragraph("b", 1, KEEP), made)
    assert (found["b"], found["h"], found["r1"], found["r2"]) == ((2, 0), (2, 1), (2, 2), (2, 4))


def test_heads_are_repeated_and_rows_whole() -> None:
    made = rows(row("h", 1, head=True), *(row(f"r{number}", 4) for number in range(4)))
    found = places(made)
    assert (found["r1"], found["r2"], found["r3"]) == ((1, 5), (2, 1), (2, 5))


def test_a_row_that_may_be_torn_goes_on_below_the_head() -> None:
    made = rows(row("h", 1, head=True), row("r1", 14, torn=True), row("r2"))
    assert places(made)["r2"] == (2, 6)


def test_of_two_spaces_that_meet_the_larger_one_stands() -> None:
    below, above = '<w:spacing w:after="400"/>', '<w:spacing w:before="{}"/>'
    assert places(paragraph("a", 1, below), paragraph("b", 1, above.format(100)))["b"] == (1, 3)
    assert places(paragraph("a", 1, below), paragraph("b", 1, above.format(600)))["b"] == (1, 4)


def test_space_above_is_left_out_on_a_page_that_began_by_itself() -> None:
    space = '<w:spacing w:before="400"/>'
    assert places(paragraph("a", 10), paragraph("b", 1, space))["b"] == (2, 0)
    assert places(paragraph("a", 10), paragraph("b", 1, NEW, space))["b"] == (2, 2)
    assert places(paragraph("a", 1, space))["a"] == (1, 2)


def test_a_section_has_pages_of_its_own() -> None:
    across = f"<w:p><w:pPr>{SECTION.format(5000, 2000)}</w:pPr></w:p>"
    found = places(paragraph("a"), across, paragraph("b", 3), paragraph("c", 3), height=1000)
    assert (found["b"], found["c"]) == ((2, 0), (3, 0))


def _written(given: Document) -> bytes:
    stream = io.BytesIO()
    WordWriter(given, numbered(given)).write(stream)
    return stream.getvalue()


def _listed(content: bytes) -> dict[str, int]:
    found = docx.Document(io.BytesIO(content)).paragraphs
    lists = ("toc", "table of")
    listed = [row.text for row in found if row.style is not None and (row.style.name or "").startswith(lists)]
    return {line.partition("\t")[0]: int(line.rpartition("\t")[2]) for line in listed}


def test_contents_have_the_pages_on_which_chapters_begin() -> None:
    chapters = [Heading(f"Chapter {number}", 1, f"c{number}", new_page=True) for number in range(5)]
    given = Document(Front(title="T"), (Contents(), *chapters), Colophon(ABOUT), cover=True)
    pages = list(_listed(_written(given)).values())
    assert pages[:5] == [3, 4, 5, 6, 7]


def test_contents_have_numbers_of_tables_and_pictures_and_no_field_around_them() -> None:
    content = _written(document())
    listed = _listed(content)
    assert {"1\u2002Trust", "Table 1. How often", "Figure 1. Bars"} <= set(listed)
    assert all(listed.values())
    body = docx.Document(io.BytesIO(content)).element.body
    fields = {"".join(found.itertext()).split()[0] for found in body.iter("{*}instrText")}
    assert "TOC" not in fields
    assert "PAGEREF" in fields


def test_a_stand_is_a_page_and_a_height() -> None:
    assert Stand(3, 20.0) == (3, 20.0)


def _long() -> Document:
    """Thirty pages of everything."""
    blocks: list[Block] = [Contents(), Contents(ListOf.TABLES)]
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
            blocks += [NewPage(landscape=number == 14), table(f"Table of {number}", rows=9 + number)]
            blocks.append(NewPage())
    return Document(Front(title="Renting alone"), tuple(blocks), Colophon(ABOUT), cover=True)


def _pages_of_libreoffice(content: bytes, folder: Path) -> Sequence[str]:
    path = folder / "long.docx"
    path.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return words_of_pages(folder / "long.pdf")


def _has_arial() -> bool:
    if shutil.which("fc-match") is None:
        return False
    told = subprocess.run(["fc-match", "Arial"], check=False, capture_output=True, text=True).stdout
    return "Liberation" in told or "Arial" in told


@pytest.mark.skipif(shutil.which("soffice") is None, reason="asks LibreOffice")
def test_numbers_of_pages_are_those_of_a_word_processor(tmp_path: Path) -> None:
    """In whatever font LibreOffice has, it shows where chapters are; in ours, the file has said so."""
    content = _written(_long())
    pages = _pages_of_libreoffice(content, tmp_path)
    written = {words: page for words, page in _listed(content).items() if words.endswith("begins")}
    names = {words: words.replace("\u2002", " ") for words in written}
    flat = [" ".join(said.split()).replace("\u2002", " ") for said in pages]
    stands = {
        words: max(number for number, said in enumerate(flat, 1) if name in said)
        for words, name in names.items()
    }
    first = " ".join(flat[:4])
    shown = {
        words: int(found[1])
        for words, name in names.items()
        if (found := re.search(rf"{re.escape(name)}[ .]*?(\d+)\b", first)) is not None
    }
    assert shown == stands
    assert len(pages) > 15
    if _has_arial():
        assert written == stands
