"""Tests of codebook report.

Tests as well: ``code_figures``, ``codebook_report_html``, ``codebook_report_word``.
"""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exporters.code_figures import partners, usage, wording_head
from qualcode.exporters.codebook_report import write_codebook_report
from qualcode.exporters.colour import sure_colour
from qualcode.importers.tables.csv_file import unguarded
from qualcode.model.colour import colour_name
from qualcode.model.provenance import caption
from qualcode.model.quotation import Quotation, QuotePiece, Spoken
from qualcode.model.report_values import CodebookWords, CodeQuotes, PastWording, Quote, left_out_line
from qualcode.model.segments import CodeFigures
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.xml_letters import for_xml
from tests.exporters.reading import csv_table, page, paragraphs, sheets, tables, words_of
from tests.exporters.studies import (
    AWKWARD,
    MOMENT,
    NAMES,
    TEXTS,
    codebook_study,
    figures_of,
    identity,
    provenance,
)
from tests.support.profiles import of_hundred

NAME_LISTS = st.lists(NAMES, max_size=7, unique=True)
FIELDS = ("definition", "include", "exclude", "examples", "memo")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


def quotation(transcript: str, turn: int, who: str, words: str) -> Quotation:
    place = f"turn {turn}" if turn else ""
    speech = Spoken("", (QuotePiece(words, coded=True),))
    return Quotation(identity(transcript), Span(0, 1), (speech,), who, (), transcript, turn, place)


def words_for(study: Study, text: str) -> CodebookWords:
    """Two quotes and an earlier wording of every second code; one quote of each is left out."""
    codes = study.codes_in_order[::2]
    since, until = MOMENT, MOMENT + timedelta(days=3)
    past = PastWording(since, until, "AB", 1, (("Definition", text or "(empty)"), ("Name", "old")))
    quotes = (
        Quote(quotation("FG1", 14, "Kim", text), chosen=True),
        Quote(quotation("FG2", 0, "", f"{text} too"), chosen=False),
    )
    return CodebookWords(
        {code.id: CodeQuotes(quotes, 1) for code in codes}, {code.id: (past,) for code in codes}
    )


def expected_rows(study: Study, text: str) -> list[list[str | int]]:
    figures = figures_of(study)
    return [
        [
            study.path(code.id),
            "code" if code.codable else "category",
            colour_name(sure_colour(code.colour)),
            *(getattr(code, name) for name in FIELDS),
            *figures[code.id][1:6],
            partners(figures[code.id]),
            words_for(study, text).quotes_of(code.id).left_out,
            len(words_for(study, text).wordings_of(code.id)),
        ]
        for code in study.codes_in_order
    ]


