"""A table in the import window: what it is taken for, and what each of its columns becomes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from qualcode.importers.data_lists import column_of, data_list_of, identifier_column, in_order
from qualcode.importers.reading_choices import AS_RECOGNISED, ReadingChoices
from qualcode.importers.surveys import Survey, SurveyColumns, SurveyLayout, guess_columns, survey_of
from qualcode.importers.table_cells import HeadedTable
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType
from qualcode.model.errors import UnreadableFileError
from qualcode.model.identity import new_id
from qualcode.model.in_words import counted
from qualcode.operations.attribute_values import normal_value
from qualcode.project.importing.step import ValueList, survey_values

_CODINGS: Final = frozenset(("transcript", "code", "start", "end"))
_OF_CODEBOOKS: Final = frozenset(("definition", "parent", "codable"))
_FIRST_ROWS: Final = 30
_PROBE: Final = new_id()


class TableUse(StrEnum):
    """What a table is."""

    PARTICIPANTS = "participants"
    TRANSCRIPTS = "transcripts"
    SURVEY = "survey"


class ColumnUse(StrEnum):
    """What a column becomes."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    ANSWERS = "answers"
    LEAVE_OUT = "leave out"


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table and the choices made about it; ``uses`` has one for every column.

    ``identifier`` is the column that names the rows; None numbers the respondents of a survey.
    ``known`` are the types of attributes that the project has already, by what they are about and name.
    """

    name: str
    sha256: str
    table: HeadedTable
    use: TableUse
    identifier: int | None
    uses: tuple[ColumnUse, ...]
    layout: SurveyLayout = SurveyLayout.BY_QUESTION
    wanted: bool = True
    advice: str = ""
    repeat: str = ""
    known: Mapping[tuple[AttributeSubject, str], AttributeType] | None = None
    path: Path | None = None
    read_as: ReadingChoices = AS_RECOGNISED

    # -- choosing -----------------------------------------------------------------------------

    def with_use(self, use: TableUse) -> "TableFile":
        """The same taken for something else; the columns are guessed again."""
        guessed = _guessed(self.table, use)
        return replace(self, use=use, identifier=guessed[0], uses=guessed[1], wanted=True)

    def with_identifier(self, place: int | None) -> "TableFile":
        """The same with its rows named by another column; the one before becomes what it looks like."""
        uses = list(self.uses)
        if self.identifier is not None and self.identifier != place:
            uses[self.identifier] = _looks_like(self.table, self.identifier)
        return replace(self, identifier=place, uses=tuple(uses))

    def with_column(self, place: int, use: ColumnUse) -> "TableFile":
        return replace(self, uses=(*self.uses[:place], use, *self.uses[place + 1 :]))

    def with_layout(self, layout: SurveyLayout) -> "TableFile":
        return replace(self, layout=layout)

    def with_titles(
        self, identifier: str | None, answers: Sequence[str], attributes: Sequence[str]
    ) -> "TableFile":
        """A survey with its columns named by title; what is not said stays as it looks."""
        changed = self if identifier is None else self.with_identifier(self._titled(identifier))
        said = {self._titled(title) for title in answers}
        kept = {self._titled(title) for title in attributes}

        def use_of(place: int, looks: ColumnUse) -> ColumnUse:
            is_open = place in said if said else looks is ColumnUse.ANSWERS and place not in kept
            if is_open:
                return ColumnUse.ANSWERS
            return ColumnUse.LEAVE_OUT if kept and place not in kept else _looks_like(self.table, place)

        return replace(changed, uses=tuple(use_of(place, use) for place, use in enumerate(changed.uses)))

    def _titled(self, title: str) -> int:
        wanted = " ".join(title.split()).casefold()
        for place, column in enumerate(self.table.columns):
            if column.casefold() == wanted:
                return place
        raise UnreadableFileError(
            f"The table has no column “{title}”; it has {', '.join(self.table.columns)}."
        )

    # -- what follows -------------------------------------------------------------------------

    @property
    def subject(self) -> AttributeSubject:
        """What the attributes are about."""
        is_list = self.use is TableUse.TRANSCRIPTS
        return AttributeSubject.TRANSCRIPT if is_list else AttributeSubject.PARTICIPANT

    @property
    def choices(self) -> tuple[ColumnUse, ...]:
        """What a column can become under this use of the table."""
        return tuple(use for use in ColumnUse if use is not ColumnUse.ANSWERS or self.use is TableUse.SURVEY)

    def type_of(self, place: int) -> AttributeType | None:
        """The type of a column's attribute, the project's where it has one; None for other columns."""
        use = self.uses[place]
        if place == self.identifier or use in (ColumnUse.ANSWERS, ColumnUse.LEAVE_OUT):
            return None
        return self.known_type(place) or AttributeType(use.value)

    def known_type(self, place: int) -> AttributeType | None:
        """The type that the project's attribute of this name has."""
        return (self.known or {}).get((self.subject, self.table.columns[place].casefold()))

    def misfits(self, place: int) -> tuple[str, ...]:
        """The values of a column that do not fit its type; they will be left out."""
        type_ = self.type_of(place)
        if type_ in (None, AttributeType.TEXT, AttributeType.CHOICE):
            return ()
        probe = Attribute(_PROBE, "", self.subject, type_, 0)
        return tuple(
            value for value in self.table.column(place) if value and normal_value(probe, value) is None
        )

    def choices_of(self, place: int) -> tuple[str, ...]:
        """The choices of a column from least to most, also where they are many."""
        values = [value for value in self.table.column(place) if value]
        return in_order(list({value.casefold(): value for value in values}.values()))

    @property
    def attributes(self) -> tuple[int, ...]:
        """The columns that become attributes."""
        return tuple(place for place in range(len(self.uses)) if self.type_of(place) is not None)

    @property
    def problem(self) -> str:
        """Why the table cannot be imported as things are chosen; empty where it can."""
        if self.use is TableUse.SURVEY:
            return "" if self.answers else "Choose a column that holds open answers."
        return "" if self.attributes else "Choose a column that becomes an attribute."

    @property
    def answers(self) -> tuple[int, ...]:
        """The columns that hold open answers."""
        if self.use is not TableUse.SURVEY:
            return ()
        places = enumerate(self.uses)
        return tuple(place for place, use in places if use is ColumnUse.ANSWERS and place != self.identifier)

    def beginning(self) -> "TableFile":
        """The same with its first rows only, for a preview."""
        return replace(self, table=replace(self.table, rows=self.table.rows[:_FIRST_ROWS]))

    def survey(self) -> Survey:
        """The transcripts of a survey, and what is known of each respondent."""
        columns = SurveyColumns(self.identifier, self.answers, self.attributes)
        return survey_of(self.table, self.name, self.sha256, columns, self.layout)

    def values(self) -> ValueList | None:
        """The attribute values of the table; None where no column becomes an attribute."""
        places = self.attributes
        if not places:
            return None
        types = {self.table.columns[place]: self.type_of(place) or AttributeType.TEXT for place in places}
        choices = {
            self.table.columns[place]: self.choices_of(place)
            for place in places
            if self.type_of(place) is AttributeType.CHOICE
        }
        if self.use is TableUse.SURVEY:
            return survey_values(self.survey(), self.name, types, choices)
        found = data_list_of(self.table, identifier=self.table.columns[self.identifier or 0])
        titles = [column.name for column in found.columns]
        wanted = [titles.index(self.table.columns[place]) for place in places]
        return ValueList(
            self.subject,
            (found.identifier, *(titles[place] for place in wanted)),
            tuple((name, *(row[place] for place in wanted)) for name, row in found.rows),
            types,
            choices,
        )

    @property
    def transcripts(self) -> int:
        """How many transcripts the table becomes."""
        if self.layout is SurveyLayout.BY_QUESTION:
            return sum(any(self.table.column(place)) for place in self.answers)
        return sum(any(row[place] for place in self.answers) for row in self.table.rows)

    def unmatched(self, transcripts: Collection[str]) -> tuple[str, ...]:
        """The rows of a list of transcripts that name none of ``transcripts`` (in small letters)."""
        if self.use is not TableUse.TRANSCRIPTS:
            return ()
        names = self.table.column(self.identifier or 0)
        return tuple(name for name in names if name and name.casefold() not in transcripts)

    @property
    def outcome(self) -> str:
        """What the table becomes, in a sentence."""
        if self.problem:
            return self.problem
        rows = len(self.table.rows)
        attributes = counted(len(self.attributes), "attribute")
        if self.use is not TableUse.SURVEY:
            return f"{attributes} of {counted(rows, self.subject.value)}."
        beside = f", {attributes}" if self.attributes else ""
        return f"{counted(self.transcripts, 'transcript')} from {counted(rows, 'respondent')}{beside}."

    @property
    def notes(self) -> str:
        """What a person should know before the table is imported."""
        told = self.table.warnings if self.use is TableUse.SURVEY else self._list_warnings()
        parts = [f"{self.repeat} Tick to import it again."] if self.repeat else []
        if self.advice and not self.wanted:
            return self.advice
        parts += [self.outcome, *(f"{warning[:1].upper()}{warning[1:]}." for warning in told)]
        return " ".join(parts)

    def _list_warnings(self) -> tuple[str, ...]:
        return data_list_of(self.table, identifier=self.table.columns[self.identifier or 0]).warnings


