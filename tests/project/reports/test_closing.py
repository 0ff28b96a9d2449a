"""A closed round keeps its figures: they are those of its closing, whatever becomes of codes afterwards."""

import json
from collections.abc import Callable, Iterator
from contextlib import closing as closed_after
from pathlib import Path

import pytest

from qualcode.exporters.agreement.agreement_prose import methods_paragraph
from qualcode.exporters.agreement.agreement_words import sections
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.results.agreement import STATE, Agreement
from qualcode.model.study import Study
from qualcode.model.team import CodingState
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.codes.codebook import add_code, rename_code
from qualcode.operations.codes.codebook_merge import merge_preview
from qualcode.operations.codes.codebook_structure import Children, delete_codes, move_codes
from qualcode.operations.codings.coding import remove_codings
from qualcode.operations.teamwork.rounds import open_round, reopen_round, set_progress
from qualcode.project.copying import copy_without_history
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.project.reports.agreeing import agreement_on_record, export_agreement
from qualcode.project.reports.closing import closing
from tests.support.addresses import address_of
from tests.support.ready import Make
from tests.support.teams import PASSAGE, code_as
from tests.ui.material import fill

__all__ = ["address_of"]

QUESTION = AgreementQuestion(round="Pilot", bootstrap=0)
MEASURES = SpacyMeasures()


def with_a_round(address: str) -> Project:
    """FG1 was coded by AB and CD in the round “Pilot”, finished by both, and the round is closed."""
    project = create_project(address, "Lead", "Study")
    fill(project)
    place = project.study.transcript_named("FG1").id
    project.do(open_round(project.study, "Pilot", [place], ["AB", "CD"], by="Lead")[1], "Lead")
    for code, words in (("stigma", "They just assume that you must be poor."), ("consent", PASSAGE)):
        project.do(code_as(project.study, "CD", code, words), "CD")
    project.do(code_as(project.study, "AB", "trust in schools", PASSAGE), "AB")
    pilot = round_named(project.study, "Pilot").id
    people = [(place, project.study.coder_named(name).id) for name in ("AB", "CD")]
    project.do(set_progress(project.study, pilot, people, CodingState.FINISHED), "Lead")
    project.do(closing(project, pilot), "Lead")
    return project


@pytest.fixture
def project(address_of: Callable[[Make], str]) -> Iterator[Project]:
    with closed_after(open_project(address_of(with_a_round))) as made:
        yield made


def found_in(project: Project, question: AgreementQuestion = QUESTION) -> Agreement:
    return agreement_on_record(project.record(), question, MEASURES)


def said(found: Agreement) -> tuple[str, ...]:
    return next(part.sentences for part in sections(found) if part.title == "The round")


