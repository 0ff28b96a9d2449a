"""Which attributes of participants a profile prints."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from qualcode.analysis.consent import consent_attribute
from qualcode.model.entities import Attribute
from qualcode.model.results.report_values import ParticipantFigures
from qualcode.model.study import Study
from qualcode.model.words.names import name_key

_CONSENT: Final = "consent"
"""Flags of consent to anything are for those who work with the study, not for readers."""
_ROLE: Final = "role"
_GROUP: Final = "group"
"""They mostly repeat what is said above them: the role of all, and where somebody speaks."""


def without_consent(study: Study) -> list[Attribute]:
    """The attributes that readers can be told of somebody, in their order."""
    asked = consent_attribute(study)
    flag = "" if asked is None else name_key(asked.name)
    return [row for row in study.attributes_in_order if not _is_consent(row.name, flag)]


def _is_consent(name: str, flag: str) -> bool:
    return name_key(name) == flag or name_key(name).startswith(_CONSENT)


def in_profiles(
    study: Study, people: Sequence[ParticipantFigures], chosen: Sequence[Attribute] = ()
) -> tuple[ParticipantFigures, ...]:
    """The participants with the attributes that are printed: the ``chosen`` ones in their order.

    Where none is chosen, all but the role, a group that is the transcript or its kind (“Interviews”), and
    consent, which is never printed.
    """
    asked = consent_attribute(study)
    flag = "" if asked is None else name_key(asked.name)
    kinds = {row.name: row.kind.value.replace("-", " ") for row in study.transcripts_in_order}
    return tuple(replace(row, attributes=_printed(row, chosen, flag, kinds)) for row in people)


def _printed(
    row: ParticipantFigures, chosen: Sequence[Attribute], flag: str, kinds: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    values = {name: value for name, value in row.attributes if not _is_consent(name, flag)}
    if chosen:
        return tuple((each.name, values[each.name]) for each in chosen if each.name in values)
    return tuple(
        (name, value)
        for name, value in values.items()
        if not _said_above(row, name_key(name), name_key(value), kinds)
    )


def _said_above(row: ParticipantFigures, name: str, value: str, kinds: Mapping[str, str]) -> bool:
    if name == _ROLE:
        return value == name_key(row.participant.role.value)
    there = {name_key(each) for each in row.transcripts}
    of_kind = {kinds.get(each, "") for each in row.transcripts}
    return name == _GROUP and (there == {value} or of_kind in ({value}, {value.removesuffix("s")}))
