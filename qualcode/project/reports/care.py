"""What to bear in mind before a report is passed on, which no reader of it needs to know."""

from collections.abc import Iterable
from typing import Final

from qualcode.model.entities import AttributeSubject
from qualcode.model.machine.coder_here import system_user
from qualcode.model.questions.kinds import AnyQuestion
from qualcode.model.questions.papers import AuditQuestion
from qualcode.model.questions.reports import ParticipantsQuestion
from qualcode.model.step import Step
from qualcode.model.study import Study

_TOGETHER: Final = (
    "What is recorded about each participant is brought together in this file. Taken together, it can reveal "
    "who somebody is: check it before you pass it on."
)

_ACCOUNT: Final = (
    "The audit trail names “{}”, which is what your account on this computer is called; readers may ask who "
    "that is."
)


def care_in_words(study: Study, questions: Iterable[AnyQuestion], steps: Iterable[Step] = ()) -> str:
    """Said beside files that answer these questions, never in them; mostly nothing.

    ``steps`` are those that an audit trail among them lists.
    """
    kinds = {type(question) for question in questions}
    together = _of_participants(study) if ParticipantsQuestion in kinds else ""
    here = _of_who_is_here(steps) if AuditQuestion in kinds else ""
    return " ".join(filter(None, (together, here)))


def _of_who_is_here(steps: Iterable[Step]) -> str:
    """Whose name in the audit trail is that of an account, of which readers do not know whose it is."""
    here = system_user()
    return _ACCOUNT.format(here) if any(step.coder == here for step in steps) else ""


def _of_participants(study: Study) -> str:
    recorded = {row.id for row in study.attributes_in_order if row.subject is AttributeSubject.PARTICIPANT}
    people = study.participants_in_order
    return _TOGETHER if any(recorded & study.values_of(row.id).keys() for row in people) else ""
