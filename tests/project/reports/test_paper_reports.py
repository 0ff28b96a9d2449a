"""Audit trail, checklists and saturation as files: who sees which steps, and what a project knows.

Tests as well: ``checklist_answers``, ``project.record``, ``exporters.papers.table_report``,
``exporters.papers.audit_report``, ``exporters.papers.checklist_report``,
``exporters.papers.saturation_report``, ``analysis.captions.checklists``.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from qualcode.analysis.captions.saturation import about_saturation
from qualcode.analysis.memo_list import listed_memos
from qualcode.analysis.papers.saturation_request import SaturationRequest
from qualcode.exporters.papers.saturation_report import saturation_table
from qualcode.model.change import ChangeSet
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import QualcodeError, ReasonWantedError
from qualcode.model.memos import MemoKind
from qualcode.model.papers import Checklist
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.step_topics import StepTopic
from qualcode.model.study import Study
from qualcode.model.teamwork.sight import HIDDEN_STEP
from qualcode.model.words.in_words import counted, day_in_words, sentence
from qualcode.operations.codes.codebook import add_code, edit_code, rename_code
from qualcode.operations.papers.checklists import answer_item
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.participants import add_participant
from qualcode.operations.project import set_reason_topics
from qualcode.operations.teamwork.rounds import open_round
from qualcode.operations.typical_quotes import mark_typical_across
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.reports.checklist_answers import answered_items
from qualcode.project.reports.paper_reports import audited_steps, export_for_paper, saturation_of
from tests.exporters.reading import csv_table, paragraphs, sheets, tables
from tests.support.ready import ReadyProjects, the_sample


@pytest.fixture
def project(ready_projects: ReadyProjects, tmp_path: Path) -> Iterator[Project]:
    made = open_project(ready_projects.copy(the_sample, tmp_path / "sample.qualcode"))
    yield made
    made.close()


def renamed(study: Study, name: str) -> ChangeSet:
    return rename_code(study, study.codes_in_order[0].id, name)


def test_a_sample_is_described_with_the_range_of_numbers(project: Project) -> None:
    names = [f"FG{group}-P{person}" for group in (1, 3) for person in range(1, 6)]
    columns = ("participant", "age", "street", "income")
    ages = (80, 44, 52, 71, 39, 57, 63, 48, 68, 50)
    rows = [[name, str(age), f"Street {age}", str(1000 * age)] for name, age in zip(names, ages, strict=True)]
    project.do(import_attributes(project.study, AttributeSubject.PARTICIPANT, columns, rows).change, "AB")
    told = answered_items(project.record(), Checklist.COREQ)[15].known.split("\n")
    assert "age: 39 to 80, median 54.5 (10)" in told
    assert "income: 39,000 to 80,000, median 54,500 (10)" in told
    # Words that nearly everybody has another of describe nobody.
    assert not any(line.startswith("street") for line in told)


def test_a_project_that_asks_why_makes_no_step_without_a_reason(project: Project) -> None:
    project.do(set_reason_topics(project.study, [StepTopic.CODEBOOK]), "AB")
    before = project.study
    with pytest.raises(ReasonWantedError, match="a reason when codes are reworded or moved, and none"):
        project.do(renamed(project.study, "Other"), "AB")
    assert project.study is before
    assert project.do(add_code(project.study, "New")[1], "AB") is not None
    project.reason = "  as agreed\n on Tuesday "
    step = project.do(renamed(project.study, "Other"), "AB")
    assert step is not None
    assert step.reason == "as agreed on Tuesday"
    project.reason = ""
    # Taking it back needs none, and why it was made stays on record.
    assert project.undo("AB").reason == ""
    assert [each.reason for each in project.steps if each.reason] == ["as agreed on Tuesday"]


def test_the_audit_trail_tells_who_changed_what_when_and_why(project: Project, tmp_path: Path) -> None:
    code = project.study.codes_in_order[0]
    project.reason = "clearer"
    project.do(edit_code(project.study, code.id, definition="Put otherwise"), "CD")
    project.reason = ""
    project.undo("CD")
    record = project.record()
    (told,) = audited_steps(record, AuditQuestion(reasoned=True))
    assert (told.step.coder, told.step.reason, told.in_force) == ("CD", "clearer", False)
    assert told.topics == {StepTopic.CODEBOOK}
    assert told.wordings == ((code.name, "Definition", code.definition or "(empty)", "Put otherwise"),)
    assert told.identifiers == ()
    both = list(audited_steps(record, AuditQuestion(topics=(StepTopic.CODEBOOK,), people=("cd",))))
    assert [each.step.title for each in both] == [told.step.title, f"Undo: {told.step.label}"]
    assert list(audited_steps(record, AuditQuestion(people=("nobody",)))) == []
    day = told.step.at.date().isoformat()
    assert len(list(audited_steps(record, AuditQuestion(since=day, people=("CD",))))) == 2
    assert list(audited_steps(record, AuditQuestion(until="2001-01-01"))) == []
    with pytest.raises(QualcodeError, match="--since must be a day such as 2026-03-31; “soon” is none"):
        list(audited_steps(record, AuditQuestion(since="soon")))

    export_for_paper(tmp_path / "a.docx", record, AuditQuestion())
    words = "\n".join(text for _, text in paragraphs(tmp_path / "a.docx"))
    assert "clearer" in words
    assert f"{told.step.title} (undone later)" in words
    assert str(code.id) not in words
    export_for_paper(tmp_path / "a.csv", record, AuditQuestion(identifiers=True, exact=True))
    rows = csv_table(tmp_path / "a.csv")
    assert rows[0][-1] == "identifiers"
    assert any(f"code {code.id}" in row[-1].splitlines() for row in rows)
    # A document lists so many of a step, and says where the others are.
    most = max(row[-1].count("\n") + 1 for row in rows[1:])
    assert most > 4
    export_for_paper(tmp_path / "ids.docx", record, AuditQuestion(identifiers=True))
    told_there = "\n".join(text for _, text in paragraphs(tmp_path / "ids.docx"))
    assert f"… and {most - 4:,} more in the same report as xlsx or csv" in told_there
    assert all(len(row[1]) == len("2026-03-11 09:05:01.123") for row in rows[1:])
    export_for_paper(tmp_path / "a.xlsx", record, AuditQuestion())
    sheet = sheets(tmp_path / "a.xlsx")["Audit trail"]
    assert len(sheet) == len(project.steps) + 1
    assert "identifiers" not in sheet[0]


def test_in_a_blind_round_others_steps_say_nothing(project: Project, tmp_path: Path) -> None:
    study = project.study
    text = study.transcripts_in_order[0].id
    project.do(open_round(study, "Pilot", [text], ["AB", "CD"])[1], "lead")
    project.reason = "a secret reason"
    project.do(edit_code(project.study, study.codes_in_order[0].id, definition="A secret wording"), "CD")
    project.viewer = "AB"
    export_for_paper(tmp_path / "a.csv", project.record(), AuditQuestion(identifiers=True))
    last = csv_table(tmp_path / "a.csv")[-1]
    assert last[3] == HIDDEN_STEP.format("Pilot")
    assert "secret" not in " ".join(last)
    assert str(study.codes_in_order[0].id) not in " ".join(last)


def test_a_checklist_counts_participants_as_the_methods_do(project: Project) -> None:
    before = answered_items(project.record(), Checklist.COREQ)[11].known
    assert before.startswith("Twenty-eight participants in")
    project.do(add_participant(project.study, "Zoe")[1], "AB")
    silent = "One further participant is on record who speaks in no transcript and is not counted here."
    assert answered_items(project.record(), Checklist.COREQ)[11].known == f"{before} {silent}"


def test_a_sample_is_described_by_those_whom_its_size_counts(project: Project) -> None:
    before = answered_items(project.record(), Checklist.COREQ)[15].known
    assert before
    project.do(add_participant(project.study, "Zoe")[1], "AB")
    name, values = before.split("\n")[0].split(": ", 1)
    value = values.split(" (")[0]
    columns, row = ("participant", name), ["Zoe", value]
    project.do(import_attributes(project.study, AttributeSubject.PARTICIPANT, columns, [row]).change, "AB")
    assert answered_items(project.record(), Checklist.COREQ)[15].known == before


def test_a_checklist_is_filled_where_the_project_knows_the_answer(project: Project, tmp_path: Path) -> None:
    project.do(answer_item(project.study, Checklist.COREQ, 9, "Thematic analysis", "AB"), "AB")
    text = next(iter(project.study.codings))
    passages = {row.span: row.id for row in project.study.codings_of(text)}
    project.do(mark_typical_across(project.study, {text: [*passages.values()][:4]}), "AB")
    record = project.record()
    found = {row.item.number: row for row in answered_items(record, Checklist.COREQ)}
    assert found[9].own == "Thematic analysis"
    assert found[9].known == found[9].where == ""
    assert found[24].known == "Two coders: AB and CD."
    assert found[12].known == "Twenty-eight participants in 4 focus groups and 6 interviews."
    # Values that are numbers, or have a comma, are told from how many there are.
    assert "number of children: 1 (6); 2 (8); 3 (5)" in found[16].known
    assert "family type: couple (17); couple, step-family (1)" in found[16].known
    assert "qualcode" in found[27].known
    # Coders' memos on segments are memos on what was said, too.
    on_segments = sum(memo.kind is MemoKind.SEGMENT for memo in listed_memos(record.study))
    others = sum(memo.kind in (MemoKind.TRANSCRIPT, MemoKind.PLACE) for memo in listed_memos(record.study))
    told = sentence(f"{counted(on_segments + others, 'memo')} on transcripts, passages and segments")
    assert on_segments
    assert found[20].known.startswith(told.removesuffix("."))
    assert "Saturation was reached at" in found[22].known
    assert found[29].known.endswith("Four passages are chosen as typical.")
    assert all(found[number].known == "" for number in (2, 3, 4, 10, 11, 23, 28, 30))
    export_for_paper(tmp_path / "a.docx", record, ChecklistQuestion())
    # How many items have an answer is said once, in front.
    said = [words for _, words in paragraphs(tmp_path / "a.docx")]
    assert sum("of 32 items" in words for words in said) == 1
    first, second, third = [table for table in tables(tmp_path / "a.docx") if table[0][0] == "No."]
    assert [row[0] for row in (*first[1:], *second[1:], *third[1:])] == [str(n) for n in range(1, 33)]
    assert second[1][:2] == ["9", "Methodological orientation"]
    assert second[1][3] == "Thematic analysis"
    assert first[2][3] == ""
    export_for_paper(tmp_path / "a.csv", record, ChecklistQuestion(checklist=Checklist.SRQR))
    rows = csv_table(tmp_path / "a.csv")
    assert len(rows) == 22
    assert "10 steps" not in rows[9][5]
    assert "consent to being quoted is recorded" in rows[9][5]


def test_saturation_is_told_in_words_table_and_columns(project: Project, tmp_path: Path) -> None:
    question = SaturationQuestion(base=3, run=1, threshold=0)
    export_for_paper(tmp_path / "a.docx", project.record(), question)
    words = "\n".join(text for _, text in paragraphs(tmp_path / "a.docx"))
    assert "first three transcripts as the base, runs of one transcript and a threshold of 0% new" in words
    assert "Guest, G., Namey, E., & Chen, M. (2020)" in words
    assert "Figure 1. Codes so far by transcript" in words
    export_for_paper(tmp_path / "a.csv", project.record(), question)
    rows = csv_table(tmp_path / "a.csv")
    assert len(rows) == len(project.study.transcripts) + 1
    used = {code for table in project.study.codings.values() for code in table.code.tolist()}
    assert sum(int(row[4]) for row in rows[1:]) == int(rows[-1][5]) == len(used)
    few = replace(question, base=40)
    export_for_paper(tmp_path / "b.docx", project.record(), few)
    assert "Saturation cannot be assessed yet" in "\n".join(
        text for _, text in paragraphs(tmp_path / "b.docx")
    )


def test_one_import_is_no_order_in_which_people_coded(project: Project, tmp_path: Path) -> None:
    found = saturation_of(project.study, SaturationQuestion())
    moment = found.rows[0].coded
    at_once = replace(found, rows=tuple(replace(row, coded=moment) for row in found.rows))
    later = tuple(replace(row, coded=moment + timedelta(days=place)) for place, row in enumerate(found.rows))
    told = about_saturation(project.study, SaturationRequest(), 10, 0, at_once=True)
    assert told.sentence.startswith("New codes of 10 transcripts in the order of the list")
    assert dict(told.facts)["order"].startswith("in the order of the list; ")
    days, imported = (saturation_table(each) for each in (replace(found, rows=later), at_once))
    assert "First coded" in [column.name for column in days.columns]
    assert "First coded" not in [column.name for column in imported.columns]
    assert {len(row) for row in imported.rows} == {len(imported.columns)}
    assert f"recorded at once, on {day_in_words(moment.date())}" in imported.notes[0]
