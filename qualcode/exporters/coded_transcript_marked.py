"""A transcript in Word with its codings as coloured highlights in the text."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from docx.oxml.ns import qn
from lxml import etree

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.transcript_document import DocumentLine, DocumentStretch, TranscriptDocument
from qualcode.exporters.word import Element, ParagraphPiece
from qualcode.exporters.word_tables import WordsCell, child
from qualcode.model.in_words import counted
from qualcode.model.provenance import Provenance
from qualcode.model.segments import Segment
from qualcode.model.span import Span, disjoint_runs
from qualcode.model.study import Study

_PAPER: Final = 0.72
"""How much white is in a highlight: letters stay readable on every colour."""


def highlights_document(
    study: Study, transcript_id: UUID, segments: Sequence[Segment], provenance: Provenance
) -> TranscriptDocument:
    """The text with passages in the colours of their codes; a number at the end of each names the code.

    All coders are merged: passages of one code that overlap are one.
    """
    document = TranscriptDocument(provenance, study.info.language)
    runs = _runs_by_code(segments)
    order = [code.id for code in study.codes_in_order if code.id in runs]
    marks = _Highlights(study, order, runs)
    document.transcript(study, transcript_id, marks.places, marks.put)
    document.heading("Codes", 1)
    legend: list[list[WordsCell]] = [
        [
            str(number),
            (
                ParagraphPiece("■ ", colour=sure_colour(study.codes[code_id].colour)),
                ParagraphPiece(study.path(code_id)),
            ),
            counted(len(runs[code_id]), "passage"),
        ]
        for number, code_id in enumerate(order, 1)
    ]
    document.words_table(("No.", "Code", "Marked"), legend, (0.6, 7, 2), torn=False)
    document.heading("About this transcript", 1)
    document.facts(provenance)
    return document


def _runs_by_code(segments: Sequence[Segment]) -> dict[UUID, list[Span]]:
    spans: dict[UUID, list[Span]] = {}
    for segment in segments:
        spans.setdefault(segment.code_id, []).append(Span(segment.start, segment.end))
    return {code_id: disjoint_runs(found) for code_id, found in spans.items()}


class _Highlights:
    """Which codes lie on a stretch, and which passages end where."""

    def __init__(self, study: Study, order: Sequence[UUID], runs: dict[UUID, list[Span]]) -> None:
        self._colours = [sure_colour(study.codes[code_id].colour) for code_id in order]
        self._spans = sorted(
            (span.start, span.end, number) for number, code_id in enumerate(order) for span in runs[code_id]
        )
        self._ends: dict[int, list[int]] = {}
        for _, end, number in self._spans:
            self._ends.setdefault(end, []).append(number)
        self.places = {place for start, end, _ in self._spans for place in (start, end)}
        self._open: list[tuple[int, int]] = []
        self._next = 0

    def put(
        self, paragraph: Element, runs: list[tuple[DocumentStretch, Element]], line: DocumentLine
    ) -> None:
        """Colour the runs of one line, lines coming in their order, and number what ends in it."""
        for stretch, run in runs:
            numbers = self._on(stretch)
            if numbers:
                _shade(run, _mixed([self._colours[number] for number in numbers]))
            ended = self._ends.get(stretch.end, ())
            if ended:
                run.addnext(_superscript(" ".join(str(number + 1) for number in sorted(ended))))

    def _on(self, stretch: DocumentStretch) -> list[int]:
        while self._next < len(self._spans) and self._spans[self._next][0] <= stretch.start:
            _, end, number = self._spans[self._next]
            self._open.append((end, number))
            self._next += 1
        self._open = [entry for entry in self._open if entry[0] > stretch.start]
        return sorted({number for _, number in self._open})


def _mixed(colours: Sequence[str]) -> str:
    """The mean of colours, made light."""
    parts = []
    for place in (1, 3, 5):
        mean = sum(int(colour[place : place + 2], 16) for colour in colours) / len(colours)
        parts.append(round(mean + (255 - mean) * _PAPER))
    return "".join(f"{part:02X}" for part in parts)


def _look(run: Element) -> Element:
    look = run.find(qn("w:rPr"))
    if look is None:
        look = etree.Element(qn("w:rPr"))
        run.insert(0, look)
    return look


def _shade(run: Element, fill: str) -> None:
    child(_look(run), "shd", val="clear", color="auto", fill=fill)


def _superscript(words: str) -> Element:
    run = etree.Element(qn("w:r"))
    child(_look(run), "vertAlign", val="superscript")
    child(run, "t").text = words
    return run
