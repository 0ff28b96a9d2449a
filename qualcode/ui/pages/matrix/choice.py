"""What a person asks of the matrix page, as a value: kind of table, rule, count, codes, coders, order."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from qualcode.analysis.code_choice import ALL_CODES, CodeChoice
from qualcode.analysis.table_order import Ordered, Sorting, ordered_codes, ordered_cooccurrence
from qualcode.analysis.table_request import By, Figure, Shown, TableRequest
from qualcode.model.entities import Attribute, SavedQuery
from qualcode.model.in_words import counted, listed
from qualcode.model.measures import Measures
from qualcode.model.rules import (
    CoderChoice,
    Coefficient,
    CooccurrenceRequest,
    Count,
    Rule,
    Selection,
    default_count,
    refusal,
)
from qualcode.model.study import Study

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


@dataclass(frozen=True, slots=True)
class MatrixColumns:
    """What stands in the columns: other codes (``by`` None), transcripts, people, attribute values, queries.

    One of ``queries`` alone stands for what is inside and what is outside of it.
    """

    by: By | None = None
    attribute: UUID | None = None
    queries: tuple[UUID, ...] = ()

    def still_valid(self, study: Study) -> "MatrixColumns":
        """The same without what is no longer there; where nothing is left, other codes."""
        if self.attribute is not None and self.attribute not in study.rows(Attribute):
            return MatrixColumns()
        queries = tuple(row for row in self.queries if row in study.rows(SavedQuery))
        if self.by is By.QUERY and not queries:
            return MatrixColumns()
        return replace(self, queries=queries)


@dataclass(frozen=True, slots=True)
class MatrixChoice:
    """Everything the page's line of words says."""

    columns: MatrixColumns = MatrixColumns()
    rule: Rule = Rule.OVERLAP
    count: Count = Count.PAIRS
    within: int = 1
    strength: Coefficient | None = None
    figure: Figure = Figure.SEGMENTS
    unit: Rule = Rule.TURN
    shown: Shown = Shown.COUNTS
    least: int = 0
    codes: CodeChoice = ALL_CODES
    coders: tuple[UUID, ...] = ()
    aggregate: bool = False
    interviewers: bool = False
    query: UUID | None = None
    sorting: Sorting = Sorting.CODEBOOK

    def with_rule(self, rule: Rule) -> "MatrixChoice":
        """Another rule; a count that means nothing under it gives way to the rule's usual one."""
        fits = refusal(rule, self.count) is None
        return self.with_count(self.count if fits else default_count(rule), rule)

    def with_count(self, count: Count, rule: Rule | None = None) -> "MatrixChoice":
        """Another count; a coefficient that cannot be had from it gives way to plain numbers."""
        changed = replace(self, rule=rule or self.rule, count=count)
        return changed if self.strength in changed.strengths else replace(changed, strength=None)

    def with_columns(self, columns: MatrixColumns) -> "MatrixChoice":
        """Other columns; those of queries can hold a passage twice, so no small figure is protected there."""
        return replace(self, columns=columns, least=0 if columns.by is By.QUERY else self.least)

    @property
    def strengths(self) -> list[Coefficient | None]:
        """The coefficients that have a meaning under rule and count."""
        return [
            which
            for which, _name in STRENGTHS
            if which is None or not which.needs_units or self.count is Count.UNITS
        ]

    @property
    def interviewers_matter(self) -> bool:
        """Whether it makes a difference that interviewers are counted."""
        if self.columns.by is None:
            return self.rule is Rule.PARTICIPANT or self.count is Count.PARTICIPANTS
        people = self.figure is Figure.PARTICIPANTS or self.least or self.shown is Shown.PER_1000_WORDS
        return self.columns.by is not By.TRANSCRIPT or bool(people)

    @property
    def sortings(self) -> list[tuple[Sorting, str]]:
        """The orders that rows can stand in: only codes by codes have a tree."""
        codes = self.columns.by is None
        return [item for item in SORTINGS if codes or item[0] is not Sorting.CLUSTER]

    def still_valid(self, study: Study) -> "MatrixChoice":
        """The same without codes, coders, queries or an attribute that are no longer there."""
        valid = replace(
            self,
            codes=self.codes.still_valid(study),
            coders=tuple(row for row in self.coders if row in study.coders),
            columns=self.columns.still_valid(study),
            query=self.query if self.query in study.rows(SavedQuery) else None,
        )
        valid = valid.with_columns(valid.columns)
        offered = [sorting for sorting, _ in valid.sortings]
        return valid if valid.sorting in offered else replace(valid, sorting=Sorting.CODEBOOK)

    def selection(self, study: Study) -> Selection:
        """The codings in question."""
        coders = CoderChoice(self.coders)
        return Selection(
            codes=self.codes.codes_of(study, coders, self.aggregate),
            coders=coders,
            aggregate=self.aggregate,
            include_interviewers=self.interviewers,
            query=self.query,
            which=self.codes.which(study),
        )

    def request(self, study: Study) -> CooccurrenceRequest | TableRequest:
        """What analysis is asked. Raises QualcodeError for what has no meaning."""
        if self.columns.by is None:
            return CooccurrenceRequest(self.rule, self.count, self.within, self.selection(study))
        return TableRequest(
            by=self.columns.by,
            attribute=self.columns.attribute,
            queries=self.columns.queries,
            figure=self.figure,
            unit=self.unit,
            shown=self.shown,
            minimum_cell=self.least,
            totals=True,
            selection=self.selection(study),
        )

    def ordered(self, study: Study, measures: Measures) -> Ordered:
        """The table as it is seen."""
        request = self.request(study)
        if isinstance(request, CooccurrenceRequest):
            return ordered_cooccurrence(study, request, self.strength, self.sorting, measures)
        return ordered_codes(study, request, self.sorting, measures)


def kinds_of(study: Study) -> list[tuple[MatrixColumns, str]]:
    """What can stand in the columns, with its name."""
    kinds = [
        (MatrixColumns(), "Codes by codes"),
        (MatrixColumns(By.TRANSCRIPT), "Codes by transcript"),
        (MatrixColumns(By.PARTICIPANT), "Codes by participant"),
        (MatrixColumns(By.SPEAKER), "Codes by speaker label"),
    ]
    for row in study.attributes_in_order:
        kinds.append((MatrixColumns(By.ATTRIBUTE, row.id), f"Codes by {row.subject}’s {row.name}"))  # noqa: PERF401
    queries = study.queries_in_order
    kinds.extend(
        (MatrixColumns(By.QUERY, queries=(row.id,)), f"Codes inside and outside “{row.name}”")
        for row in queries
    )
    if len(queries) > 1:
        kinds.append(
            (MatrixColumns(By.QUERY, queries=tuple(row.id for row in queries)), "Codes by saved query")
        )
    return kinds


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
