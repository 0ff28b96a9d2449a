"""One transcript with its codings: in Word as comments, margin or highlights; as a page with a margin."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from qualcode.exporters.coded_transcript_comments import comments_document
from qualcode.exporters.coded_transcript_html import coded_transcript_page
from qualcode.exporters.coded_transcript_marked import highlights_document, margin_document
from qualcode.exporters.formats import writer_for
from qualcode.exporters.transcript_document import TranscriptDocument
from qualcode.exporters.writing import utf8, whole_file
from qualcode.model.provenance import Provenance
from qualcode.model.questions.words import Marking
from qualcode.model.segments import Segment
from qualcode.model.study import Study

_Maker = Callable[[Study, UUID, Sequence[Segment], Provenance], TranscriptDocument]


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
    """Write the transcript with ``segments`` (all of this transcript); returns how many there are.

    ``marking`` is for docx; in html codings always stand beside the text.
    """

    def write_docx(stream: BinaryIO) -> None:
        _MAKERS[marking](study, transcript_id, segments, provenance).save(stream)

    def write_html(stream: BinaryIO) -> None:
        stream.writelines(map(utf8, coded_transcript_page(study, transcript_id, segments, provenance)))

    write = writer_for(path, {".docx": write_docx, ".html": write_html})
    with whole_file(path) as stream:
        write(stream)
    return len(segments)
