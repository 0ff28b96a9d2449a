"""What one can do with sets of codes: make, rename, fill, delete."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Code, CodeSet, CodeSetMember
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.operations.checks import all_existing, existing, free_name
from qualcode.operations.draft import Draft


def add_code_set(study: Study, name: str, code_ids: Sequence[UUID] = ()) -> tuple[CodeSet, ChangeSet]:
    """A new set holding these codes. Its name must be free."""
    free = free_name(name, "code set", _names(study))
    position = max((row.position for row in study.rows(CodeSet).values()), default=-1) + 1
    new = CodeSet(new_id(), free, position)
    draft = Draft(study)
    draft.put(new)
    codes = all_existing(study, Code, dict.fromkeys(code_ids))
    draft.put(*(CodeSetMember(new_id(), new.id, code.id) for code in codes))
    return new, draft.change(f"Add the code set “{free}”")


def rename_code_set(study: Study, set_id: UUID, name: str) -> ChangeSet:
    """Give a set another name."""
    before = existing(study, CodeSet, set_id)
    free = free_name(name, "code set", [taken for taken in _names(study) if taken != before.name])
    draft = Draft(study)
    draft.put(replace(before, name=free))
    return draft.change(f"Rename the code set “{before.name}” to “{free}”")


def set_codes_of_set(study: Study, set_id: UUID, code_ids: Sequence[UUID]) -> ChangeSet:
    """Let a set hold these codes and no others."""
    row = existing(study, CodeSet, set_id)
    wanted = {code.id for code in all_existing(study, Code, dict.fromkeys(code_ids))}
    members = [item for item in study.rows(CodeSetMember).values() if item.set_id == set_id]
    there = {item.code_id for item in members}
    draft = Draft(study)
    draft.drop(*(item for item in members if item.code_id not in wanted))
    ordered = [code.id for code in study.codes_in_order if code.id in wanted - there]
    draft.put(*(CodeSetMember(new_id(), set_id, code_id) for code_id in ordered))
    return draft.change(f"Fill the code set “{row.name}” with {counted(len(wanted), 'code')}")


def delete_code_set(study: Study, set_id: UUID) -> ChangeSet:
    """Delete a set; its codes stay."""
    row = existing(study, CodeSet, set_id)
    draft = Draft(study)
    draft.drop(*(item for item in study.rows(CodeSetMember).values() if item.set_id == set_id))
    draft.drop(row)
    return draft.change(f"Delete the code set “{row.name}”")


def leave_sets(study: Study, draft: Draft, gone: set[UUID], into: UUID | None = None) -> None:
    """Take codes that go out of their sets; where they are merged, ``into`` takes their places."""
    members = [item for item in study.rows(CodeSetMember).values() if item.code_id in gone]
    draft.drop(*members)
    if into is None:
        return
    has = {item.set_id for item in study.rows(CodeSetMember).values() if item.code_id == into}
    missing = [set_id for set_id in dict.fromkeys(item.set_id for item in members) if set_id not in has]
    draft.put(*(CodeSetMember(new_id(), set_id, into) for set_id in missing))


def _names(study: Study) -> list[str]:
    return [row.name for row in study.rows(CodeSet).values()]
