import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from qualcode.importers.formats.odt import read
from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.reading import transcript_of
from qualcode.importers.source_text import SourceText
from qualcode.model.errors import UnreadableFileError
from tests.importers.open_document_files import document

BOLD = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'


def of(body: str) -> SourceText:
    return read(document(body), DEFAULT_LIMITS)


def listed(block: str) -> str:
    return f"<text:list> <text:list-item>{block}</text:list-item></text:list>"


def row(*cells: str) -> str:
    written = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
    return f"<table:table><table:table-row>{written}</table:table-row></table:table>"


def boxed(block: str) -> str:
    return f"<draw:frame><draw:text-box>{block}</draw:text-box></draw:frame>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<text:p>one</text:p><text:p/><text:h>two</text:h>", "one\n\ntwo"),
        ("<text:p>\n  a <text:span>b </text:span> c\n</text:p>", "a b c"),
        ('<text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d</text:p>', "a   b\tc\nd"),
        (listed(listed("<text:p>a</text:p>") + "<text:p>b</text:p>"), "a\nb"),
        (row("<text:p>INT</text:p>", "<text:p>So?</text:p><text:p>Yes?</text:p>"), "INT\tSo?\nYes?"),
        (
            f"<text:p>a {boxed('<text:p>in the box</text:p>')}b</text:p><text:p>c</text:p>",
            "a b\nin the box\nc",
        ),
        (
            "<text:p><text:a>link</text:a> <text:page-number>7</text:page-number>\u2028x</text:p>",
            "link 7\u2028x",
        ),
        ("<text:section><text:p>in a section</text:p></text:section>", "in a section"),
    ],
)
def test_text(body: str, text: str) -> None:
    assert of(body).text == text


def test_deletions_are_left_out_and_counted() -> None:
    gone = "<text:changed-region><text:deletion><text:p>gone</text:p></text:deletion></text:changed-region>"
    source = of(f"<text:tracked-changes>{gone}</text:tracked-changes><text:p>a<text:change/>b</text:p>")
    assert source.text == "ab"
    assert source.warnings == ("1 tracked deletion left out",)


def test_notes_and_comments_hang_on_their_place() -> None:
    body = (
        '<text:p>We knew<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Laughs.</text:p></text:note-body></text:note> nothing "
        '<office:annotation office:name="a"><dc:creator>Jo</dc:creator><dc:date>2021</dc:date>'
        "<text:p>check</text:p><text:p>this</text:p></office:annotation>at all"
        '<office:annotation-end office:name="a"/>.'
        "</text:p>"
    )
    source = of(body)
    assert source.text == "We knew nothing at all."
    assert [(item.kind, item.author, item.text) for item in source.remarks] == [
        ("footnote", "", "Laughs."),
        ("comment", "Jo", "check\nthis"),
    ]
    assert [source.text[item.span.start : item.span.end].strip() for item in source.remarks] == [
        "knew",
        "at all",
    ]


def test_bold_names_give_turns() -> None:
    names = ["Anna", "Ben", "Anna", "Ben", "Anna"]
    body = "".join(
        f'<text:p><text:span text:style-name="T1">{name}</text:span> What about it? Nothing.</text:p>'
        for name in names
    )
    assert transcript_of(document(body, styles=BOLD), "x.odt").labels == {"Anna": 3, "Ben": 2}
    assert transcript_of(document(body), "x.odt").labels == {}


def test_running_heads_become_details() -> None:
    page = "<style:master-page><style:header><text:p>Project X</text:p></style:header></style:master-page>"
    assert read(document("<text:p>x</text:p>", page_styles=page), DEFAULT_LIMITS).details == (
        ("Page header", "Project X"),
    )


def test_files_without_text_part_are_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", "<a/>")
    with pytest.raises(UnreadableFileError, match="not an OpenDocument text"):
        read(written.getvalue(), DEFAULT_LIMITS)


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=6
)


def _paragraph(pieces: list[str]) -> str:
    return f"<text:p>{''.join(pieces)}</text:p>"


def _around(blocks: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """What may hold other blocks: paragraphs with boxes in them, lists and rows of tables."""
    pieces = st.recursive(
        WORDS.map(escape) | blocks.map(boxed),
        lambda inner: st.lists(inner, max_size=2).map(
            lambda parts: f"<text:span>{''.join(parts)}</text:span>"
        ),
        max_leaves=3,
    )
    return st.one_of(
        st.lists(pieces, max_size=3).map(_paragraph),
        blocks.map(listed),
        st.tuples(blocks, blocks).map(lambda cells: row(*cells)),
    )


# Depth is bounded by the number of leaves; drawn without bound, most documents would be given up as too deep.
BLOCKS = st.recursive(st.lists(WORDS.map(escape), max_size=3).map(_paragraph), _around, max_leaves=8)


@given(st.lists(BLOCKS, min_size=1, max_size=4).map("".join))
def test_every_word_of_any_document_is_there_once(body: str) -> None:
    raw = document(body)
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        root = etree.fromstring(package.read("content.xml"))
    expected = "".join(str(piece) for piece in root.itertext())
    assert sorted("".join(read(raw, DEFAULT_LIMITS).text.split())) == sorted("".join(expected.split()))
