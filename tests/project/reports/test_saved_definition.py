"""Saved reports name what they named when they were saved, whatever it is called since."""

import json
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Attribute, CodeSet, Folder, SavedQuery
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_names import saved_query, typed_query
from qualcode.model.questions.reports import SegmentsQuestion
from qualcode.model.study import Study
from qualcode.operations.coders import merge_coders, rename_coder
from qualcode.operations.codes.code_sets import rename_code_set
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.people.attributes import rename_attribute
from qualcode.operations.people.participants import add_participant, merge_participants, rename_participant
from qualcode.operations.queries import rename_query
from qualcode.operations.reports import report_named, save_report
from qualcode.operations.transcripts.documents import rename_transcript
from qualcode.operations.transcripts.folders import rename_folder
from qualcode.project.opening import create_project
from qualcode.project.reports.report_definition import definition_json
from qualcode.project.reports.report_list import listed_reports
from qualcode.project.reports.reporting import add_to_report, keep_report, run_report
from qualcode.project.reports.saved_definition import definition_named, definition_on_record, files_in_words
from tests.support.examples import example


def _study() -> Study:
    return Study().after(example())


def _kept(study: Study, **settings: object) -> Study:
    output = {"file": "a.csv", "table": "segments", **settings}
    if "by" in settings or "code-set" in settings:
        output = {"by": "transcript", **output, "table": "codes"}
    if "participant" in settings:
        output = {"file": "a.svg", "table": "picture-words", **settings}
    return study.after(keep_report(study, "One", json.dumps({"outputs": [output]})))


def _settings(study: Study) -> dict[str, object]:
    (output,) = json.loads(definition_named(study, "One").content)["outputs"]
    return {name: value for name, value in output.items() if name not in ("file", "table")}


def _of(kind: type[Any], name: str) -> Callable[[Study], UUID]:
    return lambda study: next(row.id for row in study.rows(kind).values() if row.name == name)


RENAMED: dict[str, tuple[dict[str, object], Callable[[Study], ChangeSet], dict[str, object]]] = {
    "code": (
        {"codes": ["stigma"]},
        lambda study: rename_code(study, study.code_named("stigma").id, "shame"),
        {"codes": ["Trust > shame"]},
    ),
    "category": (
        {"codes": ["Trust > stigma"]},
        lambda study: rename_code(study, study.code_named("Trust").id, "Belief"),
        {"codes": ["Belief > stigma"]},
    ),
    "coder": (
        {"coders": ["CD", "AB"]},
        lambda study: rename_coder(study, study.coder_named("CD").id, "Chris"),
        {"coders": ["Chris", "AB"]},
    ),
    "transcript": (
        {"transcripts": ["FG1"]},
        lambda study: rename_transcript(study, study.transcript_named("FG1").id, "First group"),
        {"transcripts": ["First group"]},
    ),
    "folder": (
        {"folders": ["Wave 1"]},
        lambda study: rename_folder(study, _of(Folder, "Wave 1")(study), "Autumn"),
        {"folders": ["Autumn"]},
    ),
    "query": (
        {"query": "Judged"},
        lambda study: rename_query(study, _of(SavedQuery, "Judged")(study), "Looked down on"),
        {"query": "Looked down on"},
    ),
    "columns of a query": (
        {"by": "query:Judged"},
        lambda study: rename_query(study, _of(SavedQuery, "Judged")(study), "Looked down on"),
        {"by": "query:Looked down on"},
    ),
    "attribute": (
        {"by": "income"},
        lambda study: rename_attribute(study, _of(Attribute, "income")(study), "earnings"),
        {"by": "earnings"},
    ),
    "attribute beside quotes": (
        {"attributes": ["income"]},
        lambda study: rename_attribute(study, _of(Attribute, "income")(study), "earnings"),
        {"attributes": ["earnings"]},
    ),
    "code set": (
        {"code-set": "For the paper"},
        lambda study: rename_code_set(study, _of(CodeSet, "For the paper")(study), "Second paper"),
        {"code-set": "Second paper"},
    ),
    "participant": (
        {"participant": "P1"},
        lambda study: rename_participant(study, study.participant_named("P1").id, "Tasha"),
        {"participant": "Tasha"},
    ),
    "speaker": (
        {"speakers": ["P1"]},
        lambda study: rename_participant(study, study.participant_named("P1").id, "Tasha"),
        {"speakers": ["Tasha"]},
    ),
}


@pytest.mark.parametrize("case", RENAMED)
def test_what_is_renamed_is_followed_and_so_is_undoing_it(case: str) -> None:
    asked, change, expected = RENAMED[case]
    study = _kept(_study(), **asked)
    before, step = _settings(study), change(study)
    renamed = study.after(step)
    assert _settings(renamed) == {**before, **expected}
    assert _settings(renamed.after(step.inverse())) == before


