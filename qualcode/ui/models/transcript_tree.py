"""The transcripts of a study as a tree: folders, what is in them, and what is in none by its kind."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from qualcode.model.entities import Folder, Transcript
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind, TranscriptStatus
from qualcode.model.transcripts.transcript_sorting import TranscriptSorting, in_sorting

ROOT: Final = 0


@dataclass(slots=True)
class Branch:
    """A folder, a kind, or a transcript; ``above`` and ``below`` are places in the list of all branches."""

    thing: Folder | TranscriptKind | Transcript | None
    above: int
    row: int
    below: list[int] = field(default_factory=list)

    @property
    def key(self) -> UUID | str:
        """What stays the same while the branch is the same one."""
        if isinstance(self.thing, (Folder, Transcript)):
            return self.thing.id
        return "" if self.thing is None else str(self.thing)


@dataclass(frozen=True, slots=True)
class ShownTranscripts:
    """In which order transcripts are shown, and of which statuses; none: of all."""

    sorting: TranscriptSorting = TranscriptSorting.OWN
    statuses: frozenset[TranscriptStatus] = frozenset()

    def shows(self, row: Transcript) -> bool:
        return not self.statuses or row.status in self.statuses


def branches_of(study: Study, shown: ShownTranscripts, share: Callable[[UUID], float]) -> list[Branch]:
    """All branches; the first is what they all hang on. With statuses, folders without any are left out."""
    rows: dict[UUID | None, list[Transcript]] = {}
    for row in filter(shown.shows, study.transcripts_in_order):
        rows.setdefault(row.folder_id, []).append(row)
    found = [Branch(None, ROOT, 0)]

    def add(thing: Folder | TranscriptKind | Transcript, above: int) -> int:
        place = len(found)
        found.append(Branch(thing, above, len(found[above].below)))
        found[above].below.append(place)
        return place

    def fill(transcripts: Sequence[Transcript], above: int) -> None:
        for row in in_sorting(study, transcripts, shown.sorting, lambda row: share(row.id)):
            add(row, above)

    filled = _filled(study, rows) if shown.statuses else None

    def unfold(folder_id: UUID | None, above: int) -> None:
        for folder in study.folders.children(folder_id):
            if filled is None or folder.id in filled:
                place = add(folder, above)
                unfold(folder.id, place)
                fill(rows.get(folder.id, ()), place)

    unfold(None, ROOT)
    for kind in TranscriptKind:
        loose = [row for row in rows.get(None, ()) if row.kind is kind]
        if loose:
            fill(loose, add(kind, ROOT))
    return found


def _filled(study: Study, folders: Collection[UUID | None]) -> set[UUID]:
    """These folders and all above them."""
    found: set[UUID] = set()
    for folder_id in folders:
        above = folder_id
        while above is not None and above not in found:
            found.add(above)
            above = study.rows(Folder)[above].parent_id
    return found


def alike(one: Sequence[Branch], other: Sequence[Branch]) -> bool:
    """Whether the same branches are in the same places."""
    return len(one) == len(other) and all(
        mine.key == theirs.key and mine.above == theirs.above for mine, theirs in zip(one, other, strict=True)
    )
