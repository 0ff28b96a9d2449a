"""Large documents in PDF: the parts make one file, in which all is said, linked, listed and tagged as in one.

Tests as well: ``joined_pdf``.
"""

import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
import regex

from qualcode.exporters.document import in_parts
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
    Run,
    Speech,
    TableBlock,
    TableCell,
)
from qualcode.exporters.document.in_parts import is_large, leads_on, parts_of, pdf_in_parts
from qualcode.exporters.document.joined_pdf import LINK
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.typeset import pdf_of
from qualcode.exporters.document.write import write_document
from qualcode.model.errors import Cancelled
from qualcode.model.front import Front
from tests.exporters.document.specimens import ABOUT, column, document, table
from tests.support.pdf_pages import words_of_pages

_LIKE_A_REFERENCE = "7 0 R (see 12 0 R) \\ /StructParent 3 (U1x0y0)"


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "_LETTERS", 4_000)


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a process apart."""
    monkeypatch.setattr(in_parts, "Apart", _Here)


class _Here:
    def __init__(self, answer: object, _ended: str) -> None:
        self._answer = answer

    def ask(self, question: object, _progress: object) -> object:
        return self._answer(question)  # type: ignore[operator]

    def close(self) -> None:
        pass


def _long() -> Document:
    """Chapters of quotes with links over all of them, headings of two levels, tables and pages across."""
    blocks: list[Block] = [Contents(), Contents(ListOf.TABLES), table("In front")]
    for number in range(9):
        blocks.append(Heading(f"Chapter {number}", 1, f"c{number}", number=str(number + 1)))
        blocks.append(Paragraph((Run("", link="c8"), Run(" and "), Run("first", link="c0"))))
        for part in range(2):
            blocks.append(Heading(f"{_LIKE_A_REFERENCE} {part}", 2, f"s{number}-{part}"))
            blocks.extend(
                QuoteBlock((Speech("Kim", f"words {number} {part} {line} " * 30),), f"T{line}")
                for line in range(4)
            )
        if number == 5:
            row = (TableCell(_LIKE_A_REFERENCE), TableCell("🙂 3"))
            across = TableBlock((column("Code"), column("n")), (row,), "Across", "across")
            blocks += [NewPage(landscape=True), across, NewPage(landscape=False)]
    return Document(Front(title="T (7 0 R)"), tuple(blocks), Colophon(ABOUT), "en-GB", cover=True)


def _objects(content: bytes) -> dict[int, bytes]:
    """All but what is in streams."""
    bare = re.sub(rb"\nstream\n.*?\nendstream\n", b"\n", content, flags=re.DOTALL)
    return {int(number): body for number, body in re.findall(rb"(\d+) 0 obj\n(.*?)\nendobj", bare, re.DOTALL)}


def _without_strings(body: bytes) -> bytes:
    stripped: bytes = regex.sub(rb"(\((?:[^()\\]|\\.|(?1))*\))", b"", body)
    return stripped


def _said(content: bytes) -> list[str]:
    """The words of all pages, without contents and the lines above and below each."""
    pages = [" ".join(page.split()) for page in words_of_pages(content)]
    words = " ".join(re.sub(r"^T \(7 0 R\) (\d Chapter \d)?", "", page) for page in pages)
    return sorted(re.findall(r"words \d \d \d|Chapter \d|Across|In front|slightly smiling face", words))


@pytest.mark.usefixtures("here")
def test_all_is_said_once_and_numbers_of_pages_are_right() -> None:
    given = _long()
    placed = numbered(given)
    assert is_large(placed)
    made = pdf_in_parts(given, placed)
    assert _said(made) == _said(pdf_of(given, placed))
    with pypdfium2.PdfDocument(made) as found:
        assert found.is_tagged()
        assert found.get_metadata_dict()["Title"] == "T (7 0 R)"
        toc = [(row.level, row.get_title(), row.get_dest().get_index()) for row in found.get_toc()]
        pages = [page.get_textpage().get_text_range() for page in found]
        across = [page.get_width() > page.get_height() for page in found]
    assert [title for level, title, _ in toc if not level][:2] == ["1\u2002Chapter 0", "2\u2002Chapter 1"]
    assert [level for level, _, _ in toc] == [0, 1, 1] * 9 + [0]
    assert across.count(True) == 1
    for _, title, page in toc:
        heading = " ".join(title.split()[-2:])
        assert heading in pages[page], heading
        # The page says its own number, and so does the contents.
        assert pages[page].rstrip().endswith(str(page + 1))
    listed = re.findall(r"Chapter \d[ .]*?(\d+)\r?\n", pages[1])
    assert listed == [str(page + 1) for level, title, page in toc if "Chapter" in title]
    assert re.search(rb"<xmpTPg:NPages>%d<" % len(pages), made)


@pytest.mark.usefixtures("here")
def test_pages_of_all_parts_name_their_chapter() -> None:
    given = _long()
    made = pdf_in_parts(given, numbered(given))
    pages = [" ".join(page.split()) for page in words_of_pages(made)]
    chapter = ""
    assert not pages[0].startswith("T (7 0 R) 1")
    for page in pages[1:]:
        running, _, rest = page.partition("Chapter ")
        on = re.findall(r"(\d) Chapter \d", rest[1:])
        if page.startswith("T (7 0 R) Contents"):
            continue
        chapter = on[0] if on and "first" in page else chapter
        if chapter and "About" not in page:
            assert running == f"T (7 0 R) {chapter} ", page[:80]
    assert chapter == "9"


@pytest.mark.usefixtures("here")
def test_every_link_and_every_tag_leads_somewhere() -> None:
    given = _long()
    made = pdf_in_parts(given, numbered(given))
    objects = _objects(made)
    for number, body in objects.items():
        led = {int(found) for found in re.findall(rb"\b(\d+) 0 R", _without_strings(body))}
        assert led <= objects.keys(), number
        assert not any(objects[found] == b"null" for found in led), number
    assert LINK.encode() not in made
    catalog = next(body for body in objects.values() if body.startswith(b"<</Type/Catalog"))
    names = set(re.findall(rb"\((b\d+)\)\[", catalog))
    targets = {name for body in objects.values() for name in re.findall(rb"/Dest\((\w+)\)", body)}
    assert len(targets) > 20
    assert targets <= names
    tags = next(body for body in objects.values() if body.startswith(b"<</Type/StructTreeRoot"))
    listed = tags.partition(b"Nums[")[2].partition(b"]")[0]
    keys = [int(key) for key in re.findall(rb"(\d+) \d+ 0 R", listed)]
    assert keys == list(range(len(keys)))
    used = [
        int(key)
        for body in objects.values()
        for key in re.findall(rb"/StructParents? (\d+)", _without_strings(body))
    ]
    assert sorted(used) == keys
    # The heads of the two tables have names of their own.
    cells = re.findall(rb"/ID\((.*?)\)", b"".join(objects.values()))
    assert len(cells) == len(set(cells)) == 4


@pytest.mark.usefixtures("here")
def test_words_that_look_like_references_stay_as_they_are() -> None:
    given = _long()
    made = pdf_in_parts(given, numbered(given))
    with pypdfium2.PdfDocument(made) as found:
        titles = [row.get_title() for row in found.get_toc()]
        assert titles.count(f"{_LIKE_A_REFERENCE} 1") == 9
        assert found.get_metadata_dict()["Title"] == "T (7 0 R)"


def test_a_large_document_is_laid_out_in_a_process_of_its_own_and_can_be_stopped(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    given = document()
    placed = numbered(given)
    with monkeypatch.context() as nearby:
        nearby.setattr(in_parts, "Apart", _Here)
        here = pdf_in_parts(given, placed)
        assert pdf_in_parts(given, placed) == here
    monkeypatch.setattr("typst.compile", None)
    monkeypatch.setattr(in_parts, "_LETTERS", 100)
    # A part of the other process is as large as ever: what is set is the same.
    write_document(tmp_path / "a.pdf", given)
    assert (tmp_path / "a.pdf").read_bytes()

    def stop(_done: int, _total: int, _what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        pdf_in_parts(given, placed, stop)


def test_parts_end_before_pages_and_chapters_and_never_after_what_leads_on() -> None:
    blocks = numbered(_long()).blocks
    parts = list(parts_of(blocks))
    assert [placed for part in parts for placed in part] == list(blocks)
    assert [type(placed.block) for placed in parts[0]] == [Contents, Contents, TableBlock]
    assert len(parts) > 5
    assert all(isinstance(part[0].block, Heading | NewPage) for part in parts[1:-1])
    # What is said at the end is with what is before it.
    assert isinstance(parts[-1][0].block, Heading | NewPage | QuoteBlock)
    assert isinstance(parts[-1][1].block, Heading)
    assert not any(isinstance(part[-1].block, Heading | NewPage) for part in parts)


def test_what_has_neither_contents_nor_chapters_is_parted_between_quotes() -> None:
    quotes = tuple(QuoteBlock((Speech("", "words " * 100),), f"T{line}") for line in range(40))
    given = Document(Front(title="T"), quotes, Colophon(ABOUT))
    parts = list(parts_of(numbered(given).blocks))
    assert len(parts) > 4
    assert sum(len(part) for part in parts) == len(numbered(given).blocks)


def test_a_small_document_is_not_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(in_parts, "_LETTERS", 1_500_000)
    assert not is_large(numbered(document()))


def test_headings_and_what_is_kept_with_the_next_lead_on() -> None:
    leading = Heading("H", 1, "h"), NewPage(), Paragraph("What:", keep_next=True), Fields((), keep_next=True)
    assert all(leads_on(block) for block in leading)
    assert not any(leads_on(block) for block in (Paragraph("Words."), Fields(())))
