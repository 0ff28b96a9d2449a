from contextlib import suppress
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.source_text import KnownTurn
from qualcode.importers.speakers.own_pattern import PATIENCE, pattern_fault, pattern_turns
from qualcode.model.errors import QualcodeError

LINES = ["Ana 0:12 > hello", "and more", "", "Ben 1:02:03 > no"]
STARTS = [0, 17, 26, 27]


def test_groups_give_name_time_and_text() -> None:
    turns = pattern_turns(r"(?P<name>\w+) (?P<time>[\d:]+) > (?P<text>.*)", LINES, STARTS)
    assert turns == [KnownTurn(0, 11, "Ana", 12.0), KnownTurn(27, 41, "Ben", 3723.0)]


def test_without_a_group_for_the_text_it_begins_behind_what_fits() -> None:
    assert [turn.speech for turn in pattern_turns(r"(?<name>\w+) [\d:]+ > ", LINES, STARTS)] == [11, 41]


def test_a_line_without_a_name_begins_no_turn() -> None:
    assert pattern_turns(r"(?P<name>\w*) ?x?", ["", " ", "Ana"], [0, 1, 3]) == [KnownTurn(3, 6, "Ana", None)]
    assert pattern_turns(r"(?P<name>.*)", ["A" * 251], [0]) == []


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("", "Type a pattern"),
        (r"(\w+):", "no group “name”"),
        (r"(?P<name>\w+", "cannot be read at character 13"),
        (r"(?P<name>[)", "cannot be read"),
        (r"(?P<name>(((a{1000}){1000}){1000}))", "more than 10,000 repetitions"),
        (r"(?P<name>a{99999999999999999999})", "more than 10,000 repetitions"),
        ("(?P<name>a)" + "b" * 2000, "longer than"),
    ],
)
def test_faults_are_explained(pattern: str, fault: str) -> None:
    assert fault in pattern_fault(pattern)
    with pytest.raises(QualcodeError, match=fault.split("“")[0]):
        pattern_turns(pattern, LINES, STARTS)


def test_a_good_pattern_has_no_fault() -> None:
    assert pattern_fault(r"^(?P<name>[A-Z]{1,3}\d{0,2})\s*>\s*(?P<text>.*)$") == ""


def test_a_pattern_that_takes_for_ever_is_stopped_in_a_sentence() -> None:
    begun = monotonic()
    with pytest.raises(QualcodeError, match="takes too long in line 2"):
        pattern_turns(r"(?P<name>(a|aa)+)$", ["Ana", "a" * 5000 + "-"], [0, 4])
    # Far more than it may take, and far less than it would.
    assert monotonic() - begun < 60 * PATIENCE


@given(st.text(max_size=30) | st.text("(?P<name>)[]{}*+|^$.\\-&~ab1,:", max_size=40), st.text(max_size=60))
def test_whatever_is_typed_ends_in_turns_or_in_a_sentence(pattern: str, text: str) -> None:
    lines = text.split("\n")
    starts = [sum(len(line) + 1 for line in lines[:at]) for at in range(len(lines))]
    if pattern_fault(pattern):
        with pytest.raises(QualcodeError, match=r"\.$"):
            pattern_turns(pattern, lines, starts)
        return
    with suppress(QualcodeError):
        # It may still take too long.
        turns = pattern_turns(pattern, lines, starts)
        assert all(turn.start <= turn.speech <= len(text) and turn.label for turn in turns)


def test_sets_within_sets_are_read_without_a_murmur() -> None:
    assert pattern_fault(r"(?P<name>[[A-Z]+--b]):") == ""
