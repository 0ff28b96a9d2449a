from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.formats.web_page import read
from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.reading import transcript_of
from qualcode.model.errors import UnreadableFileError


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>one</p>\n<p>two <i>and</i>\n three</p>", "one\ntwo and three"),
        ("<div>a<p>b</p>c</div>", "a\nb\nc"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "a\nb\nc"),
        ("<table><tr><td>INT</td><td><p>So?</p><p>Well?</p></td></tr><tr><td>P1</td><td>Yes</td></tr></table>",
         "INT\tSo?\nWell?\nP1\tYes"),
        ("<pre>a  b\n  c</pre>", "a  b\n  c"),
        ("<script>no</script><style>no</style><p>&amp; &eacute; &#128512;</p><!-- no -->", "& é \U0001f600"),
    ],
)  # fmt: skip
def test_text(body: str, text: str) -> None:
    page = f"<html lang='en-GB'><head><title>T</title></head><body>{body}</body></html>"
    source = read(page.encode(), DEFAULT_LIMITS)
    assert source.text == text
    assert (source.details, source.language) == ((("Title", "T"),), "en")


def test_the_declared_encoding_is_used() -> None:
    page = "<html><head><meta charset='windows-1251'></head><body><p>да</p></body></html>"
    assert read(page.encode("cp1251"), DEFAULT_LIMITS).text == "да"
    assert read(page.replace("windows-1251", "nonsense").encode(), DEFAULT_LIMITS).text == "да"


def test_bold_names_give_turns() -> None:
    body = "".join(f"<p><b>{name}</b> What about it? Nothing.</p>" for name in ["Anna", "Ben"] * 3)
    assert transcript_of(f"<html><body>{body}</body></html>".encode(), "x.html").labels == {
        "Anna": 3,
        "Ben": 3,
    }


def test_pages_nested_too_deep_are_refused_or_read() -> None:
    with pytest.raises(UnreadableFileError):
        read(b"<html><body>" + b"<div>" * 5000 + b"x", DEFAULT_LIMITS)


WORDS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), min_size=1, max_size=8
)


@given(st.lists(st.tuples(st.sampled_from(["p", "div", "h2"]), WORDS), min_size=1, max_size=6))
def test_every_word_of_any_page_is_there_once(blocks: list[tuple[str, str]]) -> None:
    page = (
        "<html><body>"
        + "".join(f"<{tag}>{escape(words)}<b>x</b></{tag}>" for tag, words in blocks)
        + "</body></html>"
    )
    expected = "".join(words + "x" for _, words in blocks)
    assert "".join(read(page.encode(), DEFAULT_LIMITS).text.split()) == "".join(expected.split())
