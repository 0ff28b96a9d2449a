"""What a person asks of the matrix page, as a value: kind of table, rule, count, coders."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from qualcode.analysis.coefficients import coefficient_matrix
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.crosstab import code_table
from qualcode.analysis.table_request import By, Figure, Shown, TableRequest
from qualcode.model.entities import Attribute
from qualcode.model.matrix import Matrix
from qualcode.model.measures import Measures
from qualcode.model.rules import (
    COEFFICIENT_NAMES,
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


@dataclass(frozen=True, slots=True)
class Columns:
    """What stands in the columns: other codes (``by`` None), or transcripts, people, attribute values."""

    by: By | None = None
    attribute: UUID | None = None


@dataclass(frozen=True, slots=True)
class MatrixChoice:
    """Everything the page's line of words says."""

    columns: Columns = Columns()
    rule: Rule = Rule.OVERLAP
    count: Count = Count.PAIRS
    within: int = 1
    strength: Coefficient | None = None
    figure: Figure = Figure.SEGMENTS
    shown: Shown = Shown.COUNTS
    least: int = 0
    coder: UUID | None = None
    aggregate: bool = False

    def with_rule(self, rule: Rule) -> "MatrixChoice":
        """Another rule; a count that means nothing under it gives way to the rule's usual one."""
        fits = refusal(rule, self.count) is None
        return self.with_count(self.count if fits else default_count(rule), rule)

    def with_count(self, count: Count, rule: Rule | None = None) -> "MatrixChoice":
        """Another count; a coefficient that cannot be had from it gives way to plain numbers."""
        changed = replace(self, rule=rule or self.rule, count=count)
        return changed if self.strength in changed.strengths else replace(changed, strength=None)

    @property
    def strengths(self) -> list[Coefficient | None]:
        """The coefficients that have a meaning under rule and count."""
        return [
            which
            for which, _name in STRENGTHS
            if which is None or not which.needs_units or self.count is Count.UNITS
        ]

    def still_valid(self, study: Study) -> "MatrixChoice":
        """The same without a coder or attribute that is no longer there."""
        gone = self.columns.attribute is not None and self.columns.attribute not in study.rows(Attribute)
        return replace(
            self,
            coder=self.coder if self.coder in study.coders else None,
            columns=Columns() if gone else self.columns,
        )

    def selection(self) -> Selection:
        coders = CoderChoice(() if self.coder is None else (self.coder,))
        return Selection(coders=coders, aggregate=self.aggregate)

    def request(self) -> CooccurrenceRequest | TableRequest:
        """What analysis is asked. Raises QualcodeError for what has no meaning."""
        if self.columns.by is None:
            return CooccurrenceRequest(self.rule, self.count, self.within, self.selection())
        return TableRequest(
            by=self.columns.by,
            attribute=self.columns.attribute,
            figure=self.figure,
            shown=self.shown,
            minimum_cell=self.least,
            totals=True,
            selection=self.selection(),
        )

    def matrix(self, study: Study, measures: Measures) -> Matrix:
        """The table."""
        request = self.request()
        if isinstance(request, CooccurrenceRequest):
            if self.strength is not None:
                return coefficient_matrix(study, request, self.strength, measures)
            return cooccurrence(study, request, measures)
        return code_table(study, request, measures)


def kinds_of(study: Study) -> list[tuple[Columns, str]]:
    """What can stand in the columns, with its name."""
    kinds = [
        (Columns(), "Codes by codes"),
        (Columns(By.TRANSCRIPT), "Codes by transcript"),
        (Columns(By.PARTICIPANT), "Codes by participant"),
        (Columns(By.SPEAKER), "Codes by speaker label"),
    ]
    for row in study.attributes_in_order:
        kinds.append((Columns(By.ATTRIBUTE, row.id), f"Codes by {row.subject}’s {row.name}"))  # noqa: PERF401
    return kinds


def explained(study: Study, choice: MatrixChoice, matrix: Matrix, row: int, column: int) -> str:
    """What the number in a cell says, in a sentence or two."""
    value = matrix.cell(row, column)
    number = f"{value:.2f}" if isinstance(value, float) else f"{value:,}" if isinstance(value, int) else value
    one, other = matrix.rows[row].name, matrix.columns[column].name
    request = choice.request()
    if isinstance(request, CooccurrenceRequest):
        unit = request.count_in_words() if choice.strength is None else COEFFICIENT_NAMES[choice.strength]
        if row == column:
            return f"{one} by itself: {number} ({unit})."
        return f"{one} with {other}: {number}.\n{request.describe(study)}."
    return f"{one} in {other}: {number}.\n{request.describe(study)}."
