"""What methods and agreement tell of a team: rounds, samples, figures, decisions, versions, tools.

Tests as well: ``exporters.papers.methods_team``, ``analysis.agreement.decisions``, ``agreeing``.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from qualcode.analysis.agreement.drawing import DRAWING
from qualcode.analysis.differences import differences
from qualcode.exporters.agreement.agreement_file import write_agreement
from qualcode.exporters.agreement.agreement_words import places_note, sections
from qualcode.exporters.papers.methods_team import MethodsTeam, team_tables
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet
from qualcode.model.errors import Cancelled
from qualcode.model.front import Front
from qualcode.model.identity import made_at, new_id
from qualcode.model.machine.progress import Progress
from qualcode.model.papers import Checklist
from qualcode.model.questions.reports import AgreementQuestion, MethodsQuestion
from qualcode.model.results.agreement import LATER_CODES
from qualcode.model.results.tool_register import NO_AI
from qualcode.model.study import Study
from qualcode.model.team import CodingState, Outcome
from qualcode.model.teamwork.readings import AGREED
from qualcode.model.teamwork.rounds import rounds_in_order
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.codes.codebook_structure import move_codes
from qualcode.operations.memos import add_journal_entry
from qualcode.operations.papers.codebook_versions import name_version
from qualcode.operations.papers.tool_register import ToolWords, record_tool
from qualcode.operations.teamwork.rounds import TurnSample, close_round, open_round, set_progress
from qualcode.operations.teamwork.settling import Settlement, settle
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.reports.agreeing import agreement_of
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.checklist_answers import answered_items
from qualcode.project.reports.methods import export_methods
from qualcode.project.reports.methods_team import MethodsChoice, methods_team
from tests.exporters.reading import paragraphs, sheets, tables
from tests.support.ready import ReadyProjects, the_sample

QUICK = MethodsChoice(bootstrap=0)
MEASURES = SpacyMeasures()


@pytest.fixture
def project(ready_projects: ReadyProjects, tmp_path: Path) -> Iterator[Project]:
    """The sample with a round on one transcript that both have finished and that is closed."""
    made = open_project(ready_projects.copy(the_sample, tmp_path / "sample.qualcode"))
    study = made.study
    text = study.transcripts_in_order[0].id
    made.do(open_round(study, "Pilot", [text], ["AB", "CD"], sample=TurnSample(40, 7))[1], "lead")
    (row,) = rounds_in_order(made.study)
    places = [(text, coder.id) for coder in made.study.coders_in_order]
    made.do(set_progress(made.study, row.id, places, CodingState.FINISHED), "lead")
    yield made
    made.close()


def first_settled(study: Study, reason: str) -> ChangeSet:
    one, other = (row.id for row in study.coders_in_order)
    texts = [study.transcripts_in_order[0].id]
    difference = differences(study, (one, other), texts)[0]
    return settle(study, Settlement(difference, Outcome.ONE, reason), "lead")


def closed(project: Project) -> None:
    project.do(close_round(project.study, rounds_in_order(project.study)[0].id), "lead")


def test_rounds_samples_and_figures_are_told(project: Project, tmp_path: Path) -> None:
    open_and_blind = methods_team(project.record(), QUICK, MEASURES)
    assert open_and_blind.agreement == ()
    closed(project)
    found = methods_team(project.record(), QUICK, MEASURES)
    ((name, coders, texts, turns, blind, *_),) = found.rounds
    assert (name, coders, texts, blind) == ("Pilot", "AB and CD", 1, "yes")
    assert str(turns).startswith("40 of ")
    assert str(turns).endswith("(seed 7)")
    words = " ".join(found.samples)
    assert "turns were drawn at random (seed 7)" in words
    assert "In the round “Pilot”, all coders finished the transcript." in words
    # As “team round size” says it for the same assumptions.
    assert "Following Donner and Rotondi (2010), 109 turns would be needed for two coders" in words
    assert "“Pilot” had fewer." in words
    easily = QUICK._replace(kappa=0.9, lowest=0.3)
    assert "had fewer" not in " ".join(methods_team(project.record(), easily, MEASURES).samples)
    pooled, mean = found.agreement
    assert pooled[0] == "Round “Pilot”: all codes pooled"
    assert pooled[1] == mean[1]
    assert str(pooled[1]).endswith("codes, 40 turns")
    exact = agreement_of(project.study, AgreementQuestion(round="Pilot", bootstrap=0), MEASURES)
    assert pooled[2] == f"{exact.pooled.figures['percent']:.0%}"  # type: ignore[index]
    export_methods(tmp_path / "m.docx", project.record(), QUICK)
    headers = [table[0][0] for table in tables(tmp_path / "m.docx")]
    assert {"Round", "What"} <= set(headers)
    text = "\n".join(said for _, said in paragraphs(tmp_path / "m.docx")).replace("\N{NO-BREAK SPACE}", " ")
    assert "Coding was organised in one round (Table 3)." in text
    assert NO_AI in text
    assert "Saturation was reached at" in text


def test_codes_that_came_after_a_round_change_nothing_of_it(project: Project) -> None:
    question = AgreementQuestion(round="Pilot", bootstrap=0)
    before = agreement_of(project.study, question, MEASURES)
    assert LATER_CODES not in dict(before.provenance.facts)
    closed(project)
    # Identities tell their time in milliseconds: these are made in a later one than the round.
    opened = made_at(rounds_in_order(project.study)[0].id)
    while made_at(new_id()) == opened:
        pass
    parent = project.study.codes_in_order[0].id
    for name, above in (("Later on", None), ("Later below", parent)):
        project.do(add_code(project.study, name, parent_id=above)[1], "lead")
    after = agreement_of(project.study, question, MEASURES)
    assert [row.name for row in after.codes] == [row.name for row in before.codes]
    assert after.pooled.figures == before.pooled.figures
    said = "2 codes that came after the round was opened are left out"
    assert dict(after.provenance.facts)[LATER_CODES] == said
    assert f"{said}." in " ".join(methods_team(project.record(), QUICK, MEASURES).agreed)
    # Who names one compares it, and reads that nobody used it; without the round, all are.
    named = agreement_of(project.study, replace(question, codes=("Later on",)), MEASURES)
    assert [row.name for row in named.codes] == ["Later on"]
    assert any(line.startswith("One code was used by nobody:") for line in sections(named)[0].sentences)
    by_level = agreement_of(project.study, replace(question, level=1), MEASURES)
    assert "Later on" not in [row.name for row in by_level.codes]
    everything = agreement_of(project.study, AgreementQuestion(bootstrap=0), MEASURES)
    assert len(everything.codes) == len(before.codes) + 2


def test_figures_of_agreement_with_more_places_than_others_say_why() -> None:
    few, more = (
        (("All", "31 codes", "98%", "0.66", alpha, "0.98"),)
        for alpha in ("0.64 [0.60, 0.67]", "0.64 [0.60,\u00a00.666]")
    )
    assert [bool(places_note(rows)) for rows in (few, more)] == [False, True]
    told = places_note(more).strip()
    (table,) = team_tables(MethodsTeam(agreement=more, places=told))
    assert table.notes == (told,)
    (table,) = team_tables(MethodsTeam(agreement=few))
    assert table.notes == ()


def test_a_renamed_code_is_told_by_its_names_and_a_moved_one_by_its_paths(project: Project) -> None:
    study = project.study
    category = next(row for row in study.codes_in_order if not row.codable)
    first, *others = study.children(category.id)
    second = next(row for row in others if study.children(row.id))
    project.do(name_version(study, "Pilot", "AB", ""), "AB")
    project.do(rename_code(project.study, second.id, "Otherwise"), "AB")
    project.do(move_codes(project.study, [first.id], None), "AB")
    found = methods_team(project.record(), QUICK, MEASURES)
    told = {(row[2], *row[3:]) for row in found.differences}
    how = "renamed or moved"
    assert told == {
        ("Otherwise", how, second.name, "Otherwise"),
        (first.name, how, f"{category.name} > {first.name}", first.name),
    }


def test_versions_and_tools_are_told(project: Project, tmp_path: Path) -> None:
    project.do(name_version(project.study, "Pilot", "AB", "after one group"), "AB")
    project.do(add_code(project.study, "Hope")[1], "AB")
    project.do(record_tool(project.study, ToolWords("Chatbot", "drafting", "5", "March", "AB"), "AB"), "AB")
    question = MethodsChoice(bootstrap=0, saturation=False, checklists=(Checklist.SRQR,))
    found = methods_team(project.record(), question, MEASURES)
    assert [(row[0], row[2], row[5]) for row in found.versions] == [("Pilot", "AB", "after one group")]
    assert found.differences == (("Pilot", "now", "Hope", "added", "", ""),)
    assert found.tools == (("Chatbot", "5", "drafting", "March", "AB"),)
    assert found.saturation is None
    export_methods(tmp_path / "m.docx", project.record(), question)
    headers = [table[0][:2] for table in tables(tmp_path / "m.docx")]
    assert ["Version", "Named"] in headers
    assert ["Tool", "Version"] in headers
    assert ["No.", "Item"] in headers
    text = "\n".join(said for _, said in paragraphs(tmp_path / "m.docx"))
    assert "One other tool was used: " in text
    assert "One version of the codebook was named" in text


def test_agreement_tells_decisions_with_reasons(project: Project, tmp_path: Path) -> None:
    closed(project)
    question = AgreementQuestion(bootstrap=0)
    before = agreement_of(project.study, question, MEASURES)
    assert before.decisions == ()
    project.do(first_settled(project.study, "definition unclear"), "lead")
    found = agreement_of(project.study, question, MEASURES)
    # Nobody codes as “Agreed”: who stands for what was settled is not compared with those who settled it.
    assert AGREED not in found.coders
    assert found.pooled.figures == before.pooled.figures
    (told,) = found.decisions
    assert told.coders == ("AB", "CD")
    assert told.outcome == "AB’s reading"
    assert (told.reason, told.author) == ("definition unclear", "lead")
    assert told.transcript == project.study.transcripts_in_order[0].name
    assert told.codes
    other = next(row for row in project.study.codes_in_order if row.codable and row.name not in told.codes[0])
    narrowed = AgreementQuestion(bootstrap=0, codes=(other.name,))
    assert agreement_of(project.study, narrowed, MEASURES).decisions == ()
    write_agreement(tmp_path / "a.xlsx", Front(title="Agreement"), "en", found)
    rows = sheets(tmp_path / "a.xlsx")["Decisions"]
    assert [row[5] for row in rows] == ["reason", "definition unclear"]
    write_agreement(tmp_path / "a.docx", Front(title="Agreement"), "en", found)
    text = "\n".join(said for _, said in paragraphs(tmp_path / "a.docx"))
    assert "One difference was settled, one with a reason." in text
    # What was agreed is kept under a name of its own, under which nobody codes.
    export_methods(tmp_path / "m.docx", project.record(), QUICK)
    methods = "\n".join(said for _, said in paragraphs(tmp_path / "m.docx"))
    assert "coded by two coders (AB and CD)" in methods
    assert "What they agreed on was recorded separately, under Agreed." in methods


def _stopping_at(words: str, after: int) -> Progress:
    """Stops work that says these words for the ``after``-th time."""
    heard = 0

    def progress(_done: int, _total: int, what: str) -> None:
        nonlocal heard
        heard += what == words
        if heard == after:
            raise Cancelled

    return progress


# What nobody waits for any more would otherwise be in the way of what is asked next.
@pytest.mark.parametrize("after", [1, 2])
@pytest.mark.parametrize(
    "question", [MethodsQuestion(), AgreementQuestion(drift=True)], ids=["methods", "agreement"]
)
def test_a_report_with_intervals_is_stopped_while_it_draws(
    project: Project, tmp_path: Path, question: MethodsQuestion | AgreementQuestion, after: int
) -> None:
    closed(project)
    path = tmp_path / "stopped.html"
    sources = AnswerSources(project.record(), MEASURES, _stopping_at(DRAWING, after))
    with pytest.raises(Cancelled):
        answer(path, question, sources)
    assert not path.exists()


def test_the_appendix_is_stopped_between_transcripts(project: Project, tmp_path: Path) -> None:
    name = project.study.transcripts_in_order[1].name
    sources = AnswerSources(project.record(), MEASURES, _stopping_at(name, 1))
    with pytest.raises(Cancelled):
        answer(tmp_path / "stopped.docx", MethodsQuestion(bootstrap=0), sources)


def test_a_checklist_claims_nothing_that_a_project_cannot_know(project: Project) -> None:
    project.do(first_settled(project.study, "slip"), "lead")
    project.do(add_journal_entry(project.study, "loud", author="AB", day=date(2026, 3, 4))[1], "AB")
    answers = [row.known for kind in Checklist for row in answered_items(project.record(), kind)]
    told = " ".join(answers)
    assert (
        "The round “Pilot” gave AB and CD the same transcripts; while it was open the program showed" in told
    )
    assert "One disagreement was settled" in told
    assert "Whether these are notes from the field is not on record." in told
    for claim in ("discussed", "without seeing", "consented"):
        assert claim not in told
