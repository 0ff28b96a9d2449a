"""Tests of project.

Tests as well: ``making``, ``reversing``.
"""

import gc
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from weakref import ref

import pytest

from qualcode.model import identity
from qualcode.model.change import ChangeSet, RowChange, Touched, updated
from qualcode.model.entities import Code, MemoSubject
from qualcode.model.errors import Cancelled, ConflictError, QualcodeError
from qualcode.model.identity import now
from qualcode.model.span import Span
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.codings.highlights import add_highlight
from qualcode.operations.memos import add_memo
from qualcode.operations.text.text_correction import edit_words
from qualcode.project.making import PendingStep, StaleStepError
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.support.examples import example
from tests.support.ready import Make


def renamed(study: Study, name: str) -> ChangeSet:
    code = next(row for row in study.codes.values() if row.digit == 3)
    return ChangeSet(f"Rename to {name}", (updated(code, replace(code, name=name)),))


@pytest.fixture
def project(address_of: Callable[[Make], str]) -> Project:
    return open_project(address_of(_example))


def _example(address: str) -> Project:
    project = create_project(address, "AB", "Study")
    project.do(example(), "AB")
    return project


def code_names(study: Study) -> set[str]:
    return {code.name for code in study.codes.values()}


def test_undo_and_redo_without_limit_and_across_restarts(project: Project) -> None:
    with closing(project):
        for number in range(5):
            project.do(renamed(project.study, f"name {number}"), "AB")
        latest = project.study
        for _ in range(3):
            project.undo("AB")
    again = open_project(project.address)
    with closing(again):
        assert "name 1" in code_names(again.study)
        for _ in range(3):
            again.undo("AB")
        assert code_names(again.study) == set()
        with pytest.raises(QualcodeError, match="nothing to undo"):
            again.undo("AB")
        while again.history.redoable("AB"):
            again.redo("AB")
        assert again.study == latest
        with pytest.raises(QualcodeError, match="nothing to redo"):
            again.redo("AB")


def test_steps_tell_who_did_what_and_how(project: Project) -> None:
    with closing(project):
        project.do(renamed(project.study, "shame"), "CD")
        project.undo("CD")
        project.redo("CD")
        told = [(step.coder, step.title, step.target) for step in project.history.steps[2:]]
    label = "Rename to shame"
    assert told == [("CD", label, None), ("CD", f"Undo: {label}", 3), ("CD", f"Redo: {label}", 3)]


def test_no_two_steps_have_one_moment_though_the_clock_stands_still(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Some clocks go on every sixteenth of a second only, and a step takes less than a thousandth.
    by_clock = [time.time_ns()]
    monkeypatch.setattr(time, "time_ns", lambda: by_clock[0])
    with closing(project):
        for number in range(3):
            project.do(renamed(project.study, f"name {number}"), "AB")
            project.undo("AB")
        made = now()
        project.do(renamed(project.study, "afterwards"), "AB")
        moments = [step.at for step in project.history.steps[2:]]
    assert moments == sorted(set(moments))
    # What is made between two steps is later than the first and no later than the second.
    assert moments[-2] < made <= moments[-1]


@pytest.mark.parametrize("hours", [-2, 2])
def test_a_clock_that_was_set_is_believed(
    project: Project, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    by_clock = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: by_clock)
    with closing(project):
        project.do(renamed(project.study, "before"), "AB")
        before = project.history.steps[-1].at
        by_clock += hours * 3_600 * 10**9
        project.do(renamed(project.study, "after"), "AB")
        moved = project.history.steps[-1].at - before
    assert abs(moved - timedelta(hours=hours)) < timedelta(seconds=1)


@pytest.mark.parametrize("behind", [0, 3_000, 9_000])
def test_what_is_done_after_the_project_was_opened_again_is_later(
    project: Project, monkeypatch: pytest.MonkeyPatch, behind: int
) -> None:
    """By a program that knows nothing of the first one, on a clock that was put right in between."""
    by_clock = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: by_clock)
    with closing(project):
        project.do(renamed(project.study, "before"), "AB")
    by_clock -= behind * 1_000_000
    monkeypatch.setattr(identity._over, "until", 0)
    with closing(open_project(project.address)) as again:
        made = now()
        again.do(renamed(again.study, "after"), "AB")
        before, after = (step.at for step in again.history.steps[-2:])
    assert before < made <= after


def test_what_is_done_after_a_teammates_step_is_later(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_clock = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: by_clock)
    mine = create_project(postgres_url, "AB", "Study")
    mine.do(example(), "AB")
    with closing(mine), closing(open_project(postgres_url)) as theirs:
        for number, ahead in enumerate((0, 4_000)):
            known = identity._over.until
            by_clock += ahead * 1_000_000
            theirs.do(renamed(theirs.study, f"theirs {number}"), "CD")
            # Mine is another program on another computer, whose clock is behind theirs.
            by_clock -= ahead * 1_000_000
            monkeypatch.setattr(identity._over, "until", known)
            name = f"mine {number}"
            assert mine.make(PendingStep(partial(renamed, name=name), "AB")) is not None
            theirs.catch_up()
        moments = [step.at for step in mine.history.steps]
    assert moments == sorted(set(moments))


