from pathlib import Path

import pytest

from qualcode.exporters.codebook_file import write_codebook
from qualcode.importers.tables.codebook_file import read_codebook
from qualcode.model.codebook import CodebookRow, codebook_rows
from qualcode.model.errors import UnreadableFileError
from qualcode.model.study import Study
from qualcode.operations.codebook_import import import_codebook
from tests.support.studies import example_study


def read(tmp_path: Path, text: str) -> list[CodebookRow]:
    path = tmp_path / "codebook.csv"
    path.write_text(text, encoding="utf-8")
    return read_codebook(path)


def test_columns_in_any_order_and_case_and_paths_as_names(tmp_path: Path) -> None:
    rows = read(tmp_path, "Definition,CODE,Codable,Key\nBelief,Trust,No,\nFirms,Trust > firms,yes,3\n")
    assert rows == [
        CodebookRow("Trust", codable=False, definition="Belief", line=2),
        CodebookRow("firms", "Trust", codable=True, definition="Firms", digit=3, line=3),
    ]


def test_a_column_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    (row,) = read(tmp_path, "code,parent\nfirms,Trust\n")
    assert row == CodebookRow("firms", "Trust", line=2)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("title,definition\nx,y\n", "no column “code”"),
        ("code,definition\n,y\n", "line 2 has no code name"),
        ("code,codable\nx,perhaps\n", "line 2: “codable” should be yes or no"),
        ("code,digit\nx,first\n", "line 2: the key should be a digit"),
    ],
)
def test_what_cannot_be_understood_is_named(tmp_path: Path, text: str, sentence: str) -> None:
    with pytest.raises(UnreadableFileError, match=sentence):
        read(tmp_path, text)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_codebook_that_is_written_and_read_is_the_same(tmp_path: Path, ending: str) -> None:
    study = example_study()
    path = tmp_path / f"codebook.{ending}"
    write_codebook(path, study)
    again = Study().after(import_codebook(Study(), read_codebook(path)))
    assert codebook_rows(again) == codebook_rows(study)
