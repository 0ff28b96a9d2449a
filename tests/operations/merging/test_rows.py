"""What is deleted on one side and changed on the other comes back with all that hangs on it, or does not."""

import pytest

from qualcode.model.entities import AttributeSubject, AttributeType, Summary
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.operations.codes.codebook import edit_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.merging.merging import merge
from qualcode.operations.people.attributes import (
    add_attribute,
    delete_attribute,
    rename_attribute,
    set_value,
)
from qualcode.operations.people.summaries import set_summary
from tests.support.studies import example_study


def summarised() -> Study:
    """The example with a summary for a code below another one."""
    study = example_study()
    person = study.participants_in_order[0].id
    return study.after(set_summary(study, person, study.code_named("Trust > firms").id, "wary", "AB"))


@pytest.mark.parametrize("side", Side)
def test_a_code_that_comes_back_brings_the_codes_below_it_and_their_summaries(side: Side) -> None:
    start = summarised()
    trust = start.code_named("Trust").id
    ours = start.after(delete_codes(start, [trust]))
    theirs = start.after(edit_code(start, trust, memo="more than one kind"))
    (line,) = merge(ours, theirs, start).lines
    plan = merge(ours, theirs, start, chosen={line.key: side})
    assert (line.noun, line.name, line.state) == ("code", "Trust", MergeState.DELETED_HERE)
    merged = ours.after(plan.change)
    expected = theirs if side is Side.THEIRS else ours
    assert {merged.path(code) for code in merged.codes} == {expected.path(code) for code in expected.codes}
    assert merged.rows(Summary) == expected.rows(Summary)


@pytest.mark.parametrize("side", Side)
def test_an_attribute_that_comes_back_brings_its_values(side: Side) -> None:
    study = example_study()
    age, change = add_attribute(study, "Age", AttributeSubject.PARTICIPANT, AttributeType.NUMBER)
    study = study.after(change)
    person = study.participants_in_order[0].id
    study = study.after(set_value(study, age.id, person, "41"))
    ours = study.after(delete_attribute(study, age.id))
    theirs = study.after(rename_attribute(study, age.id, "Years"))
    (line,) = merge(ours, theirs, study).lines
    assert (line.noun, line.name, line.state) == ("attribute", "Years", MergeState.DELETED_HERE)
    plan = merge(ours, theirs, study, chosen={line.key: side})
    values = ours.after(plan.change).values_of(person)
    assert {key: row.value for key, row in values.items()} == ({age.id: "41"} if side is Side.THEIRS else {})
