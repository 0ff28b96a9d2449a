import math
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.ragged import Whole
from qualcode.analysis.significance import TOO_SMALL, association, code_association, significance_result
from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import AttributeSubject
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import ColumnsBy, Figure
from qualcode.model.study import Study
from tests.analysis.building import Coded, Said, Talk, identity, study_of
from tests.analysis.worked_example import worked_example

CELLS = st.integers(1, 30)


def expected_of(table: list[list[int]]) -> list[list[float]]:
    total = sum(map(sum, table))
    columns = [sum(row[place] for row in table) for place in range(len(table[0]))]
    return [[sum(row) * column / total for column in columns] for row in table]


def upper_tail(value: float, degrees: int) -> float:
    """Chi-square's upper tail for whole degrees of freedom, by its finite series (Abramowitz 26.4.4-5)."""
    half = value / 2
    if degrees % 2 == 0:
        return math.exp(-half) * sum(half**n / math.factorial(n) for n in range(degrees // 2))
    tail = math.erfc(math.sqrt(half))
    for n in range(1, (degrees - 1) // 2 + 1):
        tail += math.exp(-half) * half ** (n - 0.5) / math.gamma(n + 0.5)
    return tail


def fisher(a: int, b: int, c: int, d: int) -> float:
    def likelihood(first: int) -> float:
        return math.comb(a + b, first) * math.comb(c + d, a + c - first) / math.comb(a + b + c + d, a + c)

    possible = [likelihood(n) for n in range(max(0, a - d), min(a + b, a + c) + 1)]
    return sum(share for share in possible if share <= likelihood(a) * (1 + 1e-7))


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3), min_size=2, max_size=5))
def test_chi_square_and_v_by_hand(table: list[list[int]]) -> None:
    found = association(np.array(table, dtype=np.int64))
    expected = expected_of(table)
    pairs = [
        (n, e) for row, wanted in zip(table, expected, strict=True) for n, e in zip(row, wanted, strict=True)
    ]
    statistic = sum((n - e) ** 2 / e for n, e in pairs)
    degrees = (len(table) - 1) * 2
    assert found.expected.tolist() == [pytest.approx(row) for row in expected]
    assert found.degrees == degrees
    assert found.chi_square == pytest.approx(statistic)
    assert found.p == pytest.approx(upper_tail(statistic, degrees), abs=1e-12)
    smaller = min(len(table), 3) - 1
    assert found.cramers_v == pytest.approx(math.sqrt(statistic / (sum(map(sum, table)) * smaller)))
    assert found.fisher_p is None


@given(st.tuples(CELLS, CELLS, CELLS, CELLS))
def test_fisher_by_hand(cells: tuple[int, int, int, int]) -> None:
    found = association(np.array(cells, dtype=np.int64).reshape(2, 2))
    assert found.fisher_p == pytest.approx(fisher(*cells), abs=1e-9)
    assert found.p == pytest.approx(upper_tail(found.chi_square, 1), abs=1e-12)


def test_the_lady_tasting_tea() -> None:
    found = association(np.array([[3, 1], [1, 3]], dtype=np.int64))
    assert found.fisher_p == pytest.approx(34 / 70)
    assert found.chi_square == pytest.approx(2.0)
    assert found.cramers_v == pytest.approx(0.5)
    assert "Fisher’s exact test" in found.warnings[0]
    assert found.warnings[0].startswith(
        "Four cells have an expected count below 5 (of 4; the smallest is 2.00)"
    )


def test_rows_and_columns_without_figures_take_no_part() -> None:
    found = association(np.array([[20, 0, 30], [0, 0, 0], [30, 0, 20]], dtype=np.int64))
    assert (found.rows, found.columns) == ((0, 2), (0, 2))
    assert found.chi_square == pytest.approx(4.0)
    assert found.warnings == ()


@pytest.mark.parametrize(
    "table", [np.zeros((3, 3), np.int64), np.ones((1, 4), np.int64), np.ones((0, 2), np.int64)]
)
def test_a_table_too_small_says_so(table: Whole) -> None:
    found = association(table)
    assert found.undefined == TOO_SMALL
    assert math.isnan(found.p)


def test_one_cell_below_one_is_enough_for_a_warning() -> None:
    table = np.full((3, 3), 100, dtype=np.int64)
    assert association(table).warnings == ()
    table = np.array([[1, 500], [1, 500], [0, 500], [0, 500], [0, 1]], dtype=np.int64)
    assert "expected count below 5" in association(table).warnings[0]


def test_several_observations_of_a_person_are_told() -> None:
    found = code_association(worked_example(), TableRequest(ColumnsBy.PARTICIPANT, figure=Figure.RUNS))
    assert [label.name for label in found.columns] == ["P1", "P2"]
    (warning,) = [words for words in found.association.warnings if "participants contribute" in words]
    assert warning.startswith("Two participants contribute 5 observations.")
    assert found.provenance.title == "Test of codes by participant"


