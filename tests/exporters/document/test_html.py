"""HTML: escaped, in a language, heads of columns and rows, words for pictures, links that lead somewhere."""

from itertools import pairwise

from lxml import html

from qualcode.exporters.document.html import page_of
from qualcode.exporters.document.numbering import numbered
from tests.exporters.document.specimens import HOSTILE, document


def _page() -> tuple[str, html.HtmlElement]:
    given = document()
    written = "".join(page_of(given, numbered(given)))
    return written, html.document_fromstring(written.encode())


def test_the_page_says_its_language_title_and_authors() -> None:
    written, page = _page()
    assert written.lstrip().startswith("<!DOCTYPE html>")
    assert page.get("lang") == "en-GB"
    assert page.findtext(".//title") == "Renting alone"
    assert page.xpath("string(//meta[@name='author']/@content)") == "Ann Baker"
    assert page.xpath("//meta[@name='viewport']")


def test_everything_that_is_said_is_escaped() -> None:
    written, page = _page()
    assert "<script" not in written
    assert HOSTILE.replace("\x00", "\ufffd") in page.text_content()


def test_tables_have_captions_and_heads_of_columns_and_rows() -> None:
    _, page = _page()
    (table,) = page.xpath("//table")
    assert table.xpath("string(caption)") == "Table 1. How often"
    assert table.xpath("thead//th/@scope") == ["col", "col"]
    assert table.xpath("tbody//th/@scope") == ["row", "row"]


def test_pictures_are_told_in_words() -> None:
    _, page = _page()
    assert page.xpath("//figure[@class='picture']/img/@alt") == ["Three bars"]
    assert page.xpath("string(//figure[@class='picture']/figcaption)").strip() == "Figure 1. Bars"


def test_every_link_leads_to_a_place_that_is_there_once() -> None:
    _, page = _page()
    places = page.xpath("//@id")
    assert len(places) == len(set(places))
    links = [link.removeprefix("#") for link in page.xpath("//a/@href")]
    assert len(links) >= 6
    assert set(links) <= set(places)


def test_words_read_leftwards_say_so() -> None:
    _, page = _page()
    assert [row.text_content() for row in page.xpath("//*[@dir='rtl']")] == ["مرحبا", "مرحبا بالعالم"]


def test_headings_go_down_one_level_at_a_time() -> None:
    _, page = _page()
    levels = [int(row.tag[1]) for row in page.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
