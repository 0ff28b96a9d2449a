"""Surveys: a table with a row for each respondent becomes transcripts of the open answers."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from qualcode.importers.guarded.archives import bytes_at
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.spoken_language import language_told
from qualcode.importers.tables.data_lists import DataColumn, column_of, identifier_column
from qualcode.importers.tables.survey_tools import is_technical, is_time, known_identifier
from qualcode.importers.tables.table_cells import HeadedTable, read_table
from qualcode.model.errors import UnreadableFileError
from qualcode.model.span import Span
from qualcode.model.transcript import ReadTranscript, ReadTurn, Role, TranscriptKind
from qualcode.model.words.cutting import shortened

_LONG: Final = 40
"""Open answers are this long on average, or nearly all different and of several words."""


class SurveyLayout(StrEnum):
    """What becomes one transcript."""

    BY_QUESTION = "question"
    BY_RESPONDENT = "respondent"


@dataclass(frozen=True, slots=True)
class SurveyColumns:
    """Which column names the respondents (None: they are numbered), which hold answers, which the rest."""

    identifier: int | None
    answers: tuple[int, ...]
    attributes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Survey:
    """The transcripts of a survey, and beside them what is known of each respondent.

    ``rows`` are (respondent, values of ``attributes``), in the order of the file.
    """

    transcripts: tuple[ReadTranscript, ...]
    attributes: tuple[DataColumn, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    warnings: tuple[str, ...] = ()


def guess_columns(table: HeadedTable) -> SurveyColumns:
    """The columns as they look: an identifier, long and varied answers, and the rest as attributes."""
    known = known_identifier(table.columns)
    place = identifier_column(table) if known is None else known
    names = [value for value in table.column(place) if value]
    unique = len(set(names)) == len(names) == len(table.rows) and not _is_open(names)
    identifier = place if unique and not is_time(table.columns[place]) else None
    others = [number for number in range(len(table.columns)) if number != identifier]
    answers = tuple(
        number
        for number in others
        if _is_open(table.column(number))
        and not is_technical(table.columns[number])
        and not is_time(table.columns[number])
    )
    return SurveyColumns(identifier, answers, tuple(number for number in others if number not in answers))


def _is_open(values: Sequence[str]) -> bool:
    filled = [value for value in values if value]
    if not filled:
        return False
    words = sum(len(value.split()) for value in filled) / len(filled)
    length = sum(map(len, filled)) / len(filled)
    varied = len(set(filled)) / len(filled)
    return varied > 0.5 and (length >= _LONG or words >= 6)


def read_survey(
    path: Path,
    *,
    layout: SurveyLayout = SurveyLayout.BY_QUESTION,
    choose: Callable[[HeadedTable], SurveyColumns] = guess_columns,
    limits: ImportLimits = DEFAULT_LIMITS,
) -> Survey:
    """The survey in a csv or xlsx file; ``choose`` says which columns are what."""
    table = read_table(path, limits)
    digest = hashlib.sha256(bytes_at(path, limits)).hexdigest()
    return survey_of(table, path.name, digest, choose(table), layout)


def survey_of(
    table: HeadedTable, source_name: str, source_sha256: str, columns: SurveyColumns, layout: SurveyLayout
) -> Survey:
    """The survey in ``table``."""
    if not columns.answers:
        raise UnreadableFileError(f"{source_name}: No column has open answers; choose one.")
    names = _respondents(table, columns.identifier)
    stem = Path(source_name).stem
    written: list[tuple[str, list[tuple[str, str]]]]
    if layout is SurveyLayout.BY_QUESTION:
        written = [
            (table.columns[place], list(zip(names, table.column(place), strict=True)))
            for place in columns.answers
        ]
    else:
        written = [
            (f"{stem} {name}", _of_respondent(table, columns.answers, name, row))
            for name, row in zip(names, table.rows, strict=True)
        ]
    # Of all answers together: one alone is often too short to tell.
    answers = "\n".join(words for _, said in written for name, words in said if name)
    language, doubt = language_told("", answers)
    transcripts = tuple(
        replace(_transcript(title, said, source_name, source_sha256), language=language)
        for title, said in written
        if any(s for n, s in said if n)
    )
    return Survey(
        transcripts,
        tuple(column_of(table.columns[place], table.column(place)) for place in columns.attributes),
        tuple(
            (name, tuple(row[place] for place in columns.attributes))
            for name, row in zip(names, table.rows, strict=True)
        ),
        table.warnings + doubt,
    )


def _respondents(table: HeadedTable, identifier: int | None) -> list[str]:
    """A name for each row, each only once."""
    names: dict[str, None] = {}
    for number, row in enumerate(table.rows, 1):
        name = row[identifier] if identifier is not None else ""
        name = " ".join(name.split()) or f"R{number}"
        while name in names:
            name = f"{name} ({number})"
        names[name] = None
    return list(names)


def _of_respondent(
    table: HeadedTable, answers: Sequence[int], name: str, row: Sequence[str]
) -> list[tuple[str, str]]:
    """The answers of one respondent, each below its question; a question has no speaker."""
    said: list[tuple[str, str]] = []
    for place in answers:
        if row[place]:
            said += [("", table.columns[place]), (name, row[place])]
    return said


def _transcript(
    title: str, said: Sequence[tuple[str, str]], source_name: str, source_sha256: str
) -> ReadTranscript:
    pieces: list[str] = []
    turns: list[ReadTurn] = []
    position = 0
    given = [(name, words) for name, words in said if words]
    for number, (name, words) in enumerate(given):
        head = f"{name}: " if name else ""
        piece = f"{head}{words}" + ("\n" if number + 1 < len(given) else "")
        role = Role.PARTICIPANT if name else Role.OTHER
        turns.append(ReadTurn(Span(position, position + len(piece)), position + len(head), name, role))
        pieces.append(piece)
        position += len(piece)
    spoken = sum(turn.span.length for turn in turns if turn.label)
    return ReadTranscript(
        name=shortened(title, 120),
        text="".join(pieces),
        turns=tuple(turns),
        source_name=source_name,
        source_sha256=source_sha256,
        kind=TranscriptKind.OTHER,
        confidence=spoken / position,
        format="survey",
    )
