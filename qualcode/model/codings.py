"""The codings of one transcript, in columns, and a single coding as a value."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.columns import Column, TranscriptColumns
from qualcode.model.identity import (
    KeyArray,
    from_milliseconds,
    id_array,
    id_at,
    id_of,
    key_of,
    to_milliseconds,
)
from qualcode.model.span import Span

NO_WEIGHT = -1


@dataclass(frozen=True, slots=True)
class Coding:
    """One application of a code by a coder to a span; ``weight`` is 0-100 or None."""

    id: UUID
    code_id: UUID
    coder_id: UUID
    span: Span
    created_at: datetime
    weight: int | None = None
    memo: str = ""


class Codings(TranscriptColumns):
    """Codings as columns.

    ``code`` and ``coder`` hold keys (``identity.key_of``), ``created`` milliseconds since 1970,
    ``weight`` -1 where there is none.
    """

    FIELDS: ClassVar = {
        "id": "S16",
        "code": "i4",
        "coder": "i4",
        "start": "i4",
        "end": "i4",
        "weight": "i2",
        "created": "i8",
        "memo": "O",
    }
    __slots__ = ()

    @property
    def code(self) -> KeyArray:
        return self.column("code")

    @property
    def coder(self) -> KeyArray:
        return self.column("coder")

    @property
    def weight(self) -> npt.NDArray[np.int16]:
        return self.column("weight")

    @property
    def created(self) -> npt.NDArray[np.int64]:
        return self.column("created")

    @property
    def memo(self) -> Column:
        return self.column("memo")

    @classmethod
    def from_rows(cls, rows: Iterable[Coding]) -> "Codings":
        """Columns from single codings."""
        items = list(rows)
        return cls.of(
            {
                "id": id_array(item.id for item in items),
                "code": [key_of(item.code_id) for item in items],
                "coder": [key_of(item.coder_id) for item in items],
                "start": [item.span.start for item in items],
                "end": [item.span.end for item in items],
                "weight": [NO_WEIGHT if item.weight is None else item.weight for item in items],
                "created": [to_milliseconds(item.created_at) for item in items],
                "memo": [item.memo for item in items],
            }
        )

    def row(self, index: int) -> Coding:
        """The coding at ``index``."""
        weight = int(self.weight[index])
        return Coding(
            id=id_at(self.id, index),
            code_id=id_of(int(self.code[index])),
            coder_id=id_of(int(self.coder[index])),
            span=Span(int(self.start[index]), int(self.end[index])),
            created_at=from_milliseconds(int(self.created[index])),
            weight=None if weight == NO_WEIGHT else weight,
            memo=str(self.memo[index]),
        )

    def __iter__(self) -> Iterator[Coding]:
        return (self.row(index) for index in range(len(self)))

    def at(self, span: Span) -> "Codings":
        """The codings that share at least one code point with ``span``."""
        return self.take((self.start < span.end) & (self.end > span.start))
