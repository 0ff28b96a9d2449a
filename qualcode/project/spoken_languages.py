"""Which transcripts read like another language than is set: older versions took all for English."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from uuid import UUID

from qualcode.importers.spoken_language import language_of
from qualcode.model.study import Study
from qualcode.model.words.languages import primary_language

_LOOKED_AT: Final = 8_000
"""Characters: enough to be sure of, and few enough to look at whenever a transcript is opened."""


def reads_like(study: Study, transcript_id: UUID) -> str:
    """The code of the language of a transcript's words where that is clearly not the one that is set."""
    recorded = primary_language(study.transcripts[transcript_id].language)
    read = _language_of(study.text(transcript_id)[:_LOOKED_AT])
    return "" if read == recorded else read


def misread_languages(study: Study, transcript_ids: Iterable[UUID] | None = None) -> dict[UUID, str]:
    """The transcripts of which that is so, among these or among all, and what each reads like."""
    rows = [row.id for row in study.transcripts_in_order] if transcript_ids is None else transcript_ids
    found = {row: reads_like(study, row) for row in rows}
    return {row: language for row, language in found.items() if language}


_language_of = lru_cache(maxsize=256)(language_of)
