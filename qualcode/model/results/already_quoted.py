"""What a document quotes before a chapter begins, by place and by word."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from qualcode.model.span import Span


@dataclass(frozen=True, slots=True)
class AlreadyQuoted:
    """``passages`` of transcripts that are printed as quotes, and ``texts`` that may quote some as well."""

    passages: tuple[tuple[UUID, Span], ...] = ()
    texts: tuple[str, ...] = ()

    def and_also(self, others: "AlreadyQuoted") -> "AlreadyQuoted":
        """These and what another chapter quotes."""
        return AlreadyQuoted(self.passages + others.passages, self.texts + others.texts)


NOTHING_QUOTED: Final = AlreadyQuoted()
