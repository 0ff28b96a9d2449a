"""Tests of docx.

Tests as well: ``docx_body``.
"""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcode.importers.formats.docx import read
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.reading import transcript_of
from qualcode.importers.source_text import SourceText
from qualcode.model.errors import UnreadableFileError
from tests.importers.word_files import document, paragraph, run, table

STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"


def of(body: str, parts: dict[str, str] | None = None) -> SourceText:
    return read(document(body, parts), DEFAULT_LIMITS)


def test_paragraphs_empty_ones_too_breaks_tabs_and_signs() -> None:
    body = (
        paragraph(run("one"), "<w:r><w:br/></w:r>", run("two"), "<w:r><w:tab/></w:r>", run("three"))
        + paragraph()
        + paragraph(run("co"), "<w:r><w:noBreakHyphen/></w:r>", run("op"))
        + paragraph('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>')
    )
    assert of(body).text == "one\ntwo\tthree\n\nco\u2011op\n\u263a"


def test_insertions_stay_deletions_go_and_are_counted() -> None:
    body = paragraph(
        run("kept "),
        f"<w:ins>{run('added ')}</w:ins>",
        f"<w:del>{run('gone', deleted=True)}</w:del>",
        f"<w:moveFrom>{run('moved ')}</w:moveFrom>",
        f"<w:moveTo>{run('moved ')}</w:moveTo>",
        f"<w:del>{run('gone', deleted=True)}</w:del>",
    )
    source = of(body)
    assert source.text == "kept added moved "
    assert source.warnings == ("2 tracked deletions left out",)


def test_a_deleted_paragraph_mark_joins_the_paragraphs() -> None:
    body = paragraph("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", run("one ")) + paragraph(run("two"))
    assert of(body).text == "one two"


def test_a_deleted_row_is_left_out() -> None:
    body = "<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>" + paragraph(run("kept"))
    assert of(body).text == "kept"
    assert of(body).warnings == ("1 tracked deletion left out",)


def test_a_table_of_speakers_gives_turns() -> None:
    cells = [("INT", "Hello."), ("P1", "Hi."), ("INT", "Well?"), ("P1", "Well.")]
    rows = [(paragraph(run(name)), paragraph(run(words)) + paragraph(run("More."))) for name, words in cells]
    read_file = transcript_of(document(table(*rows)), "FG1.docx")
    assert read_file.text == "\n".join(f"{name}\t{words}\nMore." for name, words in cells)
    assert [turn.label for turn in read_file.turns] == ["INT", "P1", "INT", "P1"]
    assert read_file.text[read_file.turns[1].speech :].startswith("Hi.\nMore.")


def test_several_paragraphs_of_a_name_stay_on_the_line() -> None:
    body = table((paragraph(run("P1")) + paragraph(run("00:01:02")), paragraph(run("a")) * 3))
    assert of(body).text == "P1 00:01:02\ta\na\na"


def test_nested_tables_and_content_controls() -> None:
    inner = table((paragraph(run("c")), paragraph(run("d"))))
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(run('held'))}</w:sdtContent></w:sdt>"
    wrapped = f"<w:sdt><w:sdtContent><w:tc>{paragraph(run('e'))}</w:tc></w:sdtContent></w:sdt>"
    body = control + f"<w:tbl><w:tr><w:tc>{paragraph(run('a'))}{inner}</w:tc>{wrapped}</w:tr></w:tbl>"
    assert of(body).text == "held\na\nc\td\te"


def test_a_text_box_comes_once_below_its_paragraph() -> None:
    box = f"<w:txbxContent>{paragraph(run('in the box'))}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = paragraph(run("before "), f"<w:r>{both}</w:r>", run("after")) + paragraph(run("next"))
    assert of(body).text == "before after\nin the box\nnext"


def test_fields_give_their_result_and_links_their_words() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("7")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = paragraph(
        field, f"<w:hyperlink>{run(' link')}</w:hyperlink>", f"<w:fldSimple>{run(' 8')}</w:fldSimple>"
    )
    assert of(body).text == "7 link 8"


def test_notes_and_comments_hang_on_their_place() -> None:
    body = paragraph(
        run("We knew"),
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        run(" nothing "),
        '<w:commentRangeStart w:id="0"/>',
        run("at all"),
        '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>',
        run("."),
    )
    notes = f'<w:footnote w:id="2">{paragraph(run("Laughs."))}</w:footnote>'
    separator = f'<w:footnote w:id="0" w:type="separator">{paragraph(run("---"))}</w:footnote>'
    remark = (
        f'<w:comment w:id="0" w:author="Jo">{paragraph(run("check"))}{paragraph(run("this"))}</w:comment>'
    )
    source = of(body, {"footnotes": separator + notes, "comments": remark})
    assert source.text == "We knew nothing at all."
    found = [(item.kind, item.author, item.text) for item in source.remarks]
    assert found == [("footnote", "", "Laughs."), ("comment", "Jo", "check\nthis")]
    assert [source.text[item.span.start : item.span.end] for item in source.remarks] == ["knew", "at all"]


