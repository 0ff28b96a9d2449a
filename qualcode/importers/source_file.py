"""A file whose text was read: all that is needed to look for its speakers, once more in another way, too."""

from dataclasses import dataclass

from qualcode.importers.source_text import SourceText
from qualcode.model.transcript import ReadTranscript
from qualcode.model.transcripts.speaker_guide import NOTHING_TOLD, SpeakerGuide


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The text has LF line ends and can be stored as it is."""

    name: str
    sha256: str
    source: SourceText


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What was read from a file, what it was read from, and the guide by which.

    ``shape`` is how the lines of the file begin, by which others like it are known.
    """

    transcript: ReadTranscript
    file: SourceFile
    guide: SpeakerGuide = NOTHING_TOLD
    shape: str = ""
