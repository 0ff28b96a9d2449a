"""One transcript with its codings: in Word as comments or highlights, else as a document with a margin."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from qualcode.exporters.document.blocks import Paragraph, ParagraphKind
from qualcode.exporters.document.quotes import consent_note
from qualcode.exporters.document.write import write_document
from qualcode.exporters.formats import DOCUMENT_ENDINGS, writer_for
from qualcode.exporters.transcripts.coded_transcript_comments import comments_document
from qualcode.exporters.transcripts.coded_transcript_margin import Printed, margin_document
from qualcode.exporters.transcripts.coded_transcript_marked import highlights_document, marked_document
from qualcode.exporters.transcripts.transcript_document import TranscriptDocument
from qualcode.exporters.writing import whole_file
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.words import Marking
from qualcode.model.segments import Segment
from qualcode.model.study import Study

_Maker = Callable[[Study, UUID, Sequence[Segment], Provenance], TranscriptDocument]


class TranscriptNote(NamedTuple):
    """A sentence above the turns; ``briefly``, of turns left out, leads to where the rule has been told."""

    words: str = ""
    briefly: str = ""


NO_NOTE: Final = TranscriptNote()
_LETTER_BY_LETTER: Final[dict[Marking, _Maker]] = {
    Marking.COMMENTS: comments_document,
    Marking.HIGHLIGHTS: highlights_document,
}
"""Documents whose text can be read back as it is; these are Word's own."""


def has_letters_only(path: Path, marking: Marking) -> bool:
    """Whether a file begins with the first letter of the transcript, so that nothing is said above it."""
    return marking in _LETTER_BY_LETTER and path.suffix.lower() == ".docx"


def write_coded_transcript(
    path: Path,
    study: Study,
    transcript_id: UUID,
    segments: Sequence[Segment],
    provenance: Provenance,
    front: Front,
    printed: Printed,
    marking: Marking = Marking.COMMENTS,
    note: TranscriptNote = NO_NOTE,
) -> int:
    """Write the transcript with ``segments`` (all of this transcript); returns how many there are.

    Comments are Word's own; in html and pdf codings are beside the text instead. ``note`` is a sentence
    above the turns; where the text must begin with its first letter, the caption says the same.
    """

    def write() -> None:
        make = _LETTER_BY_LETTER.get(marking)
        if make is None or not has_letters_only(path, marking):
            document = (
                marked_document(front, study, transcript_id, segments, provenance)
                if marking is Marking.HIGHLIGHTS
                else margin_document(front, study, transcript_id, segments, provenance, printed)
            )
            above = (_above(note),) if note.words else ()
            # The rule on consent is said once: the note has it where there is one.
            colophon = replace(document.colophon, said_above=(note.words,))
            blocks = (*above, *document.blocks)
            write_document(path, replace(document, blocks=blocks, colophon=colophon))
            return
        with whole_file(path) as stream:
            make(study, transcript_id, segments, provenance).save(stream)

    writer_for(path, dict.fromkeys(DOCUMENT_ENDINGS, write))()
    return len(segments)


def _above(note: TranscriptNote) -> Paragraph:
    if note.briefly:
        return consent_note(*note)
    return Paragraph(note.words, ParagraphKind.FACT)
