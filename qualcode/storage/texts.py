"""Whether the texts are still the ones that were saved: each is known by its SHA-256."""

import hashlib
from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, bindparam, select, text

from qualcode.model.errors import UnsoundError
from qualcode.storage.schema import text_versions
from qualcode.storage.values import read_from

# Written down once: all texts of a project are asked for, one by one.
_ONE = select(text_versions.c.letters, text_versions.c.sha256).where(
    text_versions.c.id == bindparam("identity")
)


def text_of(connection: Connection, identity: UUID) -> str | None:
    """One text, None where it is gone.

    Raises UnsoundError where it is not the one that was saved.
    """
    with read_from(text_versions.name):
        row = connection.execute(_ONE, {"identity": identity}).one_or_none()
    if row is None:
        return None
    found: str = row.letters
    if hashlib.sha256(found.encode()).hexdigest() != row.sha256:
        raise UnsoundError(["the text of a transcript is not the one that was saved"])
    return found


def altered(connection: Connection) -> list[UUID]:
    """The text versions whose text is not the one that was saved."""
    with read_from("text_versions"):
        return list(_altered(connection))


def _altered(connection: Connection) -> Iterator[UUID]:
    if connection.dialect.name == "postgresql":
        # A server hashes them itself: only what is wrong comes over the line.
        query = (
            "SELECT id FROM text_versions WHERE length(letters) <> length "
            "OR encode(sha256(convert_to(letters, 'UTF8')), 'hex') <> sha256"
        )
        yield from connection.execute(text(query)).scalars()
        return
    # As bytes: what is no UTF-8 is only altered, not something that SQLite's driver fails at.
    query = "SELECT id, sha256, length, CAST(letters AS BLOB) FROM text_versions"
    for identity, sha256, length, saved in connection.execute(text(query)):
        if not _is_saved_one(saved, sha256, length):
            yield UUID(bytes=identity)


def _is_saved_one(text: bytes | None, sha256: str, length: int) -> bool:
    try:
        return (
            text is not None
            and hashlib.sha256(text).hexdigest() == sha256
            and len(text.decode("utf-8")) == length
        )
    except UnicodeDecodeError:
        return False
