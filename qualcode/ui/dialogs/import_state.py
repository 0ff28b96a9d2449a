"""What the import window knows, without the window: files read so far, and what is wrong with others."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.model.progress import Progress
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.operations.documents import DocumentImport, add_transcripts
from qualcode.ui import on_demand


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that can be imported. ``words`` counts what stands between spaces: about right."""

    transcript: ReadTranscript
    words: int
    speakers: str
    notes: str


@dataclass(frozen=True, slots=True)
class RefusedFile:
    """A file that cannot be imported, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class ImportState:
    """Files that were read, in order, and those that could not be."""

    files: tuple[ReadFile, ...] = ()
    refused: tuple[RefusedFile, ...] = ()

    def with_more(self, more: "ImportState") -> "ImportState":
        """These files and others; one that is here already does not come again."""
        known = {file.transcript.source_sha256 for file in self.files}
        fresh = tuple(file for file in more.files if file.transcript.source_sha256 not in known)
        named = {file.name for file in self.refused}
        refused = tuple(file for file in more.refused if file.name not in named)
        return ImportState(self.files + fresh, self.refused + refused)

    def with_kind(self, place: int, kind: TranscriptKind) -> "ImportState":
        """The file at ``place`` is of another kind than was guessed."""
        file = self.files[place]
        changed = replace(file, transcript=replace(file.transcript, kind=kind))
        return replace(self, files=(*self.files[:place], changed, *self.files[place + 1 :]))

    def without(self, place: int) -> "ImportState":
        """The same without the file at ``place``."""
        return replace(self, files=self.files[:place] + self.files[place + 1 :])

    @property
    def button(self) -> str:
        """What the one button says."""
        number = len(self.files)
        return f"Import {number} {'transcript' if number == 1 else 'transcripts'}" if number else "Import"

    @property
    def summary(self) -> str:
        """How much there is, in one line."""
        if not self.files and not self.refused:
            return ""
        words = sum(file.words for file in self.files)
        parts = [f"About {words:,} words in {_counted(len(self.files), 'transcript')}."] if self.files else []
        if self.refused:
            parts.append(
                f"{_counted(len(self.refused), 'file')} cannot be imported; the reasons are beside them."
            )
        return " ".join(parts)


def read_files(paths: Sequence[Path], progress: Progress) -> ImportState:
    """Read files and folders; may be cancelled through ``progress``."""
    read, refused = on_demand.read_folder(paths, progress)
    return ImportState(
        tuple(_described(transcript) for transcript in read),
        tuple(RefusedFile(item.path.name, item.reason) for item in refused),
    )


def work_out(study: Study, state: ImportState, progress: Progress) -> DocumentImport:
    """The change that adds what was read."""
    progress(0, 0, "Adding the transcripts")
    return add_transcripts(study, [file.transcript for file in state.files])


def _described(transcript: ReadTranscript) -> ReadFile:
    roles = {turn.label: turn.role for turn in transcript.turns}
    speakers = ", ".join(
        f"{label} ({turns}{', interviewer' if roles[label] is Role.INTERVIEWER else ''})"
        for label, turns in transcript.labels.items()
    )
    notes = list(transcript.warnings)
    if transcript.remarks:
        notes.append(
            f"{_counted(len(transcript.remarks), 'comment or note', 'comments and notes')} become memos."
        )
    if not speakers:
        notes.append("No speakers were found.")
    return ReadFile(transcript, len(transcript.text.split()), speakers or "none found", " ".join(notes))


def _counted(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"
