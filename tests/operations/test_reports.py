import pytest

from qualcode.model.errors import QualcodeError
from qualcode.operations.reports import delete_report, find_report, rename_report, report_named, save_report
from tests.support.studies import example_study


def test_a_report_is_kept_replaced_renamed_and_forgotten() -> None:
    study = example_study()
    study = study.after(save_report(study, "Monthly", "{}"))
    study = study.after(save_report(study, " monthly ", '{"a": 1}'))
    (row,) = study.reports_in_order
    assert (row.name, row.content) == ("Monthly", '{"a": 1}')
    study = study.after(rename_report(study, row.id, "Yearly"))
    assert report_named(study, "YEARLY").id == row.id
    study = study.after(delete_report(study, row.id))
    assert find_report(study, "Yearly") is None


def test_an_unknown_report_is_named_with_those_there_are() -> None:
    study = example_study()
    study = study.after(save_report(study, "Monthly", "{}"))
    with pytest.raises(QualcodeError, match="no report named “Weekly”; reports of this project: Monthly"):
        report_named(study, "Weekly")


def test_a_report_needs_a_free_name() -> None:
    study = example_study()
    study = study.after(save_report(study, "One", "{}"))
    study = study.after(save_report(study, "Two", "{}"))
    with pytest.raises(QualcodeError, match="One"):
        rename_report(study, report_named(study, "Two").id, "one")
    with pytest.raises(QualcodeError):
        save_report(study, " ", "{}")


def test_reports_stay_in_the_order_in_which_they_were_saved() -> None:
    study = example_study()
    for name in ("Zebra", "Ant", "Monkey"):
        study = study.after(save_report(study, name, "{}"))
    assert [row.name for row in study.reports_in_order] == ["Zebra", "Ant", "Monkey"]
    assert [row.position for row in study.reports_in_order] == [0, 1, 2]


def test_a_report_may_be_written_otherwise() -> None:
    study = example_study()
    study = study.after(save_report(study, "Monthly", "{}"))
    change = rename_report(study, report_named(study, "Monthly").id, "MONTHLY")
    assert change.label == "Rename the report “Monthly”"
    assert [row.name for row in study.after(change).reports_in_order] == ["MONTHLY"]
