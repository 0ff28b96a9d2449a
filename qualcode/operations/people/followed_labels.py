"""Saved reports and queries go on naming a speaker whose label is written otherwise everywhere."""

import json
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from qualcode.model.entities import Entity, Report, SavedQuery
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query_names import with_label
from qualcode.model.queries.query_text import read_query
from qualcode.model.study import Study

_SPEAKERS: Final = "speakers"


def followed(study: Study, transcripts: Collection[UUID], old: Collection[str], new: str) -> Iterator[Entity]:
    """The reports and queries that name labels which ``new`` takes the place of in these ``transcripts``.

    A label that is left in another transcript still means somebody; so does, in a report, a name that a
    participant has.
    """
    gone = {*old} - {new}
    for transcript in study.transcripts if gone else ():
        if transcript not in transcripts:
            gone.difference_update(map(str, study.turns_of(transcript).label))
    if not gone:
        return
    for query in study.rows(SavedQuery).values():
        with suppress(QualcodeError):
            read = read_query(query.content)
            told = with_label(read, gone, new)
            if told != read:
                yield replace(query, content=str(told))
    gone -= {row.name for row in study.participants.values()}
    for report in study.rows(Report).values():
        with suppress(ValueError):
            value = json.loads(report.content)
            if _renamed(value, gone, new):
                yield replace(report, content=json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True))


def _renamed(definition: Any, gone: Collection[str], new: str) -> bool:
    """Whether a definition named one of them, which it does no longer."""
    changed = False
    outputs = definition.get("outputs", ()) if isinstance(definition, dict) else ()
    for output in outputs:
        named = output.get(_SPEAKERS) if isinstance(output, dict) else None
        names = [named] if isinstance(named, str) else named
        if isinstance(names, list) and any(name in gone for name in names):
            output[_SPEAKERS] = list(dict.fromkeys(new if name in gone else name for name in names))
            changed = True
    return changed
