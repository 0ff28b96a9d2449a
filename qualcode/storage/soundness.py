"""Whether what a database holds is sound: file, foreign keys, the journal's chain, every invariant."""

from collections.abc import Iterator

from qualcode.model.errors import ConflictError
from qualcode.model.invariants import broken_invariants
from qualcode.model.study import Study
from qualcode.storage.database import Database


def problems(database: Database) -> list[str]:
    """Everything that is wrong, one sentence each; empty for a sound project."""
    # What lies in the database now, not what this program remembers having put there.
    stored = database.load()
    return [
        *database.damages(),
        *broken_invariants(stored),
        *_texts_that_changed(stored),
        *_journal_problems(database, stored),
    ]


def _texts_that_changed(study: Study) -> Iterator[str]:
    for transcript in study.transcripts_in_order:
        text = study.text_version(transcript.id).text
        if text.hash_of_letters() != text.sha256:
            yield f"the text of {transcript.name} is not the one that was saved"


def _journal_problems(database: Database, stored: Study) -> Iterator[str]:
    study = Study()
    for step, change, wrong in database.replay():
        if wrong:
            yield wrong
        try:
            study = study.after(change)
        except ConflictError:
            yield f"step {step.number} of the journal does not follow from those before it"
            return
    if study != stored:
        yield "the journal, replayed from the start, does not give the project as it is"
