"""Spaces that no line ends at are put where figures belong together, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.unbroken import in_one_piece


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("0.98 [0.98, 0.99]", "0.98 [0.98,~0.99]"),
        ("(−0.2, 1)", "(−0.2,~1)"),
        ("n = 12 of 30", "n~=~12 of 30"),
        ("p < .05, χ² = 3.4", "p~<~.05, χ²~=~3.4"),
        ("Tables 3 and 12", "Tables~3 and 12"),
        ("see Figure 3, turn 94", "see Figure~3, turn~94"),
        ("0.66 to 0.73.", "0.66~to~0.73."),
        ("[laughs, 3 times]", "[laughs, 3 times]"),
        ("a return 3", "a return 3"),
        ("then = 3", "then = 3"),
    ],
)
def test_figures_that_belong_together_stay_on_one_line(words: str, shown: str) -> None:
    assert in_one_piece(words) == shown.replace("~", "\u00a0")


@given(st.text("ab1 2[],=.n Tableo-", max_size=60))
def test_only_spaces_change_and_twice_is_as_once(words: str) -> None:
    made = in_one_piece(words)
    assert made.replace("\u00a0", " ") == words
    assert in_one_piece(made) == made
