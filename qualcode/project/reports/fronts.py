"""The front of documents, filled from the project: the same by window and command."""

from pathlib import Path

from qualcode.exporters.document.logo import MOST_BYTES, logo_of
from qualcode.importers.guarded.foreign_file import beginning_of
from qualcode.model.front import AS_IN_THE_PROJECT, Front, FrontWords, front_of, logo_text
from qualcode.project.record import Record


def front(record: Record, title: str, words: FrontWords = AS_IN_THE_PROJECT) -> Front:
    """The front of a document about the project as it stands; its date is that of the last step."""
    steps = record.steps
    return front_of(record.study.info, title, steps[-1].at if steps else None, words)


def logo_at(path: Path) -> str:
    """The picture in a file as a logo is kept. Raises QualcodeError where it is none."""
    # One byte more tells a file that is too large without reading all of it.
    content = beginning_of(path, MOST_BYTES + 1, f"“{path.name or path}” could not be read")
    return logo_text(logo_of(content, path.name))
