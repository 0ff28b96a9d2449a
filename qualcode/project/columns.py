"""From the names of columns, as commands and saved reports give them, to what they stand for."""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.analysis.table_request import By
from qualcode.model.query_names import query_named
from qualcode.model.study import Study

QUERY: Final = "query:"
"""What stands before the name of a saved query."""

PLAIN: Final = (By.TRANSCRIPT, By.PARTICIPANT, By.SPEAKER)


class TableColumns(NamedTuple):
    """The columns of a table of codes."""

    by: By
    attribute: UUID | None = None
    queries: tuple[UUID, ...] = ()


def columns_named(study: Study, by: str | Sequence[str]) -> TableColumns:
    """A kind of column, saved queries as ``query:NAME`` (one, or a list), else an attribute.

    Raises QualcodeError for a name that stands for nothing.
    """
    if not isinstance(by, str):
        names = [name.removeprefix(QUERY) for name in by]
        return TableColumns(
            By.QUERY, queries=tuple(query_named(study, name).id for name in dict.fromkeys(names))
        )
    if by in PLAIN:
        return TableColumns(By(by))
    if by.startswith(QUERY):
        return columns_named(study, [by])
    return TableColumns(By.ATTRIBUTE, study.attribute_named(by).id)