def test_units_of_one_person_in_several_cells_are_told_of_both() -> None:
    """A unit in several cells is one thing, that units of one person are alike is another."""
    found = code_association(overlapping_groups(), TableRequest(figure=Figure.UNITS)).association
    cells, people = (warning for warning in found.warnings if "independent" in warning)
    assert cells.endswith("so the cells are not independent.")
    assert people.endswith("p is too small: take it as a description, not as a test.")


def test_people_with_several_codes_are_told() -> None:
    found = code_association(
        worked_example(), TableRequest(ColumnsBy.PARTICIPANT, figure=Figure.PARTICIPANTS)
    )
    assert any("not independent" in warning and "cells" in warning for warning in found.association.warnings)


def test_one_coding_each_is_independent() -> None:
    turns = [Said(place * 10, place * 10 + 10, f"P{place}") for place in range(40)]
    codings = [Coded("X", "a" if place % 2 else "b", place * 10, place * 10 + 5) for place in range(40)]
    talks = {"T": Talk("x" * 400, turns[:20], codings[:20]), "U": Talk("x" * 400, turns[20:], codings[20:])}
    found = code_association(study_of(talks, {"a": None, "b": None}), TableRequest())
    assert found.association.warnings == ()
    assert found.association.chi_square == pytest.approx(0.0)


def overlapping_groups() -> Study:
    """Four people in two transcripts; P1 and P3 have both codes. No other total is that of the table."""
    said = {"T": {"P1": "ab", "P2": "a"}, "U": {"P3": "ab", "P4": "b"}}
    talks = {}
    for name, people in said.items():
        turns = [Said(10 * place, 10 * place + 10, who) for place, who in enumerate(people)]
        codings = [
            Coded("X", code, 10 * place, 10 * place + 5)
            for place, codes in enumerate(people.values())
            for code in codes
        ]
        talks[name] = Talk("x" * 20, turns, codings)
    return study_of(talks, {"a": None, "b": None})


def numbers_of(warnings: tuple[str, ...], words: str) -> list[str]:
    (warning,) = [warning for warning in warnings if words in warning]
    return re.findall(r"\d+", warning)


def test_warnings_count_people_and_cells_of_the_whole_table() -> None:
    found = code_association(overlapping_groups(), TableRequest(figure=Figure.PARTICIPANTS)).association
    assert numbers_of(found.warnings, "several codes") == ["4", "6"]
    # It is said once that cells in which one person is are not independent, and what follows from it.
    (warning,) = [warning for warning in found.warnings if "independent" in warning]
    assert warning.endswith(
        "so the cells are not independent and p is too small: take it as a description, not as a test."
    )


