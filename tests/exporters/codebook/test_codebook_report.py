"""Tests of codebook report."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.exporters.codebook.code_figures import partners
from qualcode.exporters.codebook.codebook_report import write_codebook_report
from qualcode.exporters.colour import sure_colour
from qualcode.importers.tables.csv_file import unguarded
from qualcode.model.codes.code_names import code_numbers, short_names
from qualcode.model.codes.colour import colour_name
from qualcode.model.results.quotation import QuotePiece, Spoken
from qualcode.model.results.report_values import CodebookWords, CodeQuotes, Quote
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study
from qualcode.model.words.apostrophes import with_apostrophes
from qualcode.model.words.xml_letters import for_xml
from tests.exporters.reading import csv_table, sheets
from tests.exporters.studies import (
    AWKWARD,
    NAMES,
    TEXTS,
    codebook_study,
    figures_of,
    provenance,
    quotation,
    words_for,
)
from tests.support.profiles import of_hundred

NAME_LISTS = st.lists(NAMES, max_size=7, unique=True)
FIELDS = ("definition", "include", "exclude", "examples", "memo")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("report")


def expected_rows(study: Study, text: str) -> list[list[str | int]]:
    figures, names = figures_of(study), short_names(study)
    return [
        [
            study.path(code.id),
            "code" if code.codable else "category",
            colour_name(sure_colour(code.colour)),
            *(getattr(code, name) for name in FIELDS),
            *figures[code.id][1:6],
            partners(figures[code.id], names),
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
    assert ["rule", "codes that overlap"] in book["About"]
    numbers = [row[0] for row in book["Codebook"]]
    assert numbers == ["number", *code_numbers(study).values()]
    assert [row[1:] for row in book["Codebook"][1:]] == [
        [(for_xml(with_apostrophes(cell)) or None) if isinstance(cell, str) else cell for cell in row]
        for row in expected_rows(study, text)
    ]
    paths = [for_xml(with_apostrophes(study.path(code.id))) for code in study.codes_in_order[::2]]
    # Sheets without rows are left out.
    quotes, wordings = ((book[name][1:] if paths else []) for name in ("Quotes", "Earlier wordings"))
    assert [row[0] for row in quotes] == [path for path in paths for _ in range(2)]
    assert {tuple(row[1:5]) for row in quotes} <= {
        ("FG1", 14, "Kim", "yes"),
        ("FG2", None, None, "no"),
    }
    assert [row[0] for row in wordings] == [path for path in paths for _ in range(2)]
    assert [row[5] for row in wordings[:2]] == ["Definition", "Name"][: 2 * len(paths)]


@pytest.mark.parametrize("marked", [False, True])
def test_quotes_are_as_documents_print_them_and_coded_words_stand_beside(
    tmp_path: Path, marked: bool
) -> None:
    study = codebook_study(["Trust", "councils"])
    code_id = study.codes_in_order[0].id
    pieces = (
        QuotePiece("“We ", coded=False),
        QuotePiece("trust them", coded=True),
        QuotePiece(" here.”", coded=False),
    )
    printed = replace(quotation("FG1", 14, "Kim", ""), speeches=(Spoken("", pieces),), marked=marked)
    words = CodebookWords({code_id: CodeQuotes((Quote(printed, chosen=False),), 0)}, {})
    write_codebook_report(tmp_path / "a.xlsx", study, {}, provenance(), words)
    head, row = sheets(tmp_path / "a.xlsx")["Quotes"]
    assert head[4:] == ["starred", "quote", *(["coded words"] if marked else [])]
    assert row[4:] == ["no", "“We trust them here.”", *(["trust them"] if marked else [])]


def test_spreadsheets_have_the_apostrophes_of_documents_and_csv_what_was_typed(tmp_path: Path) -> None:
    study = codebook_study(["Trust", "the council's word"], "What they don't say.")
    for name in ("a.xlsx", "a.csv"):
        write_codebook_report(tmp_path / name, study, {}, provenance())
    in_words = [str(cell) for row in sheets(tmp_path / "a.xlsx")["Codebook"] for cell in row]
    assert "What they don’t say." in in_words
    assert not any("'" in cell for cell in in_words)
    assert any("the council's word" in cell for row in csv_table(tmp_path / "a.csv") for cell in row)


def test_a_category_in_which_nothing_was_coded_has_no_zeros(tmp_path: Path) -> None:
    study = codebook_study(["Trust", "councils"])
    figures = {code.id: CodeFigures(code.id, 0, 0, 0, 0, 0, ()) for code in study.codes_in_order}
    write_codebook_report(tmp_path / "a.xlsx", study, figures, provenance())
    _, category, code = sheets(tmp_path / "a.xlsx")["Codebook"]
    place = 1 + 8
    assert category[place : place + 5] == [None] * 5
    assert code[place : place + 5] == [0] * 5


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_code_without_figures_is_listed(tmp_path: Path, ending: str) -> None:
    study = codebook_study([name.strip() for name in AWKWARD])
    assert write_codebook_report(tmp_path / f"a.{ending}", study, {}, provenance()) == len(AWKWARD)
    if ending == "csv":
        assert len(csv_table(tmp_path / "a.csv")) == len(AWKWARD) + 1