@given(names=NAME_LISTS, text=TEXTS)
def test_csv_holds_every_code(folder: Path, names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    about = provenance()
    words = words_for(study, text)
    assert write_codebook_report(folder / "a.csv", study, figures_of(study), about, words) == len(names)
    header, *found = csv_table(folder / "a.csv")
    assert header[0] == "code"
    counts = ["segments", "transcripts", "participants", "words", "characters", "occurs with"]
    assert header[-8:] == [*counts, "quotes left out", "earlier wordings"]
    assert [[unguarded(cell) for cell in row] for row in found] == [
        list(map(str, row)) for row in expected_rows(study, text)
    ]


@settings(max_examples=of_hundred(25))
@given(names=NAME_LISTS, text=TEXTS)
def test_xlsx_holds_every_code(folder: Path, names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    write_codebook_report(folder / "a.xlsx", study, figures_of(study), provenance(), words_for(study, text))
    book = sheets(folder / "a.xlsx")
    assert ["rule", "overlap"] in book["About"]
    assert book["Codebook"][1:] == [
        [(for_xml(cell) or None) if isinstance(cell, str) else cell for cell in row]
        for row in expected_rows(study, text)
    ]
    paths = [for_xml(study.path(code.id)) for code in study.codes_in_order[::2]]
    assert [row[0] for row in book["Quotes"][1:]] == [path for path in paths for _ in range(2)]
    assert {tuple(row[1:5]) for row in book["Quotes"][1:]} <= {
        ("FG1", 14, "Kim", "yes"),
        ("FG2", None, None, "no"),
    }
    assert [row[0] for row in book["Earlier wordings"][1:]] == [path for path in paths for _ in range(2)]
    assert [row[5] for row in book["Earlier wordings"][1:3]] == ["Definition", "Name"][: 2 * len(paths)]


@settings(max_examples=of_hundred(12))
@given(names=NAME_LISTS, text=TEXTS)
def test_word_holds_every_code_with_its_figures(folder: Path, names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    figures = figures_of(study)
    words = words_for(study, text)
    write_codebook_report(folder / "a.docx", study, figures, provenance(), words)
    found = paragraphs(folder / "a.docx")
    headings = [words for style, words in found if style.startswith("Heading")]
    names_shown = [for_xml(code.name) for code in study.codes_in_order]
    assert headings == ["Overview", *names_shown, "About these figures"]
    overview = tables(folder / "a.docx")[0]
    assert overview[0] == ["Code", "Segments", "Transcripts", "Participants", "Words"]
    assert overview[1:] == [
        [for_xml(study.path(code.id)), *(f"{number:,}" for number in figures[code.id][1:5])]
        for code in study.codes_in_order
    ]
    said = [words for style, words in found if style == "Fact"]
    heads = [wording_head(past[0]) for past in words.wordings.values()]
    facts = [line for line in said if line not in (left_out_line(1), *heads)]
    assert said.count(left_out_line(1)) == len(words.quotes)
    assert [line for line in said if line in heads] == heads
    shown = [words for style, words in found if style == "Quote"]
    assert shown == [for_xml(quote.printed.words) for row in words.quotes.values() for quote in row.quotes]
    sources = [words for style, words in found if style == "Source Line"]
    assert sources == ["Kim, FG1, turn 14", "FG2"] * len(words.quotes)
    assert len(facts) == len(names)
    for fact, code in zip(facts, study.codes_in_order, strict=True):
        assert fact.endswith(usage(figures[code.id]))
    assert caption(provenance()) in [words for style, words in found if style == "Caption"]


@settings(max_examples=of_hundred(50))
@given(names=NAME_LISTS, text=TEXTS)
def test_html_holds_every_code_with_its_figures(folder: Path, names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    figures = figures_of(study)
    words = words_for(study, text)
    write_codebook_report(folder / "a.html", study, figures, provenance(), words)
    root = page(folder / "a.html")
    sections = list(root.iter("section"))
    assert len(sections) == len(names)
    for section, code in zip(sections, study.codes_in_order, strict=True):
        assert words_of(section[0]) == for_xml(code.name)
        assert section[0].get("id") == section.get("aria-labelledby")
        said = [words_of(element) for element in section.iter("dd")]
        fields = [for_xml(said_of) for name in FIELDS if (said_of := getattr(code, name))]
        earlier = [for_xml(told) for past in words.wordings_of(code.id) for _, told in past.texts]
        assert said == [*fields, for_xml(partners(figures[code.id])), *earlier]
        quotes = [words_of(part) for part in section.iter("p") if part.get("role") == "blockquote"]
        assert quotes == [for_xml(quote.printed.words) for quote in words.quotes_of(code.id).quotes]
        assert (left_out_line(1) in words_of(section)) == (code.id in words.quotes)
        assert usage(figures[code.id]) in words_of(section[1])
    rows = [[words_of(cell) for cell in row] for row in root.iter("tr")]
    assert [row[0] for row in rows] == ["Code", *(for_xml(study.path(c.id)) for c in study.codes_in_order)]
    targets = {str(element.get("id")) for element in root.iter() if element.get("id")}
    assert {str(link.get("href"))[1:] for link in root.iter("a")} <= targets


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx", "html"])
def test_a_code_without_figures_is_listed(tmp_path: Path, ending: str) -> None:
    study = codebook_study([name.strip() for name in AWKWARD])
    assert write_codebook_report(tmp_path / f"a.{ending}", study, {}, provenance()) == len(AWKWARD)
    if ending == "csv":
        assert len(csv_table(tmp_path / "a.csv")) == len(AWKWARD) + 1


def test_usage_in_words() -> None:
    figures = CodeFigures(identity("c"), 1, 1, 2, 1_234, 9_999, (("Trust > firms", 12), ("stigma", 3)))
    assert usage(figures) == "1 segment in 1 transcript, 2 participants, 1,234 words"
    assert partners(figures) == "Trust > firms (12); stigma (3)"
    assert usage(figures._replace(segments=0)) == "not used yet"
    assert (usage(None), partners(None)) == ("", "")
