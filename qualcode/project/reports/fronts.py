"""The front of documents, filled from the project: the same by window and command."""

from pathlib import Path

from qualcode.exporters.document.logo import MOST_BYTES, logo_of
from qualcode.model.errors import QualcodeError
from qualcode.model.front import AS_IN_THE_PROJECT, Front, FrontWords, front_of, logo_text
from qualcode.model.machine.refusals import in_words
from qualcode.project.record import Record


def front(record: Record, title: str, words: FrontWords = AS_IN_THE_PROJECT) -> Front:
    """The front of a document about the project as it stands; its date is that of the last step."""
    steps = record.steps
    return front_of(record.study.info, title, steps[-1].at if steps else None, words)


def logo_at(path: Path) -> str:
    """The picture in a file as a logo is kept. Raises QualcodeError where it is none."""
    try:
        with path.open("rb") as stream:
            # One byte more tells a file that is too large without reading all of it.
            content = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise QualcodeError(
            in_words(f"“{path.name or path}” could not be read", error, reading=True)
        ) from error
    return logo_text(logo_of(content, path.name))
