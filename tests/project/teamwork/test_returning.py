"""Copies for coders: nothing of others is in them, and what comes home is the coder's work, once.

Tests as well: ``giving``.
"""

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copyfile

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.team import CodingState, GivenCopy
from qualcode.model.teamwork.merge_plan import MergeState, Side
from qualcode.model.teamwork.rounds import progress_of_round, round_named
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code, edit_code, rename_code
from qualcode.operations.codings.coding import remove_codings
from qualcode.operations.codings.highlights import remove_highlights
from qualcode.operations.memos import edit_memo
from qualcode.operations.teamwork.giving import copy_here
from qualcode.operations.teamwork.rounds import close_round, delete_round, set_progress
from qualcode.operations.text.text_correction import correct_text
from qualcode.project.checking import problems
from qualcode.project.copying import copy_project
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.project.teamwork.giving import kept, write_copy
from qualcode.project.teamwork.returning import (
    ReturnedCopy,
    brought_home,
    layer_plan,
    read_returned,
    rest_plan,
)
from tests.support.addresses import address_of
from tests.support.ready import Make
from tests.support.teams import MARK, PASSAGE, code_as, team_project
from tests.ui.material import coded, found

__all__ = ["address_of"]

Intent = Callable[[Study], ChangeSet]


@pytest.fixture
def project(address_of: Callable[[Make], str]) -> Iterator[Project]:
    made = open_project(address_of(team_project))
    yield made
    made.close()


def give(project: Project, name: str, target: Path) -> str:
    study = project.whole
    record = project.record(whole=True)
    coder = study.coder_named(name).id
    path, mark = write_copy(record, round_named(study, "Pilot").id, coder, target, "Lead")
    project.make(kept(mark, "Lead"))
    return str(path)


def work(address: str, name: str, *intents: Intent) -> None:
    with closing(open_project(address)) as copy:
        copy.viewer = name
        for intent in intents:
            copy.do(intent(copy.study), name)


def bring(project: Project, address: str) -> ReturnedCopy:
    copy = read_returned(project.record(whole=True), address)
    project.do(brought_home(project.whole, copy), "Lead", whole=True)
    return copy


def codes(name: str, code: str, words: str) -> Intent:
    return lambda study: code_as(study, name, code, words)


