"""What a person asks of the matrix page: codes by codes or by groups, in words, and kept between runs."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from qualcode.analysis.code_choice import CodeChoice
from qualcode.model.in_words import counted, listed
from qualcode.model.query import written_identity
from qualcode.model.questions.matrices import (
    QUERY,
    CooccurrenceQuestion,
    GroupsQuestion,
    PairsQuestion,
    TableQuestion,
)
from qualcode.model.questions.names import OF_WHAT
from qualcode.model.questions.words import ColumnsBy, Figure, Shown, Sorting
from qualcode.model.rules import Coefficient, Count, Rule, refusal
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

RULES: Final = (
    (Rule.OVERLAP, "overlap"),
    (Rule.EXACT, "are on exactly the same words"),
    (Rule.INSIDE, "lie one inside the other"),
    (Rule.NEAR, "are near each other"),
    (Rule.SENTENCE, "are in the same sentence"),
    (Rule.PARAGRAPH, "are in the same paragraph"),
    (Rule.TURN, "are in the same turn"),
    (Rule.TRANSCRIPT, "are in the same transcript"),
    (Rule.PARTICIPANT, "are used by the same participant"),
)
COUNTS: Final = (
    (Count.PAIRS, "pairs of passages"),
    (Count.UNITS, "units"),
    (Count.CHARACTERS, "shared characters"),
    (Count.PARTICIPANTS, "participants"),
    (Count.TRANSCRIPTS, "transcripts"),
)
FIGURES: Final = (
    (Figure.SEGMENTS, "segments"),
    (Figure.RUNS, "passages, coders merged"),
    (Figure.WORDS, "words"),
    (Figure.CHARACTERS, "characters"),
    (Figure.PARTICIPANTS, "participants"),
    (Figure.TRANSCRIPTS, "transcripts"),
)
COUNTED: Final = (
    ((Figure.SEGMENTS, Rule.TURN), "segments"),
    ((Figure.RUNS, Rule.TURN), "passages, coders merged"),
    ((Figure.UNITS, Rule.SENTENCE), "sentences"),
    ((Figure.UNITS, Rule.PARAGRAPH), "paragraphs"),
    ((Figure.UNITS, Rule.TURN), "turns"),
    ((Figure.WORDS, Rule.TURN), "words"),
    ((Figure.CHARACTERS, Rule.TURN), "characters"),
    ((Figure.PARTICIPANTS, Rule.TURN), "participants"),
    ((Figure.TRANSCRIPTS, Rule.TURN), "transcripts"),
)
"""The figures of a table with, for units, what the units are."""

SHOWN: Final = (
    (Shown.COUNTS, "as numbers"),
    (Shown.ROW_PERCENT, "in percent of the row"),
    (Shown.COLUMN_PERCENT, "in percent of the column"),
    (Shown.PER_1000_WORDS, "per 1,000 words spoken"),
)
STRENGTHS: Final = (
    (None, "as numbers"),
    (Coefficient.C, "as c-coefficient"),
    (Coefficient.OVERLAP, "as overlap coefficient"),
    (Coefficient.SHARE, "as share of the row"),
    (Coefficient.LIFT, "as lift"),
    (Coefficient.PHI, "as phi"),
    (Coefficient.ODDS, "as odds ratio"),
)
SORTINGS: Final[tuple[tuple[Sorting, str], ...]] = (
    (Sorting.CODEBOOK, "in codebook order"),
    (Sorting.NAME, "sorted by name"),
    (Sorting.FREQUENCY, "sorted by use"),
    (Sorting.CLUSTER, "clustered, with the tree"),
)


CODES: Final[tuple[str, ...]] = ()
"""Stands for columns that are codes again."""

USUAL: Final = Asked(
    CooccurrenceQuestion,
    (
        CooccurrenceQuestion(sort=Sorting.CODEBOOK),
        TableQuestion(by=(ColumnsBy.TRANSCRIPT.value,), totals=True, sort=Sorting.CODEBOOK),
    ),
)
"""What the page asks before anything is chosen."""


def columns(asked: Asked) -> tuple[str, ...]:
    """What stands in the columns of the table that is seen."""
    return asked.of(TableQuestion).by if asked.seen is TableQuestion else CODES


def with_columns(asked: Asked, by: tuple[str, ...]) -> Asked:
    """Other columns; those of queries can hold a passage twice, so no small figure is protected there."""
    if by == CODES:
        return asked.see(CooccurrenceQuestion)
    table = asked.change(by=by).see(TableQuestion)
    return table.change(minimum_cell=0) if are_queries(by) else table


def are_queries(by: tuple[str, ...]) -> bool:
    """Whether columns are those of saved queries."""
    return bool(by) and by[0].startswith(QUERY)


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


def interviewers_matter(question: PairsQuestion | GroupsQuestion) -> bool:
    """Whether it makes a difference that interviewers are counted."""
    if isinstance(question, PairsQuestion):
        return question.rule is Rule.PARTICIPANT or counted_of(question) is Count.PARTICIPANTS
    people = question.figure is Figure.PARTICIPANTS or question.shown is Shown.PER_1000_WORDS
    return question.by != (ColumnsBy.TRANSCRIPT,) or people or bool(question.minimum_cell)


def sortings(asked: Asked) -> list[tuple[Sorting, str]]:
    """The orders that rows can stand in: only codes by codes have a tree."""
    codes = asked.seen is CooccurrenceQuestion
    return [item for item in SORTINGS if codes or item[0] is not Sorting.CLUSTER]


# -- remembering ---------------------------------------------------------------------------------------


def memory_of(asked: Asked) -> tuple[str, str]:
    """How is counted, which holds in every project, and everything that is asked in this one."""
    return remembered(leaving_out(asked, OF_WHAT)), remembered(asked)


def from_memory(how: str, everything: str, study: Study) -> Asked:
    """What to ask first in a project: how as it was last asked anywhere, of what as it was here."""
    asked = recalled_as(USUAL, how).see(CooccurrenceQuestion)
    asked = taking(asked, recalled_as(USUAL, everything), OF_WHAT)
    pairs = asked.of(CooccurrenceQuestion)
    if refusal(pairs.rule, counted_of(pairs)) is not None:
        asked = under_rule(asked, pairs.rule)
    elif pairs.coefficient not in coefficients_for(pairs):
        asked = asked.change(coefficient=None)
    return valid(asked, study)


# -- what is offered -----------------------------------------------------------------------------------


def kinds_of(study: Study) -> list[tuple[tuple[str, ...], str]]:
    """What can stand in the columns, with its name."""
    queries = [(f"{QUERY}{written_identity(row.id)}", row.name) for row in study.queries_in_order]
    return [
        (CODES, "Codes by codes"),
        ((ColumnsBy.TRANSCRIPT.value,), "Codes by transcript"),
        ((ColumnsBy.PARTICIPANT.value,), "Codes by participant"),
        ((ColumnsBy.SPEAKER.value,), "Codes by speaker label"),
        *(
            ((written_identity(row.id),), f"Codes by {row.subject}’s {row.name}")
            for row in study.attributes_in_order
        ),
        *(((query,), f"Codes inside and outside “{name}”") for query, name in queries),
        *([(tuple(query for query, _ in queries), "Codes by saved query")] if len(queries) > 1 else []),
    ]


def coders_of(study: Study, chosen: tuple[UUID, ...] = ()) -> list[tuple[tuple[UUID, ...], str]]:
    """Whose codings can be counted: everybody's, each coder's, and those of several where they are chosen."""
    coders = study.coders_in_order
    offered = [((), "all coders, merged"), *(((row.id,), row.name) for row in coders)]
    if len(chosen) > 1:
        names = [row.name for row in coders if row.id in chosen]
        offered.append((chosen, f"{listed(names)}, merged"))
    return offered


def codes_in_words(study: Study, choice: CodeChoice) -> str:
    """Which codes, as the line of words says it."""
    if choice.most_used:
        return "the most used code" if choice.most_used == 1 else f"the {choice.most_used} most used codes"
    if choice.code_set is not None:
        return f"codes of {choice.which(study)}"
    if choice.codes is None:
        return "all codes"
    number = len(choice.codes)
    return "no code yet" if not number else counted(number, "chosen code")
