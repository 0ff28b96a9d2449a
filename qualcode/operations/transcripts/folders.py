"""What one can do with folders of transcripts: make, rename, move and delete them, and put transcripts in."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.change import ChangeSet
from qualcode.model.entities import Folder, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key
from qualcode.operations.checks import all_existing, existing, free_name, tidy_name
from qualcode.operations.draft import Draft


def add_folder(
    study: Study, path: str, parent_id: UUID | None = None, transcript_ids: Sequence[UUID] = ()
) -> tuple[Folder, ChangeSet]:
    """A new folder after those beside it, holding these transcripts; ``A > B`` makes A as well where missing.

    Refused where there is such a folder.
    """
    if parent_id is not None:
        existing(study, Folder, parent_id)
    draft = Draft(study)
    folder, is_new = _ensured(study, draft, path, parent_id)
    if not is_new:
        raise QualcodeError(f"There is already a folder named “{folder.name}”; choose another name.")
    rows = all_existing(study, Transcript, transcript_ids)
    draft.put(*(replace(row, folder_id=folder.id) for row in rows))
    with_what = f" with {_names_of(rows)}" if rows else ""
    change = draft.change("")
    return folder, change.labelled(f"Add the folder {_named(study.after(change), folder)}{with_what}")


def file_under(study: Study, transcript_ids: Sequence[UUID], path: str) -> ChangeSet:
    """Move transcripts to the end of the folder with this path, made where it is missing."""
    rows = all_existing(study, Transcript, transcript_ids)
    folder, is_new = _ensured(study, Draft(study), path, None)
    if not is_new:
        return place_transcripts(study, transcript_ids, folder.id)
    made, change = add_folder(study, path, None, transcript_ids)
    return change.labelled(f"Move {_names_of(rows)} to the new folder {_named(study.after(change), made)}")


def rename_folder(study: Study, folder_id: UUID, name: str) -> ChangeSet:
    """Give a folder another name. Refused where one beside it has the name."""
    folder = existing(study, Folder, folder_id)
    beside = [row.name for row in study.folders.children(folder.parent_id) if row.id != folder_id]
    renamed = replace(folder, name=free_name(_folder_name(name), "folder", beside))
    draft = Draft(study)
    draft.put(renamed)
    return draft.change(f"Rename the folder “{folder.name}” to “{renamed.name}”")


def move_folders(
    study: Study, folder_ids: Sequence[UUID], parent_id: UUID | None, index: int | None = None
) -> ChangeSet:
    """Put folders into another (None: at the top), before the one at ``index`` of those that stay there.

    None puts them at the end. Refused into themselves, and where a folder there has the same name.
    """
    folders = all_existing(study, Folder, folder_ids)
    moved = {row.id for row in folders}
    _refuse_inside_itself(study, folders, parent_id)
    staying = [row for row in study.folders.children(parent_id) if row.id not in moved]
    taken = {name_key(row.name) for row in staying}
    for row in folders:
        if name_key(row.name) in taken:
            raise QualcodeError(f"There is already a folder named “{row.name}” there; rename one of the two.")
        taken.add(name_key(row.name))
    place = len(staying) if index is None else max(0, min(index, len(staying)))
    order = [*staying[:place], *folders, *staying[place:]]
    named = f"the folder “{folders[0].name}”" if len(folders) == 1 else counted(len(folders), "folder")
    where = "to the top" if parent_id is None else f"into {_named(study, study.rows(Folder)[parent_id])}"
    same_parent = all(row.parent_id == parent_id for row in folders)
    label = f"Reorder {named}" if same_parent else f"Move {named} {where}"
    if same_parent and order == list(study.folders.children(parent_id)):
        return ChangeSet(label)
    draft = Draft(study)
    draft.put(*(replace(row, parent_id=parent_id, position=number) for number, row in enumerate(order)))
    return draft.change(label)


def place_transcripts(
    study: Study, transcript_ids: Sequence[UUID], folder_id: UUID | None, before_id: UUID | None = None
) -> ChangeSet:
    """Put transcripts into a folder (None: into none), in their order, before one that is there.

    Without ``before_id`` they come after those that are there.
    """
    rows = all_existing(study, Transcript, transcript_ids)
    folder = None if folder_id is None else existing(study, Folder, folder_id)
    moved = {row.id for row in rows}
    there = [row for row in study.transcripts_in_order if row.folder_id == folder_id]
    staying = [row for row in there if row.id not in moved]
    place = next((number for number, row in enumerate(staying) if row.id == before_id), len(staying))
    order = [*staying[:place], *rows, *staying[place:]]
    if all(row.folder_id == folder_id for row in rows):
        label = f"Reorder {_names_of(rows)}"
    elif folder is None:
        label = f"Take {_names_of(rows)} out of {_folders_of(study, rows)}"
    else:
        label = f"Move {_names_of(rows)} to {_named(study, folder)}"
    draft = Draft(study)
    if [row.id for row in order] != [row.id for row in there]:
        for row, position in zip(order, _positions(order, moved), strict=True):
            draft.put(replace(row, folder_id=folder_id, position=position))
    return draft.change(label)


def _positions(order: Sequence[Transcript], moved: Collection[UUID]) -> list[int]:
    """Positions in which the order is kept, so that as few as possible of the others get another one."""
    up = _climbing([None if row.id in moved else row.position for row in order])
    down = [
        -place for place in _climbing([None if row.id in moved else -row.position for row in reversed(order)])
    ][::-1]
    return min(up, down, key=lambda found: _changes(order, found))


def _climbing(wanted: Sequence[int | None]) -> list[int]:
    """Numbers that rise, each as wanted where that is more than the one before it."""
    found: list[int] = []
    for number in wanted:
        least = found[-1] + 1 if found else None
        kept = number if least is None or number is None else max(number, least)
        found.append((least or 0) if kept is None else kept)
    return found


def _changes(order: Sequence[Transcript], found: Sequence[int]) -> int:
    return sum(row.position != place for row, place in zip(order, found, strict=True))


def delete_folders(study: Study, folder_ids: Sequence[UUID]) -> ChangeSet:
    """Delete folders with those in them; the transcripts stay, in the folder above or in none."""
    folders = all_existing(study, Folder, folder_ids)
    gone = {row.id for row in folders}
    gone |= {below.id for row in folders for below in study.folders.below(row.id)}
    draft = Draft(study)
    last = max((row.position for row in study.transcripts.values()), default=-1)
    freed = [row for row in study.transcripts_in_order if row.folder_id in gone]
    for number, row in enumerate(freed):
        # After those that are there, so that both keep their order.
        draft.put(replace(row, folder_id=_above(study, row.folder_id, gone), position=last + 1 + number))
    draft.drop(*(row for row in reversed(study.folders.in_order) if row.id in gone))
    named = f"the folder “{folders[0].name}”" if len(folders) == 1 else counted(len(folders), "folder")
    kept = f"; {counted(len(freed), 'transcript')} kept" if freed else ""
    return draft.change(f"Delete {named}{kept}")


def _above(study: Study, folder_id: UUID | None, gone: set[UUID]) -> UUID | None:
    """The nearest folder above that stays."""
    while folder_id is not None and folder_id in gone:
        folder_id = study.rows(Folder)[folder_id].parent_id
    return folder_id


def _ensured(study: Study, draft: Draft, path: str, parent_id: UUID | None) -> tuple[Folder, bool]:
    """The folder with this path below ``parent_id``, and whether it had to be made."""
    found: Folder | None = None
    is_new = False
    for part in path.split(PATH_SEPARATOR):
        name = _folder_name(part)
        beside = () if is_new else study.folders.children(parent_id)
        found = next((row for row in beside if name_key(row.name) == name_key(name)), None)
        if found is None:
            position = max((row.position for row in beside), default=-1) + 1
            found, is_new = Folder(new_id(), name, position, parent_id), True
            draft.put(found)
        parent_id = found.id
    if found is None:
        raise AssertionError("a path has at least one name")
    return found, is_new


def _named(study: Study, folder: Folder) -> str:
    """A folder that something comes into: two waves may have a folder of the same name each."""
    return f"“{study.folders.paths[folder.id]}”"


def _folder_name(name: str) -> str:
    tidy = tidy_name(" ".join(name.split()), "folder")
    if PATH_SEPARATOR in f" {tidy} ":
        raise QualcodeError(
            f"“{tidy}” cannot be a folder’s name, because “ > ” is what separates a folder from the one "
            "it is in; write it without “>”."
        )
    return tidy


def _refuse_inside_itself(study: Study, folders: Sequence[Folder], parent_id: UUID | None) -> None:
    above = None if parent_id is None else existing(study, Folder, parent_id)
    moved = {row.id: row for row in folders}
    while above is not None:
        if above.id in moved:
            raise QualcodeError(f"“{above.name}” cannot be moved into itself; choose another folder.")
        above = None if above.parent_id is None else study.rows(Folder)[above.parent_id]


def _names_of(rows: Sequence[Transcript]) -> str:
    return rows[0].name if len(rows) == 1 else counted(len(rows), "transcript")


def _folders_of(study: Study, rows: Sequence[Transcript]) -> str:
    folders = {row.folder_id for row in rows if row.folder_id is not None}
    return f"“{study.rows(Folder)[folders.pop()].name}”" if len(folders) == 1 else "their folders"
