"""Settling: what becomes agreed, why, and that both coders' own work stays as it is.

Tests as well: ``settled_import``, ``model.teamwork.settled_rows``.
"""

from uuid import UUID

import pytest

from qualcode.analysis.differences import alike, differences
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.difference import difference
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.step_topics import said_with_decisions
from qualcode.model.study import Study
from qualcode.model.team import Decision, Outcome
from qualcode.model.teamwork.reading_words import decision_in_words
from qualcode.model.teamwork.readings import AGREED, ReadingDifference
from qualcode.model.teamwork.settled_rows import SettledRow
from qualcode.operations.coders import delete_coder, merge_coders
from qualcode.operations.codings.coding import apply_code, remove_codings
from qualcode.operations.teamwork.settled_import import import_settled
from qualcode.operations.teamwork.settling import Settlement, settle, settle_all, take_agreed, unsettle
from qualcode.operations.transcripts.documents import delete_transcripts
from tests.analysis.test_differences import AB, CD, coded, pair

LINES = ((AB, "a", 10, 20), (CD, "b", 10, 20), (AB, "c", 40, 50), (CD, "c", 45, 60))


def layer(study: Study, name: str = AGREED) -> list[tuple[str, int, int]]:
    """What is agreed."""
    coder = study.find_coder(name)
    rows = (row for table in study.codings.values() for row in table)
    return sorted(
        (study.path(row.code_id), *row.span) for row in rows if coder is not None and row.coder_id == coder.id
    )


def two(study: Study) -> tuple[ReadingDifference, ReadingDifference]:
    first, second = differences(study, pair(study))
    return first, second


@pytest.mark.parametrize(
    ("outcome", "expected", "said"),
    [
        (Outcome.ONE, [("a", 10, 20)], "AB’s reading"),
        (Outcome.OTHER, [("b", 10, 20)], "CD’s reading"),
        (Outcome.BOTH, [("a", 10, 20), ("b", 10, 20)], "both"),
        (Outcome.NEITHER, [], "neither"),
        (Outcome.NEW, [("same", 10, 20)], "“same”"),
    ],
)
def test_what_is_settled_is_agreed_and_the_originals_stay(
    outcome: Outcome, expected: list[tuple[str, int, int]], said: str
) -> None:
    study = coded(*LINES)
    code = study.code_named("same").id if outcome is Outcome.NEW else None
    change = settle(study, Settlement(two(study)[0], outcome, "slip", code), "Lead")
    assert change.label == f"Settle T, turn 1: {said.strip('“”')}"
    moved = study.after(change)
    assert layer(moved) == expected
    assert layer(moved, AB) == layer(study, AB)
    assert layer(moved, CD) == layer(study, CD)
    first, second = two(moved)
    assert decision_in_words(moved, first) == f"Settled: {said} (slip), by Lead"
    assert second.decision is None
    assert broken_invariants(moved) == []
    assert moved.after(change.inverse()) == study
    assert first.decision is not None
    assert len(first.decision.originals) == 2
    assert layer(moved.after(unsettle(moved, [first.decision.id]))) == []


def test_settling_again_replaces_what_was_settled() -> None:
    study = coded(*LINES)
    for outcome in (Outcome.BOTH, Outcome.OTHER):
        study = study.after(settle(study, Settlement(two(study)[0], outcome), "Lead"))
    assert layer(study) == [("b", 10, 20)]
    assert len(study.rows(Decision)) == 1


def test_what_changed_since_is_open_again_and_its_old_decision_gives_way() -> None:
    study = coded(*LINES, (AB, "c", 70, 80))
    first = two_of(study, "c")
    study = study.after(settle(study, Settlement(first, Outcome.BOTH), "Lead"))
    text = next(iter(study.transcripts))
    gone = next(
        row.id for row in study.codings_of(text) if row.span == (45, 60) and row.coder_id == pair(study)[1]
    )
    study = study.after(remove_codings(study, text, [gone]))
    again = two_of(study, "c")
    assert again.decision is None
    study = study.after(settle(study, Settlement(again, Outcome.NEITHER), "Lead"))
    assert [row for row in layer(study) if row[0] == "c"] == []
    assert broken_invariants(study) == []


def test_what_is_taken_back_goes_though_nobody_else_coded_anything() -> None:
    study = coded(*LINES)
    study = study.after(settle(study, Settlement(two(study)[0], Outcome.ONE), "Lead"))
    (decision,), text = study.rows(Decision), next(iter(study.transcripts))
    agreed = study.coder_named(AGREED).id
    others = [row.id for row in study.codings_of(text) if row.coder_id != agreed]
    study = study.after(remove_codings(study, text, others))
    assert layer(study) == [("a", 10, 20)]
    assert layer(study.after(unsettle(study, [decision]))) == []


def two_of(study: Study, code: str) -> ReadingDifference:
    wanted = study.code_named(code).id
    return next(each for each in differences(study, pair(study)) if wanted in each.codes)


def test_a_coding_that_two_decisions_need_stays_with_one_of_them() -> None:
    study = coded((AB, "a", 10, 20), (CD, "b", 10, 20), (AB, "c", 10, 20))
    code = study.code_named("same").id
    found = differences(study, pair(study))
    assert len(found) == 2
    study = study.after(
        settle_all(study, [Settlement(each, Outcome.NEW, "", code) for each in found], "Lead")
    )
    assert layer(study) == [("same", 10, 20)]
    first = differences(study, pair(study))[0].decision
    assert first is not None
    assert layer(study.after(unsettle(study, [first.id]))) == [("same", 10, 20)]


