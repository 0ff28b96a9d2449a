"""Plain lists of a study as files, with what is said of them: codebook, attributes, steps, differences."""

from collections.abc import Sequence
from pathlib import Path

from qualcode.analysis.captions.lists import (
    about_attributes,
    about_codes,
    about_differences,
    about_history,
)
from qualcode.analysis.cited_words import without_cited_words
from qualcode.exporters.agreement.differences_file import write_differences
from qualcode.exporters.codebook.codebook_file import write_codebook
from qualcode.exporters.formats import DOCUMENT_ENDINGS
from qualcode.exporters.tables.attributes_file import write_attributes
from qualcode.exporters.tables.history_file import write_history
from qualcode.exporters.tables.sheet_properties import signed_like
from qualcode.model.entities import AttributeSubject
from qualcode.model.front import front_of
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.teamwork.readings import ReadingDifference
from qualcode.operations.merging.foreign_identities import in_foreign_identities


def export_codes(path: Path, study: Study) -> int:
    """Write the codebook as csv, xlsx, qdc, docx, html or pdf; returns how many codes it has.

    What people read has no words of those who may not be quoted; what is read back has every word.
    """
    if path.suffix.lower() in DOCUMENT_ENDINGS:
        study = without_cited_words(study)
    with signed_like(front_of(study.info, "", None)):
        return write_codebook(path, in_foreign_identities(study), about_codes(study))


def export_attributes(path: Path, study: Study, subject: AttributeSubject) -> int:
    """Write the attributes of participants or transcripts as csv or xlsx; returns how many rows."""
    with signed_like(front_of(study.info, "", None)):
        return write_attributes(path, study, subject, about_attributes(study, subject))


def export_history(path: Path, study: Study, steps: Sequence[tuple[Step, bool]], words: str = "") -> int:
    """Write steps, and whether each is in force, as csv or xlsx; ``words`` is what they were narrowed by."""
    with signed_like(front_of(study.info, "", None)):
        return write_history(path, steps, about_history(study, len(steps), words))


def export_differences(path: Path, study: Study, found: Sequence[ReadingDifference]) -> int:
    """Write passages that two coders read differently as csv or xlsx; returns how many."""
    coders = (study.coders[found[0].one_id].name, study.coders[found[0].other_id].name) if found else None
    settled = sum(each.decision is not None for each in found)
    with signed_like(front_of(study.info, "", None)):
        return write_differences(path, study, found, about_differences(study, coders, len(found), settled))
