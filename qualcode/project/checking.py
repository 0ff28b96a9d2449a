"""Checking a whole project: the file, its tables and texts, every invariant, and the whole journal."""

from collections.abc import Iterator
from dataclasses import dataclass

from qualcode.analysis.cited_words import cited_words, codes_that_cite, without_cited_words
from qualcode.model.errors import UnsoundError
from qualcode.model.study import Study
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.storage import soundness


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found: the steps in the journal, and a sentence for everything that is wrong.

    ``advice`` are sentences on what is sound but should be looked at. ``note`` is what happened at
    opening, in a sentence; empty where nothing did.
    """

    steps: int
    problems: tuple[str, ...]
    note: str = ""
    advice: tuple[str, ...] = ()


def check_project(address: str) -> Checked:
    """Check the project at ``address``, also one that is too damaged to be opened.

    Raises QualcodeError where there is nothing to check.
    """
    try:
        project = open_project(address, writing=False)
    except UnsoundError as error:
        return Checked(0, error.findings)
    try:
        found = tuple(problems(project))
        advice = () if found else tuple(_advice(project.study))
        return Checked(project.study.step, found, project.note, advice)
    finally:
        project.close()


def problems(project: Project) -> list[str]:
    """Everything that is wrong, one sentence each; empty for a sound project."""
    return soundness.problems(project.database)


def _advice(study: Study) -> Iterator[str]:
    for code in codes_that_cite(study, without_cited_words(study)):
        yield (
            f"What the codebook says of “{code.name}” holds words of a speaker who may not be quoted. "
            "Documents leave them out; choose another example."
        )
    instead = cited_words(study, [code.name for code in study.codes_in_order])
    for code in study.codes_in_order:
        if code.name in instead:
            yield f"The name of the code “{code.name}” is in the words of a speaker who may not be quoted."
