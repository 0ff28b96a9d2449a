"""Checking a whole project: the file, its foreign keys, the journal's chain, and every invariant."""

from collections.abc import Iterator

from qualcode.model.errors import ConflictError
from qualcode.model.invariants import broken_invariants
from qualcode.model.study import Study
from qualcode.project.project import Project


def problems(project: Project) -> list[str]:
    """Everything that is wrong, one sentence each; empty for a sound project."""
    # What lies in the database now, not what this program remembers having put there.
    stored = project.database.load()
    return [
        *project.database.damages(),
        *broken_invariants(stored),
        *_texts_that_changed(stored),
        *_journal_problems(project, stored),
    ]


def _texts_that_changed(study: Study) -> Iterator[str]:
    for transcript in study.transcripts_in_order:
        text = study.text_version(transcript.id).text
        if text.hash_of_letters() != text.sha256:
            yield f"the text of {transcript.name} is not the one that was saved"


def _journal_problems(project: Project, stored: Study) -> Iterator[str]:
    study = Study()
    for step, change, wrong in project.database.replay():
        if wrong:
            yield wrong
        try:
            study = study.after(change)
        except ConflictError:
            yield f"step {step.number} of the journal does not follow from those before it"
            return
    if study != stored:
        yield "the journal, replayed from the start, does not give the project as it is"
