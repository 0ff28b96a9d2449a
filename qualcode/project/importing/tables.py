"""A table in the import window: what it is taken for, and what each of its columns becomes."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from qualcode.importers.tables.answer_days import days_of
from qualcode.importers.tables.data_lists import column_of, data_list_of, identifier_column, in_order
from qualcode.importers.tables.survey_tools import is_technical, is_time
from qualcode.importers.tables.surveys import Survey, SurveyColumns, SurveyLayout, guess_columns, survey_of
from qualcode.importers.tables.table_cells import HeadedTable
from qualcode.model.entities import Attribute, AttributeSubject, AttributeType
from qualcode.model.errors import UnreadableFileError
from qualcode.model.identity import new_id
from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, ReadingChoices
from qualcode.model.words.in_words import counted, with_capital
from qualcode.model.words.names import name_key
from qualcode.operations.people.attribute_values import normal_value
from qualcode.project.importing.code_tables import cell_faults
from qualcode.project.importing.step import ValueList, survey_values
from qualcode.project.importing.table_uses import (
    ATTRIBUTES,
    NEEDED,
    ColumnUse,
    TableUse,
    special_columns,
    special_use,
    uses_of_columns,
)

_FIRST_ROWS: Final = 30
_PROBE: Final = new_id()


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table and the choices made about it; ``uses`` has one for every column.

    ``identifier`` is the column that names the rows; None numbers the respondents of a survey.
    ``separator`` parts the levels of the names of codes; None where it is guessed.
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
    repeat: str = ""
    known: Mapping[tuple[AttributeSubject, str], AttributeType] | None = None
    path: Path | None = None
    read_as: ReadingChoices = AS_RECOGNISED
    separator: str | None = None

    # -- choosing -----------------------------------------------------------------------------

    def with_use(self, use: TableUse) -> "TableFile":
        """The same taken for something else; the columns are guessed again."""
        guessed = _guessed(self.table, use)
        return replace(self, use=use, identifier=guessed[0], uses=guessed[1], wanted=True)

    def with_identifier(self, place: int | None) -> "TableFile":
        """The same with its rows named by another column; the one before becomes what it looks like."""
        uses = list(self.uses)
        if self.identifier is not None and self.identifier != place:
            looks = ColumnUse.LEAVE_OUT if self.is_about_codes else _looks_like(self.table, self.identifier)
            uses[self.identifier] = looks
        return replace(self, identifier=place, uses=tuple(uses))

    def with_column(self, place: int, use: ColumnUse) -> "TableFile":
        return replace(self, uses=(*self.uses[:place], use, *self.uses[place + 1 :]))

    def with_separator(self, separator: str | None) -> "TableFile":
        """The same where something else parts the levels of the names of codes."""
        return replace(self, separator=separator)

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
            if kept and place not in kept:
                return ColumnUse.LEAVE_OUT
            guessed = looks is ColumnUse.ANSWERS or place in kept
            return _looks_like(self.table, place) if guessed else looks

        return replace(changed, uses=tuple(use_of(place, use) for place, use in enumerate(changed.uses)))

    def _titled(self, title: str) -> int:
        wanted = name_key(" ".join(title.split()))
        for place, column in enumerate(self.table.columns):
            if name_key(column) == wanted:
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
        return uses_of_columns(self.use)

    def type_of(self, place: int) -> AttributeType | None:
        """The type of a column's attribute, the project's where it has one; None for other columns."""
        use = self.uses[place]
        if place == self.identifier or use not in ATTRIBUTES or self.is_about_codes:
            return None
        return self.known_type(place) or AttributeType(use.value)

    @property
    def is_about_codes(self) -> bool:
        """Whether the table is a codebook or holds codings, and nothing of people or transcripts."""
        return self.use in (TableUse.CODEBOOK, TableUse.CODINGS)

    def known_type(self, place: int) -> AttributeType | None:
        """The type that the project's attribute of this name has."""
        return (self.known or {}).get((self.subject, name_key(self.table.columns[place])))

    def misfits(self, place: int) -> tuple[str, ...]:
        """The values of a column that do not fit its type; they will be left out."""
        type_ = self.type_of(place)
        if type_ in (None, AttributeType.TEXT, AttributeType.CHOICE):
            return ()
        probe = Attribute(_PROBE, "", self.subject, type_, 0)
        return tuple(value for value in self._kept(place) if value and normal_value(probe, value) is None)

    def _kept(self, place: int) -> Sequence[str]:
        """The values of a column as they are kept: of a time that is to be a date, its day."""
        values = self.table.column(place)
        is_day = self.type_of(place) is AttributeType.DATE and is_time(self.table.columns[place])
        return (days_of(values) or values) if is_day else values

    def _as_kept(self) -> HeadedTable:
        columns = [self._kept(place) for place in range(len(self.uses))]
        return replace(self.table, rows=tuple(zip(*columns, strict=True)))

    def choices_of(self, place: int) -> tuple[str, ...]:
        """The choices of a column from least to most, also where they are many."""
        values = [value for value in self.table.column(place) if value]
        return in_order(list({name_key(value): value for value in values}.values()))

    @property
    def attributes(self) -> tuple[int, ...]:
        """The columns that become attributes."""
        return tuple(place for place in range(len(self.uses)) if self.type_of(place) is not None)

    @property
    def problem(self) -> str:
        """Why the table cannot be imported as things are chosen; empty where it can."""
        if self.use is TableUse.SURVEY:
            return "" if self.answers else "Choose a column that holds open answers."
        if self.use is TableUse.CODEBOOK:
            return "" if self.identifier is not None else "Choose the column that names the codes."
        if self.use is TableUse.CODINGS:
            missing = [str(use) for use in NEEDED if use not in self.uses]
            return f"Choose a column for: {', '.join(missing)}." if missing else ""
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
        return survey_of(self._as_kept(), self.name, self.sha256, columns, self.layout)

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
        found = data_list_of(self._as_kept(), identifier=self.table.columns[self.identifier or 0])
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
        """The rows of a list of transcripts that name none of ``transcripts`` (by ``name_key``)."""
        if self.use is not TableUse.TRANSCRIPTS:
            return ()
        names = self.table.column(self.identifier or 0)
        return tuple(name for name in names if name and name_key(name) not in transcripts)

    @property
    def outcome(self) -> str:
        """What the table becomes, in a sentence."""
        if self.problem:
            return self.problem
        rows = len(self.table.rows)
        if self.use is TableUse.CODEBOOK:
            return f"{counted(rows, 'code')}."
        if self.use is TableUse.CODINGS:
            return f"{counted(rows, 'coding')}."
        attributes = counted(len(self.attributes), "attribute")
        if self.use is not TableUse.SURVEY:
            return f"{attributes} of {counted(rows, self.subject.value)}."
        beside = f", {attributes}" if self.attributes else ""
        return f"{counted(self.transcripts, 'transcript')} from {counted(rows, 'respondent')}{beside}."

    @property
    def notes(self) -> str:
        """What a person should know before the table is imported."""
        is_list = self.use in (TableUse.PARTICIPANTS, TableUse.TRANSCRIPTS)
        told = self._list_warnings() if is_list else (*self.table.warnings, *cell_faults(self))
        parts = [f"{self.repeat} Tick to import it again."] if self.repeat else []
        parts += [self.outcome, *(f"{with_capital(warning)}." for warning in told)]
        return " ".join(parts)

    def _list_warnings(self) -> tuple[str, ...]:
        return data_list_of(self.table, identifier=self.table.columns[self.identifier or 0]).warnings


