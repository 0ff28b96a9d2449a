"""Whose words may be quoted: the participants' consent, and the quotes that are left out without it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.model.entities import Attribute, AttributeSubject
from qualcode.model.identity import optional_id_of
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES

CONSENT_NAMES: Final = frozenset(
    ("consent to quote", "consent to be quoted", "consent to quotation", "consent quote", "quote consent")
)
_YES: Final = frozenset(("yes", "y", "true", "1", "x", "given", "ja", "oui", "sí", "si"))


@dataclass(frozen=True, slots=True)
class Quotable:
    """Segments that may be quoted, in their order, and how many others there were."""

    kept: tuple[Segment, ...]
    left_out: int


class Consent:
    """The recorded consent to quote. Where the study records none, everybody may be quoted.

    Where it does, only a plain yes counts: an empty, doubtful or unknown answer protects. Words of
    a participant who is not named in the study are not quoted either; interviewers' words are.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self.attribute = consent_attribute(study)
        self._given = frozenset(row for row in study.participants if self._says_yes(row))

    def of_participant(self, participant_id: UUID) -> bool:
        """Whether a participant may be quoted."""
        return self.attribute is None or participant_id in self._given

    def of_passage(self, transcript_id: UUID, span: Span) -> bool:
        """Whether everybody who speaks in a passage may be quoted."""
        if self.attribute is None:
            return True
        turns = self._study.turns_of(transcript_id)
        first, last = turns.range_of(span)
        pairs = np.unique(np.stack((turns.role[first:last], turns.participant[first:last])), axis=1)
        return all(self._of_speaker(ROLES[int(role)], optional_id_of(int(key))) for role, key in pairs.T)

    def _of_speaker(self, role: Role, participant_id: UUID | None) -> bool:
        return role is not Role.PARTICIPANT or participant_id in self._given

    def _says_yes(self, participant_id: UUID) -> bool:
        if self.attribute is None:
            return True
        value = self._study.values_of(participant_id).get(self.attribute.id)
        return value is not None and value.value.strip().casefold() in _YES


def consent_attribute(study: Study) -> Attribute | None:
    """The participants' attribute that records whether they may be quoted."""
    return next(
        (
            row
            for row in study.attributes_in_order
            if row.subject is AttributeSubject.PARTICIPANT and _plain(row.name) in CONSENT_NAMES
        ),
        None,
    )


def quotable(study: Study, segments: Iterable[Segment]) -> Quotable:
    """The segments that may be quoted in a report."""
    consent = Consent(study)
    kept: list[Segment] = []
    total = 0
    for segment in segments:
        total += 1
        if consent.of_passage(segment.transcript_id, Span(segment.start, segment.end)):
            kept.append(segment)
    return Quotable(tuple(kept), total - len(kept))


def left_out_line(number: int) -> str:
    """The line a report prints about quotes that it leaves out; empty where there are none."""
    if not number:
        return ""
    quotes = "1 quote is" if number == 1 else f"{number:,} quotes are"
    return f"{quotes} left out because a speaker’s consent to quote is missing."


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
