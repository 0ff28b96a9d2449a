"""Variables and cases of another program as attributes and participants."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final
from uuid import UUID

from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    Participant,
    Transcript,
)
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate
from qualcode.operations.exchanging.draft_study import DraftStudy
from qualcode.operations.people.attribute_values import normal_value

_TYPES: Final = {
    "Boolean": AttributeType.YES_NO,
    "Integer": AttributeType.NUMBER,
    "Float": AttributeType.NUMBER,
    "Date": AttributeType.DATE,
    "DateTime": AttributeType.DATE,
}

Value = tuple[UUID, UUID, str]
"""Variable, subject, and the value as it is written."""


def add_cases(draft: DraftStudy) -> None:
    """Every case is a participant: most programs have cases for people."""
    for place, case in enumerate(draft.project.cases):
        name = draft.name(Participant, case.name, f"Case {place + 1}")
        draft.put(Participant(case.id, name, place, memo=case.description))
        draft.tell(
            ExchangeFate.LOST,
            "code of a case",
            len(case.codes),
            "participants are not coded",
            "codes of cases",
        )


def add_values(draft: DraftStudy) -> None:
    """Variables with their values: of participants, of transcripts, or of both."""
    of_people = _given((case.id, case.values) for case in draft.project.cases)
    sources = (source for source in draft.project.sources if source.id in draft.rows[Transcript])
    of_texts = _given((source.id, source.values) for source in sources)
    place = 0
    for variable in draft.project.variables:
        uses = [
            (AttributeSubject.PARTICIPANT, of_people.pop(variable.id, [])),
            (AttributeSubject.TRANSCRIPT, of_texts.pop(variable.id, [])),
        ]
        used = [use for use in uses if use[1]] or uses[:1]
        for number, (subject, values) in enumerate(used):
            identity = variable.id if number == 0 else part_id(variable.id, str(subject))
            name = draft.name((Attribute, subject), variable.name, "Unnamed variable")
            attribute = _typed(identity, name, subject, variable.type, values, place)
            draft.put(attribute)
            place += 1
            _put_values(draft, attribute, values)
    lost = sum(map(len, of_people.values())) + sum(map(len, of_texts.values()))
    draft.tell(ExchangeFate.LOST, "value", lost, "the file has no variable for it")


def _put_values(draft: DraftStudy, attribute: Attribute, values: list[tuple[UUID, str]]) -> None:
    done = set()
    for subject, written in values:
        value = _plain(attribute, written)
        if value and subject not in done:
            done.add(subject)
            draft.put(AttributeValue(part_id(attribute.id, str(subject)), attribute.id, subject, value))


def _given(values: Iterable[tuple[UUID, tuple[tuple[UUID, str], ...]]]) -> dict[UUID, list[tuple[UUID, str]]]:
    found: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    for subject, pairs in values:
        for variable, written in pairs:
            if written:
                found[variable].append((subject, written))
    return found


def _typed(
    identity: UUID,
    name: str,
    subject: AttributeSubject,
    written: str,
    values: list[tuple[UUID, str]],
    place: int,
) -> Attribute:
    """The attribute of the type that its variable says, where all values fit; else of text."""
    attribute = Attribute(identity, name, subject, _TYPES.get(written, AttributeType.TEXT), place)
    if all(normal_value(attribute, value) is not None for _, value in values):
        return attribute
    return Attribute(identity, name, subject, AttributeType.TEXT, place)


def _plain(attribute: Attribute, written: str) -> str:
    return normal_value(attribute, written) or ""


def speaking_selections(draft: DraftStudy) -> Iterator[tuple[bytes, UUID]]:
    """Which selections are somebody's turns: the identity of the selection as 16 bytes, and participant."""
    return ((selection.bytes, case.id) for case in draft.project.cases for selection in case.selections)
