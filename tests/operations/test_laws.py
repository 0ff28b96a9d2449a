"""Laws of every step, on random studies and random steps.

Tests: ``draft``.
"""

from dataclasses import replace

import numpy as np
from hypothesis import given

from qualcode.model.change import ChangeSet, ColumnsChange, RowChange
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.codings import Coding, Codings
from qualcode.model.entities import Code, Coder, ProjectInfo
from qualcode.model.identity import key_of, new_id
from qualcode.model.span import Span, disjoint_runs
from qualcode.model.study import Study
from qualcode.operations import coders
from qualcode.operations.codes import codebook_merge
from qualcode.operations.draft import Draft, together
from tests.support.studies import History, example_study, histories, steps, studies


def same_codings(study: Study) -> int:
    """Codings that are the same as another in all that counts."""
    number = 0
    for table in study.codings.values():
        kinds = {(row.code_id, row.coder_id, row.span) for row in table}
        number += len(table) - len(kinds)
    return number


def covered(study: Study, code_ids: set[int]) -> dict[object, set[int]]:
    """Every code point that one of the codes covers, by transcript."""
    points: dict[object, set[int]] = {}
    for transcript_id, table in study.codings.items():
        runs = disjoint_runs(
            Span(int(start), int(end))
            for start, end, code in zip(table.start, table.end, table.code, strict=True)
            if int(code) in code_ids
        )
        if runs:
            points[transcript_id] = {point for run in runs for point in range(run.start, run.end)}
    return points


@given(steps())
def test_any_step_from_a_study_in_use_leaves_it_sound_and_can_be_taken_back(
    step: tuple[Study, ChangeSet],
) -> None:
    study, change = step
    after = study.after(change)
    assert broken_invariants(after) == []
    assert same_codings(after) == 0
    assert change.inverse().inverse() == change
    assert after.after(change.inverse()) == study
    assert after == study or change


@given(histories())
def test_a_history_can_be_undone_to_its_start_and_redone_to_its_end(history: History) -> None:
    study = history.end
    for step in reversed(history.steps):
        study = study.after(step.inverse())
    assert study == history.start
    for step in history.steps:
        study = study.after(step)
        assert broken_invariants(study) == []
        assert step.label.strip()
    assert study == history.end


@given(histories())
def test_a_history_taken_together_is_one_step_to_the_same_end(history: History) -> None:
    whole = together(history.start, "all of it", history.steps)
    assert history.start.after(whole) == history.end
    assert history.end.after(whole.inverse()) == history.start


@given(histories())
def test_a_change_names_each_row_once_and_holds_no_row_that_stays_as_it_is(history: History) -> None:
    for step in history.steps:
        assert len({change.row.id for change in step.rows}) == len(step.rows)
        assert all(change.before != change.after for change in step.rows)
        assert len({change.transcript_id for change in step.codings}) == len(step.codings)


@given(studies())
def test_merging_codes_keeps_every_covered_character_covered(study: Study) -> None:
    source, target = study.code_named("firms"), study.code_named("stigma")
    before = covered(study, {key_of(source.id), key_of(target.id)})
    change = codebook_merge.merge_preview(study, [source.id], target.id).change
    assert covered(study.after(change), {key_of(target.id)}) == before


@given(studies())
def test_merging_coders_keeps_every_covered_character_covered(study: Study) -> None:
    codes = {key_of(code) for code in study.codes}
    source, target = study.coder_named("AB"), study.coder_named("CD")
    merged = study.after(coders.merge_coders(study, [source.id], target.id))
    assert covered(merged, codes) == covered(study, codes)


@given(studies())
def test_a_merge_does_what_its_preview_says(study: Study) -> None:
    source, target = study.code_named("firms"), study.code_named("stigma")
    preview = codebook_merge.merge_preview(study, [source.id], target.id)
    after = study.after(preview.change)
    assert study.coding_count - after.coding_count == preview.collapsed
    assert preview.recoded == study.coding_counts.get(key_of(source.id), 0)


