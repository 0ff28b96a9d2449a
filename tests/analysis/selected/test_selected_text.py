"""Tests of selected text.

Tests as well: ``text_line``.
"""

import numpy as np
import pytest

from qualcode.analysis.selected.selected_text import NOBODY, SelectedText
from qualcode.model.questions.rules import Selection
from qualcode.model.transcript import Role
from tests.analysis.building import Said, Talk, identity, study_of

STUDY = study_of(
    {
        "T": Talk("x" * 10, [Said(0, 4, "MOD", 2, Role.INTERVIEWER), Said(4, 10, "P1", 6)]),
        "U": Talk("x" * 5, [Said(0, 5)]),
    },
    {"a": None, "b": None},
)


def test_transcripts_lie_end_to_end() -> None:
    selected = SelectedText(STUDY, Selection())
    assert selected.bases.tolist() == [0, 10, 15]
    assert selected.length == 15
    assert selected.transcript_at(selected.turns.start).tolist() == [0, 0, 1]


def test_only_chosen_transcripts_are_on_the_line() -> None:
    selected = SelectedText(STUDY, Selection(transcripts=(identity("transcript", "U"),)))
    assert selected.bases.tolist() == [0, 5]
    assert SelectedText(STUDY, Selection(transcripts=())).length == 0


def test_turns_are_on_the_line_with_their_people() -> None:
    turns = SelectedText(STUDY, Selection()).turns
    assert turns.start.tolist() == [0, 4, 10]
    assert turns.speech.tolist() == [2, 6, 10]
    assert turns.end.tolist() == [4, 10, 15]
    assert turns.transcript.tolist() == [0, 0, 1]
    assert turns.participant.tolist() == [0, 1, NOBODY]
    assert turns.interviewer.tolist() == [True, False, False]


def test_interviewers_count_only_when_asked_for() -> None:
    assert SelectedText(STUDY, Selection()).counted_participant.tolist() == [NOBODY, 1, NOBODY]
    asked = SelectedText(STUDY, Selection(include_interviewers=True))
    assert asked.counted_participant.tolist() == [0, 1, NOBODY]


def test_turns_that_a_span_touches() -> None:
    selected = SelectedText(STUDY, Selection())
    first, after = selected.turns.touched(np.array([3, 3, 13]), np.array([4, 5, 14]))
    assert list(zip(first.tolist(), after.tolist(), strict=True)) == [(0, 1), (0, 2), (2, 3)]


def test_a_code_named_twice_is_one_row() -> None:
    a, b = identity("code", "a"), identity("code", "b")
    assert SelectedText(STUDY, Selection(codes=(b, a, b))).codes == (b, a)


@pytest.mark.parametrize(
    "said", [[], [(0, 4), (4, 9), (9, 12)], [(0, 4), (6, 9), (9, 12)], [(2, 4), (4, 9)], [(0, 12)]]
)
def test_a_turn_covers_what_is_from_its_start_to_its_end(said: list[tuple[int, int]]) -> None:
    rows = [Said(start, end) for start, end in said]
    study = study_of({"T": Talk("x" * 12, rows), "U": Talk("x" * 3, [Said(0, 3)])}, {"a": None})
    turns = SelectedText(study, Selection()).turns
    spans = [*said, (12, 15)]
    expected = [any(start <= place < end for start, end in spans) for place in range(16)]
    assert turns.cover(np.arange(16)).tolist() == expected
    turn, covered = turns.at(np.arange(16))
    assert covered.tolist() == expected
    found = [next(span for span in spans if span[0] <= place < span[1]) for place in np.flatnonzero(covered)]
    assert [spans[number] for number in turn[covered].tolist()] == found
    assert turns.reach(turn[covered], 0).tolist() == [end for _, end in found]
