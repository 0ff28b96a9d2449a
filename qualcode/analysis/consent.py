"""Whose words may be quoted: the participants' consent, and the quotes that are left out without it."""

from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.entities import Attribute, AttributeSubject
from qualcode.model.identity import keys_of, optional_id_of
from qualcode.model.results.report_values import left_out_in_words
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES, Turns
from qualcode.model.words.name_order import name_order

Places = npt.NDArray[np.intp]

CONSENT_NAMES: Final = frozenset(
    ("consent to quote", "consent to be quoted", "consent to quotation", "consent quote", "quote consent")
)
_YES: Final = frozenset(("yes", "y", "true", "1", "x", "given", "ja", "oui", "sí", "si"))


class Consent:
    """The recorded consent to quote. Where the study records none, everybody may be quoted.

    Where it does, only a plain yes counts: an empty, doubtful or unknown answer protects. Words of
    a participant who is not named in the study are not quoted either; those of interviewers and others
    are, unless an answer is recorded for them that is no yes.
    """

    def __init__(self, study: Study) -> None:
        self._study = study
        self.attribute = consent_attribute(study)
        self._given = frozenset(row for row in study.participants if self._says_yes(row))
        self._refused = frozenset(row for row in study.participants if self._answer(row)) - self._given
        self._barred: dict[UUID, Places] = {}

    def of_participant(self, participant_id: UUID) -> bool:
        """Whether a participant may be quoted."""
        return self.attribute is None or participant_id in self._given

    def of_passage(self, transcript_id: UUID, span: Span) -> bool:
        """Whether everybody who speaks in a passage may be quoted."""
        return bool(self.of_passages(transcript_id, np.array([span.start]), np.array([span.end]))[0])

    def of_passages(
        self, transcript_id: UUID, start: npt.NDArray[np.integer], end: npt.NDArray[np.integer]
    ) -> npt.NDArray[np.bool_]:
        """The same for many passages of a transcript."""
        turns = self._study.turns_of(transcript_id)
        if self.attribute is None or not len(turns):
            return np.ones(len(start), dtype=np.bool_)
        barred = self._barred.get(transcript_id)
        if barred is None:
            barred = self._barred[transcript_id] = self._barred_before(turns)
        first = np.searchsorted(turns.end, start, side="right")
        last = np.maximum(first, np.searchsorted(turns.start, end, side="left"))
        may: npt.NDArray[np.bool_] = barred[first] == barred[last]
        return may

    def room(
        self, transcript_id: UUID, start: npt.NDArray[np.integer], end: npt.NDArray[np.integer]
    ) -> tuple[Places, Places]:
        """How far the context of passages that may be quoted can reach before and after them."""
        turns = self._study.turns_of(transcript_id)
        barred = self.barred_turns(transcript_id)
        ends = np.concatenate(([0], turns.end[barred])).astype(np.intp)
        starts = np.concatenate((turns.start[barred], [np.iinfo(np.int32).max])).astype(np.intp)
        before = np.searchsorted(ends, start, side="right") - 1
        return ends[before], starts[np.searchsorted(starts, end, side="left")]

    def not_quotable(self, transcript_id: UUID) -> list[str]:
        """Who speaks in a transcript and may not be quoted, by name; by label who has none."""
        turns = self._study.turns_of(transcript_id)
        who = {
            (str(turns.label[place]), optional_id_of(int(turns.participant[place])))
            for place in self.barred_turns(transcript_id).tolist()
        }
        names = {label if row is None else self._study.participants[row].name for label, row in who}
        return sorted(names, key=name_order)

    def barred_turns(self, transcript_id: UUID) -> Places:
        """The places of the turns in a transcript whose words may not be quoted."""
        if self.attribute is None:
            return np.empty(0, np.intp)
        return np.flatnonzero(self._may_not(self._study.turns_of(transcript_id)))

    def _barred_before(self, turns: Turns) -> Places:
        """How many turns before each one, and before the end, are of people who may not be quoted."""
        return np.concatenate(([0], np.cumsum(self._may_not(turns)))).astype(np.intp)

    def _may_not(self, turns: Turns) -> npt.NDArray[np.bool_]:
        """Which turns are of participants who may not be quoted, or of others who said so."""
        given = np.isin(turns.participant, keys_of(list(self._given)))
        refused = np.isin(turns.participant, keys_of(list(self._refused)))
        may_not: npt.NDArray[np.bool_] = (turns.role == ROLES.index(Role.PARTICIPANT)) & ~given | refused
        return may_not

    def _says_yes(self, participant_id: UUID) -> bool:
        return self.attribute is None or self._answer(participant_id) in _YES

    def _answer(self, participant_id: UUID) -> str:
        """What is recorded of somebody; empty where nothing is."""
        value = self.attribute and self._study.values_of(participant_id).get(self.attribute.id)
        return value.value.strip().casefold() if value else ""


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


def consent_in_words(study: Study, left_out: int, *, respected: bool, one: str = "quote") -> str:
    """The rule that every report with quotes prints: whether consent counts, and what follows from it.

    Without a full stop, for more may follow.
    """
    if not respected:
        return (
            "consent to quote is not applied: everybody’s words are in this file, whether or not they may be "
            "quoted"
        )
    if consent_attribute(study) is None:
        return f"the project records no consent to quote, so that no {one} is left out"
    return left_out_in_words(left_out, one) or f"no {one} is left out for lack of consent"


def everybody_in_words(study: Study, *, respected: bool) -> str:
    """What the first lines of a file must say where it quotes those who did not agree; mostly nothing."""
    if respected or consent_attribute(study) is None:
        return ""
    return "; also quotes people who have not consented to be quoted"


def everybody_line(study: Study, *, respected: bool) -> str:
    """The same as a sentence of its own; mostly nothing."""
    words = everybody_in_words(study, respected=respected).removeprefix("; ")
    return f"This document {words}." if words else ""


def _plain(name: str) -> str:
    return " ".join(name.casefold().replace("_", " ").replace("-", " ").split())
