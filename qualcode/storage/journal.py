"""The journal: append-only steps, each with its changes and the hash that chains it to the last."""

import hashlib
import json
import zlib
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Connection, bindparam, func, insert, select, update

from qualcode.model.change import ChangeSet, RowChange
from qualcode.model.entities import TextVersion
from qualcode.model.errors import HistoryError, QualcodeError, UnsoundError
from qualcode.model.identity import from_milliseconds, to_milliseconds
from qualcode.model.step import Step, StepKind
from qualcode.model.step_topics import ChangeOutline
from qualcode.storage import content
from qualcode.storage.codec import decode, decode_outline, decode_rows, encode
from qualcode.storage.prepared import Prepared
from qualcode.storage.schema import journal, seal
from qualcode.storage.values import read_from

FIRST_HASH = "0" * 64

T = TypeVar("T")

_HEAD = (
    journal.c.step,
    journal.c.at,
    journal.c.coder,
    journal.c.label,
    journal.c.kind,
    journal.c.target,
    journal.c.reason,
)

# Written once: to put a question together takes longer than to have it answered.
_LAST: Final = Prepared(select(journal.c.step, journal.c.hash).order_by(journal.c.step.desc()).limit(1))
_HEADS: Final = select(*_HEAD).where(journal.c.step > bindparam("after")).order_by(journal.c.step)
_SEALED_CONTENT: Final = Prepared(select(seal.c.content))
_APPEND: Final = Prepared(
    insert(journal).values({column.name: bindparam(column.name) for column in journal.c})
)
_SEAL: Final = Prepared(
    update(seal).values({name: bindparam(f"new_{name}") for name in ("steps", "hash", "content")})
)
_PAYLOAD: Final = Prepared(select(journal.c.payload).where(journal.c.step == bindparam("number")))
_SIZE: Final = Prepared(select(func.length(journal.c.payload)).where(journal.c.step == bindparam("number")))
_PIECE: Final = 1 << 20
"""Bytes of a payload that are written or hashed at once."""
_SEALED_END: Final = select(seal.c.steps, seal.c.hash)

_UNREADABLE: Final = (
    ValueError, TypeError, LookupError, AttributeError, OverflowError, OSError, RecursionError, MemoryError,
    StopIteration, RuntimeError, AssertionError, zlib.error,
)  # fmt: skip
"""What bytes that are no change set may raise where one is read from them."""


def chain_hash(previous: str, head: Sequence[Any], payload_sha256: str) -> str:
    """SHA-256 over the previous hash, the step's head as it is stored and the SHA-256 of its payload.

    The head ends with the reason where there is one, so that steps without have the hash they always had.
    """
    words = json.dumps([previous, list(head), payload_sha256], separators=(",", ":"))
    return hashlib.sha256(words.encode("utf-8")).hexdigest()


