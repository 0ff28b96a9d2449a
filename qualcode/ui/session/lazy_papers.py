"""What papers need, as the window asks for it; what needs the database is loaded when it is called."""

from typing import TYPE_CHECKING

from qualcode.model.papers import Checklist
from qualcode.model.results.checklists import AnsweredItem

if TYPE_CHECKING:
    from qualcode.project.record import Record


def answered_items(record: "Record", checklist: Checklist) -> tuple[AnsweredItem, ...]:
    """Every item of a checklist with what the project knows and what people said."""
    from qualcode.project.reports.checklist_answers import answered_items as answered

    return answered(record, checklist)
