"""Tests of rtf.

Tests as well: ``rtf_words``.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.formats.rtf import read
from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.reading import transcript_of
from qualcode.importers.source_text import SourceText
from qualcode.model.errors import UnreadableFileError


def of(body: str, head: str = r"\rtf1\ansi\ansicpg1252\uc1") -> SourceText:
    return read(("{" + head + " " + body + "}").encode("cp1252"), DEFAULT_LIMITS)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"one\par two\par\par three\par", "one\ntwo\n\nthree"),
        ("one\r\n two\\line three", "one two\nthree"),
        (r"caf\'e9 \u8364?5 \u-10179?\u-8704? \u8217\'92s", "café €5 \U0001f600 ’s"),
        (r"{\uc0\u233 }{\uc2\u233 ab}c", "ééc"),
        (r"a\tab b\~c\_d\emdash e\ldblquote f\rdblquote\bullet \{g\}\\", "a\tb\u00a0c\u2011d—e“f”•{g}\\"),
        (r"{\*\unknown gone}{\*\shppict{\pict 00ff}}kept{\info{\title gone}}", "kept"),
        (r'{\field{\*\fldinst HYPERLINK "https://x"}{\fldrslt shown}} next', "shown next"),
        (r"\trowd INT\cell So?\par Yes?\cell\row\trowd P1\cell No.\cell\row x", "INT\tSo?\nYes?\nP1\tNo.\nx"),
        (r"{\upr{ansi}{\*\ud{unicode}}}", "unicode"),
        (r"\bin3 {{{after", "after"),
    ],
)  # fmt: skip
def test_text(body: str, text: str) -> None:
    assert of(body).text == text


def test_code_pages_of_fonts_and_of_the_file() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}{\f2\fcharset128 MS Gothic;}}"
    assert of(fonts + r"\f0 \'e9 \f1 \'e4\'e0 \f2 \'82\'a0").text == "é да あ"
    assert of(r"\'e4\'e0", r"\rtf1\ansi\ansicpg1251").text == "да"
    assert of(r"\'8e", r"\rtf1\mac").text == "é"


def test_notes_comments_and_running_heads() -> None:
    source = of(
        r"{\header Project X\par}We knew{\footnote \chftn  Laughs.} nothing{\*\atnid JO}{\*\atnauthor Jo}"
        r"\chatn{\*\annotation{\*\atnref 1}Check this.} at all{\footnote\ftnalt At the end.}."
    )
    assert source.text == "We knew nothing at all."
    assert [(item.kind, item.author, item.text) for item in source.remarks] == [
        ("footnote", "", "Laughs."),
        ("comment", "Jo", "Check this."),
        ("endnote", "", "At the end."),
    ]
    assert [source.text[item.span.start : item.span.end] for item in source.remarks] == [
        "knew",
        "nothing",
        "all",
    ]
    assert source.details == (("Page header", "Project X"),)


def test_deletions_go_and_are_counted_hidden_text_stays_and_is_told() -> None:
    source = of(r"a {\deleted gone\par }b {\revised added} {\v hidden} {\deleted gone}c{\pict 00}")
    assert source.text == "a b added hidden c"
    assert source.warnings == ("2 tracked deletions left out", "1 hidden passage kept", "1 picture left out")


def test_bold_names_give_turns() -> None:
    body = "".join(
        rf"{{\b {name}}} What about it? Nothing.\par " for name in ["Anna", "Ben", "Anna", "Ben", "Anna"]
    )
    raw = r"{\rtf1\ansi " + body + "}"
    assert transcript_of(raw.encode(), "x.rtf").labels == {"Anna": 3, "Ben": 2}


def test_groups_nested_too_deep_are_refused() -> None:
    with pytest.raises(UnreadableFileError, match="deeper"):
        of("{" * 600 + "}" * 600)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_every_character_comes_back(words: str) -> None:
    written = "".join(
        letter if letter.isascii() and letter.isalnum() else "".join(rf"\u{unit}?" for unit in utf16(letter))
        for letter in words
    )
    assert of(written).text == words


def utf16(letter: str) -> list[int]:
    raw = letter.encode("utf-16-le")
    return [int.from_bytes(raw[place : place + 2], "little", signed=True) for place in range(0, len(raw), 2)]
