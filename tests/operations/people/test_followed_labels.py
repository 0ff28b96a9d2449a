"""Reports and queries that name a speaker by a label follow it where it is written otherwise everywhere."""

import json

import pytest

from qualcode.model.entities import Report, SavedQuery
from qualcode.model.queries.query_names import saved_query, typed_query
from qualcode.model.study import Study
from qualcode.operations.people.participants import rename_participant
from qualcode.operations.people.speakers import merge_labels, relabel
from qualcode.operations.queries import save_query
from qualcode.operations.reports import save_report
from tests.support.studies import FG1, INT01, example_study

LABEL = "P1"


@pytest.fixture
def study() -> Study:
    """A study in which nobody is called as the label, which a report and a query name."""
    made = example_study()
    for row in made.participants_in_order:
        made = made.after(rename_participant(made, row.id, f"Person {row.position}"))
    outputs = [
        {"file": "a.csv", "table": "segments", "speakers": [LABEL, "P2"]},
        {"file": "b.csv", "table": "segments", "speakers": LABEL},
        {"file": "c.csv", "table": "codebook"},
    ]
    made = made.after(save_report(made, "Client", json.dumps({"outputs": outputs})))
    said = typed_query(made, f"speaker:{LABEL} AND NOT (speaker:p1 OR speaker:P2)")
    return made.after(save_query(made, "Said", said)[1])


def told(study: Study) -> tuple[list[object], str]:
    report = next(row for row in study.rows(Report).values() if row.name == "Client")
    (query,) = study.rows(SavedQuery).values()
    outputs = json.loads(report.content)["outputs"]
    return [output.get("speakers") for output in outputs], str(saved_query(study, query.id))


def test_what_is_written_otherwise_everywhere_is_followed_and_undone(study: Study) -> None:
    before = told(study)
    places = [row.id for row in study.transcripts_in_order]
    change = relabel(study, places, LABEL, "Dawn")
    after = study.after(change)
    speakers, query = told(after)
    assert speakers == [["Dawn", "P2"], ["Dawn"], None]
    assert query == "speaker:Dawn not (speaker:Dawn or speaker:P2)"
    assert told(after.after(change.inverse())) == before


def test_a_label_that_is_left_elsewhere_still_means_somebody(study: Study) -> None:
    first, second = (study.transcript_named(each.name).id for each in (FG1, INT01))
    both = study.after(relabel(study, [second], "R", LABEL))
    half = both.after(relabel(both, [first], LABEL, "Dawn"))
    assert told(half) == told(study)
    # With the last of them, it is followed.
    speakers, query = told(half.after(relabel(half, [second], LABEL, "Ruth")))
    assert speakers == [["Ruth", "P2"], ["Ruth"], None]
    assert query.startswith("speaker:Ruth not")


def test_labels_that_become_one_are_named_once(study: Study) -> None:
    places = [row.id for row in study.transcripts_in_order]
    speakers, query = told(study.after(merge_labels(study, places, [LABEL], "P2")))
    assert speakers == [["P2"], ["P2"], None]
    assert query == "speaker:P2 not (speaker:P2 or speaker:P2)"


def test_a_name_that_a_participant_has_stays(study: Study) -> None:
    somebody = study.participants_in_order[0]
    named = study.after(rename_participant(study, somebody.id, LABEL))
    places = [row.id for row in named.transcripts_in_order]
    speakers, query = told(named.after(relabel(named, places, LABEL, "Dawn")))
    assert speakers == told(named)[0]
    # A query asks for labels alone.
    assert query.startswith("speaker:Dawn not")


def test_what_cannot_be_read_is_left_alone(study: Study) -> None:
    odd = study.after(save_report(study, "Odd", "not json"))
    odd = odd.after(save_report(odd, "List", json.dumps({"outputs": ["x", {"speakers": 3}]})))
    places = [row.id for row in odd.transcripts_in_order]
    after = odd.after(relabel(odd, places, LABEL, "Dawn"))
    kept = {row.name: row.content for row in after.rows(Report).values()}
    assert kept["Odd"] == "not json"
    assert kept["List"] == json.dumps({"outputs": ["x", {"speakers": 3}]})