def listed_table(name: str, sha256: str, table: HeadedTable) -> TableFile:
    """A table as it looks: a survey, or a list of participants or transcripts."""
    if guess_columns(table).answers:
        use = TableUse.SURVEY
    else:
        about = data_list_of(table).subject
        use = TableUse.TRANSCRIPTS if about is AttributeSubject.TRANSCRIPT else TableUse.PARTICIPANTS
    advice = _advice(table)
    identifier, uses = _guessed(table, use)
    return TableFile(name, sha256, table, use, identifier, uses, wanted=not advice, advice=advice)


def _advice(table: HeadedTable) -> str:
    titles = {title.casefold() for title in table.columns}
    if titles >= _CODINGS:
        return "This looks like codings: “qualcode codings import” reads them."
    if titles & {"name", "code"} and titles & _OF_CODEBOOKS:
        return "This looks like a codebook: the Codebook menu imports it."
    return ""


def _guessed(table: HeadedTable, use: TableUse) -> tuple[int | None, tuple[ColumnUse, ...]]:
    looks = [_looks_like(table, place) for place in range(len(table.columns))]
    if use is not TableUse.SURVEY:
        return identifier_column(table), tuple(looks)
    columns = guess_columns(table)
    uses = (ColumnUse.ANSWERS if place in columns.answers else look for place, look in enumerate(looks))
    return columns.identifier, tuple(uses)


def _looks_like(table: HeadedTable, place: int) -> ColumnUse:
    """The narrowest type under which every value of a column can be kept."""
    values = table.column(place)
    column = column_of(table.columns[place], values)
    probe = Attribute(_PROBE, "", AttributeSubject.PARTICIPANT, column.type, 0, column.choices)
    fits = all(normal_value(probe, value) is not None for value in values if value)
    return ColumnUse(column.type.value) if fits else ColumnUse.TEXT
