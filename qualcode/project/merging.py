"""Another project read and compared with the open one, and what merging it would do."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Final

from qualcode.model.entities import TextVersion
from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.program_files import is_program_file
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.study import Study
from qualcode.model.teamwork.merge_plan import MergePlan, Side
from qualcode.model.teamwork.sight import ALL, Sight
from qualcode.model.words.in_words import listed
from qualcode.operations.merging.merging import merge
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.record import Record

_NAMED: Final = 3
_READING: Final = "texts"
_LOOKING: Final = "what both projects have"


@dataclass(frozen=True, eq=False)
class OtherProject:
    """A project that is to be merged: its study, and the last state that both had, where there was one."""

    name: str
    study: Study
    common: Study | None
    note: str = ""
    """What happened when it was opened, in a sentence."""
    imported: bool = False
    """Whether it is the project of another program: it is imported then, not merged."""
    file: str = ""
    """Its file by name; empty where it has none. A copy is called as ours is."""
    coders: tuple[str, ...] = ()
    """Who has worked there since it parted from ours."""

    @property
    def common_step(self) -> int:
        """The last step that both had; 0 where they have nothing in common."""
        return 0 if self.common is None else self.common.step

    def label(self, sight: Sight = ALL) -> str:
        """What the step is called that takes it over, in the history and where it is undone.

        While a round is blind it tells nothing of who has worked there.
        """
        origin = f" from “{self.file}”" if self.file else ""
        told = self.coders and not sight.is_blind
        work = f", with what {listed(self.coders, _NAMED)} did" if told else ""
        return f"{'Import' if self.imported else 'Merge'} “{self.name}”{origin}{work}"


def read_other(ours: Record, address: str, progress: Progress = no_progress) -> OtherProject:
    """Read the project at ``address`` and find where it parted from ours.

    Raises QualcodeError where it cannot be opened, or is ours.
    """
    with reading_other(ours, address, progress) as project:
        progress(0, 0, _LOOKING)
        record = project.record(whole=True)
        step = _parted(ours, record)
        common = record.study_at(step).at_step(step) if step else None
        keep_texts(common, progress)
        since = dict.fromkeys(each.coder for each in record.steps[step:] if step and each.coder)
        file = _file_name(record.database.path)
        return OtherProject(project.name, record.study, common, project.note, file=file, coders=(*since,))


def _file_name(path: Path | None) -> str:
    """A file as it is called; what cannot be written of its name is left out."""
    return "" if path is None else path.name.encode("utf-8", "ignore").decode()


@contextmanager
def reading_other(ours: Record, address: str, progress: Progress = no_progress) -> Iterator[Project]:
    """The project at ``address`` while it is read; afterwards its texts are still at hand.

    Raises QualcodeError where it cannot be opened, or is ours.
    """
    if _is_open(ours, address):
        raise QualcodeError("That is the project which is open; choose the one that is to be merged into it.")
    if _is_of_another_program(Path(address)):
        called = Path(address).name
        raise QualcodeError(f"“{called}” is a project of another program. Import it instead of merging it.")
    progress(0, 0, Path(address).name)
    project = open_project(address, writing=False)
    try:
        yield project
        keep_texts(project.whole, progress)
    finally:
        project.close()


def keep_texts(study: Study | None, progress: Progress = no_progress) -> None:
    """The file is closed again: whatever is still to be read of it is read now."""
    versions = () if study is None else study.rows(TextVersion).values()
    for place, version in enumerate(versions):
        progress(place, len(versions), _READING)
        version.text.keep()


def _is_of_another_program(path: Path) -> bool:
    # What cannot be looked at is told better where it is opened.
    with suppress(OSError, ValueError):
        return is_program_file(path)
    return False


def _is_open(ours: Record, address: str) -> bool:
    """Whether an address names our own file. It must not even be looked into: that would end its locks."""
    path, other = ours.database.path, Path(address)
    # A name with NUL in it is none; opening it says so.
    with suppress(OSError, ValueError):
        return path is not None and path.samefile(other)
    return False


def _parted(ours: Record, theirs: Record) -> int:
    """The last step that both have."""
    pairs = zip(ours.hashes(), theirs.hashes(), strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def merge_plan(
    study: Study,
    other: OtherProject,
    chosen: Mapping[str, Side] | None = None,
    preferred: Side = Side.OURS,
    sight: Sight = ALL,
    progress: Progress = no_progress,
) -> MergePlan:
    """What merging the other project does, with these choices, as far as ``sight`` reaches."""
    return merge(
        study,
        other.study,
        other.common,
        chosen=chosen,
        preferred=preferred,
        label=other.label(sight),
        sight=sight,
        progress=progress,
    )
