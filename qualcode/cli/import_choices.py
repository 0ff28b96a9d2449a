"""What the options of ``qualcode import`` make of the files that were read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from qualcode.importers.reading import Refused
from qualcode.importers.reading_choices import AS_RECOGNISED, ReadingChoices
from qualcode.importers.surveys import SurveyLayout
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.model.progress import Progress
from qualcode.model.study import Study
from qualcode.model.transcript import ReadTranscript, Role, TranscriptKind
from qualcode.operations.read_speakers import with_role
from qualcode.project.importing.listed import Again, ReadFile, listed
from qualcode.project.importing.sources import FoundSources, read_understood
from qualcode.project.importing.state import ImportState, known_of
from qualcode.project.importing.tables import TableFile, TableUse

_IS_A_TABLE: Final = (
    "The file is a table: --survey imports the answers of a survey, “qualcode attributes import” a data list."
)


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


def read_all(
    paths: Sequence[Path],
    survey: SurveyChoice | None,
    speakers: SpeakerChoice,
    kind: TranscriptKind | None,
    progress: Progress,
    choices: ReadingChoices = AS_RECOGNISED,
) -> tuple[FoundSources, list[Refused]]:
    """The transcripts and surveys of files and folders, and what could not be read."""
    answers, refused = read_understood(
        paths, progress, interviewers=speakers.interviewers, kind=kind, choices=choices
    )
    tables: list[TableFile] = []
    unread = list(refused)
    for path, value in answers:
        if not isinstance(value, TableFile):
            continue
        if survey is None:
            unread.append(Refused(path, _IS_A_TABLE))
            continue
        try:
            tables.append(_survey(value, survey))
        except UnreadableFileError as error:
            unread.append(Refused(path, str(error)))
    read = [value for _, value in answers if isinstance(value, ReadTranscript)]
    files = _settled([listed(transcript) for transcript in read], speakers)
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


def _again(file: ReadFile, again: Again) -> ReadFile:
    if file.changed is not None:
        return file.with_again(again)
    return replace(file, wanted=True) if again is Again.ADD else file


def _survey(table: TableFile, choice: SurveyChoice) -> TableFile:
    survey = table.with_use(TableUse.SURVEY).with_layout(choice.layout)
    survey = survey.with_titles(choice.identifier, choice.answers, choice.attributes)
    if survey.problem:
        raise UnreadableFileError("No column holds open answers; name one with --answers.")
    return survey


def _settled(files: Sequence[ReadFile], speakers: SpeakerChoice) -> list[ReadFile]:
    """The files with spellings merged, then new names, then those who ask."""
    names = speakers.names or {}
    labels = {label for file in files for label in file.transcript.labels}
    unknown = [name for name in names if name not in labels]
    if unknown and files:
        raise QualcodeError(
            f"No speaker is called “{unknown[0]}”; there are {', '.join(sorted(labels)) or 'no speakers'}."
        )
    settled = []
    for file in files:
        merges = {}
        if speakers.merge_spellings:
            merges = {other: found.keep for found in file.variants for other in found.others}
        own = {old: new for old, new in names.items() if old in file.transcript.labels}
        # Who goes by several spellings goes by the new name under all of them.
        new = file.renamed(merges).renamed({merges.get(old, old): name for old, name in own.items()})
        told = with_role(new.transcript, speakers.interviewers, Role.INTERVIEWER)
        settled.append(replace(new, transcript=told))
    return settled
