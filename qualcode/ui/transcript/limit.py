"""Which codings a transcript shows: all, or those of some codes or coders. Nobody acts on hidden ones."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.codings import Codings
from qualcode.model.identity import keys_of
from qualcode.model.study import Study


@dataclass(frozen=True, slots=True)
class Limit:
    """Codes and coders whose codings are shown; None: those of all."""

    codes: frozenset[UUID] | None = None
    coders: frozenset[UUID] | None = None
    said: str = ""
    """The sentence that says so: ``Only codings by Ada are shown.``"""

    @classmethod
    def to(cls, codes: Collection[UUID] | None, coders: Collection[UUID] | None, said: str = "") -> "Limit":
        """A limit to these codes and coders."""
        return cls(
            None if codes is None else frozenset(codes), None if coders is None else frozenset(coders), said
        )

    def __bool__(self) -> bool:
        """Whether anything may be hidden."""
        return self.codes is not None or self.coders is not None

    def shown(self, study: Study, transcript_id: UUID) -> Codings:
        """The codings of a transcript that are shown."""
        table = study.codings_of(transcript_id)
        for chosen, column in ((self.codes, "code"), (self.coders, "coder")):
            if chosen is not None:
                table = table.take(np.isin(getattr(table, column), keys_of(list(chosen))))
        return table


EVERYTHING: Final = Limit()
