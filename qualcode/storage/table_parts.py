"""What the tables of a project are made of: where they belong, and the columns that most of them have."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, ForeignKey, Integer, MetaData, Text

from qualcode.storage.column_types import Identity, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def own_id() -> Column[UUID]:
    """The identity of a row."""
    return Column("id", Identity, primary_key=True, nullable=False)


def to(name: str, target: str, *, nullable: bool = False) -> Column[UUID]:
    """The row of another table that a row belongs to."""
    key = ForeignKey(f"{target}.id", ondelete="RESTRICT")
    return Column(name, Identity, key, nullable=nullable, index=True)


def above(table: str) -> Column[UUID]:
    """The row of the same table that a row is below; none at the top."""
    # Deferred: a subtree is written in one transaction in whatever order its rows come.
    key = ForeignKey(f"{table}.id", deferrable=True, initially="DEFERRED")
    return Column("parent_id", Identity, key, nullable=True, index=True)


def text(name: str) -> Column[str]:
    """Words, which may be none."""
    return Column(name, Text, nullable=False)


def whole(name: str, *, nullable: bool = False) -> Column[int]:
    """A whole number."""
    return Column(name, Integer, nullable=nullable)


def moment(name: str, *, nullable: bool = False) -> Column[datetime]:
    """A moment, in milliseconds."""
    return Column(name, Moment, nullable=nullable)
