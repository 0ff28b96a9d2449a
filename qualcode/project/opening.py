"""Making and opening projects by file path or server address: the one place where the parts meet."""

from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.model.errors import QualcodeError
from qualcode.model.identity import is_over
from qualcode.model.machine.address import is_server, server_address, shown
from qualcode.model.machine.project_file import SUFFIX
from qualcode.model.machine.ways import NEW_ON_SERVER
from qualcode.model.study import Study
from qualcode.model.team import TeamRole
from qualcode.operations.project import new_project
from qualcode.operations.teamwork.roles import set_roles
from qualcode.project.project import Project
from qualcode.storage import backups, opening
from qualcode.storage.schema import REVISION

SCHEMA: Final = REVISION
"""The schema of every project that this program has open: older ones are brought up to it."""


def create_project(
    address: str, coder: str, name: str = "", project_id: UUID | None = None, reason: str = ""
) -> Project:
    """A new project at ``address``; a file name without an ending gets ``.qualcode``.

    ``project_id`` None: an identity of its own. ``reason`` is why the project's first steps are made, for the
    history.

    Raises QualcodeError where something is there already or cannot be written.
    """
    address = _with_suffix(address)
    if not is_server(address):
        backups.check_not_among_copies(Path(address))
    database = opening.create(address)
    project = Project(database, Study(), _whole(address))
    project.reason = reason
    try:
        project.do(new_project(name or _default_name(address), project_id=project_id), coder)
    except BaseException:
        project.close()
        if database.path is not None:
            # What holds no project yet is nobody's loss, and would be in the way of trying again.
            database.path.unlink(missing_ok=True)
        raise
    return project


def create_team_project(address: str, coder: str, name: str = "", reason: str = "") -> Project:
    """A new project whose maker leads it: so that who comes later is a coder until they get another role.

    Raises QualcodeError as ``create_project`` does.
    """
    project = create_project(address, coder, name, reason=reason)
    try:
        project.do(set_roles(project.study, {coder: TeamRole.LEAD}, coder), coder)
    except BaseException:
        project.close()
        raise
    return project


def open_project(address: str, *, writing: bool = True, reading_will_do: bool = False) -> Project:
    """The project at ``address``. Raises QualcodeError, in one sentence, where it cannot be opened.

    With ``writing`` False a project file may be open elsewhere at the same time; no step can be
    made then. Nor can it, where ``reading_will_do``, in a file that may not be changed.
    """
    database, study = opening.open_database(address, writing=writing, reading_will_do=reading_will_do)
    project = Project(database, study, _whole(address))
    if study.step == 0:
        project.close()
        raise QualcodeError(_broken_off(address))
    # What is done now is later, also where the clock has been put back a little since.
    is_over(project.history.steps[-1].at)
    return project


def _broken_off(address: str) -> str:
    if is_server(address):
        return f"Creating the project at this address was interrupted; create it again with {NEW_ON_SERVER}."
    return f"{address} contains no project; creating it was interrupted. Delete it and start again."


def migrate_project(address: str) -> opening.Migrated:
    """Bring a project up to this program's schema; the schema numbers before and after."""
    return opening.migrate_database(address)


def _with_suffix(address: str) -> str:
    if is_server(address) or Path(address).suffix:
        return address
    return address + SUFFIX


def _default_name(address: str) -> str:
    return server_address(address).database if is_server(address) else Path(address).stem


def _whole(address: str) -> str:
    """The address by which a project is found again from anywhere; it holds no password."""
    return shown(address) if is_server(address) else str(Path(address).absolute())