def listed_table(name: str, sha256: str, table: HeadedTable) -> TableFile:
    """A table as it looks: codings, a codebook, a survey, or a list of participants or transcripts."""
    use = special_use(table.columns)
    if use is None and guess_columns(table).answers:
        use = TableUse.SURVEY
    if use is None:
        about = data_list_of(table).subject
        use = TableUse.TRANSCRIPTS if about is AttributeSubject.TRANSCRIPT else TableUse.PARTICIPANTS
    identifier, uses = _guessed(table, use)
    return TableFile(name, sha256, table, use, identifier, uses)


def _guessed(table: HeadedTable, use: TableUse) -> tuple[int | None, tuple[ColumnUse, ...]]:
    if use in (TableUse.CODEBOOK, TableUse.CODINGS):
        return special_columns(table.columns, use)
    looks = [_looks_like(table, place) for place in range(len(table.columns))]
    if use is not TableUse.SURVEY:
        return identifier_column(table), tuple(looks)
    columns = guess_columns(table)
    for place, title in enumerate(table.columns):
        if place in columns.answers:
            looks[place] = ColumnUse.ANSWERS
        elif is_technical(title) and place != columns.identifier:
            looks[place] = ColumnUse.LEAVE_OUT
    uses = looks
    return columns.identifier, tuple(uses)


def _looks_like(table: HeadedTable, place: int) -> ColumnUse:
    """The narrowest type under which every value of a column can be kept."""
    values = table.column(place)
    column = column_of(table.columns[place], values)
    probe = Attribute(_PROBE, "", AttributeSubject.PARTICIPANT, column.type, 0, column.choices)
    fits = all(normal_value(probe, value) is not None for value in values if value)
    looks = ColumnUse(column.type.value) if fits else ColumnUse.TEXT
    if is_time(table.columns[place]) and looks is not ColumnUse.DATE:
        return ColumnUse.TEXT if days_of(values) is None else ColumnUse.DATE
    return looks
