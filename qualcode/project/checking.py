"""Checking a whole project: the file, its tables and texts, every invariant, and the whole journal."""

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.model.errors import ConflictError, UnsoundError
from qualcode.model.invariants import broken_invariants
from qualcode.model.study import Study
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.storage.database import Database
from qualcode.storage.soundness import history_lost, text_faults
from qualcode.storage.values import noting


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the steps in the journal, and a sentence for everything that is wrong."""

    steps: int
    problems: tuple[str, ...]


def check_project(address: str) -> Checked:
    """Check the project at ``address``, also one that is too damaged to be opened.

    Raises QualcodeError where there is nothing to check.
    """
    try:
        project = open_project(address, writing=False)
    except UnsoundError as error:
        return Checked(0, error.findings)
    try:
        return Checked(project.study.step, tuple(problems(project)))
    finally:
        project.close()


def problems(project: Project) -> list[str]:
    """Everything that is wrong, one sentence each; empty for a sound project."""
    database = project.database
    found: list[str] = []
    broken: list[str] = []
    for look in (database.damages, database.strange_parts):
        with noting(found):
            found += look()
    stored = _stored(database, found)
    if stored is not None:
        found += [*broken_invariants(stored), *text_faults(database, stored)]
    with noting(broken):
        broken += database.journal_faults()
    if stored is None or broken:
        return found + broken
    return found + (history_lost(stored) or list(_replay_problems(project, stored)))


def _stored(database: Database, found: list[str]) -> Study | None:
    """What lies in the database now, not what this program remembers having put there."""
    try:
        return database.load()
    except UnsoundError as error:
        found += error.findings
        return None


def _replay_problems(project: Project, stored: Study) -> Iterator[str]:
    study, number = Study(), 0
    try:
        for step, change in project.database.replay():
            if step.number > stored.step:
                # Made since: a check may look at a project that somebody works on.
                break
            number = step.number
            study = study.after(change)
    except UnsoundError as error:
        yield from error.findings
        return
    except (ConflictError, LookupError, ValueError, TypeError, AssertionError):
        # All but the first only where somebody wrote a step by hand and hashed it.
        yield f"step {number} of the journal does not follow from those before it"
        return
    if study != stored:
        yield "the journal, replayed from the start, does not give the project as it is"