def last(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last step; (0, FIRST_HASH) before the first."""
    found = _LAST.rows(connection, {})
    return found[0] if found else (0, FIRST_HASH)


def begin(connection: Connection) -> None:
    """Seal the journal of a new project, which is empty."""
    connection.execute(insert(seal).values(steps=0, hash=FIRST_HASH, content=content.NOTHING))


def sealed_content(connection: Connection) -> str:
    """What the project holds by its seal; the empty text where it does not say."""
    found = _SEALED_CONTENT.rows(connection, {})
    return found[0][0] if len(found) == 1 and isinstance(found[0][0], str) else ""


def seal_content(connection: Connection, held: str) -> None:
    """Note what the project holds, all of it having been looked at."""
    connection.execute(update(seal).values(content=held))


def hashes(connection: Connection) -> list[str]:
    """The hashes of all steps, oldest first."""
    return list(connection.execute(select(journal.c.hash).order_by(journal.c.step)).scalars())


def packed(change: ChangeSet) -> bytes:
    """The changes of a step as the journal keeps them."""
    return encode(change)


def append(connection: Connection, step: Step, change: ChangeSet, payload: bytes, previous: str) -> str:
    """Write one step, packed as ``payload``, after the one with hash ``previous`` and seal it.

    Returns its own hash.
    """
    head = [step.number, to_milliseconds(step.at), step.coder, step.label, step.kind.value, step.target]
    head += [step.reason] if step.reason else []
    digest = chain_hash(previous, head, hashlib.sha256(payload).hexdigest())
    row = {
        "step": step.number,
        "at": step.at,
        "coder": step.coder,
        "label": step.label,
        "kind": step.kind.value,
        "target": step.target,
        "payload": payload,
        "hash": digest,
        "reason": step.reason or None,
    }
    if connection.dialect.name == "postgresql" or len(payload) <= _PIECE:
        _APPEND.make(connection, row)
    else:
        _APPEND.make(connection, {**row, "payload": b""})
        _write_in_pieces(connection, step.number, payload)
    held = sealed_content(connection)
    held = content.after(held, change) if content.is_one(held) else held
    _SEAL.make(connection, {"new_steps": step.number, "new_hash": digest, "new_content": held})
    return digest


def _write_in_pieces(connection: Connection, step: int, payload: bytes) -> None:
    """Put the changes into a step in a file. A statement would copy them and keep them for its next use."""
    driver: Any = connection.connection.driver_connection
    driver.execute("UPDATE journal SET payload = zeroblob(?) WHERE step = ?", (len(payload), step))
    with driver.blobopen(journal.name, journal.c.payload.name, step) as place:
        for start in range(0, len(payload), _PIECE):
            place.write(payload[start : start + _PIECE])


def steps(connection: Connection, after: int = 0) -> list[Step]:
    """The steps with a number above ``after``, oldest first, without their changes."""
    rows = connection.execute(_HEADS, {"after": after})
    with read_from(journal.name):
        return [
            Step(row.step, row.at, row.coder, row.label, StepKind(row.kind), row.target, row.reason or "")
            for row in rows
        ]


def change_of(connection: Connection, number: int) -> ChangeSet:
    """The changes of one step. Raises HistoryError where they cannot be read."""
    return _decoded(decode, connection, number)


def _decoded(read: Callable[[bytes], T], connection: Connection, number: int) -> T:
    payload = _of_step(connection, number, _PAYLOAD)
    try:
        return read(payload)
    except _UNREADABLE:
        # What is wrong with bytes would be told in their own words, which may be a participant's.
        raise HistoryError([f"what step {number} of the journal changed cannot be read"]) from None


def deleted_text(connection: Connection, version_id: UUID) -> str | None:
    """A text that has been deleted since, from the step that deleted it."""
    numbers = connection.execute(select(journal.c.step).order_by(journal.c.step.desc())).scalars().all()
    for number in numbers:
        for change in rows_of(connection, number):
            if isinstance(change.row, TextVersion) and change.row.id == version_id:
                return change.row.text.read()
    return None


def size_of(connection: Connection, number: int) -> int:
    """How many bytes the changes of one step take up."""
    size: int = _of_step(connection, number, _SIZE)
    return size


def _of_step(connection: Connection, number: int, wanted: Prepared) -> Any:
    found = wanted.rows(connection, {"number": number})
    if not found or found[0][0] is None:
        raise QualcodeError(f"Step {number} is not in the journal.")
    return found[0][0]


def rows_of(connection: Connection, number: int) -> tuple[RowChange, ...]:
    """The rows that a step changed; codings and turns are left aside."""
    return _decoded(decode_rows, connection, number)


def outline_of(connection: Connection, number: int) -> ChangeOutline:
    """What a step changed, of its codings and turns only how many."""
    return _decoded(decode_outline, connection, number)


def replay(connection: Connection) -> Iterator[tuple[Step, ChangeSet]]:
    """All steps with their changes, oldest first. Raises HistoryError where one cannot be read."""
    for step in steps(connection):
        yield step, change_of(connection, step.number)


# -- whether it is whole ----------------------------------------------------------------------


class _Link(NamedTuple):
    """One row of the journal as it is stored."""

    step: int
    at: int
    coder: str
    label: str
    kind: str
    target: int | None
    reason: str | None
    hash: str
    payload: Any


def faults(connection: Connection) -> list[str]:
    """What is wrong with the journal: gaps, altered steps, an end that was cut off; each in words."""
    try:
        with read_from(journal.name):
            return list(_faults(connection))
    except UnsoundError as error:
        return list(error.findings)


def _faults(connection: Connection) -> Iterator[str]:
    previous, number = FIRST_HASH, 0
    with closing(_links(connection)) as links:
        for link in links:
            number += 1
            if link.step != number:
                yield f"step {number} is missing from the journal"
                return
            if not _holds(previous, link):
                yield f"step {number} of the journal has been altered"
                return
            previous = link.hash
    sealed = connection.execute(_SEALED_END).all()
    if len(sealed) != 1:
        yield "the seal of the journal is missing"
    elif sealed[0].steps != number:
        yield f"the journal should hold {sealed[0].steps} steps and holds {number}"
    elif sealed[0].hash != previous:
        yield f"step {number} of the journal is not the one that was saved last"


def _links(connection: Connection) -> Generator[_Link, None, None]:
    # A server hashes what is large itself and sends 32 bytes of it.
    server = connection.dialect.name == "postgresql"
    large = f"typeof(payload) = 'blob' AND length(payload) > {_PIECE}"
    payload = "sha256(payload), FALSE" if server else f"CASE WHEN {large} THEN NULL ELSE payload END, {large}"
    head = "step, at, coder, label, kind, target, reason"
    query = f"SELECT {head}, hash, {payload} FROM journal ORDER BY step"  # noqa: S608
    with connection.exec_driver_sql(query) as rows:
        for *stored, is_large in rows:
            link = _Link(*stored)
            if server:
                yield link._replace(payload=bytes(link.payload).hex())
            elif is_large:
                yield link._replace(payload=_hash_in_pieces(connection, link.step))
            else:
                yield link._replace(payload=hashlib.sha256(link.payload).hexdigest())


def _hash_in_pieces(connection: Connection, step: int) -> str:
    """The SHA-256 of the payload of a step in a file, of which no more than a piece is held at a time.

    Whole, a step of a million codings would be in memory twice, and what one thread of many has had for
    itself is seldom given back.
    """
    driver: Any = connection.connection.driver_connection
    found = hashlib.sha256()
    with driver.blobopen(journal.name, journal.c.payload.name, step, readonly=True) as payload:
        while piece := payload.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def _holds(previous: str, link: _Link) -> bool:
    """Whether a step follows the one with hash ``previous`` and is one that could be made."""
    head = [*link[:6], link.reason] if link.reason else link[:6]
    if chain_hash(previous, head, link.payload) != link.hash:
        return False
    from_milliseconds(link.at)
    if StepKind(link.kind) is StepKind.DO:
        return link.target is None
    return link.target is not None and 0 < link.target < link.step