CHANGES: dict[str, tuple[Callable[[Study], ChangeSet], str]] = {
    "deleted": (
        lambda study: delete_codes(study, [study.code_named("stigma").id], Children.DELETE),
        "Since then 1 code was deleted, with its codings: “stigma” (2 codings).",
    ),
    "merged": (
        lambda study: (
            merge_preview(study, [study.code_named("consent").id], study.code_named("stigma").id).change
        ),
        "Since then 1 code was merged: “consent” into “stigma”.",
    ),
    "renamed": (
        lambda study: rename_code(study, study.code_named("stigma").id, "shame"),
        "Since then 1 code was renamed or moved: “stigma” to “shame”.",
    ),
    "moved": (
        lambda study: move_codes(study, [study.code_named("stigma").id], study.code_named("Trust").id),
        "Since then 1 code was renamed or moved: “stigma” to “Trust > stigma”.",
    ),
    "coded": (
        lambda study: code_as(study, "AB", "consent", PASSAGE),
        "Since then 1 coding was made by these coders in these transcripts.",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_is_done_later_changes_no_figure_of_a_closed_round(project: Project, what: str) -> None:
    before = found_in(project)
    make, sentence = CHANGES[what]
    project.do(make(project.study), "Lead")
    after = found_in(project)
    # As words: what is not defined is equal to nothing, not even itself.
    assert repr(after.codes) == repr(before.codes)
    assert repr(after.pooled) == repr(before.pooled)
    assert after.coders == before.coders
    assert sentence in said(after)
    assert after.history is not None
    assert after.history.replayed
    assert ("As the project is now" in " ".join(said(after))) is bool(after.history.now)
    if what in ("deleted", "merged", "coded"):
        assert after.history.now
        assert after.history.now != after.history.kept[0]
    project.undo("Lead")
    assert said(found_in(project)) == said(before)


def test_the_figures_of_the_closing_are_kept_and_printed(project: Project, tmp_path: Path) -> None:
    row = round_named(project.study, "Pilot")
    (kept,) = row.closing
    assert kept.startswith(
        "4 codes, 3 turns: both 1, only AB 2, only CD 1, neither 8, Agreement 75%, Cohen’s ka"
    )
    found = found_in(project)
    (state, line, nothing) = said(found)
    assert state.startswith("The figures are those of the round “Pilot” as it was closed on ")
    assert state.endswith(" UTC: its codings and its codebook are taken from the history.")
    assert line == f"Kept when it was closed, all codes pooled by turns: {kept}."
    assert nothing == "Nothing has changed in its codebook and codings since."
    assert dict(found.provenance.facts)[STATE].startswith("those of the round as it was closed on ")
    assert f"The figures are {dict(found.provenance.facts)[STATE]}." in methods_paragraph(found)
    export_agreement(tmp_path / "a.json", project.record(), QUESTION, MEASURES)
    told = json.loads((tmp_path / "a.json").read_text("utf-8"))["round"]
    assert told["kept"] == [kept]
    assert told["as_closed"] is True
    assert told["since"] == []


def test_a_round_that_is_opened_again_has_the_figures_of_now(project: Project) -> None:
    row = round_named(project.study, "Pilot")
    project.do(delete_codes(project.study, [project.study.code_named("stigma").id], Children.DELETE), "Lead")
    project.do(reopen_round(project.study, row.id), "Lead")
    assert round_named(project.study, "Pilot").closing == ()
    found = found_in(project)
    assert said(found)[0] == "The round “Pilot” is open: its figures may still change."
    # Of the codebook under which it was opened: what became of it is told while it is open, too.
    gone = "1 code was deleted, with its codings: “stigma” (1 coding)."
    assert f"Since the round was opened {gone}" in said(found)
    assert len(found.codes) == 3
    project.do(closing(project, row.id), "Lead")
    again = found_in(project)
    assert f"While it was open {gone}" in said(again)
    assert round_named(project.study, "Pilot").closing[0].startswith("3 codes, ")


def test_codes_are_meant_by_what_they_are_not_by_what_they_are_called(project: Project) -> None:
    project.do(rename_code(project.study, project.study.code_named("stigma").id, "shame"), "Lead")
    for name in ("shame", "stigma"):
        (row,) = found_in(project, AgreementQuestion(round="Pilot", bootstrap=0, codes=(name,))).codes
        assert row.name == "stigma"
    project.do(add_code(project.study, "hope")[1], "Lead")
    (row,) = found_in(project, AgreementQuestion(round="Pilot", bootstrap=0, codes=("hope",))).codes
    assert row.name == "hope"


def test_of_a_project_without_its_history_the_kept_figures_are_left(project: Project, tmp_path: Path) -> None:
    if project.path is None:
        pytest.skip("only files are saved without a history")
    project.do(delete_codes(project.study, [project.study.code_named("stigma").id], Children.DELETE), "Lead")
    kept = round_named(project.study, "Pilot").closing
    path = copy_without_history(str(project.path), tmp_path / "bare.qualcode", "Lead")
    with closed_after(open_project(str(path))) as bare:
        found = found_in(bare)
    assert len(found.codes) == 3
    state, line, *_ = said(found)
    assert state.endswith("so the figures are those of the project as it is now.")
    assert kept[0] in line
    assert "3 codes" not in kept[0]


def test_a_round_that_nobody_finished_is_closed_all_the_same(project: Project) -> None:
    place = project.study.transcript_named("INT01").id
    opened, change = open_round(project.study, "Second", [place], ["AB", "CD"], by="Lead")
    project.do(change, "Lead")
    project.do(closing(project, opened.id), "Lead")
    (kept,) = round_named(project.study, "Second").closing
    # What could be done about it is no more to be done where the round is closed.
    why = "There is no transcript of this round that all of these coders have finished"
    assert kept == f"not computed: {why}"


def test_agreement_is_not_computed_of_work_that_is_hidden(project: Project) -> None:
    place = project.study.transcript_named("FG1").id
    project.do(open_round(project.study, "Second", [place], ["AB", "CD"], by="Lead")[1], "Lead")
    for name in ("AB", "EF"):
        project.viewer = name
        with pytest.raises(QualcodeError, match="not computed for you while the round “Second” is open"):
            found_in(project)
    project.viewer = "Lead"
    assert len(found_in(project).codes) == 4


def test_each_round_counts_over_time_as_it_was_closed(project: Project) -> None:
    other = project.study.transcript_named("INT01").id
    opened, change = open_round(project.study, "Second", [other], ["AB", "CD"], by="Lead")
    project.do(change, "Lead")
    people = [(other, project.study.coder_named(name).id) for name in ("AB", "CD")]
    project.do(set_progress(project.study, opened.id, people, CodingState.FINISHED), "Lead")
    project.do(closing(project, opened.id), "Lead")
    question = AgreementQuestion(bootstrap=0, drift=True, coders=("AB", "CD"))
    (before,) = found_in(project, question).strands
    place = project.study.transcript_named("FG1").id
    table = project.study.codings_of(place)
    project.do(remove_codings(project.study, place, [row.id for row in table][1:]), "Lead")
    (after,) = found_in(project, question).strands
    assert repr(after.rows) == repr(before.rows)
