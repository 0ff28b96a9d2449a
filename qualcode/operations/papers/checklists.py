"""What one can do with a reporting checklist: answer an item in one's own words, or take the answer back."""

from qualcode.model.change import ChangeSet
from qualcode.model.identity import new_id, now
from qualcode.model.papers import Checklist, ChecklistAnswer
from qualcode.model.results.checklists import answer_to, item_of
from qualcode.model.study import Study
from qualcode.operations.draft import Draft


def answer_item(study: Study, checklist: Checklist, number: int, text: str, author: str) -> ChangeSet:
    """Answer an item; an empty text takes the answer back. Raises QualcodeError for an unknown item."""
    item = item_of(checklist, number)
    known, said = answer_to(study, checklist, number), text.strip()
    draft = Draft(study)
    if known is not None and not said:
        draft.drop(known)
    elif said and (known is None or known.text != said):
        identity = new_id() if known is None else known.id
        draft.put(ChecklistAnswer(identity, checklist, number, said, author, now()))
    verb = "Answer" if said else "Take back the answer to"
    return draft.change(f"{verb} {checklist.upper()} item {number} ({item.name})")
