"""Whatever can be chosen is offered by its words: a new rule, count or figure must not be forgotten.

Tests: ``choice``, ``ui.pages.offered``, ``ui.pages.report.choice``.
"""

from enum import StrEnum
from typing import Any

import pytest

from qualcode.model.questions.rules import (
    COEFFICIENT_NAMES,
    Coefficient,
    CooccurrenceRequest,
    Count,
    Rule,
    default_count,
)
from qualcode.model.questions.words import ChapterOrder, Figure, Marking, Shown, Sorting, TalkForm
from qualcode.ui.pages.matrix.choice import SORTINGS
from qualcode.ui.pages.offered import COUNTED, COUNTS, FIGURES, RULES, SHOWN, STRENGTHS
from qualcode.ui.pages.report.choice import MARKINGS


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (Rule, [value for value, _ in RULES]),
        (Count, [value for value, _ in COUNTS]),
        (Coefficient, [value for value, _ in STRENGTHS if value is not None]),
        (Shown, [value for value, _ in SHOWN]),
        (Sorting, [value for value, _ in SORTINGS]),
        (Marking, [value for value, _ in MARKINGS]),
        (Figure, [figure for (figure, _), _ in COUNTED]),
    ],
)
def test_every_word_is_offered(words: type[StrEnum], offered: list[Any]) -> None:
    assert set(offered) == set(words)


def test_every_figure_but_units_can_be_drawn() -> None:
    assert {figure for figure, _ in FIGURES} == set(Figure) - {Figure.UNITS}


def test_every_rule_and_coefficient_is_told_in_words() -> None:
    for rule in Rule:
        request = CooccurrenceRequest(rule, default_count(rule))
        assert request.rule_in_words().startswith("Codes ")
        assert request.count_in_words()
    assert set(COEFFICIENT_NAMES) == set(Coefficient)


def test_words_are_written_as_they_are_typed() -> None:
    for words in (Rule, Count, Coefficient, Figure, Shown, Sorting, ChapterOrder, Marking, TalkForm):
        assert all(value == value.lower().replace("_", "-") and " " not in value for value in words)
