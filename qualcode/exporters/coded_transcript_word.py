"""One transcript in Word with its codings: as comments, as a margin, or as coloured highlights."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final
from uuid import UUID

from qualcode.exporters.coded_transcript_comments import comments_document
from qualcode.exporters.coded_transcript_marked import highlights_document, margin_document
from qualcode.exporters.formats import writer_for
from qualcode.exporters.transcript_document import TranscriptDocument
from qualcode.exporters.writing import whole_file
from qualcode.model.matrix import Provenance
from qualcode.model.segments import Segment
from qualcode.model.study import Study

_Maker = Callable[[Study, UUID, Sequence[Segment], Provenance], TranscriptDocument]


class Marking(StrEnum):
    """How codings are shown in a transcript."""

    COMMENTS = "comments"
    MARGIN = "margin"
    HIGHLIGHTS = "highlights"


MARKING_WORDS: Final = {
    Marking.COMMENTS: "each coding as a comment by its coder at exactly its words",
    Marking.MARGIN: "codings beside the turns that they touch",
    Marking.HIGHLIGHTS: "passages in the colours of their codes, all coders merged",
}

_MAKERS: Final[dict[Marking, _Maker]] = {
    Marking.COMMENTS: comments_document,
    Marking.MARGIN: margin_document,
    Marking.HIGHLIGHTS: highlights_document,
}


def write_coded_transcript(
    path: Path,
    study: Study,
    transcript_id: UUID,
    segments: Sequence[Segment],
    provenance: Provenance,
    marking: Marking = Marking.COMMENTS,
) -> int:
    """Write the transcript as docx with ``segments`` (all of this transcript); returns how many there are."""
    make = writer_for(path, {".docx": _MAKERS[marking]})
    with whole_file(path) as stream:
        make(study, transcript_id, segments, provenance).save(stream)
    return len(segments)
