"""Merging: with itself or an older self nothing, forward all of it, and nothing lost without a line.

Tests as well: ``choosing``, ``columns``, ``counterparts``, ``repairs``, ``rows``, ``texts``.
"""

from dataclasses import dataclass, field, replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.change import ChangeSet, added
from qualcode.model.entities import KINDS, Highlight, RememberedGuide, TextVersion, Transcript, TypicalQuote
from qualcode.model.identity import id_array, new_id
from qualcode.model.invariants import broken_invariants
from qualcode.model.merge_plan import MergeState, Side
from qualcode.model.study import Study
from qualcode.operations.merging.counterparts import counterparts
from qualcode.operations.merging.merging import merge
from qualcode.operations.merging.rows import NOUNS
from qualcode.operations.project import new_project
from tests.support.studies import History, histories, studies


class Always(dict[str, Side]):
    """One choice for every line."""

    def __init__(self, side: Side) -> None:
        super().__init__()
        self.side = side

    def get(self, key: object, default: object = None) -> Side:
        return self.side


@dataclass(frozen=True)
class Branches:
    """A study, and where two people who both began with it arrived."""

    start: Study = field(repr=False)
    ours: Study = field(repr=False)
    theirs: Study = field(repr=False)


@st.composite
def branches(draw: st.DrawFn) -> Branches:
    start = draw(studies())
    one, other = (draw(histories(max_steps=6, start=start)).end for _ in range(2))
    return Branches(start, one, other)


@given(histories())
def test_merging_a_study_with_itself_changes_nothing(history: History) -> None:
    plan = merge(history.end, history.end, history.end)
    assert (plan.change.extent, plan.lines) == (0, ())
    assert not merge(history.end, history.end).change


@given(branches())
def test_merging_an_older_self_changes_nothing(both: Branches) -> None:
    plan = merge(both.ours, both.start, both.start)
    assert (plan.change.extent, plan.lines) == (0, ())


@given(branches())
def test_what_only_the_other_side_changed_is_all_taken_over(both: Branches) -> None:
    plan = merge(both.start, both.theirs, both.start, chosen=Always(Side.THEIRS))
    assert seen(both.start.after(plan.change)) == seen(both.theirs)


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
    found["turns"] = {
        owner: tuple(replace(turn, id=owner) for turn in table) for owner, table in study.turns.items()
    }
    found["codings"] = {
        owner: sorted(
            (c.code_id, c.coder_id, c.span.start, c.span.end, c.memo, c.weight or -1) for c in table
        )
        for owner, table in study.codings.items()
    }
    return found


@given(branches(), st.sampled_from(Side))
def test_a_merged_study_is_sound(both: Branches, preferred: Side) -> None:
    for base in (both.start, None):
        plan = merge(both.ours, both.theirs, base, preferred=preferred)
        assert broken_invariants(both.ours.after(plan.change)) == []


@given(branches())
def test_merging_again_changes_nothing_more(both: Branches) -> None:
    merged = both.ours.after(merge(both.ours, both.theirs, both.start).change)
    assert not merge(merged, both.theirs, both.theirs).change


@given(branches())
def test_nothing_that_the_other_side_made_is_lost_without_a_line(both: Branches) -> None:
    start, theirs = both.start, both.theirs
    plan = merge(both.ours, theirs, start)
    merged = both.ours.after(plan.change)
    told = {line.noun for line in plan.lines if line.state is MergeState.UNPLACED}
    # What is here under another identity: a code of the same path, a set of the same name.
    same = counterparts(merged, theirs)
    for kind in KINDS:
        if kind is not TextVersion:
            new = theirs.rows(kind).keys() - start.rows(kind).keys()
            assert new <= same.keys() or NOUNS[kind] in told, kind
    for owner, table in theirs.codings.items():
        known, here = start.codings_of(owner), merged.codings_of(same.get(owner, owner))
        for coding in table.take(known.positions(table.id) < 0):
            there = here.positions(id_array([coding.id]))[0] >= 0
            assert there or "coding" in told or any(each.span == coding.span for each in here)


WITH_THEIR_WORDS = (TextVersion, Highlight, TypicalQuote)
"""What goes with the words that it was about, where the other side has taken those out of a text."""


@given(branches())
def test_nothing_of_ours_goes_unless_it_is_chosen(both: Branches) -> None:
    plan = merge(both.ours, both.theirs, both.start)
    merged = both.ours.after(plan.change)
    reworded = any(line.noun == "text" for line in plan.lines)
    for kind in KINDS:
        if kind is not TextVersion and not (reworded and kind in WITH_THEIR_WORDS):
            assert both.ours.rows(kind).keys() <= merged.rows(kind).keys(), kind


def test_what_was_told_about_speakers_comes_along_once() -> None:
    ours, theirs = (Study().after(new_project("P")).after(_guide(shape)) for shape in ("text w:", "text w:"))
    both = theirs.after(_guide("text W w:"))
    merged = ours.after(merge(ours, both).change)
    assert sorted(row.shape for row in merged.rows(RememberedGuide).values()) == ["text W w:", "text w:"]


def _guide(shape: str) -> ChangeSet:
    return ChangeSet("told", (added(RememberedGuide(new_id(), shape, '{"marking": "colon"}')),))
