"""A team's Word template in use: read, checked, and the look of the Word documents written meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcode.exporters.document.word_template import MOST_BYTES, checked_template
from qualcode.exporters.document.write import styled_like
from qualcode.importers.guarded.foreign_file import beginning_of
from qualcode.model.errors import QualcodeError


@contextmanager
def looking_like(template: Path | None, target: Path, *, strictly: bool = True) -> Iterator[None]:
    """Write ``target`` in this block with the styles of a template; None: in ours.

    Raises QualcodeError for a template that cannot be used and, ``strictly``, for a target that is no
    Word document.
    """
    if template is None:
        yield
    elif target.suffix.lower() == ".docx":
        with styled_like(template_at(template)):
            yield
    elif strictly:
        raise QualcodeError(
            f"A template is the look of Word documents only; “{target.name}” is not one. Leave it out."
        )
    else:
        yield


@contextmanager
def all_looking_like(template: Path | None) -> Iterator[None]:
    """Write every Word document in this block with the styles of a template; None: in ours."""
    if template is None:
        yield
        return
    with styled_like(template_at(template)):
        yield


def template_at(path: Path) -> bytes:
    """The template in a file. Raises QualcodeError where it cannot be one."""
    content = beginning_of(path, MOST_BYTES + 1, f"The template “{path}” could not be read")
    return checked_template(content, path.name)
