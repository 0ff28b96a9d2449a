"""Tests of codebook file.

Tests as well: ``codebook_words``, ``model.codes.codebook``.
"""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualcode.exporters.codebook.codebook_file import write_codebook
from qualcode.importers.tables.codebook_file import read_codebook
from qualcode.model.codes.code_names import code_numbers
from qualcode.model.codes.codebook import CodebookRow, codebook_rows
from qualcode.model.words.apostrophes import with_apostrophes
from qualcode.model.words.unbroken import in_one_piece
from qualcode.model.words.xml_letters import for_xml
from tests.exporters.reading import csv_table, paragraphs, sheets
from tests.exporters.studies import AWKWARD, NAMES, TEXTS, codebook_study, provenance
from tests.support.profiles import of_hundred

NAME_LISTS = st.lists(NAMES, max_size=7, unique=True)
HEADER = [
    "code",
    "parent",
    "codable",
    "colour",
    "definition",
    "include",
    "exclude",
    "examples",
    "memo",
    "digit",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("codebook")


def without_lines(rows: list[CodebookRow]) -> list[CodebookRow]:
    return [replace(row, line=0) for row in rows]


@given(names=NAME_LISTS, text=TEXTS)
def test_csv_reads_back_as_it_was(folder: Path, names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    assert write_codebook(folder / "a.csv", study, provenance()) == len(names)
    assert csv_table(folder / "a.csv")[0] == HEADER
    assert without_lines(read_codebook(folder / "a.csv")) == codebook_rows(study)


def in_a_cell(row: CodebookRow) -> CodebookRow:
    """What a spreadsheet can hold of a row: LF line ends, no control characters."""
    return replace(
        row,
        name=for_xml(row.name),
        parent=for_xml(row.parent),
        definition=for_xml(row.definition or ""),
        include=for_xml(row.include or ""),
        exclude=for_xml(row.exclude or ""),
        examples=for_xml(row.examples or ""),
        memo=for_xml(row.memo or ""),
    )


@settings(max_examples=of_hundred(25))
@given(names=NAME_LISTS, text=TEXTS)
def test_xlsx_reads_back_as_it_was(folder: Path, names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    write_codebook(folder / "a.xlsx", study, provenance())
    assert sheets(folder / "a.xlsx")["Codebook"][0] == HEADER
    assert without_lines(read_codebook(folder / "a.xlsx")) == [in_a_cell(row) for row in codebook_rows(study)]


def test_a_text_longer_than_a_cell_reads_back_whole(folder: Path) -> None:
    study = codebook_study(["a", "b"], "many words " * 5_000)
    write_codebook(folder / "a.xlsx", study, provenance())
    assert without_lines(read_codebook(folder / "a.xlsx")) == codebook_rows(study)


@settings(max_examples=of_hundred(12))
@given(names=NAME_LISTS, text=TEXTS.filter(bool))
@example(names=["don't ask", "the others' say"], text="It's what they're told, 'as it were'.")
def test_word_holds_every_code_with_what_is_said_about_it(folder: Path, names: list[str], text: str) -> None:
    study = codebook_study(names, text)
    write_codebook(folder / "a.docx", study, provenance())
    found = paragraphs(folder / "a.docx")
    headings = [words for style, words in found if style.startswith("Heading")]
    numbers = code_numbers(study)
    assert [words.removeprefix("■\u2002") for words in headings[:-1]] == [
        for_xml(with_apostrophes(f"{numbers[code.id]}\u2002{' '.join(code.name.split())}"))
        for code in study.codes_in_order
    ]
    # Those of a category are paragraphs, in which the label stands before a tab.
    said = [
        words.partition("\t")[2] if style == "Field" else words
        for style, words in found
        if style in ("Table Cell", "Field")
    ]
    fields = ("definition", "include", "exclude", "examples", "memo")
    expected = [
        for_xml(in_one_piece(with_apostrophes(words)))
        for code in study.codes_in_order
        for name in fields
        if (words := getattr(code, name).strip())
    ]
    assert said[: len(expected)] == expected


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx", "qdc"])
def test_nothing_is_half_written(tmp_path: Path, ending: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: int) -> None:
        raise ZeroDivisionError

    path = tmp_path / f"a.{ending}"
    path.write_bytes(b"old")
    monkeypatch.setattr("os.fsync", broken)
    with pytest.raises(ZeroDivisionError):
        write_codebook(path, codebook_study([name.strip() for name in AWKWARD]), provenance())
    assert path.read_bytes() == b"old"
    assert [item.name for item in tmp_path.iterdir()] == [path.name]
