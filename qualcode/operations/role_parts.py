"""What becomes of roles when coders are deleted or merged into another."""

from dataclasses import replace
from uuid import UUID

from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.team import Membership, TeamRole
from qualcode.model.teamwork.roles import NO_LEAD, ROLES
from qualcode.operations.draft import Draft


def drop_roles(study: Study, draft: Draft, gone: set[UUID], target: UUID | None = None) -> None:
    """Take away the roles of coders who go; ``target``, who stands for them, keeps the higher one.

    Raises QualcodeError where nobody would be a lead.
    """
    rows = {row.coder_id: row for row in study.rows(Membership).values()}
    leaving = [row for key, row in rows.items() if key in gone]
    draft.drop(*leaving)
    if target is None or not leaving:
        left = [row.role for key, row in rows.items() if key not in gone]
        if leaving and left and TeamRole.LEAD not in left:
            raise QualcodeError(NO_LEAD)
        return
    own = rows.get(target, Membership(new_id(), target, TeamRole.CODER))
    best = min((own.role, *(row.role for row in leaving)), key=ROLES.index)
    if target not in rows or best is not own.role:
        draft.put(replace(own, role=best))