@pytest.mark.parametrize("figure", [Figure.PARTICIPANTS, Figure.UNITS, Figure.TRANSCRIPTS])
def test_different_things_in_one_cell_each_are_independent(figure: Figure) -> None:
    talks = {
        f"T{place}": Talk("x" * 10, [Said(0, 10, f"P{place}")], [Coded("X", "ab"[place % 2], 0, 5)])
        for place in range(40)
    }
    groups = {
        (AttributeSubject.TRANSCRIPT, "group"): {name: "xy"[place // 20] for place, name in enumerate(talks)}
    }
    request = TableRequest(ColumnsBy.ATTRIBUTE, identity("attribute", "group"), figure)
    found = code_association(study_of(talks, {"a": None, "b": None}, groups), request).association
    assert found.observations == 40
    assert found.warnings == ()


@pytest.mark.parametrize("figure", [Figure.WORDS, Figure.CHARACTERS])
def test_characters_are_no_observations(figure: Figure) -> None:
    with pytest.raises(QualcodeError, match="not observations"):
        code_association(worked_example(), TableRequest(figure=figure))


def test_categories_are_not_tested_with_their_codes() -> None:
    talk = Talk("x" * 9, [Said(0, 9, "P1")], [Coded("X", "below", 0, 2)])
    study = study_of({"T": talk}, {"above": None, "below": "above"})
    with pytest.raises(QualcodeError, match="same passages twice"):
        code_association(study, TableRequest(selection=Selection(aggregate=True)))


def test_hidden_figures_are_not_tested() -> None:
    with pytest.raises(QualcodeError, match="help to guess"):
        code_association(worked_example(), TableRequest(ColumnsBy.PARTICIPANT, minimum_cell=3))


def test_a_table_that_cannot_be_tested_has_no_figures_and_one_that_can_has_all() -> None:
    talk = Talk("x" * 8, [Said(0, 4, "P1"), Said(4, 8, "P2")], [Coded("X", "a", 1, 2), Coded("X", "b", 5, 6)])
    request = TableRequest(ColumnsBy.SPEAKER)
    alone = significance_result(study_of({"T": talk}, {"a": None}), request)
    assert alone.undefined
    assert (alone.chi_square, alone.degrees, alone.p, alone.cramers_v) == (None, None, None, None)
    both = significance_result(study_of({"T": talk}, {"a": None, "b": None}), request)
    assert not both.undefined
    assert (both.chi_square, both.degrees, both.cramers_v) == (2.0, 1, 1.0)
    assert both.p is not None


def test_people_without_a_recorded_value_are_no_group() -> None:
    talks = {
        f"T{place}": Talk("x" * 10, [Said(0, 10, f"P{place}")], [Coded("X", "ab"[place % 2], 0, 5)])
        for place in range(50)
    }
    known = {name: "xy"[place % 3 // 2] for place, name in enumerate(talks) if place < 40}
    groups = {(AttributeSubject.TRANSCRIPT, "group"): known}
    request = TableRequest(ColumnsBy.ATTRIBUTE, identity("attribute", "group"), Figure.PARTICIPANTS)
    study = study_of(talks, {"a": None, "b": None}, groups)
    found = code_association(study, request)
    assert [label.name for label in found.columns] == ["x", "y"]
    assert found.association.observations == 40
    assert found.association.warnings == ()
    less = {name: talk for name, talk in talks.items() if name in known}
    alone = code_association(study_of(less, {"a": None, "b": None}, groups), request).association
    assert found.association.chi_square == alone.chi_square
    assert (
        found.association.left_out == "10 participants without a recorded value; record one to include them"
    )
    assert alone.left_out == ""
    # Somebody without a value of whom nothing is counted is not left out of anything.
    silent = {**less, "T40": Talk("x" * 10, [Said(0, 10, "P40")], [])}
    with_silent = code_association(study_of(silent, {"a": None, "b": None}, groups), request).association
    assert (with_silent.left_out, with_silent.chi_square) == ("", alone.chi_square)
    lines = dict(significance_result(study, request).lines())
    assert lines["left out"] == found.association.left_out


def test_people_with_several_codes_are_as_many_as_they_are() -> None:
    """Seven people have both codes; of three more no value is recorded, and these have both as well."""
    both = [Coded("X", "a", 0, 5), Coded("X", "b", 3, 8)]
    talks = {f"T{place}": Talk("x" * 10, [Said(0, 10, f"P{place}")], both) for place in range(10)}
    known = {f"T{place}": "xy"[place % 2] for place in range(7)}
    groups = {(AttributeSubject.TRANSCRIPT, "group"): known}
    study = study_of(talks, {"a": None, "b": None}, groups)
    for figure, said, silent in (
        (Figure.PARTICIPANTS, "7 participants, counted 14 times,", "3 participants"),
        (Figure.SEGMENTS, "14 segments", "6 segments"),
    ):
        request = TableRequest(ColumnsBy.ATTRIBUTE, identity("attribute", "group"), figure)
        lines = dict(significance_result(study, request).lines())
        assert lines["computed on"].startswith(f"{said} in 2 codes by 2 columns; ")
        assert lines["left out"].startswith(f"{silent} without a recorded value; ")


@pytest.mark.parametrize(
    ("table", "said"),
    [
        # Two of ten, and none below 1: Cochran tolerates that.
        ([[100, 100, 100, 100, 4], [100, 100, 100, 100, 4]], ""),
        ([[100, 100, 100, 4, 4], [100, 100, 100, 4, 4]], "Four cells have"),
        # Exactly 5 is not below 5, nor exactly 1 below 1.
        ([[5, 5, 5, 100], [5, 5, 5, 100]], ""),
        ([[100, 100, 100, 100, 1], [100, 100, 100, 100, 1]], ""),
        ([[1, 9], [9, 81]], "One cell has"),
    ],
)
def test_a_fifth_of_the_cells_may_be_expected_to_be_small(table: list[list[int]], said: str) -> None:
    warnings = association(np.array(table, dtype=np.int64)).warnings
    assert [warning.partition(" an expected")[0] for warning in warnings] == ([said] if said else [])


def test_a_warning_says_what_to_do() -> None:
    told = "the chi-square test is not reliable here"
    assert association(np.array([[1, 9], [9, 81]], dtype=np.int64)).warnings == (
        (
            f"One cell has an expected count below 5 (of 4; the smallest is 1.00): {told}; "
            "rely on Fisher’s exact test."
        ),
    )
    assert association(np.ones((3, 2), dtype=np.int64)).warnings == (
        (
            f"Six cells have an expected count below 5 (of 6; the smallest is 1.00): {told}; "
            "combine rows or columns."
        ),
    )
