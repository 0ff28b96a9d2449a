"""What pages ask: parts said alike by several questions, what gives way, and what is found again."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.questions.matrices import CooccurrenceQuestion, PairsQuestion, TableQuestion
from qualcode.model.questions.names import OF_WHAT
from qualcode.model.questions.parts import parts_of
from qualcode.model.questions.pictures import BarsQuestion, HeatMapQuestion, NetworkQuestion, WordsQuestion
from qualcode.model.questions.rules import Coefficient, Count, Rule, refusal
from qualcode.model.questions.words import Sorting
from qualcode.ui.pages.asked import (
    Asked,
    coefficients_for,
    counted_of,
    counting,
    leaving_out,
    recalled_as,
    remembered,
    taking,
    under_rule,
)
from qualcode.ui.pages.matrix.choice import USUAL as MATRIX
from qualcode.ui.pages.pictures.choice import USUAL as PICTURES
from tests.model.questions.asking import questions
from tests.support.drawing import pick


@st.composite
def asked_of(draw: st.DrawFn, usual: Asked) -> Asked:
    """What a page may ask: any of its questions, one of them seen."""
    kinds = [type(question) for question in usual.questions]
    found = usual
    for kind in kinds:
        found = found.put(draw(questions(kind)))
    return found.see(pick(draw, kinds))


@given(asked_of(MATRIX) | asked_of(PICTURES))
def test_what_is_asked_is_recalled_as_it_was(asked: Asked) -> None:
    usual = MATRIX if len(asked.questions) == len(MATRIX.questions) else PICTURES
    assert recalled_as(usual, remembered(asked)) == asked


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "3", '{"seen": 7, "codes": 3}', '{"seen": "codebook", "cooccurrence": {"rule": []}}'],
)
def test_what_makes_no_sense_is_passed_over(text: str) -> None:
    assert recalled_as(MATRIX, text) == MATRIX


@given(asked_of(MATRIX), asked_of(MATRIX))
def test_how_and_of_what_are_kept_apart(one: Asked, other: Asked) -> None:
    mixed = taking(one, other, OF_WHAT)
    assert mixed.seen is other.seen
    for question in mixed.questions:
        for part in parts_of(type(question)):
            source = other if part.name in OF_WHAT else one
            assert getattr(question, part.name) == getattr(source.of(type(question)), part.name)
    for name in ("codes", "coders", "query"):
        assert name not in {
            key
            for settings in _settings(leaving_out(one, OF_WHAT))
            for key, value in settings.items()
            if value
        }


def _settings(asked: Asked) -> list[dict[str, object]]:
    kept = json.loads(remembered(asked))
    return [value for value in kept.values() if isinstance(value, dict)]


def test_a_part_is_said_alike_by_all_questions_that_have_it() -> None:
    asked = PICTURES.change(coders=("AB",), sort=Sorting.NAME, within=3)
    assert asked.of(WordsQuestion).coders == asked.of(BarsQuestion).coders == ("AB",)
    assert asked.of(HeatMapQuestion).within == asked.of(NetworkQuestion).within == 3
    assert asked.of(HeatMapQuestion).sort is Sorting.NAME
    assert asked.see(NetworkQuestion).of(PairsQuestion) == asked.of(NetworkQuestion)


@given(st.sampled_from(Rule), st.sampled_from(Count), st.sampled_from(Coefficient))
def test_whatever_is_chosen_the_question_has_a_meaning(rule: Rule, count: Count, which: Coefficient) -> None:
    asked = under_rule(counting(MATRIX, count).change(coefficient=which), rule)
    pairs = asked.of(CooccurrenceQuestion)
    assert pairs.rule is rule
    assert refusal(rule, counted_of(pairs)) is None
    assert pairs.coefficient in coefficients_for(pairs)
    assert not (pairs.coefficient and pairs.coefficient.needs_units and counted_of(pairs) is not Count.UNITS)
    assert asked.of(TableQuestion) == MATRIX.of(TableQuestion)
