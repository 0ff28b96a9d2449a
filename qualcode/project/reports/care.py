"""What to bear in mind before a report is passed on, which no reader of it needs to know."""

from collections.abc import Iterable
from typing import Final

from qualcode.model.entities import AttributeSubject
from qualcode.model.questions.kinds import AnyQuestion
from qualcode.model.questions.reports import ParticipantsQuestion
from qualcode.model.study import Study

_TOGETHER: Final = (
    "What is recorded about each participant is brought together in this file. Taken together, it can reveal "
    "who somebody is: check it before you pass it on."
)


def care_in_words(study: Study, questions: Iterable[AnyQuestion]) -> str:
    """Said beside files that answer these questions, never in them; mostly nothing."""
    if not any(isinstance(question, ParticipantsQuestion) for question in questions):
        return ""
    recorded = {row.id for row in study.attributes_in_order if row.subject is AttributeSubject.PARTICIPANT}
    people = study.participants_in_order
    return _TOGETHER if any(recorded & study.values_of(row.id).keys() for row in people) else ""
