"""What the options of ``qualcode import`` make of the files that were read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from qualcode.importers.reading import Refused
from qualcode.importers.source_file import ReadSource
from qualcode.importers.tables.surveys import SurveyLayout
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.model.machine.progress import Progress
from qualcode.model.study import Study
from qualcode.model.transcript import Role, TranscriptKind
from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, CaptionLines, PdfLines, ReadingChoices
from qualcode.model.words.in_words import some_of
from qualcode.model.words.name_order import name_order
from qualcode.project.importing.guides import GuideChoice, in_words, marking_choice
from qualcode.project.importing.listed import Again, ReadFile, listed_source
from qualcode.project.importing.sources import FoundSources, read_understood
from qualcode.project.importing.state import ImportState, known_of
from qualcode.project.importing.table_uses import TableUse
from qualcode.project.importing.tables import TableFile
from qualcode.project.importing.times_told import times_told

_SHOWN: Final = 12
_TABLES: Final = {
    TableUse.CODEBOOK: "The file is a codebook: “qualcode codebook import PROJECT FILE” reads it.",
    TableUse.CODINGS: "The file holds codings: “qualcode codings import PROJECT FILE” reads them.",
    TableUse.SURVEY: "The file looks like a survey: add --survey to import its answers.",
    TableUse.PARTICIPANTS: "The file looks like a list of participants: “qualcode attributes import PROJECT "
    "FILE” reads it. Where it is a survey, add --survey.",
    TableUse.TRANSCRIPTS: "The file looks like a list of transcripts: “qualcode attributes import PROJECT "
    "FILE” reads it. Where it is a survey, add --survey.",
}


@dataclass(frozen=True, slots=True)
class SurveyChoice:
    """How tables are read as surveys; columns by title, and what is not said is guessed."""

    identifier: str | None
    answers: tuple[str, ...]
    attributes: tuple[str, ...]
    layout: SurveyLayout


@dataclass(frozen=True, slots=True)
class SpeakerChoice:
    """What happens to the speakers of every file; who asks is also told by the new names."""

    interviewers: tuple[str, ...] = ()
    names: Mapping[str, str] | None = None
    merge_spellings: bool = False


@dataclass(frozen=True, slots=True)
class LineChoice:
    """How lines of captions and of a PDF are read; None for what is not said."""

    captions: str | None
    pdf_lines: str | None
    keep_hyphens: bool | None

    @property
    def tells(self) -> bool:
        """Whether anything is said."""
        return (self.captions, self.pdf_lines, self.keep_hyphens) != (None, None, None)

    def over(self, remembered: ReadingChoices | None) -> ReadingChoices:
        """What is said, and else what the project remembers."""
        usual = remembered or AS_RECOGNISED
        return ReadingChoices(
            captions=CaptionLines(self.captions) if self.captions else usual.captions,
            pdf_lines=PdfLines(self.pdf_lines) if self.pdf_lines else usual.pdf_lines,
            whole_words=usual.whole_words if self.keep_hyphens is None else not self.keep_hyphens,
        )


def guide_choice(
    marking: str | None,
    speakers: tuple[str, ...],
    not_speakers: tuple[str, ...],
    within: tuple[str, ...],
) -> GuideChoice:
    """How speakers are marked, as options tell it. Raises QualcodeError where that is no way to mark them."""
    how, column, pattern = (None, 0, "") if marking is None else marking_choice(marking)
    return GuideChoice({}, how, column, pattern, speakers, not_speakers, within)


def told_of(file: ReadFile) -> list[str]:
    """What was told about the speakers of a file, now or at an earlier import, and where its times are."""
    told, times = in_words(file.guide), times_told(file.original)
    return [*([f"Speakers as set: {told}."] if told else []), *([times] if times else [])]


def doubts_of(file: ReadFile) -> list[str]:
    """What is doubtful about the speakers of a file, and which options settle it."""
    read = file.original
    told = [*([read.verdict] if read.verdict else []), *file.role_doubts]
    if file.asks:
        told.append("Interviewers: none; --interviewer LABEL changes that.")
    for what, labels, option in (
        ("Not taken for speakers", read.doubts, "--speaker"),
        ("Taken for speakers", read.odd, "--not-speaker"),
    ):
        if labels:
            shown = ", ".join(f"{label} ({count})" for label, count in labels[:_SHOWN])
            more = f" and {len(labels) - _SHOWN:,} more" if len(labels) > _SHOWN else ""
            told.append(f"{what}: {shown}{more}; {option} LABEL changes that.")
    return told


def read_all(
    paths: Sequence[Path],
    survey: SurveyChoice | None,
    speakers: SpeakerChoice,
    kind: TranscriptKind | None,
    progress: Progress,
    guides: GuideChoice,
    choices: ReadingChoices = AS_RECOGNISED,
) -> tuple[FoundSources, list[Refused]]:
    """The transcripts and surveys of files and folders, and what could not be read."""
    answers, refused = read_understood(
        paths, progress, interviewers=speakers.interviewers, kind=kind, choices=choices, guides=guides
    )
    tables: list[TableFile] = []
    unread = list(refused)
    for path, value in answers:
        if not isinstance(value, TableFile):
            continue
        if survey is None:
            unread.append(Refused(path, _TABLES[value.use]))
            continue
        try:
            tables.append(_survey(value, survey))
        except UnreadableFileError as error:
            unread.append(Refused(path, str(error)))
    read = [value for _, value in answers if isinstance(value, ReadSource)]
    listed = [replace(listed_source(value), kind_chosen=kind is not None) for value in read]
    files = _settled(listed, speakers)
    return FoundSources(tuple(files), tuple(tables)), unread


def chosen(study: Study, found: FoundSources, again: Again) -> ImportState:
    """What is to be imported into a study, and what becomes of files that it has already.

    Those that have not changed are imported once more where they are to be added.
    """
    state = ImportState(known=known_of(study)).with_more(found)
    if again is Again.SKIP:
        return state
    return replace(
        state,
        files=tuple(_again(file, again) for file in state.files),
        tables=tuple(replace(table, wanted=True) if again is Again.ADD else table for table in state.tables),
    )


def with_details_of(state: ImportState, label: str) -> ImportState:
    """The details of each file are those of the speaker who is called so there.

    Raises QualcodeError where nobody is in any file.
    """
    labels = {name for file in state.files for name in file.transcript.labels}
    if state.files and label not in labels:
        told = some_of(sorted(labels, key=name_order), "no speakers")
        raise QualcodeError(f"No speaker is called “{label}”; there are {told}.")
    for place, file in enumerate(state.files):
        if label in file.transcript.labels:
            state = state.with_details_of(place, label)
    return state


def _again(file: ReadFile, again: Again) -> ReadFile:
    if file.changed is not None:
        return file.with_again(again)
    return replace(file, wanted=True) if again is Again.ADD else file


def _survey(table: TableFile, choice: SurveyChoice) -> TableFile:
    survey = table.with_use(TableUse.SURVEY).with_layout(choice.layout)
    survey = survey.with_titles(choice.identifier, choice.answers, choice.attributes)
    if survey.problem:
        raise UnreadableFileError("No column has open answers; name one with --answers.")
    return survey


def _settled(files: Sequence[ReadFile], speakers: SpeakerChoice) -> list[ReadFile]:
    """The files with spellings merged, then new names, then those who ask."""
    names = speakers.names or {}
    labels = {label for file in files for label in file.transcript.labels}
    unknown = [name for name in names if name not in labels]
    if unknown and files:
        known = some_of(sorted(labels, key=name_order), "no speakers")
        raise QualcodeError(f"No speaker is called “{unknown[0]}”; there are {known}.")
    settled = []
    for file in files:
        merges = {}
        if speakers.merge_spellings:
            merges = {other: found.keep for found in file.variants for other in found.others}
        own = {old: new for old, new in names.items() if old in file.transcript.labels}
        # Who goes by several spellings goes by the new name under all of them.
        new = file.renamed(merges).renamed({merges.get(old, old): name for old, name in own.items()})
        settled.append(new.with_roles(speakers.interviewers, Role.INTERVIEWER))
    return settled