def test_nothing_together_is_nothing() -> None:
    assert not together(Study(), "nothing", [ChangeSet("a"), ChangeSet("b")])


# -- a change in the making ------------------------------------------------------------------------------


def test_a_row_is_as_the_draft_has_it_else_as_the_study_has_it() -> None:
    study = example_study()
    stigma, privacy = study.code_named("stigma"), study.code_named("privacy")
    draft = Draft(study)
    draft.put(replace(stigma, name="a"), replace(stigma, name="b"))
    assert draft.row(Code, stigma.id) == replace(stigma, name="b")
    assert draft.row(Code, privacy.id) == privacy
    draft.drop(privacy)
    assert draft.row(Code, privacy.id) is None
    assert draft.row(Code, study.info.id) is None
    assert draft.change("x").rows == (
        RowChange(stigma, replace(stigma, name="b")), RowChange(privacy, None),
    )  # fmt: skip
    # What ends as it began drops out, and so does what came and went.
    new = Code(new_id(), "new", 9)
    draft.put(stigma, privacy, new)
    draft.drop(new)
    assert draft.change("x") == ChangeSet("x")


def test_rows_come_before_what_hangs_on_them_and_go_after_it() -> None:
    study = example_study()
    code, coder = study.code_named("stigma"), study.coder_named("AB")
    new, row = Code(new_id(), "new", 9), Coder(new_id(), "EF")
    draft = Draft(study)
    draft.drop(coder, code)
    draft.put(new, row, replace(study.info, name="Other"))
    kinds = [
        (type(change.row), change.before is None, change.after is None) for change in draft.change("x").rows
    ]
    assert kinds == [
        (Coder, True, False), (Code, True, False), (ProjectInfo, False, False), (Code, False, True),
        (Coder, False, True),
    ]  # fmt: skip


def test_codings_that_come_back_as_they_were_are_no_change_and_others_are() -> None:
    study = example_study()
    place = next(iter(study.codings))
    table = study.codings_of(place)
    rows = list(table)
    changed = replace(rows[0], memo="other")

    def swapped(*steps: tuple[list[Coding], list[Coding]]) -> list[tuple[list[Coding], list[Coding]]]:
        draft = Draft(study)
        for removed, came in steps:
            draft.swap_codings(place, Codings.from_rows(removed), Codings.from_rows(came))
        return [(list(part.removed), list(part.added)) for part in draft.change("x").codings]

    assert swapped(([], [])) == swapped((rows, rows)) == []
    assert swapped((rows, [changed, *rows[1:]])) == [(rows[:1], [changed])]
    assert swapped((rows[:1], []), ([], rows[:1])) == []
    assert swapped((rows[:1], []), ([], [changed])) == [(rows[:1], [changed])]
    new = replace(rows[0], id=new_id(), memo="new")
    assert swapped(([], [new]), ([new], [])) == []
    # What came in an earlier step is replaced there; what was there before goes.
    later = replace(new, memo="later")
    assert swapped(([], [new]), ([new, rows[1]], [later])) == [([rows[1]], [later])]


def test_turns_without_a_time_come_back_as_they_were() -> None:
    study = example_study()
    place = next(iter(study.turns))
    table = study.turns_of(place)
    for time in (np.nan, 3.0):
        after = table.replacing(time=np.full(len(table), time))
        draft = Draft(study)
        draft.swap_turns(place, table, after)
        assert [len(part.added) for part in draft.change("x").turns] == (
            [] if np.isnan(time) else [len(table)]
        )
    timed = table.replacing(time=np.full(len(table), 3.0))
    draft = Draft(study.after(ChangeSet("x", turns=(ColumnsChange(place, table, timed),))))
    draft.swap_turns(place, timed, table)
    assert len(draft.change("x").turns) == 1
