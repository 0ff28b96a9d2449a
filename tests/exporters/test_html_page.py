from dataclasses import replace

import pytest
from jinja2 import UndefinedError
from lxml import etree, html

from qualcode.exporters.html_page import nested, page, part, templates
from qualcode.model.provenance import Provenance
from qualcode.model.study import Study
from tests.analysis.building import study_of
from tests.exporters.reading import words_of

LEVELS = [1, 2, 3, 4, 5, 6, 7, 3, 3, 1, 2, 1]


def test_the_index_is_nested_as_the_codebook_is() -> None:
    entries = [(f"code <{n}>", level, f"code-{n}", "") for n, level in enumerate(LEVELS)]
    root = etree.fromstring(part("index", nested(entries)))
    links = list(root.iter("a"))
    assert [words_of(link) for link in links] == [words for words, *_ in entries]
    assert [len(list(link.iterancestors("ul"))) for link in links] == LEVELS


def test_an_index_of_nothing_is_well_formed() -> None:
    assert list(etree.fromstring(part("index", nested([]))).iter("li")) == []


def test_a_page_has_language_title_and_one_main_part() -> None:
    study = study_of({}, {})
    german = replace(study.info, language="de")
    study = Study({**study.tables, type(german): {german.id: german}}, study.turns, study.codings)
    about = Provenance("A <title> & “more”", (), "P", 1, "1.0")
    letters = "".join(page("page.html", study, about, []))
    root = html.document_fromstring(letters)
    assert root.get("lang") == "de"
    assert root.findtext(".//title") == root.findtext(".//h1") == "A <title> & “more”"
    assert len(list(root.iter("main"))) == 1
    assert 'charset="utf-8"' in letters


def test_words_are_escaped_in_text_and_attributes() -> None:
    letters = part("heading", "<a href='x'>\"&\x00", 1, "\"'<&")
    assert letters == '<h2 id="&#34;&#39;&lt;&amp;">&lt;a href=&#39;x&#39;&gt;&#34;&amp;\ufffd</h2>\n'


def test_a_name_that_a_template_does_not_get_is_an_error_and_no_gap() -> None:
    with pytest.raises(UndefinedError, match="sections"):
        templates().from_string("{{ sections }}").render()


@pytest.mark.parametrize(("level", "tag"), [(1, "h2"), (5, "h6"), (9, "h6")])
def test_headings_begin_below_the_title(level: int, tag: str) -> None:
    assert part("heading", "x", level, "code-1") == f'<{tag} id="code-1">x</{tag}>\n'


def test_a_colour_cannot_bring_in_a_style() -> None:
    assert "url(" not in part("swatch", "#fff;background:url(x)")
    assert "#12ab9f" in part("swatch", "#12ab9f")


def test_a_table_names_its_rows_and_columns() -> None:
    root = etree.fromstring(part("table", ["Code", "Segments"], [["a", 1_234], ["b", None]], "A note."))
    assert [(e.get("scope"), words_of(e)) for e in root.iter("th")] == [
        ("col", "Code"),
        ("col", "Segments"),
        ("row", "a"),
        ("row", "b"),
    ]
    assert [words_of(e) for e in root.iter("td")] == ["1,234", ""]
    assert root.findtext(".//caption") == "A note."


def test_no_pairs_no_list() -> None:
    assert part("pairs", []) == ""
    assert part("pairs", [("a", "b")]) == "<dl>\n<dt>a</dt><dd>b</dd>\n</dl>\n"
