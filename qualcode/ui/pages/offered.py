"""What pages let people choose between, in the words of a line: rules, counts, columns, coders, pictures."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID

from qualcode.analysis.code_choice import CodeChoice
from qualcode.model.queries.query import written_identity
from qualcode.model.questions.kinds import AnyPicture
from qualcode.model.questions.matrices import QUERY, GroupsQuestion, PairsQuestion
from qualcode.model.questions.pictures import (
    BarsQuestion,
    ComparisonQuestion,
    GroupsHeatMapQuestion,
    HeatMapQuestion,
    NetworkQuestion,
    PortraitQuestion,
    TalkQuestion,
    TimelineQuestion,
    WordsQuestion,
)
from qualcode.model.questions.rules import SEPARATELY, Coefficient, Count, Rule
from qualcode.model.questions.words import ColumnsBy, Figure, Shown
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind
from qualcode.model.words.in_words import counted, listed
from qualcode.ui.pages.asked import counted_of

RULES: Final = (
    (Rule.OVERLAP, "overlap"),
    (Rule.EXACT, "are on exactly the same words"),
    (Rule.INSIDE, "are one inside the other"),
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
SCOPES: Final = (
    (None, "all kinds"),
    (TranscriptKind.FOCUS_GROUP, "focus groups"),
    (TranscriptKind.INTERVIEW, "interviews"),
)

TITLES: Final[Mapping[type[AnyPicture], str]] = {
    HeatMapQuestion: "Heat map of codes by codes",
    GroupsHeatMapQuestion: "Heat map of codes by group",
    NetworkQuestion: "Network of codes",
    BarsQuestion: "Bars of codes",
    PortraitQuestion: "Portrait of a transcript",
    ComparisonQuestion: "Comparison of transcripts",
    TimelineQuestion: "Timeline of a transcript",
    TalkQuestion: "Who speaks after whom",
    WordsQuestion: "Frequent words",
}
"""What each kind is called; in this order they are offered."""

CODES: Final[tuple[str, ...]] = ()
"""Stands for columns that are codes again."""


def are_queries(by: tuple[str, ...]) -> bool:
    """Whether columns are those of saved queries."""
    return bool(by) and by[0].startswith(QUERY)


def interviewers_matter(question: PairsQuestion | GroupsQuestion) -> bool:
    """Whether it makes a difference that interviewers are counted."""
    if isinstance(question, PairsQuestion):
        return question.rule is Rule.PARTICIPANT or counted_of(question) is Count.PARTICIPANTS
    people = question.figure is Figure.PARTICIPANTS or question.shown is Shown.PER_1000_WORDS
    return question.by != (ColumnsBy.TRANSCRIPT,) or people or bool(question.minimum_cell)


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


def coders_of(
    study: Study, chosen: tuple[UUID, ...] = (), *, merged: bool = True
) -> list[tuple[tuple[UUID, ...], str]]:
    """Whose codings can be counted: everybody's, each coder's, and those of several where they are chosen.

    ``merged``: what several coded alike counts once; else the coding of each of them counts.
    """
    coders, how = study.coders_in_order, how_counted(merged=merged)
    offered = [((), f"all coders, {how}"), *(((row.id,), row.name) for row in coders)]
    if len(chosen) > 1:
        names = [row.name for row in coders if row.id in chosen]
        offered.append((chosen, f"{listed(names)}, {how}"))
    return offered


def how_counted(*, merged: bool) -> str:
    """What becomes of passages that several coders coded alike."""
    return "merged" if merged else SEPARATELY


def codes_in_words(study: Study, choice: CodeChoice) -> str:
    """Which codes, as the line of words says it."""
    if choice.most_used:
        return "the most used code" if choice.most_used == 1 else f"the {choice.most_used} most used codes"
    used = "used " if choice.used else ""
    if choice.code_set is not None:
        return f"{used}codes of {replace(choice, used=False).which(study)}"
    if choice.codes is None:
        return f"all {used}codes"
    number = len(choice.codes)
    return "no code yet" if not number else counted(number, f"{used}chosen code")
