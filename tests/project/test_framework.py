"""The framework matrix: out to files and in again, every summary in its cell.

Tests: ``analysis.framework``, ``exporters.framework_file``, ``importers.tables.summaries_file``,
``operations.summary_import``.
"""

import tempfile
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.analysis.crosstab import code_table
from qualcode.analysis.framework import framework
from qualcode.analysis.table_request import TableRequest
from qualcode.importers.tables.summaries_file import read_summaries
from qualcode.language.measures import SpacyMeasures
from qualcode.model.entities import Summary
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.words import ColumnsBy
from qualcode.model.report_values import SummaryRow
from qualcode.model.study import Study
from qualcode.operations.codebook import add_code
from qualcode.operations.summaries import set_summary
from qualcode.operations.summary_import import import_summaries
from qualcode.project.reports import export_framework
from tests.exporters.reading import csv_table, sheets, tables
from tests.support.profiles import of_hundred
from tests.support.studies import example_study, studies

TEXTS = ("She wants a say.", "=1+1", "two\nlines", '🙂 ‘quoted’, "so"', "- minus")


def summarised(study: Study) -> Study:
    """The example with a summary for each of P1 and P2, under two codes."""
    people = [row for row in study.participants_in_order if row.role == "participant"]
    for number, (person, name) in enumerate(zip(people, ("privacy", "stigma", "privacy"), strict=False)):
        code = study.code_named(name)
        study = study.after(set_summary(study, person.id, code.id, TEXTS[number], "AB"))
    return study


def texts(study: Study) -> dict[tuple[UUID, UUID], str]:
    return {key: row.text for key, row in study.summaries.items()}


@settings(max_examples=of_hundred(15))
@given(studies(), st.data(), st.booleans(), st.sampled_from((".csv", ".xlsx")), st.booleans())
def test_out_and_in_again_gives_the_same_summaries(
    study: Study, data: st.DataObject, tidy: bool, ending: str, counts: bool
) -> None:
    for person in study.participants_in_order:
        for code in study.codes_in_order:
            text = data.draw(st.sampled_from(("", *TEXTS)))
            study = study.after(set_summary(study, person.id, code.id, text, "AB"))
    bare = Study({**study.tables, Summary: {}}, study.turns, study.codings, study.step)
    if not study.summaries:
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"matrix{ending}"
        export_framework(path, study, tidy=tidy, counts=counts)
        found = import_summaries(bare, read_summaries(path), "AB")
    assert texts(bare.after(found.change)) == texts(study)
    assert (found.added, found.changed, found.same) == (len(study.summaries), 0, 0)


def test_counts_are_those_of_the_table_of_codes() -> None:
    study = example_study()
    found = framework(study, [row.id for row in study.codes_in_order if row.codable], counts=True)
    table = code_table(study, TableRequest(by=ColumnsBy.PARTICIPANT), SpacyMeasures())
    expected = {
        (column.id, row.id): int(table.values[place, number])
        for place, row in enumerate(table.rows)
        for number, column in enumerate(table.columns)
    }
    for person in found.participants:
        for code in found.codes:
            assert found.count(person, code) == expected[person.id, code.id]


def test_the_document_has_every_participant_in_every_part(tmp_path: Path) -> None:
    study = summarised(example_study())
    study = study.after(add_code(study, "consent")[1])
    codes = [row.id for row in study.codes_in_order]
    path = tmp_path / "matrix.docx"
    found = export_framework(path, study, codes=tuple(codes), counts=True)
    first, second, _ = tables(path)
    names = ["Participant", *(row.name for row in found.participants)]
    assert [row[0] for row in first] == [row[0] for row in second] == names
    assert first[0][1:] + second[0][1:] == [study.path(code_id) for code_id in codes]
    assert "She wants a say.\n2 segments" in {cell for row in [*first, *second] for cell in row}


def test_only_what_is_written_is_shown(tmp_path: Path) -> None:
    study = summarised(example_study())
    export_framework(tmp_path / "a.csv", study)
    header, *rows = csv_table(tmp_path / "a.csv")
    assert header == ["participant", "stigma", "privacy"]
    assert sum(bool(cell) for row in rows for cell in row[1:]) == len(study.summaries)
    export_framework(tmp_path / "a.xlsx", study)
    assert list(sheets(tmp_path / "a.xlsx")) == ["About", "Framework"]


@pytest.mark.parametrize("ending", [".csv", ".xlsx", ".docx"])
def test_the_same_study_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    study = summarised(example_study())
    for name in ("a", "b"):
        export_framework(tmp_path / f"{name}{ending}", study, counts=True)
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()


def test_a_row_that_does_not_fit_stops_all() -> None:
    study = example_study()
    person = study.participants_in_order[0].name
    rows = [
        SummaryRow(person, "privacy", "one", 2),
        SummaryRow(person, "Privacy", "two", 3),
        SummaryRow("Nobody", "privacy", "three", 4),
        SummaryRow(person, "courage", "four", 5),
    ]
    with pytest.raises(QualcodeError) as told:
        import_summaries(study, rows, "AB")
    said = str(told.value)
    assert said.startswith("Nothing was imported, because 3 rows do not fit: line 3: ")
    assert "line 4: There is no participant named “Nobody”." in said
    assert "line 5: There is no code named “courage”" in said


def test_a_file_of_summaries_changes_what_is_new(tmp_path: Path) -> None:
    study = summarised(example_study())
    (person, code_id), text = next(iter(texts(study).items()))
    name, path = study.participants[person].name, study.path(code_id)
    file = tmp_path / "s.csv"
    file.write_text(f"Pseudonym,theme,summary\n{name},{path},{text}\n{name},Trust > firms,New\n", "utf-8")
    found = import_summaries(study, read_summaries(file), "CD")
    assert (found.added, found.changed, found.same) == (1, 0, 1)
    file.write_text("participant,code,text\nP1,privacy,\n", "utf-8")
    with pytest.raises(QualcodeError, match="contains no summaries"):
        read_summaries(file)


def test_who_wrote_is_said_of_the_summaries_that_are_shown() -> None:
    study = example_study()
    person = next(row for row in study.participants_in_order if row.role == "participant")
    privacy, stigma = study.code_named("privacy").id, study.code_named("stigma").id
    study = study.after(set_summary(study, person.id, privacy, "A say.", "AB"))
    study = study.after(set_summary(study, person.id, stigma, "Shame.", "CD"))
    for codes, authors in (([privacy], "AB"), ([stigma], "CD"), ([privacy, stigma], "AB; CD")):
        assert ("written by", authors) in framework(study, codes).about.facts
