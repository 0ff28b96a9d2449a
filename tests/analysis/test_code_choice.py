from uuid import UUID

import pytest

from qualcode.analysis.code_choice import CodeChoice
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.names import code_set_named
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice
from qualcode.model.study import Study
from qualcode.operations.codes.code_sets import add_code_set
from qualcode.operations.codes.codebook import add_code
from tests.analysis.building import Coded, Talk, identity, study_of
from tests.analysis.strategies import code_ids, coder_ids


def study() -> Study:
    codings = [
        Coded("X", "b", 0, 1), Coded("X", "b", 2, 3), Coded("X", "c", 0, 1), Coded("Y", "c", 2, 3),
        Coded("Y", "a", 4, 5), Coded("Y", "a", 5, 6), Coded("Y", "a", 7, 8), Coded("Y", "below", 1, 2),
    ]  # fmt: skip
    made = study_of({"T": Talk("x" * 9, (), codings)}, {"a": None, "b": None, "c": None, "below": "c"})
    _, change = add_code(made, "Category", codable=False)
    return made.after(change)


def chosen(
    choice: CodeChoice, coders: CoderChoice = ALL_CODERS, aggregate: bool = False
) -> tuple[UUID, ...] | None:
    return choice.codes_of(study(), coders, aggregate)


def test_nothing_said_is_everything() -> None:
    assert chosen(CodeChoice()) is None
    assert CodeChoice().everything


def test_the_most_used_stand_in_codebook_order() -> None:
    assert chosen(CodeChoice(most_used=1)) == code_ids("a")
    # b and c have two each; the one further up in the codebook comes along first.
    assert chosen(CodeChoice(most_used=2)) == code_ids("a", "b")
    assert chosen(CodeChoice(most_used=99)) == code_ids("a", "b", "c", "below")
    assert CodeChoice(most_used=1).codes_of(study_of({}, {}), ALL_CODERS, aggregate=False) == ()


def test_use_is_that_of_the_chosen_coders_and_of_the_codes_below() -> None:
    assert chosen(CodeChoice(most_used=1), CoderChoice(coder_ids("X"))) == code_ids("b")
    assert chosen(CodeChoice(most_used=2), aggregate=True) == code_ids("a", "c")


def test_use_is_that_in_the_chosen_transcripts() -> None:
    talks = {
        "T": Talk("x" * 9, (), [Coded("X", "a", 0, 1), Coded("X", "a", 2, 3), Coded("X", "b", 0, 1)]),
        "U": Talk("x" * 9, (), [Coded("X", "b", 0, 1), Coded("X", "c", 2, 3)]),
    }
    made = study_of(talks, dict.fromkeys("abc"))
    second = [made.transcript_named("U").id]
    for choice, there, everywhere in (
        (CodeChoice(used=True), "bc", "abc"),
        (CodeChoice(most_used=2), "bc", "ab"),
    ):
        assert choice.codes_of(made, ALL_CODERS, aggregate=False, transcripts=second) == code_ids(*there)
        assert choice.codes_of(made, ALL_CODERS, aggregate=False) == code_ids(*everywhere)
        assert choice.codes_of(made, ALL_CODERS, aggregate=False, transcripts=[]) in ((), code_ids("a", "b"))


def test_codes_without_codings_are_left_out_of_any_choice() -> None:
    assert chosen(CodeChoice(used=True)) == code_ids("a", "b", "c", "below")
    assert chosen(CodeChoice(used=True), CoderChoice(coder_ids("X"))) == code_ids("b", "c")
    ticked = code_ids("a", "b")
    assert chosen(CodeChoice(ticked, used=True), CoderChoice(coder_ids("X"))) == code_ids("b")
    made = study()
    assert made.code_named("Category").id not in (chosen(CodeChoice(used=True), aggregate=True) or ())
    assert not CodeChoice(used=True).everything


def test_a_code_is_used_where_it_stands_for_one_that_is() -> None:
    made = study_of({"T": Talk("x", (), [Coded("X", "below", 0, 1)])}, {"c": None, "below": "c"})
    choice = CodeChoice(used=True)
    assert choice.codes_of(made, ALL_CODERS, aggregate=False) == code_ids("below")
    assert choice.codes_of(made, ALL_CODERS, aggregate=True) == code_ids("c", "below")


def test_what_is_gone_leaves_used_codes_used() -> None:
    assert CodeChoice((identity("code", "gone"),), used=True).still_valid(study()) == CodeChoice(used=True)
    assert CodeChoice(code_set=identity("set", "gone"), used=True).still_valid(study()) == CodeChoice(
        used=True
    )


@pytest.mark.parametrize(
    ("choice", "said"), [(CodeChoice(used=True), "used"), (CodeChoice((), used=True), "used chosen")]
)
def test_used_codes_are_named_so(choice: CodeChoice, said: str) -> None:
    assert choice.which(study()) == said


def test_ticked_codes_stand_in_codebook_order_and_those_gone_drop_out() -> None:
    assert chosen(CodeChoice(code_ids("c", "a"))) == code_ids("a", "c")
    gone = CodeChoice((*code_ids("c"), identity("code", "gone")))
    assert gone.still_valid(study()) == CodeChoice(code_ids("c"))
    assert CodeChoice((identity("code", "gone"),)).still_valid(study()) == CodeChoice()
    assert CodeChoice(code_set=identity("set", "gone")).still_valid(study()) == CodeChoice()
    assert CodeChoice(most_used=2).still_valid(study()) == CodeChoice(most_used=2)


def test_a_category_gives_way_to_the_codes_below_it_unless_it_stands_for_them() -> None:
    made = study()
    category = made.code_named("Category").id
    _, change = add_code(made, "within", parent_id=category)
    made = made.after(change)
    choice = CodeChoice((category,))
    assert choice.codes_of(made, ALL_CODERS, aggregate=False) == (made.code_named("within").id,)
    assert choice.codes_of(made, ALL_CODERS, aggregate=True) == (category,)


def test_a_set_is_named_in_words() -> None:
    made = study()
    new, change = add_code_set(made, "Money", code_ids("b", "below"))
    made = made.after(change)
    choice = CodeChoice(code_set=code_set_named(made, " money "))
    assert choice.code_set == new.id
    assert choice.codes_of(made, ALL_CODERS, aggregate=False) == code_ids("b", "below")
    assert choice.which(made) == "“Money”"
    assert CodeChoice(most_used=3).which(made) == "most used"
    codes = sum(code.codable for code in made.codes.values())
    assert CodeChoice(most_used=codes - 1).which(made) == "most used"
    # With no others they are not the most used of them.
    assert CodeChoice(most_used=codes).which(made) == "all"
    with pytest.raises(QualcodeError, match="code sets are: “Money”"):
        code_set_named(made, "Time")