def bytes_of(path: str) -> bytes:
    """A project file, and all that its journal holds packed."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT payload FROM journal").fetchall()
    return Path(path).read_bytes() + b"".join(zlib.decompress(payload) for (payload,) in rows)


# -- what is given ------------------------------------------------------------------------------------------


def test_nothing_of_others_is_in_a_copy_or_its_history(project: Project, tmp_path: Path) -> None:
    study = project.whole
    others = [
        coding.id.bytes
        for transcript_id, table in study.codings.items()
        for coding in table
        if coding.coder_id == study.coder_named("CD").id or transcript_id != study.transcript_named("FG1").id
    ]
    path = give(project, "AB", tmp_path / "ab")
    whole = bytes_of(path)
    # The search would find it: it is in what CD is given.
    assert MARK.encode() in bytes_of(give(project, "CD", tmp_path / "cd"))
    assert MARK.encode() not in whole
    assert b"\0CD" not in whole
    assert b'"CD"' not in whole
    assert study.coder_named("CD").id.bytes not in whole
    assert study.coder_named("CD").id.hex.encode() not in whole
    assert not any(identity in whole for identity in others)
    assert b"Ruth" not in whole
    with closing(open_project(path)) as copy:
        assert problems(copy) == []
        assert coded(copy.study, "stigma") == ["They just assume that you must be poor."]
        assert [row.name for row in copy.study.transcripts_in_order] == ["FG1"]
        assert [row.name for row in copy.study.coders_in_order] == ["AB"]
        assert [row.name for row in copy.study.codes_in_order] == [row.name for row in study.codes_in_order]
        mark = copy_here(copy.study)
        assert mark is not None
        assert mark.step == study.step
        assert len(copy.history.steps) == 1


def test_the_lead_keeps_in_mind_who_has_a_copy(project: Project, tmp_path: Path) -> None:
    give(project, "CD", tmp_path / "cd")
    (row,) = project.study.rows(GivenCopy).values()
    assert (row.is_here, row.returned_step) == (False, 0)
    assert project.history.steps[-1].label == "Give CD a copy for round “Pilot”"
    project.undo("Lead")
    assert project.study.rows(GivenCopy) == {}


def test_what_cannot_be_given_leaves_no_file(project: Project, tmp_path: Path) -> None:
    project.do(ensure_coder(project.study, "EF")[1], "Lead")
    with pytest.raises(QualcodeError, match="“EF” does not code in the round “Pilot”"):
        give(project, "EF", tmp_path / "ef")
    taken = tmp_path / "there.qualcode"
    taken.write_bytes(b"something else")
    with pytest.raises(QualcodeError):
        give(project, "CD", taken)
    assert taken.read_bytes() == b"something else"
    assert not (tmp_path / "ef.qualcode").exists()


def test_copies_are_not_given_from_copies(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    with (
        closing(open_project(path)) as copy,
        pytest.raises(QualcodeError, match="give copies from the project it came from"),
    ):
        give(copy, "CD", tmp_path / "next")


# -- what comes home ----------------------------------------------------------------------------------------


def test_the_coders_work_comes_home_once_and_can_be_taken_back(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    before = project.whole

    def less(study: Study) -> ChangeSet:
        place, span = found(study, "FG1", PASSAGE)
        row = next(row for row in study.codings_of(place) if row.span == span)
        return remove_codings(study, place, [row.id])

    def reworded(study: Study) -> ChangeSet:
        memo = next(row for row in study.memos_of(study.transcript_named("FG1").id) if row.start is None)
        return edit_memo(study, memo.id, text="afterthought")

    def finished(study: Study) -> ChangeSet:
        coder = study.coder_named("CD").id
        text = study.transcript_named("FG1").id
        return set_progress(study, round_named(study, "Pilot").id, [(text, coder)], CodingState.FINISHED)

    def unlit(study: Study) -> ChangeSet:
        return remove_highlights(
            study, [row.id for row in study.highlights_of(study.transcript_named("FG1").id)]
        )

    new = (lambda study: add_code(study, "blame")[1], codes("CD", "blame", "I hate it."))
    work(path, "CD", *new, less, reworded, unlit, finished)
    assert bring(project, path).oddities == ()
    study = project.whole
    assert coded(study, "blame") == ["I hate it."]
    # What the coder removed of their own is gone; what others did is as it was.
    assert coded(study, "stigma") == ["They just assume that you must be poor."]
    assert coded(study, "consent") == ["Nobody asked us.", "I signed a form."]
    assert "afterthought" in {row.text for row in study.memos_of(study.transcript_named("FG1").id)}
    assert study.highlights_of(study.transcript_named("FG1").id) == ()
    states = {
        each.coder.name: each.state for each in progress_of_round(study, round_named(study, "Pilot").id)
    }
    assert states == {"AB": CodingState.IN_PROGRESS, "CD": CodingState.FINISHED}
    assert problems(project) == []
    again = read_returned(project.record(whole=True), path)
    assert again.oddities == ("Nothing was done in it since it was brought back last.",)
    assert not layer_plan(study, again).change
    assert not rest_plan(study, again).lines
    project.undo("Lead")
    assert project.whole == before


def test_two_copies_come_home_to_what_both_did(project: Project, tmp_path: Path) -> None:
    paths = {name: give(project, name, tmp_path / name) for name in ("AB", "CD")}
    for name, path in paths.items():
        work(path, name, codes(name, "consent", "Nobody at all."))
    for path in paths.values():
        assert bring(project, path).oddities == ()
    assert coded(project.whole, "consent").count("Nobody at all.") == 2


def test_what_was_done_after_coming_home_comes_too(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    work(path, "CD", codes("CD", "consent", "Nobody at all."))
    bring(project, path)

    def less(study: Study) -> ChangeSet:
        place, span = found(study, "FG1", "Nobody at all.")
        return remove_codings(study, place, [row.id for row in study.codings_of(place) if row.span == span])

    work(path, "CD", less, codes("CD", "consent", "I hate it."))
    assert bring(project, path).oddities == ()
    assert coded(project.whole, "consent") == ["I hate it.", "Nobody asked us.", "I signed a form."]


def test_codebook_and_text_are_offered_apart(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")

    def corrected(study: Study) -> ChangeSet:
        text = study.transcript_named("FG1").id
        return correct_text(study, text, study.text(text).replace("MOD: How", "MOD: Well now, how")).change

    work(
        path,
        "CD",
        lambda study: edit_code(study, study.code_named("consent").id, definition="Asked first"),
        lambda study: rename_code(study, study.code_named("stigma").id, "Stigma and shame"),
        lambda study: add_code(study, "unused")[1],
        corrected,
        codes("CD", "consent", "I hate it."),
    )
    text = project.whole.text(project.whole.transcript_named("FG1").id)
    copy = bring(project, path)
    study = project.whole
    assert "I hate it." in coded(study, "consent")
    assert study.text(study.transcript_named("FG1").id) == text
    assert study.code_named("consent").definition == ""
    assert "unused" not in {row.name for row in study.codes.values()}
    # Not taken, it is offered again.
    again = read_returned(project.record(whole=True), path)
    assert rest_plan(study, again).lines == rest_plan(study, copy).lines
    plan = rest_plan(study, copy)
    told = {(line.state, line.noun, line.name) for line in plan.lines}
    assert told == {
        (MergeState.CHANGED_THERE, "text", "FG1"),
        (MergeState.CHANGED_THERE, "code", "consent"),
        (MergeState.CHANGED_THERE, "code", "Stigma and shame"),
        (MergeState.NEW, "code", "unused"),
    }
    project.do(plan.change, "Lead", whole=True)
    study = project.whole
    assert study.text(study.transcript_named("FG1").id).startswith("MOD: Well now, how")
    assert "I hate it." in coded(study, "consent")
    assert PASSAGE in coded(study, "Stigma and shame")
    assert problems(project) == []


def test_what_the_lead_changed_meanwhile_stays(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    text = project.whole.transcript_named("FG1").id
    longer = project.whole.text(text).replace("MOD: How", "MOD: Well now, how")
    project.do(correct_text(project.whole, text, longer).change, "Lead")
    project.do(edit_code(project.whole, project.whole.code_named("stigma").id, definition="ours"), "Lead")
    work(path, "CD", codes("CD", "stigma", "I hate it."))
    copy = bring(project, path)
    assert coded(project.whole, "stigma").count("I hate it.") == 1
    assert project.whole.code_named("stigma").definition == "ours"
    assert rest_plan(project.whole, copy).lines == ()
    assert problems(project) == []


def test_what_the_lead_locked_stays_locked(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")

    def say(state: CodingState) -> Intent:
        return lambda study: set_progress(
            study,
            round_named(study, "Pilot").id,
            [(study.transcript_named("FG1").id, study.coder_named("CD").id)],
            state,
        )

    work(path, "CD", say(CodingState.FINISHED))
    project.do(say(CodingState.LOCKED)(project.study), "Lead")
    copy = read_returned(project.record(whole=True), path)
    plan = layer_plan(project.whole, copy)
    assert [line.side for line in plan.lines] == [Side.OURS]
    assert not plan.change


# -- what is odd about a copy -------------------------------------------------------------------------------


def test_an_older_state_of_a_copy_is_recognised(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    work(path, "CD", codes("CD", "consent", "I hate it."))
    older = str(copyfile(path, tmp_path / "older.qualcode"))
    work(path, "CD", codes("CD", "consent", "Nobody at all."))
    bring(project, path)
    copy = bring(project, older)
    assert len(copy.oddities) == 1
    assert copy.oddities[0].startswith("It is older than what was brought back")
    assert "Nobody at all." in coded(project.whole, "consent")
    # And the newer one is still known as the last.
    assert read_returned(project.record(whole=True), path).oddities[0].startswith("Nothing was done")


def test_a_copy_that_was_copied_and_edited_twice_is_recognised(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    work(path, "CD", codes("CD", "consent", "I hate it."))
    other = str(copy_project(path, tmp_path / "other.qualcode"))
    work(path, "CD", codes("CD", "consent", "Nobody at all."))
    work(other, "CD", codes("CD", "stigma", "Nobody at all."))
    bring(project, path)
    copy = bring(project, other)
    assert len(copy.oddities) == 1
    assert "edited in two places" in copy.oddities[0]
    for code in ("consent", "stigma"):
        assert "Nobody at all." in coded(project.whole, code)
    assert coded(project.whole, "consent").count("I hate it.") == 1
    assert problems(project) == []


def test_a_copy_that_two_people_edited_is_recognised(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    work(path, "CD", codes("CD", "consent", "I hate it."))
    work(
        path,
        "Guest",
        lambda study: ensure_coder(study, "Guest")[1],
        codes("Guest", "stigma", "Nobody at all."),
    )
    copy = bring(project, path)
    assert [line.startswith("It was also edited by Guest.") for line in copy.oddities] == [True]
    assert "I hate it." in coded(project.whole, "consent")
    assert "Nobody at all." not in coded(project.whole, "stigma")
    project.do(rest_plan(project.whole, copy).change, "Lead", whole=True)
    assert "Nobody at all." in coded(project.whole, "stigma")


def test_a_copy_that_a_later_one_followed_is_recognised(project: Project, tmp_path: Path) -> None:
    first = give(project, "CD", tmp_path / "first")
    second = give(project, "CD", tmp_path / "second")
    assert "another copy later" in read_returned(project.record(whole=True), first).oddities[0]
    bring(project, second)
    assert "brought back already" in bring(project, first).oddities[0]


def test_what_is_no_copy_of_this_project_is_refused(project: Project, tmp_path: Path) -> None:
    record = project.record(whole=True)
    plain = str(tmp_path / "plain.qualcode")
    create_project(plain, "CD").close()
    with pytest.raises(QualcodeError, match="is not a copy that was given to a coder"):
        read_returned(record, plain)
    elsewhere = team_project(str(tmp_path / "elsewhere.qualcode"))
    theirs = give(elsewhere, "CD", tmp_path / "theirs")
    elsewhere.close()
    with pytest.raises(QualcodeError, match="was not given from this project"):
        read_returned(record, theirs)


def test_a_copy_of_a_round_that_has_gone_is_refused(project: Project, tmp_path: Path) -> None:
    path = give(project, "CD", tmp_path / "cd")
    team_round = round_named(project.study, "Pilot").id
    project.do(close_round(project.study, team_round), "Lead")
    assert bring(project, path).oddities == ()
    project.do(delete_round(project.study, team_round), "Lead")
    with pytest.raises(QualcodeError, match="no longer in this project"):
        read_returned(project.record(whole=True), path)
