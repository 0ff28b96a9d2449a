"""Merging: with itself nothing, with an older self nothing, forward all of it, and nothing lost without a line.

Tests as well: ``choosing``, ``columns``, ``counterparts``, ``repairs``, ``rows``, ``texts``.
"""

from dataclasses import replace
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.entities import KINDS, Entity, TextVersion, Transcript
from qualcode.model.invariants import broken_invariants
from qualcode.model.merge_plan import MergePlan, MergeState, Side
from qualcode.model.study import Study
from qualcode.operations.merging.merging import merge
from tests.support.studies import History, histories, studies

class Always(dict[str, Side]):
    """One choice for every line."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.side = side

    def get(self, key: object, default: object = None) -> Side:  # type: ignore[override]
        return self.side


@st.composite
def branches(draw: st.DrawFn) -> tuple[Study, History, History]:
    """A study, and two histories that both begin with it."""
    start = draw(studies())
    one = draw(histories(max_steps=6, start=start))
    other = draw(histories(max_steps=6, start=start))
    return start, one, other


@given(histories())
def test_merging_a_study_with_itself_changes_nothing(history: History) -> None:
    plan = merge(history.end, history.end, history.end)
    assert (plan.change.extent, plan.lines) == (0, ())
    assert not merge(history.end, history.end).change


@given(studies(), st.data())
def test_merging_an_older_self_changes_nothing(start: Study, data: st.DataObject) -> None:
    history = data.draw(histories(start=start))
    plan = merge(history.end, start, start)
    assert (plan.change.extent, plan.lines) == (0, ())


@given(studies(), st.data())
def test_what_only_the_other_side_changed_is_all_taken_over(start: Study, data: st.DataObject) -> None:
    history = data.draw(histories(start=start))
    plan = merge(start, history.end, start, chosen=Always(Side.THEIRS))
    merged = start.after(plan.change)
    assert seen(merged) == seen(history.end)


def seen(study: Study) -> dict[str, object]:
    """What a study says, without which wordings a text had before, and which number each has."""
    found: dict[str, object] = {}
    for kind in KINDS:
        if kind is not TextVersion:
            found[kind.__name__] = {
                identity: replace(row, version=0) if isinstance(row, Transcript) else row
                for identity, row in study.rows(kind).items()
            }
    found["texts"] = {identity: study.text(identity) for identity in study.transcripts}
    found["turns"] = {owner: tuple(replace(turn, id=owner) for turn in table) for owner, table in study.turns.items()}
    found["codings"] = {
        owner: sorted((c.code_id, c.coder_id, c.span.start, c.span.end, c.memo, c.weight or -1) for c in table)
        for owner, table in study.codings.items()
    }
    return found


@given(branches(), st.sampled_from(Side))
def test_a_merged_study_is_sound(branched: tuple[Study, History, History], preferred: Side) -> None:
    start, one, other = branched
    for base in (start, None):
        plan = merge(one.end, other.end, base, preferred=preferred)
        assert broken_invariants(one.end.after(plan.change)) == []


@given(branches())
def test_merging_again_changes_nothing_more(branched: tuple[Study, History, History]) -> None:
    start, one, other = branched
    merged = one.end.after(merge(one.end, other.end, start).change)
    again = merge(merged, other.end, other.end)
    assert not again.change
