"""No line ends at spaces and hyphens within figures and names, and nothing else is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.unbroken import JOINER, as_typed, at_closed_hyphens, in_one_piece


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
        ("1.2.1 commercial gain (3), 2.4 fairness", "1.2.1~commercial gain (3), 2.4~fairness"),
        ("2.1 “our street”; 10.3 Ökologie", "2.1~“our street”; 10.3~Ökologie"),
        ("0.38 and 1.05 as before, 3 fairness", "0.38 and 1.05 as before, 3 fairness"),
        ("v1.2 fairness, −1.2 less, 2.4 30", "v1.2 fairness, −1.2 less, 2.4 30"),
    ],
)
def test_figures_that_belong_together_stay_on_one_line(words: str, shown: str) -> None:
    assert in_one_piece(words) == shown.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("-0.01", "-0.01"),
        ("-12", "-12"),
        ("0.20 [-0.01, 0.40]", "0.20 [-0.01,~0.40]"),
        ("-0.30 to -.05.", "-0.30~to~-.05."),
        ("κ = -0.2, (-1,024)", "κ~=~-0.2, (-1,024)"),
        ("Look at -0.5 of the scale, at −0.5 and at -5.", "Look at -0.5 of the scale, at −0.5 and at -5."),
    ],
)
def test_signs_stay_as_they_were_typed(words: str, shown: str) -> None:
    assert in_one_piece(words) == shown.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("“but nobody came …”", "“but nobody came~…”"),
        ("… and nobody came …", "…~and nobody came~…"),
        ("“… and nobody … came”", "“…~and nobody … came”"),
        (" …”", "~…”"),
        ("…", "…"),
        ("came…", "came…"),
    ],
)
def test_dots_where_something_is_cut_stay_with_the_word_beside_them(words: str, shown: str) -> None:
    assert in_one_piece(words) == shown.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("30-34", "30-~34"),
        ("FG1-P3, Kelly-Ann", "FG1-~P3, Kelly-~Ann"),
        ("on 2021-03-11, Smith-Jones-Ray.", "on 2021-~03-~11, Smith-~Jones-~Ray."),
        ("Örebro-Süd", "Örebro-~Süd"),
        ("well-being", "well-being"),
        ("a 10-year plan, Focus-group", "a 10-year plan, Focus-group"),
        ("https://doi.org/10-2/A-B", "https://doi.org/10-2/A-B"),
        ("a/A-B.example", "a/A-B.example"),
        ("Abcdefghijklmnop-Qrstuvwxyz", "Abcdefghijklmnop-Qrstuvwxyz"),
    ],
)
def test_ranges_and_names_stay_on_one_line_and_words_do_not(words: str, shown: str) -> None:
    made = in_one_piece(words)
    assert made == shown.replace("~", JOINER)
    assert as_typed(made) == words
    assert "".join(said for said, _ in at_closed_hyphens(made)) == words


def test_what_has_closed_hyphens_is_apart_from_what_has_not() -> None:
    made = in_one_piece(f"by FG1-P3, well-being{JOINER}")
    assert list(at_closed_hyphens(made)) == [
        ("by ", False),
        ("FG1-P3", True),
        (f", well-being{JOINER}", False),
    ]


@given(st.text("ab1 2[],=.n TableoÄ-/…”", max_size=60))
def test_nothing_else_changes_and_twice_is_as_once(words: str) -> None:
    made = in_one_piece(words)
    assert as_typed(made).replace("\u00a0", " ") == words
    assert in_one_piece(made) == made
