"""Roles in a project: who is a lead, a coder or a reader, and giving somebody another role."""

from collections.abc import Mapping
from dataclasses import replace

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Coder
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.team import Membership, TeamRole
from qualcode.model.teamwork.roles import NO_LEAD, ROLES, roles_by_coder
from qualcode.model.words.in_words import counted
from qualcode.operations.coders import find_coder, new_coder
from qualcode.operations.draft import Draft


def role_of(study: Study, name: str, most: TeamRole = TeamRole.LEAD) -> TeamRole:
    """What somebody of this name may do, but no more than ``most``.

    Where nobody has been given a role everybody may do all, as a lead; where somebody has, anybody else
    is a coder.
    """
    rows = study.rows(Membership)
    if not rows:
        return most
    coder = find_coder(study, name)
    own = TeamRole.CODER if coder is None else roles_by_coder(study).get(coder.id, TeamRole.CODER)
    return max(own, most, key=ROLES.index)


def set_roles(study: Study, wanted: Mapping[str, TeamRole], by: str) -> ChangeSet:
    """Give people roles, by name; whoever is new to the project comes along.

    With the first roles ``by`` becomes a lead, unless they have one of them: else nobody could give
    roles any more. Raises QualcodeError where nobody would be a lead.
    """
    draft = Draft(study)
    known = {row.coder_id: row for row in study.rows(Membership).values()}
    first = wanted and not known and TeamRole.LEAD not in wanted.values()
    people = {by: TeamRole.LEAD, **wanted} if first else dict(wanted)
    colours, there = [row.colour for row in study.coders.values()], set(study.coders)
    given: list[tuple[Coder, TeamRole]] = []
    roles = roles_by_coder(study)
    for name, role in people.items():
        coder = find_coder(study, name) or new_coder(name, colours)
        if coder.id not in there:
            there.add(coder.id)
            colours.append(coder.colour)
            draft.put(coder)
        row = known.get(coder.id)
        if row is None:
            draft.put(Membership(new_id(), coder.id, role))
        elif row.role is not role:
            draft.put(replace(row, role=role))
        else:
            continue
        roles[coder.id] = role
        given.append((coder, role))
    if roles and TeamRole.LEAD not in roles.values():
        raise QualcodeError(NO_LEAD)
    return draft.change(_label(given))


def _label(given: list[tuple[Coder, TeamRole]]) -> str:
    if len(given) > 2:
        return f"Give {counted(len(given), 'person', 'people')} roles"
    told = " and ".join(f"{coder.name} {role}" for coder, role in given)
    return f"Make {told}" if given else "Give roles"
