"""A file of another program read, calibrated and compared with the open project: an import is a merge."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.isolated import read_apart
from qualcode.importers.programs.other_programs import read_program
from qualcode.importers.refi.calibration import Calibration, calibrated
from qualcode.model.entities import TextVersion
from qualcode.model.exchange.document import ExchangedProject
from qualcode.model.exchange.kept import TITLE, Kept, kept_in
from qualcode.model.exchange.positions import Counting
from qualcode.model.exchange.program_files import QUALCODER_FILE
from qualcode.model.exchange.told import Told
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.words.in_words import counted
from qualcode.operations.exchanging.completing import completed
from qualcode.operations.exchanging.recognising import recognised
from qualcode.operations.exchanging.study import imported_study
from qualcode.project.merging import OtherProject
from qualcode.project.record import Record

_MEGABYTE: Final = 1024 * 1024
_LARGER: Final = replace(
    DEFAULT_LIMITS, seconds_per_file=600.0, unpacked_bytes=2048 * _MEGABYTE, file_bytes=1024 * _MEGABYTE
)
"""A whole project is larger than a transcript."""

_COMPARING: Final = "comparing with this project"


@dataclass(frozen=True, eq=False)
class ReadExchange:
    """A file as it was read, its positions not yet settled; ``kept`` is its note for this program."""

    name: str
    project: ExchangedProject
    kept: str

    @property
    def in_words(self) -> str:
        """What was read, and which program wrote it."""
        what = "codebook" if self.project.codebook_only else "project"
        origin = self.project.origin
        written = f", written by {origin}" if origin else ""
        return f"“{self.name}” holds the {what} “{self.project.name}”{written}."

    @property
    def choices(self) -> tuple[str, ...]:
        """The projects in the file, where one of them has to be chosen before anything is read."""
        return self.project.choices


@dataclass(frozen=True, eq=False)
class ComparedExchange:
    """The file as a study that can be merged, how its positions were read, and what there is to tell."""

    other: OtherProject
    calibrations: tuple[Calibration, ...]
    told: tuple[Told, ...]

    @property
    def unsure(self) -> tuple[Calibration, ...]:
        """Sources whose positions a person has to settle."""
        return tuple(each for each in self.calibrations if not each.sure)

    @property
    def positions(self) -> tuple[str, list[str]]:
        """How positions were read, in words: of all, and of each source, those that are not sure first."""
        chosen = sum(each.chosen for each in self.calibrations)
        sure = len(self.calibrations) - len(self.unsure) - chosen
        said = f"Positions: sure in {sure:,} of {counted(len(self.calibrations), 'source')}"
        order = sorted(self.calibrations, key=lambda each: each.sure)
        return said + (f", chosen in {chosen:,}" if chosen else ""), [_read_as(each) for each in order]


def _read_as(each: Calibration) -> str:
    told = f"{each.name}: {each.in_words}"
    if each.chosen:
        return f"{told} – as chosen"
    return told if each.sure else f"{told} – not sure"


def read_exchange(
    path: Path, progress: Progress = no_progress, wanted: str = "", limits: ImportLimits = _LARGER
) -> ReadExchange:
    """Read the file or folder of a project of another program in a process apart.

    ``wanted`` names one of several projects in the file. Raises UnreadableFileError.
    """
    if path.is_dir() and (path / QUALCODER_FILE).is_file():
        path /= QUALCODER_FILE
    read = partial(read_program, limits=limits, wanted=wanted)
    project = read_apart(read, path, progress=progress, limits=limits)
    return of_project(path.name, project)


def of_project(name: str, project: ExchangedProject) -> ReadExchange:
    """What was read, with the note of this program apart from those of people."""
    kept = next((note.text for note in project.notes if note.name == TITLE), "")
    notes = tuple(note for note in project.notes if note.name != TITLE)
    return ReadExchange(name, replace(project, notes=notes), kept)


def compared(
    ours: Record,
    read: ReadExchange,
    positions: Counting | None = None,
    chosen: Mapping[UUID, Counting] | None = None,
    progress: Progress = no_progress,
) -> ComparedExchange:
    """The file as a study beside ours; ``positions`` and ``chosen`` are what a person said of positions."""
    kept = _kept(read, ours.study)
    stated = None if kept is None else kept.counting
    found = calibrated(read.project.sources, read.project.origin, chosen, positions, stated, progress)
    places = {identity: (each.best.starts, each.best.ends) for identity, each in found.items()}
    known = ours.study if kept is None else kept.study
    progress(0, 0, _COMPARING)
    imported = imported_study(read.project, places, known, progress)
    progress(0, 0, _COMPARING)
    # What went out from here has our GUIDs; others that it comes back with are new at every export.
    study = recognised(imported.study, known, keeping=kept is None)
    progress(0, 0, _COMPARING)
    cases = {case.id for case in read.project.cases}
    study = completed(study, known, cases, whole=kept is not None)
    other = OtherProject(read.project.name, study, _common(ours, kept), imported=True)
    return ComparedExchange(other, tuple(found.values()), imported.told)


def _kept(read: ReadExchange, ours: Study) -> Kept | None:
    """What the note says; the texts that it is about are in the file or, where they were changed, in ours."""
    if not read.kept:
        return None
    texts = {row.text.sha256: row.text.read() for row in ours.rows(TextVersion).values()}
    found = (StoredText.of(source.text.text) for source in read.project.sources if source.text is not None)
    return kept_in(read.kept, texts | {text.sha256: text.read() for text in found})


def _common(ours: Record, kept: Kept | None) -> Study | None:
    """Our study as it was when the file was written, where it was written from this project."""
    if kept is None or not kept.hash:
        return None
    hashes = ours.hashes()
    if not 0 < kept.step <= len(hashes) or hashes[kept.step - 1] != kept.hash:
        return None
    common = ours.study_at(kept.step).at_step(kept.step)
    for version in common.rows(TextVersion).values():
        version.text.keep()
    return common
