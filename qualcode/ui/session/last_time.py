"""Where a person stopped in a project: page, transcript, tabs, codes and list, as text and back."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting

PROJECTS_LIMIT: Final = 50
CODES_LIMIT: Final = 9
TABS_LIMIT: Final = 20


@dataclass(frozen=True, slots=True)
class LastTime:
    """What a project opens with. ``page`` is the name of one; ``tabs`` are transcripts that were kept open.

    Anything in it may be gone from the project since.
    """

    page: str = ""
    transcript: UUID | None = None
    tabs: tuple[UUID, ...] = ()
    codes: tuple[UUID, ...] = ()
    """Those applied last."""
    sorting: TranscriptSorting = TranscriptSorting.OWN
    """The order of the list of transcripts."""
    statuses: frozenset[TranscriptStatus] = frozenset()
    """Of which transcripts are listed; none: all."""


def read(text: str) -> dict[UUID, LastTime]:
    """By project, those left longest ago first; what cannot be read is passed over."""
    try:
        kept = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(kept, dict):
        return {}
    found = ((_identity(key), _one(value)) for key, value in kept.items())
    return {project: last for project, last in found if project is not None and last is not None}


def written(times: Mapping[UUID, LastTime], project: UUID, last: LastTime) -> str:
    """The same with one project's last time as the latest; projects left longest ago are forgotten."""
    rest = [(known, time) for known, time in times.items() if known != project]
    kept = [*rest, (project, last)][-PROJECTS_LIMIT:]
    return json.dumps({str(known): _plain(time) for known, time in kept})


def _plain(last: LastTime) -> dict[str, Any]:
    return {
        "page": last.page,
        "transcript": None if last.transcript is None else str(last.transcript),
        "tabs": [str(each) for each in last.tabs[-TABS_LIMIT:]],
        "codes": [str(each) for each in last.codes[:CODES_LIMIT]],
        "sorting": str(last.sorting),
        "statuses": sorted(map(str, last.statuses)),
    }


def _one(value: Any) -> LastTime | None:
    if not isinstance(value, dict):
        return None
    page = value.get("page")
    return LastTime(
        page if isinstance(page, str) else "",
        _identity(value.get("transcript")),
        _identities(value.get("tabs")),
        _identities(value.get("codes")),
        next((each for each in TranscriptSorting if each == value.get("sorting")), TranscriptSorting.OWN),
        frozenset(each for each in TranscriptStatus if each in _words(value.get("statuses"))),
    )


def _words(values: Any) -> list[Any]:
    return values if isinstance(values, list) else []


def _identities(values: Any) -> tuple[UUID, ...]:
    if not isinstance(values, Iterable):
        return ()
    found = (_identity(value) for value in values)
    return tuple(identity for identity in found if identity is not None)


def _identity(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None
