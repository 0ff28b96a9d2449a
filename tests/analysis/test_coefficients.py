"""Tests of coefficients.

Tests as well: ``model.results.matrix``.
"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.coefficients import (
    ABOVE_ONE,
    NO_ODDS,
    NO_VARIATION,
    UNUSED,
    coefficient_matrix,
    coefficients,
    coefficients_of,
)
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import Coefficient, CooccurrenceRequest, Count, Rule
from tests.analysis.building import Coded, Said, Talk, study_of
from tests.analysis.worked_example import worked_example


def value(which: Coefficient, n1: int, n2: int, n12: int, units: int | None = None) -> float | str:
    found = coefficients(np.array([[n1, n12], [n12, n2]]), which, units)
    return found.reasons.get((0, 1), float(found.values[0, 1]))


def test_example_of_the_definitions() -> None:
    assert value(Coefficient.C, 100, 10, 5) == pytest.approx(5 / 105)
    assert round(5 / 105, 4) == 0.0476
    assert value(Coefficient.OVERLAP, 100, 10, 5) == 0.5
    assert value(Coefficient.SHARE, 100, 10, 5) == 0.05


def test_coefficients_on_units() -> None:
    # 20 units: 4 with both, 6 with the first alone, 1 with the second alone, 9 with neither.
    assert value(Coefficient.LIFT, 10, 5, 4, 20) == pytest.approx(4 * 20 / 50)
    phi = (4 * 9 - 6 * 1) / math.sqrt(10 * 5 * 10 * 15)
    assert value(Coefficient.PHI, 10, 5, 4, 20) == pytest.approx(phi)
    assert value(Coefficient.ODDS, 10, 5, 4, 20) == pytest.approx(4 * 9 / 6)


@pytest.mark.parametrize("which", [Coefficient.LIFT, Coefficient.PHI, Coefficient.ODDS])
def test_coefficients_on_units_need_units(which: Coefficient) -> None:
    with pytest.raises(QualcodeError, match="units"):
        value(which, 10, 5, 4)
    with pytest.raises(QualcodeError, match="units"):
        coefficient_matrix(worked_example(), CooccurrenceRequest(Rule.TURN, Count.TRANSCRIPTS), which)


def test_values_beyond_one_are_not_defined() -> None:
    # One long run of the first code over three runs of the second.
    assert value(Coefficient.C, 2, 2, 2) == 1.0
    assert value(Coefficient.C, 1, 3, 3) == ABOVE_ONE
    assert value(Coefficient.OVERLAP, 1, 3, 3) == ABOVE_ONE
    assert value(Coefficient.SHARE, 1, 3, 3) == ABOVE_ONE
    assert value(Coefficient.C, 2, 3, 3) == ABOVE_ONE
    assert value(Coefficient.C, 2, 2, 4) == ABOVE_ONE


def test_what_cannot_be_divided_is_not_defined() -> None:
    assert value(Coefficient.C, 0, 0, 0) == UNUSED
    assert value(Coefficient.SHARE, 0, 3, 0) == UNUSED
    assert value(Coefficient.LIFT, 0, 3, 0, 5) == UNUSED
    assert value(Coefficient.PHI, 5, 3, 3, 5) == NO_VARIATION
    assert value(Coefficient.ODDS, 3, 2, 2, 5) == NO_ODDS


LIMITS = {Coefficient.LIFT: (0, 50), Coefficient.ODDS: (0, math.inf), Coefficient.PHI: (-1.00001, 1.00001)}


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.sampled_from(list(Coefficient)))
def test_every_cell_has_a_figure_or_a_reason(n1: int, n2: int, n12: int, which: Coefficient) -> None:
    both = max(min(n1, n2, n12), n1 + n2 - 50)
    found = value(which, n1, n2, both, 50)
    if isinstance(found, float):
        assert math.isfinite(found)
        low, high = LIMITS.get(which, (0, 1))
        assert low <= found <= high


def test_matrix_carries_reasons_and_the_formula() -> None:
    matrix = coefficient_matrix(worked_example(), CooccurrenceRequest(), Coefficient.OVERLAP)
    assert matrix.cell(0, 1) == ABOVE_ONE
    assert matrix.cell(0, 3) == 1.0
    assert matrix.symmetric
    assert "min(n1, n2)" in dict(matrix.provenance.facts)["coefficient"]
    assert not coefficient_matrix(worked_example(), CooccurrenceRequest(), Coefficient.SHARE).symmetric


def test_units_in_scope_are_printed() -> None:
    matrix = coefficient_matrix(worked_example(), CooccurrenceRequest(Rule.TURN), Coefficient.LIFT)
    assert dict(matrix.provenance.facts)["units in scope"] == "3"
    assert matrix.cell(0, 1) == pytest.approx(2 * 3 / (2 * 2))


@pytest.mark.parametrize(("often", "said"), [(5, False), (6, True)])
def test_uneven_use_is_remarked_on(often: int, said: bool) -> None:
    codings = [Coded("X", "often", 2 * n, 2 * n + 1) for n in range(often)] + [Coded("X", "seldom", 0, 1)]
    study = study_of({"T": Talk("x" * 20, [Said(0, 20, "P1")], codings)}, {"often": None, "seldom": None})
    remarks = coefficient_matrix(study, CooccurrenceRequest(), Coefficient.C).remarks
    assert bool(remarks) is said
    if said:
        assert "more than five times as often" in remarks[0]
        assert "“often” (6)" in remarks[0]


@pytest.mark.parametrize(
    ("number", "begins"),
    [
        (1, "In 1 pair of codes that occur together one is used"),
        (3, "In 3 pairs of codes that occur together one is used"),
        (4, "In 4 pairs of codes that occur together one is used"),
    ],
)
def test_a_remark_on_uneven_use_lists_all_pairs_or_some_for_example(number: int, begins: str) -> None:
    """Each pair: a code six times, and another once on the first of them; no other two occur together."""
    talks, codes = {}, []
    for place in range(number):
        often, seldom = f"a{place}", f"b{place}"
        codes += [often, seldom]
        codings = [Coded("X", often, 2 * n, 2 * n + 1) for n in range(6)] + [Coded("X", seldom, 0, 1)]
        talks[f"T{place}"] = Talk("x" * 20, [Said(0, 20, "P1")], codings)
    study = study_of(talks, dict.fromkeys(codes))
    (remark,) = coefficient_matrix(study, CooccurrenceRequest(), Coefficient.C).remarks
    examples = "; ".join(f"“a{place}” (6) and “b{place}” (1)" for place in range(min(number, 3)))
    so = ", for example" if number > 3 else ":"
    assert remark == (
        f"{begins} more than five times as often as the other; "
        f"c is then small by construction{so} {examples}."
    )
    assert coefficient_matrix(study, CooccurrenceRequest(), Coefficient.OVERLAP).remarks == ()


def test_the_remark_names_codes_without_the_way_to_them() -> None:
    often = [Coded("X", "rent", 2 * n, 2 * n + 1) for n in range(6)]
    talk = Talk("x" * 20, [Said(0, 20, "P1")], [*often, Coded("X", "stigma", 0, 1)])
    study = study_of({"T": talk}, {"Money": None, "rent": "Money", "Trust": None, "stigma": "Trust"})
    (remark,) = coefficient_matrix(study, CooccurrenceRequest(), Coefficient.C).remarks
    assert remark.endswith(": “rent” (6) and “stigma” (1).")


def by_hand(which: Coefficient, n1: int, n2: int, n12: int, units: int) -> float | str:
    """The formulas of the definitions, and why there is no figure."""
    if n1 == 0 or n2 == 0:
        return UNUSED
    bounded = {Coefficient.C: n1 + n2 - n12, Coefficient.OVERLAP: min(n1, n2), Coefficient.SHARE: n1}
    if which in bounded:
        below = bounded[which]
        return ABOVE_ONE if below <= 0 or n12 > below else n12 / below
    if which is Coefficient.LIFT:
        return n12 * units / (n1 * n2)
    if which is Coefficient.PHI:
        below = n1 * n2 * (units - n1) * (units - n2)
        return (n12 * units - n1 * n2) / math.sqrt(below) if below else NO_VARIATION
    below = (n1 - n12) * (n2 - n12)
    return n12 * (units - n1 - n2 + n12) / below if below else NO_ODDS


@pytest.mark.parametrize("which", Coefficient)
@given(data=st.data())
def test_every_cell_of_a_table_by_hand(which: Coefficient, data: st.DataObject) -> None:
    """Codes in some of up to six units; without units the pairs may be more than the codes."""
    units = data.draw(st.integers(1, 6))
    where = data.draw(st.lists(st.sets(st.integers(0, units - 1)), min_size=1, max_size=4))
    table = np.array([[len(one & other) for other in where] for one in where])
    if not which.needs_units:
        more = data.draw(st.integers(0, 2))
        table += more * (np.ones_like(table) - np.eye(len(where), dtype=np.int64))
    found = coefficients(table, which, units)
    rows: list[list[int]] = table.tolist()
    wanted = {
        (row, column): by_hand(which, rows[row][row], rows[column][column], rows[row][column], units)
        for row, column in np.ndindex(table.shape)
    }
    assert found.reasons == {place: reason for place, reason in wanted.items() if isinstance(reason, str)}
    for place, figure in wanted.items():
        assert (
            math.isnan(found.values[place])
            if isinstance(figure, str)
            else found.values[place] == pytest.approx(figure)
        )


def test_counts_and_coefficient_are_of_one_question() -> None:
    study, labels = worked_example(), ["privacy", "trust", "stigma", "consent"]
    for which, request in (
        (Coefficient.C, CooccurrenceRequest()),
        (Coefficient.SHARE, CooccurrenceRequest(Rule.TURN)),
        (Coefficient.PHI, CooccurrenceRequest(Rule.TURN)),
    ):
        counts, found = coefficients_of(study, request, which)
        units = 3 if request.rule is Rule.TURN else None
        wanted = coefficients(cooccurrence(study, request).values, which, units)
        assert counts.values.tolist() == cooccurrence(study, request).values.tolist()
        assert np.array_equal(found.values, wanted.values, equal_nan=True)
        assert found.notes == wanted.reasons
        assert (counts.symmetric, found.symmetric) == (True, which is not Coefficient.SHARE)
        assert counts.provenance == found.provenance
        for labelled in (counts.rows, counts.columns, found.rows, found.columns):
            assert [label.name for label in labelled] == labels


def test_even_use_needs_no_remark() -> None:
    study = study_of({"T": Talk("xx", [Said(0, 2, "P1")], [Coded("X", "a", 0, 1)])}, {"a": None, "b": None})
    assert coefficient_matrix(study, CooccurrenceRequest(), Coefficient.C).remarks == ()
