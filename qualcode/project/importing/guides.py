"""What is told about speakers when files are imported: by the project's memory, by options, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from qualcode.importers.source_file import ReadSource, SourceFile
from qualcode.importers.speakers.file_shape import shape_of
from qualcode.importers.speakers.guided import transcript_from
from qualcode.importers.speakers.own_pattern import pattern_fault
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.model.transcript import TranscriptKind
from qualcode.model.transcripts.speaker_guide import NOTHING_TOLD, SpeakerGuide, SpeakerMarking
from qualcode.model.words.in_words import counted

MARKINGS: Final = {
    SpeakerMarking.RECOGNISED: "Recognise automatically",
    SpeakerMarking.COLON: "Name: …",
    SpeakerMarking.OWN_LINE: "Name on a line of its own",
    SpeakerMarking.TIMED: "Time and name on a line",
    SpeakerMarking.SIGNS: "[Name], <Name>, #Name: or @Name:",
    SpeakerMarking.BOLD: "Name in bold",
    SpeakerMarking.COLUMN: "Column of a table",
    SpeakerMarking.PATTERN: "Own pattern",
}
"""How each marking is called."""


@dataclass(frozen=True, slots=True)
class GuideChoice:
    """Which guide is used for which file: what the project remembers of its shape, and what is asked for now.

    Where ``marking`` is given it takes the place of the remembered one; labels are added to those
    remembered, and those ``within`` begin turns within lines, too. To have speakers recognised is to forget
    what was told.
    """

    remembered: Mapping[str, SpeakerGuide] = field(default_factory=dict)
    marking: SpeakerMarking | None = None
    column: int = 0
    pattern: str = ""
    speakers: tuple[str, ...] = ()
    not_speakers: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    @property
    def tells(self) -> bool:
        """Whether anything is asked for now."""
        return self.marking is not None or bool(self.speakers or self.not_speakers or self.within)

    def guide_for(self, shape: str) -> SpeakerGuide:
        """The guide for files of this shape."""
        guide = self.remembered.get(shape, NOTHING_TOLD)
        if self.marking is SpeakerMarking.RECOGNISED:
            guide = NOTHING_TOLD
        elif self.marking is not None:
            guide = guide.with_marking(self.marking, column=self.column, pattern=self.pattern)
        for label in self.speakers:
            guide = guide.with_speaker(label, is_speaker=True)
        for label in self.within:
            guide = guide.with_speaker(label, is_speaker=True).with_speaker_within(label, begins=True)
        for label in self.not_speakers:
            guide = guide.with_speaker(label, is_speaker=False)
        return guide


NO_GUIDES: Final = GuideChoice()


def read_source(
    file: SourceFile,
    choice: GuideChoice,
    interviewers: tuple[str, ...] = (),
    kind: TranscriptKind | None = None,
) -> ReadSource:
    """The transcript in a file under the guide that is chosen for it. Raises QualcodeError.

    What is only remembered and does not work here is passed over, and said.
    """
    shape = shape_of(file.source)
    guide = choice.guide_for(shape)
    try:
        return ReadSource(transcript_from(file, guide, interviewers, kind), file, guide, shape)
    except UnreadableFileError:
        raise
    except QualcodeError as error:
        if choice.marking is not None:
            raise
        read = transcript_from(file, NOTHING_TOLD, interviewers, kind)
        told = f"What the project remembers of such files could not be used: {error}"
        return ReadSource(replace(read, warnings=(*read.warnings, told)), file, NOTHING_TOLD, shape)


def marking_choice(typed: str) -> tuple[SpeakerMarking, int, str]:
    """The marking, column and pattern that somebody typed in one word. Raises QualcodeError."""
    word = typed.strip()
    kind, _, rest = word.partition(":")
    if kind == SpeakerMarking.COLUMN.value and ((rest.isdecimal() and 0 < int(rest) <= 100) or not rest):
        return SpeakerMarking.COLUMN, int(rest or 1) - 1, ""
    if word in {marking.value for marking in SpeakerMarking} - {SpeakerMarking.PATTERN.value}:
        return SpeakerMarking(word), 0, ""
    if "(?P<" not in word and "(?<" not in word:
        known = [marking.value for marking in SpeakerMarking if marking is not SpeakerMarking.PATTERN]
        raise QualcodeError(
            f"“{word}” is not a way to mark speakers. Choose {', '.join(known)}, column:2 for the second "
            "column, or a pattern with a group (?P<name>…)."
        )
    if fault := pattern_fault(word):
        raise QualcodeError(fault)
    return SpeakerMarking.PATTERN, 0, word


def in_words(guide: SpeakerGuide) -> str:
    """What a guide tells, in a line."""
    told = [MARKINGS[guide.marking].rstrip(": …")] if guide.marking is not SpeakerMarking.RECOGNISED else []
    if guide.marking is SpeakerMarking.COLUMN:
        told = [f"column {guide.column + 1}"]
    if guide.repairs:
        told.append(counted(guide.repairs, "correction"))
    return ", ".join(told)
