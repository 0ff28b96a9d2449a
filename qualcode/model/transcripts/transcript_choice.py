"""Which transcripts are meant: by name, by folder, by status."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from qualcode.model.entities import Folder, Transcript
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptStatus
from qualcode.model.transcripts.folder_names import short_folder_name
from qualcode.model.words.in_words import counted, listed


@dataclass(frozen=True, slots=True)
class TranscriptChoice:
    """``transcripts`` and those in ``folders``, as far as they have one of ``statuses``.

    ``transcripts`` None: all, unless there are folders; no statuses: whatever their status. A folder stands
    for whatever is in it, and in the folders in it, when the choice is asked.
    """

    transcripts: tuple[UUID, ...] | None = None
    folders: tuple[UUID, ...] = ()
    statuses: tuple[TranscriptStatus, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether no transcript is left out."""
        return self.transcripts is None and not self.folders and not self.statuses

    def placed(self, study: Study) -> tuple[UUID, ...] | None:
        """Those named and in the folders, whatever their status; None for all."""
        if self.transcripts is None and not self.folders:
            return None
        inside = (row.id for folder in self.folders for row in study.transcripts_in(folder))
        return tuple(dict.fromkeys((*(self.transcripts or ()), *inside)))

    def rows_of(self, study: Study, usual: tuple[UUID, ...] | None = None) -> tuple[UUID, ...] | None:
        """The transcripts that are meant; None for all. ``usual`` takes the place of all of them."""
        found = self.placed(study)
        found = usual if found is None else found
        if not self.statuses:
            return found
        rows = found if found is not None else tuple(row.id for row in study.transcripts_in_order)
        return tuple(row for row in rows if study.transcripts[row].status in self.statuses)

    def in_words(self, study: Study) -> str:
        """“all transcripts”, “folder Wave 1 and 2 chosen transcripts, done”."""
        parts = [f"folder “{short_folder_name(study, row)}”" for row in self.folders]
        if self.transcripts is not None and (self.transcripts or not parts):
            parts.append(_named(study, self.transcripts))
        words = listed(parts) or "all transcripts"
        return ", ".join([words, *filter(None, [self.statuses_in_words()])])

    def statuses_in_words(self) -> str:
        """“done or second reading”; empty where any will do."""
        return " or ".join(status.words for status in self.statuses)

    # -- ticking --------------------------------------------------------------------------------

    def ticking(self, study: Study, row: Folder | Transcript, *, on: bool) -> "TranscriptChoice":
        """The choice after one of the list was ticked, or not any more."""
        if isinstance(row, Folder):
            return self._ticking_folder(study, row, on=on)
        chosen = self._every(study)
        if not on:
            broken = _around(study, row.folder_id)
            kept = [other for other in self._inside(study, broken) if other != row.id]
            folders = tuple(folder for folder in self.folders if folder not in broken)
            return self._of(study, {*chosen, *kept} - {row.id}, folders)
        return self._of(study, {*chosen, row.id}, self.folders)

    def _ticking_folder(self, study: Study, row: Folder, *, on: bool) -> "TranscriptChoice":
        inside = {each.id for each in study.transcripts_in(row.id)}
        below = {row.id, *(each.id for each in study.folders.below(row.id))}
        chosen = self._every(study) - inside
        if on:
            kept = tuple(each for each in self.folders if each not in below)
            return self._of(study, chosen, (*kept, row.id))
        broken = _around(study, row.parent_id)
        chosen |= {each for each in self._inside(study, broken) if each not in inside}
        gone = broken | below
        return self._of(study, chosen, tuple(each for each in self.folders if each not in gone))

    def _every(self, study: Study) -> set[UUID]:
        """Those ticked one by one; where nothing is chosen, all."""
        if self.transcripts is None and not self.folders:
            return set(study.transcripts)
        return set(self.transcripts or ())

    def _inside(self, study: Study, folders: Collection[UUID]) -> list[UUID]:
        """What those of the chosen folders hold that are among ``folders``."""
        return [
            row.id for folder in self.folders if folder in folders for row in study.transcripts_in(folder)
        ]

    def _of(self, study: Study, chosen: set[UUID], folders: tuple[UUID, ...]) -> "TranscriptChoice":
        inside = {row.id for folder in folders for row in study.transcripts_in(folder)}
        rows = tuple(row.id for row in study.transcripts_in_order if row.id in chosen - inside)
        if len(rows) == len(study.transcripts):
            return TranscriptChoice(None, (), self.statuses)
        # With a folder, no transcript beside it; without one, none at all.
        return TranscriptChoice(rows if rows or not folders else None, folders, self.statuses)


def _around(study: Study, folder_id: UUID | None) -> set[UUID]:
    """A folder and those that it is in."""
    found: set[UUID] = set()
    while folder_id is not None:
        found.add(folder_id)
        folder_id = study.rows(Folder)[folder_id].parent_id
    return found


def _named(study: Study, rows: tuple[UUID, ...]) -> str:
    if not rows:
        return "no transcript yet"
    if len(rows) == 1 and rows[0] in study.transcripts:
        return study.transcripts[rows[0]].name
    return counted(len(rows), "chosen transcript")
