"""Attributes as variables, participants as cases with their turns, in a REFI-QDA document."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.exporters.refi.elements import attributes, element, holder, reference, words
from qualcode.model.entities import Attribute, AttributeType, AttributeValue, Participant
from qualcode.model.exchange.selections import written_guid, written_guids
from qualcode.model.identity import key_of
from qualcode.model.study import Study

_SHAPES: Final[Mapping[AttributeType, tuple[str, str, re.Pattern[str]]]] = {
    AttributeType.NUMBER: ("Float", "FloatValue", re.compile(r"[+-]?\d+(?:\.\d+)?")),
    AttributeType.DATE: ("Date", "DateValue", re.compile(r"\d{4}-\d\d-\d\d")),
    AttributeType.YES_NO: ("Boolean", "BooleanValue", re.compile("yes|no")),
}
_WHOLE: Final = ("Integer", "IntegerValue", re.compile(r"[+-]?\d+"))
_TEXT: Final = ("Text", "TextValue", re.compile(r"(?s).*"))


class Variables:
    """The attributes of a study: each is of the type that all its values fit, else text."""

    def __init__(self, study: Study) -> None:
        self._study = study
        values: dict[UUID, list[str]] = {}
        for row in study.rows(AttributeValue).values():
            values.setdefault(row.attribute_id, []).append(row.value)
        self._shapes = {
            row.id: self._shape(row, values.get(row.id, ())) for row in study.rows(Attribute).values()
        }

    def _shape(self, row: Attribute, values: Collection[str]) -> tuple[str, str, re.Pattern[str]]:
        # Whole numbers are integers elsewhere, and stay so; without any value either would do.
        narrow = (_WHOLE,) if row.type is AttributeType.NUMBER and values else ()
        shapes = (*narrow, _SHAPES.get(row.type, _TEXT))
        fitting = (shape for shape in shapes if all(shape[2].fullmatch(value) for value in values))
        return next(fitting, _TEXT)

    def written(self) -> str:
        """The element that lists them."""
        return holder(
            "Variables",
            "".join(f"<Variable{self._head(row)}/>" for row in self._study.attributes_in_order),
        )

    def _head(self, row: Attribute) -> str:
        return attributes(guid=written_guid(row.id), name=row.name, typeOfVariable=self._shapes[row.id][0])

    def values_of(self, subject: UUID) -> Iterator[str]:
        """The values of a participant or transcript."""
        values = self._study.values_of(subject)
        for attribute in self._study.attributes_in_order:
            if attribute.id in values:
                kind, name, _ = self._shapes[attribute.id]
                value = values[attribute.id].value
                plain = {"yes": "true", "no": "false"}[value] if kind == "Boolean" else value
                said = words(name, plain) or f"<{name}/>"
                yield f"<VariableValue>{reference('VariableRef', attribute.id)}{said}</VariableValue>"


def cases(study: Study, variables: Variables, *, turns: bool) -> str:
    """Participants as cases; ``turns``: with the turns that are theirs."""
    said: dict[int, list[tuple[UUID, list[str]]]] = {}
    for transcript in study.transcripts_in_order:
        table = study.turns_of(transcript.id)
        for key in np.unique(table.participant).tolist():
            ids = written_guids(table.id[table.participant == key])
            said.setdefault(key, []).append((transcript.id, ids))
    return holder(
        "Cases",
        "".join(
            _case(row, variables, said.get(key_of(row.id), []), turns) for row in study.participants_in_order
        ),
    )


def _case(row: Participant, variables: Variables, said: list[tuple[UUID, list[str]]], turns: bool) -> str:
    content = [words("Description", row.memo), *variables.values_of(row.id)]
    content += (reference("SourceRef", transcript) for transcript, _ in said)
    if turns:
        content += (f'<SelectionRef targetGUID="{turn}"/>' for _, ids in said for turn in ids)
    return element("Case", attributes(guid=written_guid(row.id), name=row.name), "".join(content))