def test_another_thing_of_the_old_name_is_not_taken_for_it() -> None:
    study = _kept(_study(), codes=["stigma"])
    study = study.after(rename_code(study, study.code_named("stigma").id, "shame"))
    study = study.after(add_code(study, "stigma", colour="#112233")[1])
    assert _settings(study) == {"codes": ["Trust > shame"]}
    # Both names are said in a report that gets another file, each of its own code.
    study = study.after(add_to_report(study, "One", "b.csv", SegmentsQuestion(codes=("stigma",))))
    named = [output["codes"] for output in json.loads(definition_named(study, "One").content)["outputs"]]
    assert named == [["Trust > shame"], ["stigma"]]


def test_what_is_merged_is_followed_by_reports_and_queries() -> None:
    study = _study()
    study = study.after(add_code(study, "shame", colour="#112233")[1])
    study = _kept(study, codes=["stigma", "shame"], query="Judged")
    change = merge_preview(study, [study.code_named("stigma").id], study.code_named("shame").id).change
    merged = study.after(change)
    assert _settings(merged) == {"codes": ["shame"], "query": "Judged"}
    assert saved_query(merged, _of(SavedQuery, "Judged")(merged)) == typed_query(merged, "code:shame")
    assert _settings(merged.after(change.inverse())) == {"codes": ["stigma", "shame"], "query": "Judged"}


def test_coders_and_participants_that_are_merged_are_followed() -> None:
    study = _kept(_study(), coders=["CD"])
    change = merge_coders(study, [study.coder_named("CD").id], study.coder_named("AB").id)
    assert _settings(study.after(change)) == {"coders": ["AB"]}
    study = _study()
    tasha, added = add_participant(study, "Tasha")
    study = _kept(study.after(added), participant="P1")
    change = merge_participants(study, [study.participant_named("P1").id], tasha.id)
    assert _settings(study.after(change)) == {"participant": "Tasha"}


def test_what_has_gone_keeps_its_name_so_that_it_can_be_told() -> None:
    study = _kept(_study(), codes=["stigma"])
    study = study.after(delete_codes(study, [study.code_named("stigma").id]))
    assert _settings(study) == {"codes": ["stigma"]}


def test_a_report_of_before_names_were_kept_still_reads() -> None:
    study = _study()
    content = definition_json({"outputs": [{"file": "a.csv", "table": "segments", "codes": ["stigma"]}]})
    study = study.after(save_report(study, "One", content))
    assert _settings(study) == {"codes": ["stigma"]}
    for names in (7, {"code": 7}, {"code": {"stigma": 7}}, {"code": {"stigma": "#x"}}):
        study = study.after(
            save_report(study, "One", definition_json({**json.loads(content), "names": names}))
        )
        assert _settings(study) == {"codes": ["stigma"]}


def test_what_a_report_of_before_names_were_kept_names_is_found_in_the_history(tmp_path: Path) -> None:
    with closing(create_project(str(tmp_path / "old.qualcode"), "AB", "Small study")) as project:
        project.do(example(), "AB")
        wanted = {"file": "a.csv", "table": "segments", "codes": ["stigma"], "coders": ["CD"]}
        old = definition_json({"outputs": [wanted]})
        project.do(save_report(project.study, "Old", old), "AB")
        study = project.study
        project.do(rename_code(study, study.code_named("stigma").id, "shame"), "AB")
        project.do(rename_coder(project.study, project.study.coder_named("CD").id, "Chris"), "AB")
        record = project.record()
        report = report_named(record.study, "Old")
        found = json.loads(definition_on_record(record, report).content)["outputs"]
        told = [("a.csv", "Coded segments, codes: Trust > shame, coders: Chris")]
        assert files_in_words(record, report) == told
        (listed,) = (row for row in listed_reports(record) if row.name == "Old")
        assert list(map(tuple, listed.files)) == told
        assert found == [{**wanted, "codes": ["Trust > shame"], "coders": ["Chris"]}]
        # It is run without a step, and so by those who may only read.
        step = project.study.step
        run_report(record, "Old", tmp_path / "out")
        assert project.study.step == step
        assert report.content == old
        assert "shame" in (tmp_path / "out" / "a.csv").read_text("utf-8")
        project.undo("AB")
        record = project.record()
        found = json.loads(definition_on_record(record, report_named(record.study, "Old")).content)["outputs"]
        assert found == [{**wanted, "codes": ["Trust > shame"]}]
        # What has gone is told by the name that it had.
        study = project.study
        project.do(delete_codes(study, [study.code_named("shame").id]), "AB")
        ((_, left),) = files_in_words(project.record(), report)
        assert left.startswith("Coded segments, codes: stigma")
        with pytest.raises(QualcodeError, match="stigma"):
            run_report(project.record(), "Old", tmp_path / "out")
