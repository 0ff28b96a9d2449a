"""The journal: append-only steps, each with its changes and the hash that chains it to the last."""

import hashlib
import json
from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, func, insert, select

from qualcode.model.change import ChangeSet, RowChange
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import to_milliseconds
from qualcode.model.step import Step, StepKind
from qualcode.storage.codec import decode, decode_rows, encode
from qualcode.storage.schema import journal

FIRST_HASH = "0" * 64

T = TypeVar("T")

_HEAD = (journal.c.step, journal.c.at, journal.c.coder, journal.c.label, journal.c.kind, journal.c.target)


def chain_hash(previous: str, step: Step, payload: bytes) -> str:
    """SHA-256 over the previous hash, the step's head and the SHA-256 of its payload."""
    head = [step.number, to_milliseconds(step.at), step.coder, step.label, step.kind.value, step.target]
    text = json.dumps([previous, head, hashlib.sha256(payload).hexdigest()], separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def last(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last step; (0, FIRST_HASH) before the first."""
    query = select(journal.c.step, journal.c.hash).order_by(journal.c.step.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return (0, FIRST_HASH) if row is None else (row.step, row.hash)


def hashes(connection: Connection) -> list[str]:
    """The hashes of all steps, oldest first."""
    return list(connection.execute(select(journal.c.hash).order_by(journal.c.step)).scalars())


def append(connection: Connection, step: Step, change: ChangeSet, previous: str) -> str:
    """Write one step behind the one with hash ``previous``; returns its own hash."""
    payload = encode(change)
    digest = chain_hash(previous, step, payload)
    connection.execute(
        insert(journal).values(
            step=step.number,
            at=step.at,
            coder=step.coder,
            label=step.label,
            kind=step.kind.value,
            target=step.target,
            payload=payload,
            hash=digest,
        )
    )
    return digest


def steps(connection: Connection, after: int = 0) -> list[Step]:
    """The steps with a number above ``after``, oldest first, without their changes."""
    rows = connection.execute(select(*_HEAD).where(journal.c.step > after).order_by(journal.c.step))
    return [Step(row.step, row.at, row.coder, row.label, StepKind(row.kind), row.target) for row in rows]


def change_of(connection: Connection, number: int) -> ChangeSet:
    """The changes of one step."""
    return decode(_of_step(connection, number, journal.c.payload))


def size_of(connection: Connection, number: int) -> int:
    """How many bytes the changes of one step take up."""
    size: int = _of_step(connection, number, func.length(journal.c.payload))
    return size


def _of_step(connection: Connection, number: int, wanted: ColumnElement[T]) -> T:
    value = connection.execute(select(wanted).where(journal.c.step == number)).scalar_one_or_none()
    if value is None:
        raise QualcodeError(f"Step {number} is not in the journal.")
    return value


def rows_of(connection: Connection, number: int) -> tuple[RowChange, ...]:
    """The rows that a step changed; codings and turns are left aside."""
    return decode_rows(_of_step(connection, number, journal.c.payload))


def replay(connection: Connection) -> Iterator[tuple[Step, ChangeSet, str | None]]:
    """All steps with their changes, oldest first, each with what is wrong with its place, if anything."""
    previous, expected = FIRST_HASH, 1
    for step in steps(connection):
        row = connection.execute(
            select(journal.c.payload, journal.c.hash).where(journal.c.step == step.number)
        ).one()
        wrong = None
        if step.number != expected:
            wrong = f"step {expected} is missing from the journal"
        elif chain_hash(previous, step, row.payload) != row.hash:
            wrong = f"step {step.number} of the journal has been altered"
        previous, expected = row.hash, step.number + 1
        yield step, decode(row.payload), wrong
