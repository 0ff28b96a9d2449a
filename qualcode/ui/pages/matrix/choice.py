"""What a person asks of the matrix page: codes by codes or by groups, in words, and kept between runs."""

from dataclasses import replace
from typing import Final

from qualcode.model.questions.matrices import (
    CooccurrenceQuestion,
    TableQuestion,
)
from qualcode.model.questions.names import OF_WHAT
from qualcode.model.questions.rules import Rule, refusal
from qualcode.model.questions.words import ColumnsBy, Figure, Sorting
from qualcode.model.study import Study
from qualcode.ui.pages.asked import (
    Asked,
    coefficients_for,
    counted_of,
    leaving_out,
    recalled_as,
    remembered,
    taking,
    under_rule,
)
from qualcode.ui.pages.offered import CODES, are_queries, interviewers_matter

SORTINGS: Final[tuple[tuple[Sorting, str], ...]] = (
    (Sorting.CODEBOOK, "in codebook order"),
    (Sorting.NAME, "sorted by name"),
    (Sorting.FREQUENCY, "sorted by use"),
    (Sorting.CLUSTER, "clustered, with the tree"),
)

USUAL: Final = Asked(
    CooccurrenceQuestion,
    (
        CooccurrenceQuestion(sort=Sorting.CODEBOOK),
        TableQuestion(by=(ColumnsBy.TRANSCRIPT.value,), totals=True, sort=Sorting.CODEBOOK),
    ),
)
"""What the page asks before anything is chosen."""


def columns(asked: Asked) -> tuple[str, ...]:
    """What is in the columns of the table that is seen."""
    return asked.of(TableQuestion).by if asked.seen is TableQuestion else CODES


def with_columns(asked: Asked, by: tuple[str, ...]) -> Asked:
    """Other columns; those of queries can hold a passage twice, so no small figure is protected there."""
    if by == CODES:
        return asked.see(CooccurrenceQuestion)
    table = asked.change(by=by).see(TableQuestion)
    return table.change(minimum_cell=0) if are_queries(by) else table


def valid(asked: Asked, study: Study) -> Asked:
    """The same without what is no longer in the project, or makes no sense together."""
    there = asked.still_there(study)
    table = there.of(TableQuestion)
    if not table.by:
        there = there.change(by=USUAL.of(TableQuestion).by).see(CooccurrenceQuestion)
    if table.sort is Sorting.CLUSTER:
        there = there.put(replace(there.of(TableQuestion), sort=Sorting.CODEBOOK))
    if are_queries(table.by):
        there = there.change(minimum_cell=0)
    return there


def question_of(asked: Asked) -> CooccurrenceQuestion | TableQuestion:
    """The question that is seen, without what plays no part in it."""
    question: CooccurrenceQuestion | TableQuestion = asked.of(asked.seen)  # type: ignore[assignment]
    if not interviewers_matter(question):
        question = replace(question, interviewers=False)
    if isinstance(question, CooccurrenceQuestion):
        return question if question.rule is Rule.NEAR else replace(question, within=1)
    return question if question.figure is Figure.UNITS else replace(question, unit=Rule.TURN)


def sortings(asked: Asked) -> list[tuple[Sorting, str]]:
    """The orders that rows can stand in: only codes by codes have a tree."""
    codes = asked.seen is CooccurrenceQuestion
    return [item for item in SORTINGS if codes or item[0] is not Sorting.CLUSTER]


# -- remembering ---------------------------------------------------------------------------------------


def memory_of(asked: Asked) -> tuple[str, str]:
    """How is counted, which holds in every project, and everything that is asked in this one."""
    return remembered(leaving_out(asked, OF_WHAT)), remembered(asked)


def from_memory(how: str, everything: str) -> Asked:
    """What to ask first in a project: how as it was last asked anywhere, of what as it was here."""
    asked = recalled_as(USUAL, how).see(CooccurrenceQuestion)
    asked = taking(asked, recalled_as(USUAL, everything), OF_WHAT)
    pairs = asked.of(CooccurrenceQuestion)
    if refusal(pairs.rule, counted_of(pairs)) is not None:
        asked = under_rule(asked, pairs.rule)
    elif pairs.coefficient not in coefficients_for(pairs):
        asked = asked.change(coefficient=None)
    return asked
