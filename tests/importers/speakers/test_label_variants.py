import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.speakers.label_variants import label_variants


@pytest.mark.parametrize(
    ("labels", "keep", "others"),
    [
        ({"P1": 9, "P 1": 2, "p1": 1, "Participant 1": 1}, "P1", {"P 1", "p1", "Participant 1"}),
        ({"Interviewer": 30, "INT": 2, "interviewer": 1, "I": 1}, "Interviewer", {"INT", "interviewer", "I"}),
        ({"P01": 5, "P1": 4}, "P01", {"P1"}),
        ({"Speaker one": 3, "Speaker 1": 5}, "Speaker 1", {"Speaker one"}),
        ({"Kelly-Ann": 20, "Kelly Ann": 1, "Kellyann": 1}, "Kelly-Ann", {"Kelly Ann", "Kellyann"}),
        ({"Shazia": 20, "Shazzia": 1}, "Shazia", {"Shazzia"}),
        ({"Anna Smith": 20, "Anna": 4}, "Anna Smith", {"Anna"}),
        ({"P3 (online)": 1, "P3": 8}, "P3", {"P3 (online)"}),
    ],
)
def test_spellings_of_one_speaker_are_proposed(labels: dict[str, int], keep: str, others: set[str]) -> None:
    [proposal] = label_variants(labels)
    assert (proposal.keep, set(proposal.others)) == (keep, others)
    assert 0.0 < proposal.likeness <= 1.0


@pytest.mark.parametrize(
    "labels",
    [
        ["P1", "P2", "P11", "P12", "Participant 3"],
        ["INT", "P1", "Observer", "Facilitator"],
        ["Anna", "Ann", "Hannah", "Dan"],
        ["Anna Smith", "Anna Jones"],
        ["Mother 1", "Mother 2", "Father 1"],
        ["I", "R"],
        [],
    ],
)
def test_different_speakers_are_not(labels: list[str]) -> None:
    assert label_variants(labels) == []


@given(st.lists(st.text(max_size=12), unique=True, max_size=8))
def test_no_label_is_proposed_twice(labels: list[str]) -> None:
    seen = [label for proposal in label_variants(labels) for label in (proposal.keep, *proposal.others)]
    assert len(seen) == len(set(seen))
    assert set(seen) <= set(labels)
