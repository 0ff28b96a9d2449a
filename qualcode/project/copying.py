"""Whole copies of a project: of one that may be open anywhere, and of the one that is open here.

What is open here is saved even where its file was moved, deleted or replaced: from the file itself, which the
program still holds, else from the newest copy of it that is an earlier state of the same history, else from
the study alone.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from qualcode.model.difference import difference
from qualcode.model.entities import TextVersion
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.model.machine.project_file import SUFFIX, is_there
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.project.guarding import check_copied
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.storage import backups, copying, opening, whole_copy
from qualcode.storage.database import Database

_AS_IT_WAS_OPEN = "as it was open"
_WITHOUT_HISTORY = "Saved under a new name, without a history that could not be read"
_LABEL = "Saved under a new name: what was open, without its single steps"


def copy_project(address: str, target: Path) -> Path:
    """A whole copy of the project at ``address``, which may be open anywhere; gives the file's name.

    Raises QualcodeError where there is something already or it cannot be written.
    """
    backups.check_not_among_copies(target)
    return whole_copy.copy_project(address, target)


def check_may_copy(address: str, name: str) -> None:
    """Raise QualcodeError where somebody of this name may not see all that is in the project.

    What cannot be opened is not judged: a copy of it may be what saves it.
    """
    try:
        project = open_project(address, writing=False)
    except QualcodeError:
        return
    with closing(project):
        project.viewer = name
        check_copied(project.whole, project.sight)


def copy_without_history(address: str, target: Path, coder: str) -> Path:
    """What the project at ``address`` holds as one step in a new file, whatever became of its journal.

    Raises UnsoundError where not even that is what was saved, and otherwise as ``copy_project``.
    """
    backups.check_not_among_copies(target)
    target = whole_copy.with_ending(target)
    database, study = opening.open_without_history(address)
    with closing(database):
        change = difference(Study(), study, _WITHOUT_HISTORY)
        if not change:
            raise QualcodeError(f"{address} holds nothing that could be saved.")
        with made_or_gone(target) as copy:
            copy.write(Step(1, now(), coder, change.label), change)
    return target


@contextmanager
def made_or_gone(target: Path) -> Iterator[Database]:
    """A new project; where something fails nothing is left of it."""
    made = opening.create(str(target))
    try:
        with closing(made):
            yield made
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise


def save_copy(project: Project, target: Path) -> Path:
    """A whole copy of the open project; gives the file's name. Raises as ``copy_project``.

    Raises QualcodeError as well for whoever may not see all there is. On any thread, as long as the project
    makes no step meanwhile.
    """
    check_copied(project.whole, project.sight)
    backups.check_not_among_copies(target)
    return _copied(project, target)


def _copied(project: Project, target: Path) -> Path:
    target = whole_copy.with_ending(target)
    database = project.database
    if database.path is None:
        whole_copy.copy_server(database.engine, target)
    else:
        database.copy_to(target)
    return target


def save_what_is_open(project: Project, target: Path) -> Path:
    """The open project under a new name, whatever became of its file; with its history where that is left.

    Raises QualcodeError where there is something already, a text can no longer be read, or the new file
    cannot be written; nothing is left of it then.
    """
    backups.check_not_among_copies(target)
    return _saved(project, whole_copy.with_ending(target))


def _saved(project: Project, target: Path) -> Path:
    if project.database.holds_what_is_known():
        # A file that cannot be read to the end is followed by what is in memory.
        with suppress(QualcodeError):
            return _copied(project, target)
    if is_there(target):
        raise QualcodeError(f"{target} exists already; choose another name.")
    try:
        _write_again(project, target)
    except BaseException:
        with suppress(OSError):
            target.unlink(missing_ok=True)
        raise
    return target


def keep_what_is_open(project: Project) -> Path | None:
    """Save what is open among the copies of the project, under a name that says so; None for a server."""
    if project.path is None:
        return None
    name = f"{backups.stem_of_copies(project.path)} {backups.stamp(now())} {_AS_IT_WAS_OPEN}"
    with backups.folder_of_copies(project.path) as folder:
        return _saved(project, copying.free_name(folder, name, SUFFIX))


def _write_again(project: Project, target: Path) -> None:
    base = _earlier_copy(project)
    if base is None:
        database, study = opening.create(str(target)), Study()
    else:
        whole_copy.copy_project(str(base), target, project.path)
        database, study = opening.open_database(str(target), daily_copy=False)
    with closing(database):
        _write_difference(database, study, project)


def _write_difference(database: Database, study: Study, project: Project) -> None:
    change = difference(study, project.whole, _LABEL)
    for row in (item.after for item in change.rows):
        if isinstance(row, TextVersion) and row.text.hash_now() != row.text.sha256:
            raise QualcodeError("A text of this project can no longer be read, so it was not saved.")
    if change:
        coder = project.history.steps[-1].coder if project.history.steps else ""
        database.write(Step(study.step + 1, now(), coder, change.label), change)


def _earlier_copy(project: Project) -> Path | None:
    """The newest copy of the project's file that its history begins with."""
    path = project.path
    if path is None:
        return None
    return next((copy for copy in reversed(backups.copies(path)) if _is_beginning(copy, project)), None)


def _is_beginning(copy: Path, project: Project) -> bool:
    try:
        database, _ = opening.open_database(str(copy), writing=False)
    except QualcodeError:
        return False
    with closing(database):
        steps = tuple(database.steps())
    return bool(steps) and project.history.steps[: len(steps)] == steps
