"""The codebook as one table: how much of a page it takes, and how examples are shortened."""

import io
import random
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pypdfium2  # type: ignore[import-untyped]
import pytest

from qualcode.exporters.codebook.codebook_document import codebook_document
from qualcode.exporters.codebook.codebook_parts import CodebookContent
from qualcode.exporters.codebook.codebook_table import SHORTENED, at_a_clause, quote_in_cell
from qualcode.exporters.document.blocks import Document, TableBlock, plain
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.room import OUR_PAGE, fitted, size_of_letters
from qualcode.exporters.document.word import WordWriter
from qualcode.exporters.document.write import write_document
from qualcode.model.entities import Code
from qualcode.model.front import Front
from qualcode.model.questions.words import USUAL_PARTS, CodebookForm
from qualcode.model.segments import CodeFigures
from tests.exporters.studies import identity, provenance, quotation, study_of

HIGH = OUR_PAGE[True].high
NOTE = SHORTENED[:20]
"""Below the last row."""
TEXT = (
    "whom parents believe or do not believe with records about their family and what that belief rests on "
    "whether they are told openly so that they can follow it who has seen it selling data contracts fees "
    "firms that profit from finding families marketing insurance that follow from it not having been asked "
    "surprise at what was in it knowing whom to ask wanting a notice or a public register of it"
)
NAMES = (
    "trust in public bodies",
    "commercial gain",
    "transparency",
    "knowing what is held",
    "privacy",
    "data security",
    "surveillance",
    "accuracy and error",
    "being judged as a parent",
    "conditions of acceptance",
)


def _words(chance: random.Random, number: int) -> str:
    """About so many, a fifth more or less."""
    number = round(number * chance.uniform(0.8, 1.2))
    words = TEXT.split()
    first = chance.randrange(len(words) - number)
    return f"{' '.join(words[first : first + number]).capitalize()}."


def _codebook(number: int) -> Document:
    """Codes of ordinary length; every third one is below the one before."""
    chance, codes = random.Random(1), list[Code]()
    for place in range(number):
        codes.append(
            Code(
                identity("code", place),
                NAMES[place % 10] + ("" if place < 10 else f" {place}"),
                place,
                codes[place - 1].id if place % 3 == 2 else None,
                colour="#df676b",
                definition=_words(chance, 25),
                include=_words(chance, 15),
                exclude=_words(chance, 15),
                examples=_words(chance, 20),
            )
        )
    study = study_of(*codes)
    figures = {code.id: CodeFigures(code.id, 51, 10, 17, 931, 5000, ()) for code in codes}
    content = CodebookContent(study, USUAL_PARTS[CodebookForm.COMPACT], figures)
    return codebook_document(content, CodebookForm.COMPACT, Front(title="Codebook"), provenance())


def _table(document: Document) -> TableBlock:
    (table,) = (block for block in document.blocks if isinstance(block, TableBlock))
    return table


def _places(pdf: bytes) -> dict[str, tuple[int, float]]:
    """The page and the points from its upper end at which the caption, the note and the colophon begin."""
    found: dict[str, tuple[int, float]] = {}
    with pypdfium2.PdfDocument(pdf) as pages:
        for number, page in enumerate(pages):
            text = page.get_textpage()
            for words in ("Table 1. ", NOTE, "About this document"):
                at = text.search(words).get_next()
                if at is not None:
                    found[words] = number, page.get_height() - text.get_charbox(at[0])[3]
    return found


def _pdf_of_libreoffice(document: Document, folder: Path) -> bytes:
    stream = io.BytesIO()
    WordWriter(document, numbered(document)).write(stream)
    (folder / "table.docx").write_bytes(stream.getvalue())
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "table.docx")], check=True, capture_output=True, timeout=180)
    return (folder / "table.pdf").read_bytes()


def _has_arial() -> bool:
    if shutil.which("fc-match") is None or shutil.which("soffice") is None:
        return False
    told = subprocess.run(["fc-match", "Arial"], check=False, capture_output=True, text=True).stdout
    return "Liberation" in told or "Arial" in told


def _pdf_of_typst(document: Document, folder: Path) -> bytes:
    write_document(folder / "table.pdf", document)
    return (folder / "table.pdf").read_bytes()


needs_arial = pytest.mark.skipif(not _has_arial(), reason="asks LibreOffice with letters as wide as Arial")
WAYS = pytest.mark.parametrize(
    "pdf", [_pdf_of_typst, pytest.param(_pdf_of_libreoffice, marks=needs_arial)], ids=["pdf", "docx"]
)


