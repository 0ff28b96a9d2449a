import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import QualcodeError
from qualcode.model.results.report_values import SummaryRow
from qualcode.model.study import Study
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.people.participants import add_participant, delete_participants, merge_participants
from qualcode.operations.people.summaries import set_summary
from qualcode.operations.people.summary_import import import_summaries
from tests.support.studies import example_study


def written(study: Study, person: str, code: str, text: str) -> ChangeSet:
    who = next(row.id for row in study.participants.values() if row.name == person)
    return set_summary(study, who, study.code_named(code).id, text, "AB")


def framework(study: Study) -> dict[tuple[str, str], str]:
    return {
        (study.participants[who].name, study.codes[code].name): row.text
        for (who, code), row in study.summaries.items()
    }


def summarised() -> Study:
    study = example_study()
    for person, code, text in (
        ("FG1-P1", "privacy", "wants to be asked"),
        ("FG1-P1", "stigma", "not raised"),
        ("FG1-P2", "privacy", "nothing to hide"),
    ):
        study = study.after(written(study, person, code, text))
    return study


def test_a_cell_is_written_changed_and_emptied() -> None:
    study = summarised()
    study = study.after(written(study, "FG1-P1", "privacy", "wants a choice"))
    study = study.after(written(study, "FG1-P2", "privacy", " "))
    assert framework(study) == {
        ("FG1-P1", "privacy"): "wants a choice",
        ("FG1-P1", "stigma"): "not raised",
    }
    assert not written(study, "FG1-P1", "privacy", "wants a choice")
    assert not written(study, "FG1-P2", "privacy", "")


def test_merging_codes_joins_their_summaries() -> None:
    study = summarised()
    change = merge_preview(study, [study.code_named("stigma").id], study.code_named("privacy").id).change
    after = study.after(change)
    cells = framework(after)
    assert set(cells) == {("FG1-P1", "privacy"), ("FG1-P2", "privacy")}
    assert "wants to be asked" in cells["FG1-P1", "privacy"]
    assert "not raised" in cells["FG1-P1", "privacy"]
    assert broken_invariants(after) == []
    assert after.after(change.inverse()) == study


def test_merging_participants_joins_their_summaries() -> None:
    study = summarised()
    people = {row.name: row.id for row in study.participants.values()}
    after = study.after(merge_participants(study, [people["FG1-P2"]], people["FG1-P1"]))
    assert "nothing to hide" in framework(after)["FG1-P1", "privacy"]
    assert broken_invariants(after) == []


def test_summaries_go_with_their_code_or_participant() -> None:
    study = summarised()
    without_code = study.after(delete_codes(study, [study.code_named("privacy").id]))
    assert framework(without_code) == {("FG1-P1", "stigma"): "not raised"}
    person = next(row.id for row in study.participants.values() if row.name == "FG1-P1")
    without_person = study.after(delete_participants(study, [person]))
    assert framework(without_person) == {("FG1-P2", "privacy"): "nothing to hide"}
    assert broken_invariants(without_code) == broken_invariants(without_person) == []


def test_an_import_counts_what_is_new_changed_and_the_same() -> None:
    study = summarised()
    rows = [
        SummaryRow("FG1-P1", "privacy", "wants a choice", 2),
        SummaryRow("FG1-P1", "stigma", "not raised", 3),
        SummaryRow("FG1-P2", "stigma", "new", 4),
    ]
    found = import_summaries(study, rows, "CD")
    assert (found.added, found.changed, found.same) == (1, 1, 1)
    assert found.change.label == "Import summaries: 1 new, 1 changed"


@pytest.mark.parametrize(("wrong", "more"), [(5, "named “nobody 4”."), (6, " And 1 more.")])
def test_of_many_lines_that_do_not_fit_five_are_named(wrong: int, more: str) -> None:
    rows = [SummaryRow(f"nobody {line}", "privacy", "x", line) for line in range(wrong)]
    with pytest.raises(QualcodeError) as refused:
        import_summaries(summarised(), rows, "AB")
    assert str(refused.value).count("There is no participant") == 5
    assert str(refused.value).endswith(more)


def test_a_person_of_a_file_is_known_in_whatever_letters_the_name_is_written() -> None:
    study = summarised()
    row, change = add_participant(study, "Zoë")
    study = study.after(change)
    found = import_summaries(study, [SummaryRow(" ZOE\u0308 ", "privacy", "new", 2)], "AB")
    assert framework(study.after(found.change))["Zoë", "privacy"] == "new"
    assert found.change.label == "Import summaries: 1 new"
    assert row.id in {who for who, _ in study.after(found.change).summaries}