def test_what_is_alike_is_taken_over_once() -> None:
    study = coded(*LINES)
    rows = [(key, each) for key in study.transcripts for each in alike(study, pair(study), key)]
    change = take_agreed(study, rows)
    assert change.label == "Copy 1 segment that both coded alike"
    study = study.after(change)
    assert layer(study) == [("same", 90, 95)]
    assert not take_agreed(study, rows)


def test_a_coder_cannot_stand_for_what_is_agreed_with_another() -> None:
    study = coded(*LINES)
    with pytest.raises(QualcodeError, match="“AB” is one of the two coders"):
        settle(study, Settlement(two(study)[0], Outcome.ONE), "Lead", layer=AB)
    with pytest.raises(QualcodeError, match="Choose the code"):
        settle(study, Settlement(two(study)[0], Outcome.NEW), "Lead")


def test_decisions_go_with_their_transcript_and_follow_merged_coders() -> None:
    study = coded(*LINES)
    study = study.after(settle(study, Settlement(two(study)[0], Outcome.NEITHER), "Lead"))
    with pytest.raises(QualcodeError, match="Passages were settled between “Agreed” and another coder"):
        delete_coder(study, study.coder_named(AGREED).id)
    merged = study.after(merge_coders(study, [study.coder_named(AB).id], study.coder_named(CD).id))
    assert {row.one_id for row in merged.rows(Decision).values()} == {study.coder_named(CD).id}
    assert broken_invariants(merged) == []
    gone = study.after(delete_transcripts(study, list(study.transcripts)))
    assert gone.rows(Decision) == {}


# -- from a spreadsheet -----------------------------------------------------------------------------------


def row(
    each: ReadingDifference, decision: str, code: str = "", reason: str = "", line: int = 2
) -> SettledRow:
    return SettledRow(each.key, decision, code, reason, line)


def test_lines_settle_in_one_step_and_only_what_is_new() -> None:
    study = coded(*LINES)
    first, second = two(study)
    rows = [row(first, "cd", reason="slip"), row(second, "New", "same", line=3)]
    change = import_settled(study, (first, second), rows, "Lead")
    assert change.label == "Settle 2 passages"
    study = study.after(change)
    assert layer(study) == [("b", 10, 20), ("same", 40, 60)]
    assert not import_settled(study, two(study), rows, "Lead")
    other = [row(first, "AB", reason="slip"), rows[1]]
    assert layer(study.after(import_settled(study, two(study), other, "Lead"))) == [
        ("a", 10, 20),
        ("same", 40, 60),
    ]


def test_what_is_said_with_passages_is_why_they_are_settled() -> None:
    study = coded(*LINES)
    first, second = two(study)
    rows = [row(first, "both", reason="slip"), row(second, "both", reason="boundary", line=3)]
    change = import_settled(study, (first, second), rows, "Lead")
    assert said_with_decisions(change) == "slip; boundary"
    alike = [row(first, "both", reason="slip"), row(second, "both", reason="slip", line=3)]
    assert said_with_decisions(import_settled(study, (first, second), alike, "Lead")) == "slip"
    assert said_with_decisions(import_settled(study, (first,), [row(first, "both")], "Lead")) == ""
    # Decisions that only come along, as when projects are merged, are not why a step is made.
    text, code, coder = next(iter(study.transcripts)), study.code_named("a").id, study.coder_named(AB).id
    more = apply_code(study, code, text, Span(70, 80), coder)
    assert said_with_decisions(difference(study, study.after(more).after(change), "Merge")) == ""
    assert said_with_decisions(difference(Study(), study.after(change), "Merge")) == ""


@pytest.mark.parametrize(
    ("decision", "code", "key", "said"),
    [
        ("maybe", "", None, "line 2: “maybe” is not a decision; write AB, CD, both, neither or new."),
        ("new", "", None, "line 2: There is no code named"),
        ("both", "", "0" * 12, "line 2: there is no such difference any more"),
    ],
)
def test_a_line_that_does_not_fit_settles_nothing(
    decision: str, code: str, key: str | None, said: str
) -> None:
    study = coded(*LINES)
    first, second = two(study)
    rows = [SettledRow(key or first.key, decision, code, "", 2), row(second, "both", line=3)]
    with pytest.raises(QualcodeError, match="Nothing was settled, because 1 line does not fit") as raised:
        import_settled(study, (first, second), rows, "Lead")
    assert said in str(raised.value)


@pytest.mark.parametrize(("wrong", "end"), [(5, "or new."), (6, " And 1 more."), (7, " And 2 more.")])
def test_of_many_lines_that_do_not_fit_five_are_named(wrong: int, end: str) -> None:
    study = coded(*LINES)
    first, second = two(study)
    rows = [row(first, f"maybe {line}", line=line) for line in range(wrong)]
    with pytest.raises(QualcodeError) as refused:
        import_settled(study, (first, second), rows, "Lead")
    said = str(refused.value)
    assert said.startswith(f"Nothing was settled, because {wrong} lines do not fit: line 0: “maybe 0” is no")
    assert said.count("is not a decision") == 5
    assert said.endswith(end)


def test_ids_are_those_of_the_codings() -> None:
    study = coded(*LINES)
    first, _ = two(study)
    known = {row.id for table in study.codings.values() for row in table}
    assert {UUID(hex=each) for each in first.originals} <= known
