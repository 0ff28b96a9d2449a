"""A round’s shared folder: copies leave snapshots in it, and the lead’s project takes them home.

Only what is whole is read. What is not yet, is named, and looked at again the next time.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.difference import difference
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.model.team import GivenCopy, Round
from qualcode.model.teamwork.merge_plan import MergePlan
from qualcode.model.teamwork.rounds import coders_of_round, shared_rounds
from qualcode.model.teamwork.shared_folder import (
    folder_here,
    kept_folder,
    may_be_snapshot,
    result_name,
    snapshot_name,
)
from qualcode.operations.teamwork.giving import copy_here
from qualcode.operations.teamwork.taking_in import (
    EVERYBODYS,
    everybodys_work,
    may_take_in,
    set_folder,
    take_in,
)
from qualcode.project.copying import made_or_gone
from qualcode.project.merging import reading_other
from qualcode.project.project import Project
from qualcode.project.record import Record
from qualcode.project.teamwork.returning import ReturnedCopy, read_returned
from qualcode.storage import snapshots
from qualcode.storage.snapshots import Snapshot

_MISSING: Final = (
    "The folder {} of round “{}” is not there; connect its drive, or choose another folder in Team…."
)


@dataclass(frozen=True, slots=True)
class Unread:
    """A file in a shared folder that could not be read, and why, in a sentence."""

    path: Path
    why: str

    @property
    def name(self) -> str:
        return self.path.name


@dataclass(frozen=True, eq=False)
class FolderNews:
    """What is new in shared folders: copies to bring home, others’ work to take in, and files not read."""

    copies: tuple[ReturnedCopy, ...] = ()
    others: tuple[Study, ...] = ()
    unread: tuple[Unread, ...] = ()
    missing: tuple[str, ...] = ()
    """Folders that are not there, in a sentence each."""

    @property
    def is_news(self) -> bool:
        return bool(self.copies or self.others)


def sharing(project: Project, round_id: UUID, folder: Path) -> ChangeSet:
    """The step by which a round’s team shares a folder.

    Raises QualcodeError where there is none, and where the project itself lies in it.
    """
    folder = folder.expanduser().absolute()
    if not folder.is_dir():
        raise QualcodeError(f"There is no folder {folder}; make it first.")
    if project.path is not None and project.path.resolve().is_relative_to(folder.resolve()):
        raise QualcodeError(
            f"{project.path.name} itself is in {folder}, and a project must not be synchronised while it is "
            "open. Choose another folder, or move the project first."
        )
    return set_folder(project.study, round_id, kept_folder(folder))


# -- leaving ----------------------------------------------------------------------------------------------


def leave(project: Project) -> list[Path]:
    """Leave in shared folders what is due: a copy’s snapshot, or what a closed round of the lead’s holds.

    Gives the files that were written; none where those there are as new. Raises QualcodeError, in a sentence,
    where a folder cannot be used; what was there stays.
    """
    if project.path is None:
        return []
    study = project.whole
    mark = copy_here(study)
    if mark is not None:
        return _leave_copy(project, mark)
    closed = [row for row in shared_rounds(study) if not row.is_open]
    return [path for row in closed for path in _leave_result(project.record(whole=True), row)]


def _leave_copy(project: Project, mark: GivenCopy) -> list[Path]:
    study, hashes = project.whole, project.record(whole=True).hashes()
    team_round = study.rows(Round).get(mark.round_id)
    if team_round is None or not team_round.folder or len(hashes) < 2:
        # The first step is the giving of the copy: the coder has done nothing yet.
        return []
    name = snapshot_name(study.coders[mark.coder_id].name, team_round.name, mark.id.hex)
    target = folder_here(team_round.folder) / name
    if _there(target) == tuple(hashes):
        return []
    snapshots.leave_open(project.database, target)
    return [target]


def _there(target: Path) -> tuple[str, ...]:
    """The steps of what was left before; none where it cannot be read."""
    try:
        if target.exists():
            with snapshots.taken(target) as copy:
                return snapshots.look(copy).hashes
    except QualcodeError:
        pass
    return ()


def _leave_result(record: Record, row: Round) -> list[Path]:
    people = coders_of_round(record.study, row.id)
    if not people:
        return []
    target = folder_here(row.folder) / result_name(row.name)
    tip = record.hashes()[-1]
    label = EVERYBODYS.format(row.name, record.study.info.name, f"{record.study.step:,}", tip[:8])
    try:
        if target.exists():
            with snapshots.taken(target) as copy:
                if snapshots.look(copy).label == label:
                    return []
    except QualcodeError:
        # Whatever it is, it is written again.
        pass
    mark = GivenCopy(new_id(), row.id, people[0].id, record.study.step, tip, now(), is_here=True)
    with TemporaryDirectory(prefix="qualcode-") as folder:
        made = Path(folder) / "result.qualcode"
        change = difference(Study(), everybodys_work(record.study, mark), label)
        with made_or_gone(made) as database:
            database.write(Step(1, now(), people[0].name, label), change)
        snapshots.leave(made, target)
    return [target]


# -- looking ----------------------------------------------------------------------------------------------


def news(record: Record) -> FolderNews:
    """What is new in the shared folders of a project. ``record`` is all there is in it.

    Nothing is opened in a folder: files are copied first, and read there. Never raises for what is in one.
    """
    mark = copy_here(record.study)
    rounds = shared_rounds(record.study)
    found = [_in_folder(record, row, mark) for row in rounds if mark is None or row.id == mark.round_id]
    return FolderNews(
        tuple(copy for each in found for copy in each.copies),
        tuple(study for each in found for study in each.others),
        tuple(file for each in found for file in each.unread),
        tuple(sentence for each in found for sentence in each.missing),
    )


def _in_folder(record: Record, row: Round, mark: GivenCopy | None) -> FolderNews:
    folder = folder_here(row.folder)
    try:
        paths = sorted(path for path in folder.iterdir() if may_be_snapshot(path.name) and path.is_file())
    except OSError:
        return FolderNews(missing=(_MISSING.format(folder, row.name),))
    unread: list[Unread] = []
    looked = list(_looked_at(paths, row, unread))
    if mark is None:
        return replace(_copies(record, _newest(record, looked), unread), unread=tuple(unread))
    # What the lead says comes first: with it the round may be over.
    looked.sort(key=lambda pair: pair[1].copy_id is not None)
    others = tuple(_others(record, [path for path, one in looked if one.copy_id != mark.id], unread))
    return FolderNews(others=others, unread=tuple(unread))


def _looked_at(paths: list[Path], row: Round, unread: list[Unread]) -> Iterator[tuple[Path, Snapshot]]:
    """The files of this round, with what each is."""
    for path in paths:
        try:
            with snapshots.taken(path) as copy:
                found = snapshots.look(copy)
        except QualcodeError as error:
            unread.append(Unread(path, str(error)))
            continue
        if row.id in found.rounds:
            yield path, found


def _newest(record: Record, looked: list[tuple[Path, Snapshot]]) -> list[Path]:
    """Files of given copies that hold something not brought back yet: not what another file goes on from."""
    known = record.study.rows(GivenCopy)
    found: list[Path] = []
    for place, (path, one) in enumerate(looked):
        if one.copy_id is None or not one.hashes:
            continue
        row = known.get(one.copy_id)
        home = () if row is None else (*row.tips, row.returned_hash)
        others = [
            other for at, (_, other) in enumerate(looked) if at != place and other.copy_id == one.copy_id
        ]
        if one.hashes[-1] in home or any(_goes_on(other, one) for other in others):
            continue
        # The same file twice, as where one was copied by hand, counts once.
        if any(other.hashes == one.hashes for _, other in looked[:place]):
            continue
        if len(one.hashes) > 1:
            found.append(path)
    return found


def _goes_on(longer: Snapshot, shorter: Snapshot) -> bool:
    number = len(shorter.hashes)
    return len(longer.hashes) > number and longer.hashes[:number] == shorter.hashes


def _copies(record: Record, paths: list[Path], unread: list[Unread]) -> FolderNews:
    copies = []
    for path in paths:
        try:
            copies.append(read_snapshot(record, path))
        except QualcodeError as error:
            unread.append(Unread(path, str(error)))
    return FolderNews(tuple(copies))


def read_snapshot(record: Record, path: Path) -> ReturnedCopy:
    """Read a copy in a shared folder that comes home. Raises QualcodeError where it cannot be."""
    with snapshots.taken(path) as copy:
        snapshots.bring_up_to_date(copy)
        found = read_returned(record, str(copy), called=path.name)
    return replace(found, other=replace(found.other, name=path.name))


def _others(record: Record, paths: list[Path], unread: list[Unread]) -> Iterator[Study]:
    """What others left that is not in a copy yet; nothing as long as the round is blind."""
    study, mark = record.study, copy_here(record.study)
    for path in paths:
        try:
            with snapshots.taken(path) as copy:
                snapshots.bring_up_to_date(copy)
                with reading_other(record, str(copy)) as project:
                    theirs = project.whole
            if mark is None or not may_take_in(study, mark.round_id, theirs):
                continue
            plan = take_in(study, theirs)
        except QualcodeError as error:
            unread.append(Unread(path, str(error)))
            continue
        if plan.change:
            yield theirs
            # The next file is compared with what is there once this one is in.
            study = study.after(plan.change)


def taking_in(study: Study, theirs: Study) -> MergePlan:
    """What taking in others’ work does. ``study`` is all there is in the copy."""
    return take_in(study, theirs)