def test_a_comment_that_nothing_refers_to_is_kept() -> None:
    remark = f'<w:comment w:id="5" w:author="Jo">{paragraph(run("lost?"))}</w:comment>'
    source = of(paragraph(run("words")), {"comments": remark})
    assert [item.text for item in source.remarks] == ["lost?"]


def test_page_headers_and_footers_become_details() -> None:
    head = paragraph(run("Project X,  FG2"))
    source = of(paragraph(run("words")), {"header": head, "footer": paragraph(run("3"))})
    assert source.text == "words"
    assert source.details == (("Page header", "Project X, FG2"),)


def test_bold_names_without_colon_give_turns() -> None:
    names = ["Anna", "Ben Kofi", "Anna", "Ben Kofi", "Anna"]
    body = "".join(paragraph(run(name, bold=True), run(" What about it? Nothing.")) for name in names)
    assert list(transcript_of(document(body), "x.docx").labels.items()) == [("Anna", 3), ("Ben Kofi", 2)]


def test_bold_by_style() -> None:
    styles = (
        '<w:style w:styleId="Base"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:styleId="Name"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:styleId="Plain"><w:basedOn w:val="Base"/><w:rPr><w:b w:val="0"/></w:rPr></w:style>'
    )
    look = '<w:r><w:rPr><w:rStyle w:val="{}"/></w:rPr><w:t>Anna</w:t></w:r>'
    for style, heads in (("Name", {0: 4}), ("Plain", {})):
        source = of(paragraph(look.format(style), run(" says")), {"styles": styles})
        assert dict(source.bold_heads) == heads


def test_the_strict_namespace_reads_the_same() -> None:
    body = paragraph(run("one"), "<w:r><w:tab/></w:r>", run("two"))
    assert read(document(body, namespace=STRICT), DEFAULT_LIMITS).text == "one\ttwo"


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (document(paragraph(run("x")))[:200], "damaged"),
        (document("<w:p><w:unclosed></w:p>"), "damaged"),
        (document("<w:ins>" * 400 + "</w:ins>" * 400), "deeper|damaged"),
    ],
)
def test_broken_documents_are_refused(raw: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFileError, match=reason):
        read(raw, DEFAULT_LIMITS)


def test_too_many_elements_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="elements"):
        read(document(paragraph("<w:r/>" * 500)), ImportLimits(xml_elements=400))


# An independent reading: every text element, but of several forms of one content only the first,
# and without what was moved away.
def all_text(element: etree._Element) -> str:
    pieces = []
    for child in element:
        name = etree.QName(child).localname
        if name == "t":
            pieces.append(child.text or "")
        elif name not in ("moveFrom", "Fallback"):
            pieces.append(all_text(child))
    return "".join(pieces)


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=6
)
RUNS = st.one_of(
    WORDS.map(run),
    WORDS.map(lambda words: f"<w:ins>{run(words)}</w:ins>"),
    WORDS.map(lambda words: f"<w:hyperlink>{run(words)}</w:hyperlink>"),
    WORDS.map(lambda words: f"<w:del>{run(words, deleted=True)}</w:del>"),
    WORDS.map(lambda words: f"<w:moveFrom>{run(words)}</w:moveFrom>"),
)


def _around(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may hold other blocks: paragraphs with boxes in them, tables and content controls."""
    boxes = blocks.map(lambda block: f"<w:r><w:pict><w:txbxContent>{block}</w:txbxContent></w:pict></w:r>")
    return st.one_of(
        st.lists(RUNS | boxes, max_size=4).map(lambda pieces: paragraph(*pieces)),
        st.lists(st.tuples(blocks, blocks), min_size=1, max_size=2).map(lambda rows: table(*rows)),
        blocks.map(lambda block: f"<w:sdt><w:sdtContent>{block}</w:sdtContent></w:sdt>"),
    )


# Depth is bounded by the number of leaves; drawn without bound, most documents would be given up as too deep.
BLOCKS = st.recursive(
    st.lists(RUNS, max_size=4).map(lambda pieces: paragraph(*pieces)), _around, max_leaves=8
)


@given(st.lists(BLOCKS, min_size=1, max_size=4).map("".join))
def test_every_word_of_any_document_is_there_once(body: str) -> None:
    raw = document(body)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        expected = all_text(etree.fromstring(package.read("word/document.xml")))
    source = read(raw, DEFAULT_LIMITS)
    assert sorted("".join(source.text.split())) == sorted("".join(expected.split()))
    assert f"{body.count('<w:del>')} tracked" in "".join(source.warnings) or "<w:del>" not in body


def test_every_word_of_real_documents_is_there(corpora: Path) -> None:
    files = sorted((corpora / "docx").glob("*.docx"))
    assert files
    for path in files:
        with zipfile.ZipFile(path) as package:
            main = next(name for name in package.namelist() if name.endswith("document.xml"))
            notes = [name for name in package.namelist() if name.endswith(("notes.xml", "comments.xml"))]
            expected = "".join(all_text(etree.fromstring(package.read(name))) for name in [main, *notes])
        source = read(path.read_bytes(), DEFAULT_LIMITS)
        found = source.text + "".join(item.text for item in source.remarks)
        assert sorted("".join(found.split())) == sorted("".join(expected.split())), path.name
