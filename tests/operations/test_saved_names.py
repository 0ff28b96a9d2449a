"""Tests that what names others by their identities follows a merge; see ``test_saved_definition`` as well."""

from qualcode.model.identity import new_id
from qualcode.operations.draft import Draft
from qualcode.operations.reports import report_named, save_report
from qualcode.operations.saved_names import hand_on_names
from tests.support.studies import example_study


def test_only_reports_that_name_what_goes_are_changed() -> None:
    study = example_study()
    gone, into, other = new_id(), new_id(), new_id()
    study = study.after(save_report(study, "One", f'["#{gone}", "#{other}"]'))
    study = study.after(save_report(study, "Two", f'["#{other}"]'))
    draft = Draft(study)
    hand_on_names(study, draft, (gone,), into)
    change = draft.change("Merge")
    assert [each.row.id for each in change.rows] == [report_named(study, "One").id]
    assert report_named(study.after(change), "One").content == f'["#{into}", "#{other}"]'