def test_an_older_project_opened_beside_turns_no_clock_back(
    project: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    create_project(str(tmp_path / "older.qualcode"), "AB").close()
    by_clock = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: by_clock)
    with closing(project):
        project.do(renamed(project.study, "before"), "AB")
        open_project(str(tmp_path / "older.qualcode"), writing=False).close()
        project.do(renamed(project.study, "after"), "AB")
        before, after = (step.at for step in project.history.steps[-2:])
    assert before < after


def test_a_step_of_the_far_future_is_not_followed(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    by_clock = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: by_clock)
    with closing(project):
        by_clock += 3_600 * 10**9
        project.do(renamed(project.study, "by a wrong clock"), "AB")
    by_clock -= 3_600 * 10**9
    monkeypatch.setattr(identity._over, "until", 0)
    with closing(open_project(project.address)) as again:
        for number in range(3):
            again.do(renamed(again.study, f"name {number}"), "AB")
        wrong, *right = (step.at for step in again.history.steps[-4:])
    assert right == sorted(set(right))
    assert all(timedelta(minutes=59) < wrong - moment < timedelta(minutes=61) for moment in right)


def test_every_listener_hears_every_step_with_what_it_touched(project: Project) -> None:
    heard: list[tuple[Step, Touched]] = []
    with closing(project):
        project.subscribe(lambda step, touched: heard.append((step, touched)))
        project.do(renamed(project.study, "shame"), "AB")
        project.undo("AB")
    assert [(step.kind, step.target) for step, _ in heard] == [
        (StepKind.DO, None),
        (StepKind.UNDO, heard[0][0].number),
    ]
    for _, touched in heard:
        assert touched.kinds == {Code}
        assert not touched.codings


def test_an_empty_change_is_no_step(project: Project) -> None:
    with closing(project):
        before = project.study.step
        assert project.do(ChangeSet("Nothing"), "AB") is None
        assert project.study.step == before


def test_a_change_that_does_not_fit_changes_nothing(project: Project) -> None:
    with closing(project):
        stale = renamed(project.study, "first")
        project.do(renamed(project.study, "second"), "AB")
        before = project.study
        with pytest.raises(ConflictError, match="has been changed since"):
            project.do(stale, "AB")
        assert project.study is before
        assert [step.number for step in project.history.steps] == list(range(1, before.step + 1))


