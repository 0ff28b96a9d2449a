import pytest
from jinja2 import UndefinedError
from lxml import etree

from qualcode.exporters.html_page import nested, templates
from tests.exporters.reading import words_of

LEVELS = [1, 2, 3, 4, 5, 6, 7, 3, 3, 1, 2, 1]


def part(name: str, *values: object) -> str:
    return str(getattr(templates().get_template("parts.html").module, name)(*values))


def test_the_index_is_nested_as_the_codebook_is() -> None:
    entries = [(f"code <{n}>", level, f"code-{n}", "") for n, level in enumerate(LEVELS)]
    root = etree.fromstring(part("index_titled", "Contents", "contents", nested(entries)))
    links = list(root.iter("a"))
    assert [words_of(link) for link in links] == [words for words, *_ in entries]
    assert [len(list(link.iterancestors("ul"))) for link in links] == LEVELS


def test_an_index_of_nothing_is_well_formed() -> None:
    root = etree.fromstring(part("index_titled", "Contents", "contents", nested([])))
    assert list(root.iter("li")) == []


def test_words_are_escaped_in_text_and_attributes() -> None:
    letters = part("index_titled", "<a href='x'>\"&\x00", "\"'<&", [])
    assert '<h2 id="&#34;&#39;&lt;&amp;">&lt;a href=&#39;x&#39;&gt;&#34;&amp;\ufffd</h2>\n' in letters


def test_a_name_that_a_template_does_not_get_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError, match="sections"):
        templates().from_string("{{ sections }}").render()


def test_a_colour_cannot_bring_in_a_style() -> None:
    assert "url(" not in part("swatch", "#fff;background:url(x)")
    assert "#12ab9f" in part("swatch", "#12ab9f")
