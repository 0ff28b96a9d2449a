import numpy as np
import pytest

from qualcode.model.coding_rows import CodingRow, CodingTable
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.operations.coding_import import import_coding_columns, import_codings
from tests.support.studies import FG1, INT01, example_study, quotes, span_of


@pytest.fixture
def study() -> Study:
    return example_study()


def test_rows_are_found_by_file_name_and_path_and_unknown_codes_and_coders_are_made(study: Study) -> None:
    council = span_of(study, "The council", INT01.name)
    rows = [
        CodingRow("INT01 Ruth.txt", "Trust > councils", "ab", *council, memo="hm"),
        CodingRow("INT01 Ruth", "Consent > asked", "EF", *council),
        CodingRow("INT01 Ruth", "COUNCILS", "EF", *council),
    ]
    result = import_codings(study, rows)
    after = study.after(result.change)
    assert [row for row in quotes(after) if row[2] == "The council"] == [
        ("Consent > asked", "EF", "The council"),
        ("Trust > councils", "AB", "The council"),
        ("Trust > councils", "EF", "The council"),
    ]
    assert (result.added, result.skipped) == (3, 0)
    assert (result.new_codes, result.new_coders) == (("Consent", "asked"), ("EF",))
    assert result.change.label == "Import 3 codings"
    assert after.coder_named("EF").colour not in {row.colour for row in study.coders.values()}


def test_repeats_in_the_file_and_in_the_study_are_skipped_and_counted(study: Study) -> None:
    first, new = span_of(study, "asked first"), span_of(study, "nothing to hide")
    rows = [
        CodingRow(FG1.name, "privacy", "AB", *first),
        CodingRow(FG1.name, "privacy", "AB", *new, memo="the first stays"),
        CodingRow(FG1.source_name, "Privacy", "AB", *new, memo="skipped"),
    ]
    result = import_codings(study, rows)
    assert (result.added, result.skipped) == (1, 2)
    memos = [row.memo for row in result.change.codings[0].added]
    assert memos == ["the first stays"]
    again = import_codings(study.after(result.change), rows)
    assert (again.added, again.skipped, bool(again.change)) == (0, 3, False)


def test_every_row_that_does_not_fit_is_named_by_its_line_and_nothing_is_imported(study: Study) -> None:
    length = len(FG1.text)
    table = CodingTable.of(
        ["FG9", FG1.name, FG1.name, FG1.name, FG1.name],
        ["privacy", "privacy", "Trust", "privacy", "privacy"],
        ["AB", "AB", "AB", " ", "AB"],
        ["0", "5", "0", "0", "x"],
        ["5", "5", "5", "5", "9"],
    )
    with pytest.raises(QualcodeError) as caught:
        import_coding_columns(study, table)
    assert str(caught.value) == (
        "Nothing was imported, because 5 rows do not fit: line 2: there is no transcript “FG9”; "
        "line 3: its end 5 does not lie behind its start 5; line 4: “Trust” is a category, not a code; "
        "line 5: it names no coder; line 6: its start “x” is not a whole number."
    )
    rows = [CodingRow(FG1.name, "privacy", "AB", 0, length + n, line=n) for n in range(1, 9)]
    with pytest.raises(
        QualcodeError, match=r"8 rows do not fit: line 1: 0 to \d+ lies outside.*; and 3 more\."
    ):
        import_codings(study, rows)
    with pytest.raises(QualcodeError, match="1 row does not fit: line 7: “a > > b” is no name"):
        import_codings(study, [CodingRow(FG1.name, "a > > b", "AB", 0, 2, line=7)])


def test_a_name_that_several_codes_have_needs_its_path(study: Study) -> None:
    span = span_of(study, "nothing to hide")
    twins = [CodingRow(FG1.name, path, "AB", *span) for path in ("A > twin", "B > twin")]
    study = study.after(import_codings(study, twins).change)
    with pytest.raises(QualcodeError, match="“twin” names 2 codes, give the full path"):
        import_codings(study, [CodingRow(FG1.name, "twin", "AB", *span)])


def test_positions_count_code_points(study: Study) -> None:
    start = FG1.text.index("Really")
    assert FG1.text[start - 2] == "🙂"
    result = import_codings(study, [CodingRow(FG1.name, "privacy", "AB", start, start + 6)])
    assert ("privacy", "AB", "Really") in quotes(study.after(result.change))


def test_arrays_of_numbers_are_taken_as_they_are_and_no_rows_are_no_change(study: Study) -> None:
    table = CodingTable.of([FG1.name], ["new"], ["AB"], np.array([1]), np.array([4]))
    assert import_coding_columns(study, table).added == 1
    empty = import_codings(study, [])
    assert (empty.added, bool(empty.change)) == (0, False)


def test_huge_positions_are_outside_the_text(study: Study) -> None:
    table = CodingTable.of([FG1.name] * 2, ["a"] * 2, ["AB"] * 2, ["1", "1"], [str(2**40), str(2**80)])
    with pytest.raises(QualcodeError, match="2 rows do not fit"):
        import_coding_columns(study, table)