@WAYS
def test_ten_codes_take_three_quarters_of_a_page(pdf, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = _places(pdf(_codebook(10), tmp_path))
    (first, above), (last, below) = found["Table 1. "], found[NOTE]
    assert (first, last) == (0, 0)
    assert below - above <= 0.75 * HIGH


@WAYS
def test_twenty_two_codes_take_two_pages(pdf, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    found = _places(pdf(_codebook(22), tmp_path))
    assert (found["Table 1. "][0], found[NOTE][0]) == (0, 1)


def test_letters_can_be_read() -> None:
    assert size_of_letters(_table(_codebook(3))) >= 7.5


def test_the_column_of_figures_is_as_narrow_as_whole_words_allow() -> None:
    table = _table(_codebook(10))
    assert table.columns[-1].name == "Segments (participants)"
    found = fitted(table, OUR_PAGE[True])
    assert found.shares[-1] < 0.11
    assert min(found.shares[2:6]) > 0.12


def test_figures_of_a_cell_stand_below_those_of_the_others() -> None:
    codes = [Code(identity("code", place), NAMES[place], place, None) for place in range(4)]
    counts = [(1200, 104), (7, 7), (0, 0), (60, 21)]
    figures = {
        code.id: CodeFigures(code.id, segments, 1, people, 931, 5000, ())
        for code, (segments, people) in zip(codes, counts, strict=True)
    }
    content = CodebookContent(study_of(*codes), USUAL_PARTS[CodebookForm.COMPACT], figures)
    document = codebook_document(content, CodebookForm.COMPACT, Front(title="Codebook"), provenance())
    cells = [row[-1] for row in _table(document).rows]
    assert [plain(cell.words).replace("\u2007", "_") for cell in cells] == [
        "1,200 (104)", "7 __(7)", "0 __(0)", "60 _(21)",
    ]  # fmt: skip
    assert [cell.pale for cell in cells] == [False, False, True, False]


def test_a_soft_hyphen_of_a_head_is_one_in_word_and_no_letter() -> None:
    stream = io.BytesIO()
    document = _codebook(2)
    table = _table(document)
    columns = (*table.columns[:-1], replace(table.columns[-1], name="Partici\u00adpants"))
    document = replace(document, blocks=(replace(table, columns=columns),))
    WordWriter(document, numbered(document)).write(stream)
    body = docx.Document(stream).element.body
    assert len(list(body.iter("{*}softHyphen"))) == 1
    assert "\u00ad" not in "".join(body.itertext())


@pytest.mark.parametrize(
    ("words", "printed"),
    [
        ("Short enough.", "Short enough."),
        (" ".join(["word"] * 22), " ".join(["word"] * 22)),
        (" ".join(["word"] * 23), f"{' '.join(['word'] * 20)}…"),
        (f"{'a ' * 9}comma, {'b ' * 10}", f"{'a ' * 9}comma, {'b ' * 10}"),
        (f"{'a ' * 7}comma, {'b ' * 20}", f"{'a ' * 7}comma…"),
        (f"{'a ' * 6}comma, {'b ' * 20}", f"{'a ' * 6}comma, {'b ' * 13}".rstrip() + "…"),
        (f"{'a ' * 13}comma, {'b ' * 20}", f"{'a ' * 13}comma…"),
        (f"{'a ' * 13}stop. {'b ' * 20}", f"{'a ' * 13}stop. …"),
        (f"{'a ' * 14}– {'b ' * 20}", f"{'a ' * 14}".rstrip() + "…"),
        (f"{'a ' * 5}early, {'b ' * 20}", f"{'a ' * 5}early, {'b ' * 14}".rstrip() + "…"),
        (f"One.\n{'b ' * 26}", "One. …"),
    ],
)
def test_long_examples_end_at_a_clause(words: str, printed: str) -> None:
    assert at_a_clause(words) == printed


def test_a_shortened_quote_is_closed() -> None:
    quote = quotation("FG2", 94, "Tasha", f"“{'word ' * 14}then, {'more ' * 10}end.”")
    words = plain(quote_in_cell(quote))
    assert words == f"“{'word ' * 14}then…” (Tasha, FG2, turn 94)"


def test_the_note_says_that_examples_are_shortened_where_one_is() -> None:
    table = _table(_codebook(10))
    long = [cell for row in table.rows for cell in row if re.search("…$", plain(cell.words))]
    assert long
    assert SHORTENED in table.notes
    assert SHORTENED not in _table(_codebook(0)).notes
