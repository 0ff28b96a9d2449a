"""Rows of a codebook that do not fit are left out and named; the rest comes in."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.tables.codebook_file import read_codebook
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.study import Study
from qualcode.operations.codes.codebook_fitting import fitting_rows, left_out
from qualcode.operations.codes.codebook_import import import_codebook
from tests.support.studies import example_study


@pytest.fixture
def study() -> Study:
    return example_study()


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (CodebookRow("privacy", codable=False, line=4), "line 4: “privacy” has 3 codings and stays a code"),
        (CodebookRow("new", digit=10, line=4), "line 4: “new” has the key 10; there are 1 to 9 and Shift"),
        (CodebookRow("new", colour="red", line=4), "line 4: “red” is not a colour"),
        (
            CodebookRow("new", "a > > b", line=4),
            "line 4: “> b” cannot be a code’s name, because “ > ” separates the levels of the codebook",
        ),
        (
            CodebookRow("\u200b", line=4),
            "line 4: a code needs a name; type at least one letter; the row was left out",
        ),
        (CodebookRow("STIGMA", line=4), "line 4: “STIGMA” is described twice; the first row counts"),
        (CodebookRow("", line=4, faults=("the code has no name",)), "line 4: the code has no name"),
    ],
)
def test_what_does_not_fit_is_named_by_its_line(study: Study, row: CodebookRow, words: str) -> None:
    found = fitting_rows(
        study, [CodebookRow("stigma", definition="Shame", line=2), row, CodebookRow("last", line=5)]
    )
    assert len(found.faults) == 1
    assert found.faults[0].startswith(words)
    after = study.after(import_codebook(study, found.rows))
    assert after.code_named("stigma").definition == "Shame"
    assert after.code_named("last").name == "last"


def test_only_the_first_faults_are_said() -> None:
    assert left_out([]) == ""
    assert left_out(["a", "b"]) == "Left out: a; b."
    assert left_out(list("abcdef"), 2) == "Left out: a; b and 4 more."
    assert left_out(list("abcd")) == "Left out: a; b; c; d."
    assert left_out(list("abcdef")) == "Left out: a; b; c; d and 2 more."


NAMES = st.sampled_from(["privacy", "Trust", "PRIVACY", "", " ", "new", "a > > b", "\u200b", "councils"])
ROWS = st.builds(
    CodebookRow,
    name=NAMES,
    parent=st.sampled_from(["", "Trust", "nowhere"]),
    codable=st.sampled_from([None, True, False]),
    colour=st.sampled_from([None, "", "red", "#123456"]),
    digit=st.sampled_from([None, 3, 10, 99]),
)


@given(st.lists(ROWS, max_size=6))
def test_what_fits_is_always_imported(rows: list[CodebookRow]) -> None:
    study = example_study()
    study.after(import_codebook(study, fitting_rows(study, rows).rows))


def test_a_sign_that_was_read_as_levels_is_said(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "codes.csv"
    path.write_text("name\nCoping\\Denial\nCoping\\Humour\nHope\n", encoding="utf-8")
    found = fitting_rows(study, read_codebook(path))
    assert found.told == (
        "In 2 names “\\” was read as the sign between levels: “Coping\\Denial” is “Denial” under “Coping”."
    )
    path.write_text("name\nCoping > Denial\nand/or\n", encoding="utf-8")
    assert fitting_rows(study, read_codebook(path)).told == ""
