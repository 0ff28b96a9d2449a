"""A transcript with its codings as coloured highlights in the text: letter by letter in Word, or as pages."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final
from uuid import UUID

from docx.oxml.ns import qn
from lxml import etree

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import (
    Align,
    Colophon,
    Document,
    Heading,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.transcripts.highlights import Highlights
from qualcode.exporters.transcripts.transcript_document import (
    DocumentLine,
    DocumentStretch,
    TranscriptDocument,
)
from qualcode.exporters.transcripts.turn_pieces import QUIET, pieces_in
from qualcode.exporters.word import Element, ParagraphPiece
from qualcode.exporters.word_tables import WordsCell, child
from qualcode.model.codes.code_names import names_in_documents
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.segments import Segment
from qualcode.model.study import Study
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import counted

_ABOUT: Final = "About this transcript"
_RAISED: Final = str.maketrans("0123456789 ", "⁰¹²³⁴⁵⁶⁷⁸⁹\u2009")
_COLUMNS: Final = (TableColumn("Turn", 0.7), TableColumn("Words", 9.3))
_LEGEND: Final = (
    TableColumn("No.", 0.6),
    TableColumn("Code", 7),
    TableColumn("Passages", 1.2, Align.FIGURE),
)


def highlights_document(
    study: Study, transcript_id: UUID, segments: Sequence[Segment], provenance: Provenance
) -> TranscriptDocument:
    """For Word: passages in the colours of their codes; a number at the end of each names the code.

    All coders are merged: passages of one code that overlap are one.
    """
    document = TranscriptDocument(provenance, study.info.language)
    marks, names = Highlights(study, segments), names_in_documents(study)

    def put(_paragraph: Element, runs: list[tuple[DocumentStretch, Element]], _line: DocumentLine) -> None:
        for stretch, run in runs:
            fill = marks.fill(stretch.start)
            if fill:
                child(_look(run), "shd", val="clear", color="auto", fill=fill.removeprefix("#"))
            ended = marks.ended(stretch.end)
            if ended:
                run.addnext(_superscript(ended))

    document.transcript(study, transcript_id, marks.places, put)
    document.heading("Codes", 1)
    legend: list[list[WordsCell]] = [
        [
            str(number),
            (
                ParagraphPiece("■ ", colour=sure_colour(study.codes[code_id].colour)),
                ParagraphPiece(names[code_id]),
            ),
            counted(passages, "passage"),
        ]
        for number, (code_id, passages) in enumerate(marks.codes, 1)
    ]
    document.words_table(("No.", "Code", "Marked"), legend, (0.6, 7, 2), torn=False)
    document.heading(_ABOUT, 1)
    document.facts(provenance)
    return document


def _look(run: Element) -> Element:
    look = run.find(qn("w:rPr"))
    if look is None:
        look = etree.Element(qn("w:rPr"))
        run.insert(0, look)
    return look


def _superscript(words: str) -> Element:
    run = etree.Element(qn("w:r"))
    child(_look(run), "vertAlign", val="superscript")
    child(run, "t").text = words
    return run


# -- as pages -------------------------------------------------------------------------------------


def marked_document(
    front: Front, study: Study, transcript_id: UUID, segments: Sequence[Segment], provenance: Provenance
) -> Document:
    """For web pages and PDF: the same highlights in a table of turns, and what the numbers mean."""
    marks, names = Highlights(study, segments), names_in_documents(study)
    name = isolated(study.transcripts[transcript_id].name)
    rows = tuple(_rows(study, transcript_id, marks))
    caption = f"Turns of {name} with coded passages highlighted"
    shows = "gives what was said, turn by turn, with the passages that were coded in colour."
    turns = TableBlock(_COLUMNS, rows, caption, "turns", transcript=True, shows=shows)
    legend = tuple(
        (
            TableCell(str(number)),
            TableCell(names[code_id], chip=sure_colour(study.codes[code_id].colour)),
            TableCell(f"{passages:,}"),
        )
        for number, (code_id, passages) in enumerate(marks.codes, 1)
    )
    of_codes = "names the codes by their numbers, with how many passages each has."
    key = TableBlock(_LEGEND, legend, f"Codes highlighted in {name}", "legend", shows=of_codes)
    blocks = (turns, Heading("Codes", 1, "codes"), key) if legend else (turns,)
    return Document(front, blocks, Colophon(provenance, title=_ABOUT), study.info.language)


def _rows(study: Study, transcript_id: UUID, marks: Highlights) -> Iterator[tuple[TableCell, ...]]:
    text, places = study.text(transcript_id), sorted(marks.places)
    for piece in pieces_in(study, transcript_id):
        # The end of the line is not shown, but a passage may end behind it.
        end = piece.span.end
        inside = places[bisect_right(places, piece.speech) : bisect_left(places, end)]
        said = list(piece.speaker(text))
        for start, stop in pairwise([piece.speech, *inside, end]):
            words = text[start:stop] if stop < end else text[start:stop].rstrip("\n")
            said.append(Run(words, fill=marks.fill(start)))
            ended = marks.ended(stop)
            if ended:
                said.append(Run(ended.translate(_RAISED), colour=QUIET))
        yield piece.number(), TableCell(tuple(said))
