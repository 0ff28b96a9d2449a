"""What may follow in a query line: names of parts while a word is typed, values after a colon."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from qualcode.model.queries.query import ANY_CODE, CODED, CODER, PREFIXES, UNCODED, PartKind, quoted
from qualcode.model.queries.query_names import short_name, speakers, values_of
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.folder_names import short_folder_name
from qualcode.model.words.spelling import Typed, named, narrowing

_NAME: Final = r'"[^"]*"|[^\s():"“”]+'
_TYPED: Final = re.compile(
    rf'(?P<open>{_NAME}):$|(?:(?P<prefix>{_NAME}):)?(?P<value>"[^"]*"?|“[^”]*”?|[^\s()"“”:]+)'
)
_AFTER: Final = re.compile(r'[^\s()"“”]*"?')
MOST: Final = 60
_LEAST: Final = 2


class Suggestion(NamedTuple):
    """``text`` takes the place of the letters from ``start`` to ``end``; ``shown`` is how it is listed."""

    shown: str
    text: str
    start: int
    end: int


def suggestions(study: Study, line: str, cursor: int) -> list[Suggestion]:
    """What may take the place of the word at the cursor; nothing where the line is finished there."""
    before = line[:cursor]
    match = next((word for word in _TYPED.finditer(before) if word.end() == len(before)), None)
    if match is None:
        return []
    prefix, value = match["open"] or match["prefix"], match["value"] or ""
    if len(value) > 1 and value[0] in '"“' and value[-1] in '"”':
        return []
    typed = value.lstrip('"“')
    after = _AFTER.match(line, cursor)
    start, end = match.start(), cursor if after is None else after.end()
    if prefix is None:
        found = _beginnings(study, typed) if len(typed) >= _LEAST else iter(())
    else:
        found = ((name, f"{prefix}:{quoted(value)} ") for name, value in _values(study, prefix, typed))
    rows = [Suggestion(shown, text, start, end) for shown, text in found]
    return rows[:MOST]


def _beginnings(study: Study, typed: str) -> Iterator[tuple[str, str]]:
    """Parts by their names, and codes and speakers whose names hold what is typed."""
    kinds = sorted(PREFIXES, key=[*(kind.value for kind in PartKind), CODER].index)
    for name in kinds:
        if name.startswith(typed.casefold()):
            yield f"{name}:", f"{name}:"
    holds = narrowing(typed)
    for row in study.attributes_in_order:
        if holds(row.name):
            yield f"{row.name}:", f"{quoted(row.name)}:"
    for shown, value in _codes(study, typed):
        yield f"code:{shown}", f"code:{quoted(value)} "


def _values(study: Study, prefix: str, typed: str) -> Iterator[tuple[str, str]]:
    typed_name = prefix.strip('"')
    name = typed_name.casefold()
    if name == PartKind.CODE:
        yield from _codes(study, typed)
        if not typed:
            yield "* (any code)", ANY_CODE
        return
    known: dict[str, Iterable[str]] = {
        PartKind.IS.value: (UNCODED, CODED),
        PartKind.SPEAKER.value: speakers(study),
        PartKind.PARTICIPANT.value: (row.name for row in study.participants_in_order),
        PartKind.TRANSCRIPT.value: (row.name for row in study.transcripts_in_order),
        PartKind.FOLDER.value: (short_folder_name(study, row.id) for row in study.folders.in_order),
        PartKind.STATUS.value: (status.value for status in TranscriptStatus),
        CODER: (row.name for row in study.coders_in_order),
    }
    values = known.get(name)
    if values is None:
        rows = {row.name: row for row in study.attributes_in_order}
        meant = named(typed_name, rows)
        values = values_of(study, rows[meant[0]]) if meant else ()
    holds = narrowing(typed)
    for value in values:
        if holds(value):
            yield value, value


def _codes(study: Study, typed: str) -> Iterator[tuple[str, str]]:
    """Codes by name, or by their path where several have the name; those that begin so come first."""
    holds, words = narrowing(typed), Typed(typed)
    fitting = [code for code in study.codes_in_order if holds(study.path(code.id))]
    for code in sorted(fitting, key=lambda code: bool(words) and not words.begins(code.name)):
        yield study.path(code.id), short_name(study, code.id)
