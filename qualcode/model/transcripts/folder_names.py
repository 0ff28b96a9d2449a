"""Folders and statuses of transcripts by what people type: found in any spelling, or with what was meant."""

from uuid import UUID

from qualcode.model.entities import Folder
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.words.in_words import briefly
from qualcode.model.words.names import name_or_path
from qualcode.model.words.nearest import known_names
from qualcode.model.words.spelling import named


def folder_named(study: Study, name: str) -> Folder:
    """The folder with this full path or, where only one has it, this name.

    Raises QualcodeError where there is none or more than one.
    """
    rows, paths = study.folders.in_order, study.folders.paths
    for names in (paths, {row.id: row.name for row in rows}):
        meant = set(named(name.strip(), set(names.values())))
        found = [row for row in rows if names[row.id] in meant]
        if len(found) == 1:
            return found[0]
        if found:
            listed = "”, “".join(paths[row.id] for row in found)
            raise QualcodeError(f"“{briefly(name)}” names several folders; give the full path: “{listed}”.")
    short = {row.name: paths[row.id] for row in rows}
    known = known_names(name, [paths[row.id] for row in rows], "folders", short)
    raise QualcodeError(f"There is no folder named “{briefly(name)}”; {known}")


def status_named(name: str) -> TranscriptStatus:
    """The status of this name, with or without hyphens. Raises QualcodeError where there is none."""
    words = {status.words: status for status in TranscriptStatus}
    for found in named(name.replace("-", " ").strip(), words):
        return words[found]
    known = known_names(name, list(words), "statuses")
    raise QualcodeError(f"There is no status “{briefly(name)}”; {known}")


def short_folder_name(study: Study, folder_id: UUID) -> str:
    """A folder's name where no other folder has it, else its full path."""
    names = (row.name for row in study.folders.in_order)
    return name_or_path(study.rows(Folder)[folder_id].name, names, study.folders.paths[folder_id])
