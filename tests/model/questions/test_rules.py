"""Tests of rules.

Tests as well: ``model.queries.query_names``.
"""

import re

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import (
    COEFFICIENT_NAMES,
    CoderChoice,
    Coefficient,
    CooccurrenceRequest,
    Count,
    Rule,
    Selection,
    default_count,
    formula_in_words,
    refusal,
)
from tests.analysis.building import Coded, Talk, identity, study_of
from tests.analysis.strategies import code_ids, coder_ids
from tests.analysis.worked_example import worked_example


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_words_and_a_usual_count(rule: Rule) -> None:
    request = CooccurrenceRequest(rule)
    assert request.counted is default_count(rule)
    assert request.rule_in_words().startswith("Codes ")


def test_combinations_without_meaning_are_refused_with_the_reason() -> None:
    refused = {(rule, count) for rule in Rule for count in Count if refusal(rule, count)}
    by_pairs = {Rule.OVERLAP, Rule.EXACT, Rule.INSIDE, Rule.NEAR}
    assert refused == (
        {(rule, Count.UNITS) for rule in by_pairs}
        | {(rule, Count.PAIRS) for rule in set(Rule) - by_pairs}
        | {(rule, Count.CHARACTERS) for rule in set(Rule) - {Rule.OVERLAP}}
        | {(Rule.NEAR, Count.PARTICIPANTS), (Rule.TRANSCRIPT, Count.PARTICIPANTS)}
    )
    for rule, count in refused:
        with pytest.raises(QualcodeError, match=r"\.$"):
            CooccurrenceRequest(rule, count)


def test_a_negative_distance_is_refused() -> None:
    with pytest.raises(QualcodeError, match="negative"):
        CooccurrenceRequest(Rule.NEAR, within=-1)


def test_codes_that_are_gone_are_passed_over() -> None:
    study = worked_example()
    gone = identity("code", "gone")
    assert Selection(codes=(gone, *code_ids("trust"))).codes_of(study) == code_ids("trust")
    assert CoderChoice((gone,)).describe(study) == "coders who are no longer in the project"
    assert CoderChoice((gone,)).whose(study) == "coders who are no longer in the project"


def test_coders_in_words_with_and_without_merging() -> None:
    study = worked_example()
    for coders, whose, described in (
        ((), "all coders", "all coders merged"),
        (("X",), "coder X", "coder X"),
        (("X", "Y"), "coders X and Y", "coders X and Y merged"),
    ):
        choice = CoderChoice(coder_ids(*coders))
        assert (choice.whose(study), choice.describe(study)) == (whose, described)


def test_transcripts_come_in_the_order_of_the_study() -> None:
    study = study_of({"B": Talk("x", (), [Coded("X", "a", 0, 1)]), "A": Talk("x")}, {"a": None})
    a, b = identity("transcript", "A"), identity("transcript", "B")
    assert Selection(transcripts=(a, b)).transcripts_of(study) == (b, a)
    assert dict(Selection(transcripts=(a,)).facts(study))["transcripts"] == "1 of 2"


@pytest.mark.parametrize("which", Coefficient)
def test_the_letters_of_a_formula_are_told(which: Coefficient) -> None:
    name = COEFFICIENT_NAMES[which]
    formula, said = name.partition(": ")[2], formula_in_words(name)
    used, told = ({*re.findall(r"\bn12\b|\bn[12]\b|\bN\b", words)} for words in (formula, said))
    assert told == used
