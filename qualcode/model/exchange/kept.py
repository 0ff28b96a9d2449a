"""What an exchange format has no place for, as the text of one note: it comes back with the file.

The note begins with a sentence for people; the last line is the study as JSON, all but the current texts and
the places of codings, which the format itself holds.
"""

import base64
import json
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_args, get_origin, get_type_hints
from uuid import UUID

import numpy as np

from qualcode.model.codings import Codings
from qualcode.model.entities import KINDS, Entity, TextVersion
from qualcode.model.exchange.positions import Counting, counting_called
from qualcode.model.identity import NO_KEY, id_of, key_of
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.turns import Turns

TITLE: Final = "Kept for qualcode"

_WORDS: Final = (
    "This note holds what the exchange format has no place for: weights, turns with their times, typical "
    "quotes, summaries, reports and settings. Keep it as it is: qualcode reads it when the project is back."
)
_FORMAT: Final = 1
_KEYS: Final = ("code", "coder", "participant")


@dataclass(frozen=True, eq=False)
class Kept:
    """The study as it was written: at which step of which project, and how its positions were counted."""

    study: Study
    step: int
    hash: str
    counting: Counting


def kept_words(study: Study, step_hash: str, counting: Counting) -> str:
    """The text of the note."""
    content = {
        "format": _FORMAT,
        "step": study.step,
        "hash": step_hash,
        "positions": str(counting),
        "rows": {
            kind.__name__: [_plain_row(study, row) for _, row in sorted(study.rows(kind).items())]
            for kind in KINDS
        },
        "turns": {str(owner): _columns(table) for owner, table in sorted(study.turns.items())},
        "codings": {str(owner): _columns(table) for owner, table in sorted(study.codings.items())},
    }
    return f"{_WORDS}\n\n{json.dumps(content, separators=(',', ':'), sort_keys=True)}"


def kept_in(words: str, texts: Mapping[str, str]) -> Kept | None:
    """What the text of a note keeps; None where it is no such note, or was changed.

    ``texts`` are those of the file and of the project, by their hash: they are not kept twice.
    """
    try:
        content = json.loads(words.rstrip().rpartition("\n")[2])
        if content["format"] != _FORMAT:
            return None
        tables: dict[type[Entity], dict[UUID, Any]] = {}
        for kind in KINDS:
            rows = (_row(kind, plain, texts) for plain in content["rows"].get(kind.__name__, []))
            tables[kind] = {row.id: row for row in rows}
        study = Study(
            tables,
            {UUID(owner): _table(Turns, columns) for owner, columns in content["turns"].items()},
            {UUID(owner): _table(Codings, columns) for owner, columns in content["codings"].items()},
            int(content["step"]),
        )
        return Kept(study, study.step, str(content["hash"]), counting_called(content["positions"]))
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        # Anybody may have edited the note; what it kept is then not known.
        return None


# -- rows -------------------------------------------------------------------------------------


def _plain_row(study: Study, row: Entity) -> dict[str, Any]:
    return {name: _plain(study, row, getattr(row, name)) for name in _names(type(row))}


def _names(kind: type[Entity]) -> Iterator[str]:
    return (each.name for each in fields(kind))


def _plain(study: Study, row: Entity, value: object) -> Any:
    match value:
        case StoredText():
            return {"sha256": value.sha256, "text": None if _is_current(study, row) else value.read()}
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case tuple():
            return list(value)
        case _:
            return value


def _is_current(study: Study, row: Entity) -> bool:
    """Whether a wording is the one that the file has as a source."""
    if not isinstance(row, TextVersion):
        return False
    transcript = study.transcripts.get(row.transcript_id)
    return transcript is not None and transcript.version == row.number


def _row(kind: type[Entity], plain: Mapping[str, Any], texts: Mapping[str, str]) -> Any:
    hints = _hints()[kind.__name__]
    values: dict[str, Any] = {}
    for name in _names(kind):
        if name not in plain:
            continue
        if hints[name] is StoredText:
            text = plain[name]["text"]
            values[name] = StoredText.of(texts[plain[name]["sha256"]] if text is None else text)
        else:
            values[name] = _value(hints[name], plain[name])
    return kind(**values)


@cache
def _hints() -> dict[str, dict[str, Any]]:
    """The types of the fields of every kind."""
    return {kind.__name__: get_type_hints(kind) for kind in KINDS}


def _value(hint: Any, plain: Any) -> Any:
    if isinstance(hint, types.UnionType):
        if plain is None:
            return None
        hint = next(each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        return tuple(map(str, plain))
    if hint is UUID:
        return UUID(plain)
    if hint in (datetime, date):
        return hint.fromisoformat(plain)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(plain)
    if not isinstance(plain, hint):
        raise TypeError(f"{plain!r} is not {hint}")
    return plain


# -- columns ----------------------------------------------------------------------------------


def _columns(table: Turns | Codings) -> dict[str, Any]:
    """Columns, those of numbers and identities packed: fifty thousand codings must not fill the note."""
    found: dict[str, Any] = {}
    for name, dtype in table.FIELDS.items():
        column = table.column(name)
        if dtype == "O":
            texts = [str(each) for each in column]
            found[name] = texts if any(texts) else len(texts)
        elif name in _KEYS:
            known, places = np.unique(column, return_inverse=True)
            found[name] = {
                "of": ["" if key == NO_KEY else str(id_of(int(key))) for key in known],
                "places": _packed(places.reshape(-1).astype("<i4")),
            }
        else:
            found[name] = _packed(
                column if name == "id" else column.astype(np.dtype(dtype).newbyteorder("<"))
            )
    return found


def _table(kind: Any, columns: Mapping[str, Any]) -> Any:
    found: dict[str, Any] = {}
    for name, dtype in kind.FIELDS.items():
        plain = columns[name]
        if dtype == "O":
            found[name] = [""] * plain if isinstance(plain, int) else [str(each) for each in plain]
        elif name in _KEYS:
            keys = np.array([key_of(UUID(each)) if each else NO_KEY for each in plain["of"]], dtype=np.int32)
            found[name] = keys[np.frombuffer(base64.b64decode(plain["places"]), "<i4")]
        elif name == "id":
            found[name] = np.frombuffer(base64.b64decode(plain), "S16")
        else:
            found[name] = np.frombuffer(base64.b64decode(plain), np.dtype(dtype).newbyteorder("<")).astype(
                dtype
            )
    return kind.of(found)


def _packed(column: Any) -> str:
    return base64.b64encode(column.tobytes()).decode("ascii")
