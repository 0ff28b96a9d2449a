"""What one can do with versions of the codebook: give the present one a name, rename it, forget it."""

from dataclasses import replace
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.codes.codebook_version import codebook_content, codebook_sha256
from qualcode.model.codes.named_versions import versions_in_order
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.papers import CodebookVersion
from qualcode.model.study import Study
from qualcode.operations.checks import existing, free_name
from qualcode.operations.draft import Draft

_NOUN = "version of the codebook"


def name_version(study: Study, name: str, author: str, note: str = "") -> ChangeSet:
    """Give the codebook as it is now a name, so that it can be told, and compared with, later.

    Refused where there is no code, and for a name that another version has.
    """
    if not study.codes:
        raise QualcodeError("There is no code yet, so there is no version to name; add a code first.")
    row = CodebookVersion(
        new_id(),
        _free(study, name),
        note.strip(),
        study.step,
        codebook_sha256(study),
        codebook_content(study),
        author,
        now(),
    )
    draft = Draft(study)
    draft.put(row)
    return draft.change(f"Name this version of the codebook “{row.name}”")


def edit_version(study: Study, version_id: UUID, name: str, note: str) -> ChangeSet:
    """Call a version otherwise, or note something else about it; what it holds stays."""
    row = existing(study, CodebookVersion, version_id)
    draft = Draft(study)
    draft.put(replace(row, name=_free(study, name, row), note=note.strip()))
    return draft.change(f"Edit the version of the codebook “{row.name}”")


def delete_version(study: Study, version_id: UUID) -> ChangeSet:
    """Forget a version; the codebook itself stays as it is."""
    row = existing(study, CodebookVersion, version_id)
    draft = Draft(study)
    draft.drop(row)
    return draft.change(f"Delete the version of the codebook “{row.name}”")


def _free(study: Study, name: str, own: CodebookVersion | None = None) -> str:
    return free_name(name, _NOUN, (row.name for row in versions_in_order(study) if row != own))
