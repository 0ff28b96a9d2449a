"""Versions of the codebook that have a name, oldest first, and the one that a name stands for."""

from qualcode.model.codes.codebook_version import codebook_sha256
from qualcode.model.errors import QualcodeError
from qualcode.model.papers import CodebookVersion
from qualcode.model.study import Study
from qualcode.model.words.in_words import briefly, some_of
from qualcode.model.words.names import name_key

NOW = "now"
"""Stands for the codebook as it is, where a version is named."""


def versions_in_order(study: Study) -> tuple[CodebookVersion, ...]:
    """The named versions, oldest first."""
    return tuple(sorted(study.rows(CodebookVersion).values(), key=lambda row: (row.named_at, row.id)))


def version_named(study: Study, name: str) -> CodebookVersion:
    """The version with this name, in any capitals. Raises QualcodeError where there is none."""
    rows = versions_in_order(study)
    for row in rows:
        if name_key(row.name) == name_key(name):
            return row
    names = some_of([row.name for row in rows])
    raise QualcodeError(
        f"There is no version of the codebook named “{briefly(name)}”; versions of this project: {names}."
    )


def version_today(study: Study) -> CodebookVersion | None:
    """The latest named version that the codebook of today still is; None where it has changed since."""
    today = codebook_sha256(study)
    return next((row for row in reversed(versions_in_order(study)) if row.sha256 == today), None)