def test_a_disk_that_refuses_leaves_the_study_as_it_was(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise QualcodeError("The change could not be saved; nothing was changed: disk full.")

    with closing(project):
        before = project.study
        monkeypatch.setattr(project.database, "write", refuse)
        with pytest.raises(QualcodeError, match="disk full"):
            project.do(renamed(before, "shame"), "AB")
        assert project.study is before


def test_teammates_steps_are_taken_in_before_ones_own(postgres_url: str) -> None:
    mine = create_project(postgres_url, "AB", "Study")
    mine.do(example(), "AB")
    theirs = open_project(postgres_url)
    with closing(mine), closing(theirs):
        theirs.do(renamed(theirs.study, "shame"), "CD")
        heard: list[Step] = []
        mine.subscribe(lambda step, _: heard.append(step))
        mine.do(ChangeSet("Recolour", _recoloured(mine.study)), "AB")
        assert [step.coder for step in heard] == ["CD", "AB"]
        assert "shame" in code_names(mine.study)
        assert theirs.catch_up() == 1
        assert theirs.study == mine.study


def test_two_changes_of_one_row_do_not_overwrite_each_other(postgres_url: str) -> None:
    mine = create_project(postgres_url, "AB", "Study")
    mine.do(example(), "AB")
    theirs = open_project(postgres_url)
    with closing(mine), closing(theirs):
        change = renamed(mine.study, "guilt")
        theirs.do(renamed(theirs.study, "shame"), "CD")
        with pytest.raises(ConflictError, match="“Rename to guilt” was not done, because a teammate has"):
            mine.do(change, "AB")
        assert mine.study == theirs.study
        assert "shame" in code_names(mine.study)


def test_an_undo_is_refused_where_a_teammate_changed_the_row_since(postgres_url: str) -> None:
    mine = create_project(postgres_url, "AB", "Study")
    mine.do(example(), "AB")
    mine.do(renamed(mine.study, "guilt"), "AB")
    theirs = open_project(postgres_url)
    with closing(mine), closing(theirs):
        theirs.do(renamed(theirs.study, "shame"), "CD")
        with pytest.raises(
            ConflictError, match="“Rename to guilt” and the step before it can no longer be undone"
        ):
            mine.undo("AB")
        assert "shame" in code_names(mine.study)


def test_a_project_that_is_done_with_lets_go_of_what_it_held_at_once(tmp_path: Path) -> None:
    opened = create_project(str(tmp_path / "a.qualcode"), "AB", "A")
    opened.do(example(), "AB")
    opened.undo("AB")
    opened.redo("AB")
    opened.close()
    project, study = ref(opened), ref(opened.study)
    gc.collect()
    gc.disable()
    try:
        # Another one is often opened next: of a large one, there would be two in memory.
        del opened
        assert project() is None
        assert study() is None
    finally:
        gc.enable()


def test_a_project_cannot_be_made_where_one_is(project: Project) -> None:
    project.close()
    with pytest.raises(QualcodeError, match="already"):
        create_project(project.address, "AB")


def test_a_file_without_an_ending_gets_ours(tmp_path: object) -> None:
    project = create_project(f"{tmp_path}/study", "AB")
    with closing(project):
        assert project.path is not None
        assert project.path.name == "study.qualcode"
        assert project.name == "study"


def test_a_step_can_be_saved_on_another_thread_and_taken_in_here(project: Project) -> None:
    with closing(project), ThreadPoolExecutor(1) as other:
        before = project.study
        saved = other.submit(project.save, PendingStep(lambda study: renamed(study, "shame"), "AB")).result()
        assert saved is not None
        assert project.study is before
        heard: list[Step] = []
        project.subscribe(lambda step, _: heard.append(step))
        assert project.take_in(saved) == saved.step
        assert heard == [saved.step]
        assert "shame" in code_names(project.study)
        with pytest.raises(AssertionError, match="does not follow"):
            project.take_in(saved)


def test_a_step_that_is_stopped_is_not_there(project: Project) -> None:
    def stop(done: int, total: int, what: str) -> None:
        told.append((done, total, what))
        if done:
            raise Cancelled

    with closing(project):
        told: list[tuple[int, int, str]] = []
        before = project.study
        with pytest.raises(Cancelled):
            project.save(project.reversal(StepKind.UNDO, "AB"), stop)
        # Two turns and two codings, the turns first.
        label = project.history.steps[-1].label
        assert told == [(0, 4, label), (2, 4, label)]
        assert project.study is before
    with closing(open_project(project.address)) as again:
        assert again.study == before
        assert len(again.history.steps) == 2


def test_a_step_tells_how_large_it_is(project: Project) -> None:
    with closing(project):
        small = project.do(renamed(project.study, "shame"), "AB")
        assert small is not None
        assert 0 < project.size_of(small) < project.size_of(project.history.steps[1])


def test_who_is_overtaken_is_told_so(postgres_url: str) -> None:
    mine = create_project(postgres_url, "AB", "Study")
    mine.do(example(), "AB")
    theirs = open_project(postgres_url)
    with closing(mine), closing(theirs):
        theirs.do(renamed(theirs.study, "shame"), "CD")
        pending = PendingStep(lambda study: ChangeSet("Recolour", _recoloured(study)), "AB")
        with pytest.raises(StaleStepError):
            mine.save(pending)
        (news,) = mine.news()
        mine.take_in(news)
        saved = mine.save(pending)
        assert saved is not None
        assert saved.step.number == news.step.number + 1


def test_what_was_placed_in_an_earlier_text_is_not_done(postgres_url: str) -> None:
    mine = create_project(postgres_url, "AB", "Study")
    mine.do(example(), "AB")
    theirs = open_project(postgres_url)
    with closing(mine), closing(theirs):
        study = mine.study
        code = next(row for row in study.codes.values() if row.codable)
        coder = next(iter(study.coders.values()))
        place = next(iter(study.transcripts))
        span = Span(20, 25)
        changes = [
            apply_code(study, code.id, place, span, coder.id),
            add_highlight(study, place, span, coder.id),
            add_memo(study, MemoSubject.PLACE, place, "here", author="AB", span=span)[1],
        ]
        recoloured = ChangeSet("Recolour", _recoloured(study))
        theirs.do(edit_words(theirs.study, place, Span(0, 2), "Something longer").change, "AB")
        for number, change in enumerate(changes):
            pending = PendingStep.of(change, "AB", study)
            with pytest.raises(ConflictError, match="a teammate has just changed"):
                mine.make(pending) if number == 0 else mine.save(pending, overtaken=True)
        # What has no place in the text is done, whatever was corrected.
        assert mine.make(PendingStep.of(recoloured, "AB", study)) is not None
        now = mine.study
        assert mine.do(apply_code(now, code.id, place, span, coder.id), "AB") is not None


def _recoloured(study: Study) -> tuple[RowChange, ...]:
    code = next(row for row in study.codes.values() if not row.codable)
    return (updated(code, replace(code, colour="#000000")),)
