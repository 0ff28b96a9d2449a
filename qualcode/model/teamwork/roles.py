"""Who has which role in a project."""

from typing import Final
from uuid import UUID

from qualcode.model.entities import Coder
from qualcode.model.study import Study
from qualcode.model.team import Membership, TeamRole

ROLES: Final = tuple(TeamRole)
"""From the one who may do all to the one who may do nothing but read."""

NO_LEAD: Final = "A project has at least one lead; make somebody else a lead first."


def roles_by_coder(study: Study) -> dict[UUID, TeamRole]:
    """The roles that were given, by coder."""
    return {row.coder_id: row.role for row in study.rows(Membership).values()}


def leads(study: Study) -> list[Coder]:
    """The leads of a project, in the order of coders."""
    roles = roles_by_coder(study)
    return [row for row in study.coders_in_order if roles.get(row.id) is TeamRole.LEAD]


def has_lead(study: Study) -> bool:
    """Whether somebody is a lead, or nobody has any role."""
    return not study.rows(Membership) or bool(leads(study))
