"""A document in each format: the same bytes every time, whole, and refused where the ending is another.

Tests as well: ``first_page``.
"""

import re
from dataclasses import replace
from pathlib import Path
from uuid import uuid4
from zipfile import ZipFile

import pytest

from qualcode.exporters.document.blocks import QuoteBlock
from qualcode.exporters.document.first_page import first_page_says
from qualcode.exporters.document.quotes import quote_block
from qualcode.exporters.document.write import documents_taken, write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.model.errors import QualcodeError
from qualcode.model.front import FrontWords
from qualcode.model.results.quotation import Quotation, QuotePiece, Spoken
from qualcode.model.span import Span
from tests.exporters.document.specimens import document


@pytest.mark.parametrize("ending", DOCUMENT_ENDINGS)
@pytest.mark.parametrize("cover", [True, False])
def test_the_same_document_gives_the_same_bytes(tmp_path: Path, ending: str, cover: bool) -> None:
    first, second = tmp_path / f"a{ending}", tmp_path / f"b{ending}"
    write_document(first, document(cover=cover))
    write_document(second, document(cover=cover))
    assert first.read_bytes() == second.read_bytes()


def test_a_quote_in_another_language_says_so_and_others_do_not(tmp_path: Path) -> None:
    def said(words: str, language: str) -> QuoteBlock:
        speech = Spoken("", (QuotePiece(words, coded=True),))
        place = (uuid4(), Span(0, 1), (speech,), "Ada", (), "FG1", 1, "turn 1")
        return quote_block(Quotation(*place, language=language))

    quotes = [said("Das weiß ich nicht.", "de"), said("I know.", "en-GB"), said("לא יודעת", "he")]
    given = replace(document(*quotes), language="en")
    html, word = tmp_path / "a.html", tmp_path / "a.docx"
    write_document(html, given)
    page = html.read_text("utf-8")
    assert '<span lang="de">Das weiß ich nicht.</span>' in page
    assert '<span lang="he">לא יודעת</span>' in page
    assert page.count("lang=") == 3, "the page's own and two quotes"
    write_document(word, given)
    with ZipFile(word) as archive:
        body = archive.read("word/document.xml").decode()
    assert re.search(r'<w:lang w:val="de"/></w:rPr><w:t[^>]*>Das weiß', body)
    assert re.search(r'<w:lang w:bidi="he"/></w:rPr><w:t[^>]*>לא', body)
    assert body.count("<w:lang ") == 2
    write_document(tmp_path / "a.pdf", given)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_another_ending_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match=r"end the file name in docx, html or pdf"):
        write_document(tmp_path / "a.odt", document())
    assert list(tmp_path.iterdir()) == []


def test_a_document_says_on_its_first_page_what_is_said_instead(tmp_path: Path) -> None:
    words = FrontWords(title="For the client", organisation="")
    with documents_taken() as taken:
        with first_page_says(words, cover=False):
            write_document(tmp_path / "report.docx", document(cover=True))
        write_document(tmp_path / "report.docx", document(cover=True))
    instead, usual = taken
    assert (instead.front.title, instead.front.organisation, instead.cover) == ("For the client", "", False)
    assert instead.front.authors == usual.front.authors == "Ann Baker"
    assert (usual.front.title, usual.front.organisation, usual.cover) == (
        "Renting alone",
        "A university",
        True,
    )


@pytest.mark.parametrize(("language", "told"), [("en", "en-GB"), ("en-US", "en-US"), ("de", "de")])
def test_a_word_document_is_in_one_language_alone(tmp_path: Path, language: str, told: str) -> None:
    path = tmp_path / "a.docx"
    write_document(path, replace(document(), language=language))
    with ZipFile(path) as archive:
        styles = archive.read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang [^>]*w:val="([^"]*)"', styles)) == {told}
