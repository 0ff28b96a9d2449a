"""A transcript in Word with every coding as a comment at exactly its words, to be read back or coded on."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from docx.oxml.ns import nsdecls, qn
from lxml import etree

from qualcode.exporters.transcripts.transcript_document import (
    DocumentLine,
    DocumentStretch,
    TranscriptDocument,
)
from qualcode.exporters.word import Element, ParagraphPiece
from qualcode.exporters.word_tables import WordsCell, child
from qualcode.model.questions.provenance import Provenance
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.model.words.comment_text import comment_lines, plain
from qualcode.model.words.xml_letters import for_xml

HOW_TO_CODE: Final = (
    "To code in Word: select words, add a comment, and write a code’s name; one line for each code, and a "
    "remark after “ — ” if you like. “qualcode codings import-word” imports the comments."
)

_COMMENTS_KIND: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"


def comments_document(
    study: Study, transcript_id: UUID, segments: Sequence[Segment], provenance: Provenance
) -> TranscriptDocument:
    """The transcript with one comment for each segment; after it the codebook and how to go on."""
    document = TranscriptDocument(provenance, study.info.language)
    marks = _Marks(segments)
    document.transcript(study, transcript_id, marks.places, marks.put)
    document.heading("Codes", 1)
    document.paragraph(HOW_TO_CODE)
    rows: list[list[WordsCell]] = [
        [(ParagraphPiece("■ ", colour=code.colour), ParagraphPiece(study.path(code.id))), code.definition]
        for code in study.codes_in_order
        if code.codable
    ]
    document.words_table(("Code", "Definition"), rows, (1, 2), torn=False)
    document.heading("About this transcript", 1)
    document.facts(provenance)
    if segments:
        document.attach(_COMMENTS_KIND, _COMMENTS_TYPE, "/word/comments.xml", _comments(study, segments))
    return document


class _Marks:
    """Where comments begin and end, and how their marks are put between the runs of a paragraph."""

    def __init__(self, segments: Sequence[Segment]) -> None:
        self._starts: dict[int, list[int]] = {}
        self._ends: dict[int, list[int]] = {}
        for number, segment in enumerate(segments):
            self._starts.setdefault(segment.start, []).append(number)
            self._ends.setdefault(segment.end, []).append(number)
        self.places = self._starts.keys() | self._ends.keys()

    def put(
        self, paragraph: Element, runs: list[tuple[DocumentStretch, Element]], line: DocumentLine
    ) -> None:
        """The marks of one line: those at a place stand before the run that begins there."""
        for stretch, run in runs:
            for mark in self._at(stretch.start):
                run.addprevious(mark)
        for mark in self._at(line.end) if runs or line.start == line.end else ():
            paragraph.append(mark)

    def _at(self, place: int) -> list[Element]:
        """What ends at a place comes before what begins there."""
        found: list[Element] = []
        for number in self._ends.get(place, ()):
            run = etree.Element(qn("w:r"))
            child(run, "commentReference", id=number)
            found += [_mark("commentRangeEnd", number), run]
        return found + [_mark("commentRangeStart", number) for number in self._starts.get(place, ())]


def _mark(name: str, number: int) -> Element:
    mark = etree.Element(qn(f"w:{name}"))
    mark.set(qn("w:id"), str(number))
    return mark


def _comments(study: Study, segments: Sequence[Segment]) -> bytes:
    names = [plain(name) for code in study.codes_in_order for name in (study.path(code.id), code.name)]
    root = etree.fromstring(f"<w:comments {nsdecls('w')}/>".encode())
    for number, segment in enumerate(segments):
        comment = child(root, "comment", id=number, author=_attribute(segment.coder))
        comment.set(qn("w:date"), segment.created.strftime("%Y-%m-%dT%H:%M:%SZ"))
        comment.set(qn("w:initials"), _initials(segment.coder))
        for place, line in enumerate(comment_lines(segment.code, segment.memo, names)):
            paragraph = child(comment, "p")
            if not place:
                child(child(paragraph, "r"), "annotationRef")
            _add_words(child(paragraph, "r"), for_xml(line))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def _add_words(run: Element, line: str) -> None:
    for place, words in enumerate(line.split("\t")):
        if place:
            child(run, "tab")
        if words:
            text = child(run, "t")
            text.set(_SPACE, "preserve")
            text.text = words


def _attribute(words: str) -> str:
    """``words`` as an attribute keeps them: a line end in one would become a blank anyway."""
    return " ".join(for_xml(words).split())


def _initials(name: str) -> str:
    return "".join(word[:1] for word in _attribute(name).split()).upper()[:9]
