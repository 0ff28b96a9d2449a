"""What coders can be compared on: transcripts that all of them have done, and codes of one level."""

import pytest

from qualcode.analysis.agreement.material import above_level, codes_on_level, left_out, transcripts_done
from qualcode.model.study import Study
from qualcode.model.team import CodingState
from qualcode.model.teamwork.rounds import round_named
from qualcode.operations.teamwork.rounds import open_round, set_progress
from tests.analysis.building import Coded, Talk, identity, study_of
from tests.analysis.strategies import CODES, code_ids, coder_ids

X, Y = coder_ids("X", "Y")
TEXTS = {name: identity("transcript", name) for name in "TUVW"}


def study() -> Study:
    """X has coded T and U, Y only T, nobody V or W; a round of U and V, of which Y has finished V."""
    x, y = Coded("X", "a", 0, 3), Coded("Y", "a", 0, 3)
    made = study_of(
        {"T": Talk("x" * 9, (), [x, y]), "U": Talk("x" * 9, (), [x]), "V": Talk("x" * 9), "W": Talk("x" * 9)},
        {"a": None},
    )
    opened, change = open_round(made, "Pilot", [TEXTS["U"], TEXTS["V"]], ["X", "Y"])
    made = made.after(change)
    return made.after(set_progress(made, opened.id, [(TEXTS["V"], Y)], CodingState.FINISHED))


def names(study: Study, coder: str, *, in_round: bool) -> set[str]:
    round_id = round_named(study, "Pilot").id if in_round else None
    found = transcripts_done(study, study.coder_named(coder).id, round_id)
    return {study.transcripts[row].name for row in found}


def test_done_is_what_was_coded_or_finished_and_in_a_round_what_was_finished_in_it() -> None:
    made = study()
    assert names(made, "X", in_round=False) == {"T", "U"}
    assert names(made, "Y", in_round=False) == {"T", "V"}
    assert names(made, "X", in_round=True) == set()
    assert names(made, "Y", in_round=True) == {"V"}


def test_the_transcripts_that_are_not_compared_are_named_with_who_has_not_done_them() -> None:
    made, taken = study(), [TEXTS["T"]]
    assert left_out(made, (X, Y), taken) == (("U", "Y"), ("V", "X"), ("W", "X, Y"))
    assert left_out(made, (X, Y), taken, round_named(made, "Pilot").id) == (("U", "X, Y"), ("V", "X"))
    assert left_out(made, (X,), []) == (("T", ""), ("U", ""), ("V", "X"), ("W", "X"))


@pytest.mark.parametrize(
    ("level", "codes", "expected"),
    [
        (1, None, ("trust", "stigma")),
        (2, None, ("private", "public", "stigma")),
        (3, None, ("public", "stigma", "banks")),
        (1, ("banks",), ("trust",)),
        (2, ("banks", "stigma"), ("private", "stigma")),
    ],
)
def test_codes_are_rolled_up_to_a_level(
    level: int, codes: tuple[str, ...] | None, expected: tuple[str, ...]
) -> None:
    tree = study_of({"T": Talk("x")}, CODES)
    rows = codes_on_level(tree, None if codes is None else code_ids(*codes), level)
    assert {tree.codes[row].name for row in rows} == set(expected)


def test_codes_above_a_level_are_told_with_how_often_they_were_used() -> None:
    tree = {"top": None, "mid": "top", "low": "mid", "alone": None}
    codings = [
        Coded("X", "top", 0, 2), Coded("Y", "top", 3, 5), Coded("X", "mid", 0, 2), Coded("Z", "mid", 4, 6),
        Coded("X", "low", 1, 3), Coded("X", "alone", 0, 1),
    ]  # fmt: skip
    made = study_of({"T": Talk("x" * 9, (), codings), "U": Talk("x" * 9, (), [codings[0]])}, tree)
    texts = [identity("transcript", name) for name in "TU"]
    assert above_level(made, None, 1, (X, Y), texts) == ()
    assert above_level(made, None, 2, (X, Y), texts) == (("top", 3),)
    assert above_level(made, None, 3, (X, Y), texts) == (("top", 3), ("top > mid", 1))
    assert above_level(made, None, 3, (Y,), texts[:1]) == (("top", 1),)
    assert above_level(made, code_ids("mid", "low"), 3, (X, Y), texts) == (("top > mid", 1),)
