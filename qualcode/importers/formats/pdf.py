"""PDF files: the words of their pages as paragraphs, without what repeats on every page."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

import pypdfium2  # type: ignore[import-untyped]  # it ships no types

from qualcode.importers.formats.decoding import clean
from qualcode.importers.formats.pdf_margins import LABEL, Cell, Line, line_numbers, running_heads, shape_of
from qualcode.importers.formats.pdf_tables import rows_of_tables
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import SourceText
from qualcode.importers.speakers.speaker_labels import LabelClass, label_class
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, PdfLines, ReadingChoices

_HYPHEN: Final = "\ufffe"
"""What pdfium writes for a hyphen at the end of a line."""

_NARROWEST: Final = 36
"""Letters; a column of text is not narrower."""

_RAGGED: Final = 0.1
"""Of the width of a column: so much shorter is a line that ends within a sentence, and is no last one."""

_ENDS_SENTENCE: Final = re.compile(r"[.?!…:;][”’\"')\]]*\s*$")

_WIDE_GAP: Final = 5.0
"""Points; what stands so far from the word before it is a cell of a table."""

_LOOKED_AT: Final = 8
"""Lines of a page that tell whether it has tables."""

_BROKEN_WORD: Final = re.compile(r"(\w{0,60})\ufffe(?:\r?\n)?(\w{0,60})")

_AFTER_BROKEN_WORD: Final = re.compile(r"(\ufffe[^\s\ufffe]*)[ ]")


def read(raw: bytes, limits: ImportLimits, choices: ReadingChoices = AS_RECOGNISED) -> SourceText:
    """The content of a PDF file."""
    pages = _pages(raw, limits)
    empty = [number for number, lines in enumerate(pages, 1) if not lines]
    if len(empty) == len(pages):
        raise UnreadableFileError(
            "The file contains no text: its pages are pictures. Run text recognition on it first."
        )
    heads = running_heads(pages)
    numbers = line_numbers(pages)
    left_out = {id(line) for line in (*heads, *numbers)}
    kept = [line for lines in pages for line in lines if id(line) not in left_out]
    edge = max((line.right for line in kept), default=0.0)
    kept = rows_of_tables(kept)
    joined = "".join(
        _paragraphs(kept, edge) if choices.pdf_lines is PdfLines.PARAGRAPHS else _as_printed(kept)
    )
    text = _mended(joined) if choices.whole_words else _with_hyphens(joined)
    text, warnings = clean(text)
    if empty:
        warnings = (f"Pages without text (scanned?): {_numbers(empty)}", *warnings)
    if numbers:
        warnings = (f"Paragraph numbers left out: {numbers[0].text} to {numbers[-1].text}", *warnings)
    if heads:
        warnings = (f"Running heads and page numbers left out: {_named(heads)}", *warnings)
    return SourceText(text, "pdf", warnings=warnings)


def _named(lines: Sequence[Line]) -> str:
    """The lines that were left out, of those that differ in their numbers alone only one."""
    shown = list({shape_of(line): line.text for line in reversed(lines)}.values())[::-1]
    return ", ".join(f"“{text}”" for text in shown[:4]) + (" …" if len(shown) > 4 else "")


def _pages(raw: bytes, limits: ImportLimits) -> list[list[Line]]:
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        reason = "is protected by a password" if "assword" in str(error) else "is damaged"
        raise UnreadableFileError(f"The PDF file {reason}.") from error
    try:
        pages, length = [], 0
        for number in range(len(document)):
            pages.append(_lines(document, number))
            length += sum(len(line.text) for line in pages[-1])
            limits.check_text(length)
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError("The PDF file is damaged: one of its pages cannot be read.") from error
    finally:
        document.close()
    if not pages:
        raise UnreadableFileError("The PDF file has no pages.")
    return pages


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            text, count = words.get_text_range(), words.count_chars()
            lines: list[Line] = []
            firsts: list[int] = []
            start = 0
            for written in text.split("\n"):
                shown = written.strip()
                if shown:
                    first = start + written.index(shown)
                    last = min(first + len(shown), count) - 1
                    head = words.get_charbox(min(first, count - 1))
                    tail = words.get_charbox(max(last, 0))
                    lines.append(Line(shown, head[0], tail[2], tail[1], number))
                    firsts.append(first)
                start += len(written) + 1
            return _with_cells(words, lines, firsts)
        finally:
            words.close()
    finally:
        page.close()


def _with_cells(words: pypdfium2.PdfTextPage, lines: list[Line], firsts: Sequence[int]) -> list[Line]:
    """The lines with their cells, where some of them have any: to look for these takes its time."""
    some = range(0, len(lines), max(1, len(lines) // _LOOKED_AT))
    if not any(len(_cells(words, lines[place], firsts[place])) > 1 for place in some):
        return lines
    return [
        line._replace(cells=_cells(words, line, first)) for line, first in zip(lines, firsts, strict=True)
    ]


def _cells(words: pypdfium2.PdfTextPage, line: Line, first: int) -> tuple[Cell, ...]:
    """The parts of a line between wide gaps; a line without one is a cell by itself."""
    cells: list[Cell] = []
    begin, left = 0, line.left
    place = line.text.find(" ")
    while 0 < place < len(line.text) - 1:
        before, after = words.get_charbox(first + place - 1), words.get_charbox(first + place + 1)
        if after[0] - before[2] > _WIDE_GAP:
            cells.append(Cell(left, before[2], line.text[begin:place].rstrip()))
            begin, left = place + 1, after[0]
        place = line.text.find(" ", place + 1)
    return (*cells, Cell(left, line.right, line.text[begin:]))


def _paragraphs(lines: Sequence[Line], edge: float) -> list[str]:
    """Lines joined to paragraphs: a line goes on where the next word would not have fitted on it.

    ``edge`` is where the longest line ends.
    """
    if not lines:
        return []
    gaps = [above.base - line.base for above, line in pairwise(lines) if above.page == line.page]
    usual = median(gap for gap in gaps if gap > 0) if any(gap > 0 for gap in gaps) else 0.0
    counts = Counter(line.text for line in lines)
    names = {text for text, count in counts.items() if count > 1 and label_class(text) > LabelClass.WORDS}
    pieces = [lines[0].text]
    for above, line in pairwise(lines):
        apart = above.page == line.page and usual > 0 and above.base - line.base > 1.4 * usual
        if above.text.endswith(_HYPHEN):
            pieces.append(line.text)
        elif "\t" in line.text:
            pieces.append("\n" + line.text)
        elif apart:
            pieces.append("\n\n" + line.text)
        elif line.text not in names and _goes_on(above, line, edge):
            pieces.append(" " + line.text)
        else:
            pieces.append("\n" + line.text)
    return pieces


def _as_printed(lines: Sequence[Line]) -> list[str]:
    """Lines as they are on the pages; a word that was cut is on the line on which it begins."""
    # pdfium gives lines that end within a word as one.
    return ["\n".join(_AFTER_BROKEN_WORD.sub(r"\1\n", line.text) for line in lines)]


def _goes_on(above: Line, line: Line, edge: float) -> bool:
    match = LABEL.match(line.text)
    if match and (match["label"] is None or label_class(match["label"]) >= LabelClass.NAME):
        return False
    letter = (above.right - above.left) / max(1, len(above.text))
    if edge - above.left < _NARROWEST * letter:
        # All lines are short: nobody knows how long they might have been.
        return False
    first_word = line.text.split(maxsplit=1)[0]
    # Letters are not alike: a word that would just have fitted by their mean may be too wide all the same.
    within = first_word[0].islower() and not _ENDS_SENTENCE.search(above.text)
    room = (edge - above.left) * _RAGGED if within else 0.0
    return above.right + letter * (len(first_word) + 0.5) > edge - room


def _mended(text: str) -> str:
    """Words that were broken at line ends made whole.

    The hyphen stays where the document writes the word with it elsewhere, or where no small letter follows.
    """
    if _HYPHEN not in text:
        return text
    words = set(re.findall(r"\w+(?:-\w+)+", text))

    def whole(match: re.Match[str]) -> str:
        first, second = match[1], match[2]
        keeps = not first or not second or not second[0].islower() or f"{first}-{second}" in words
        return f"{first}-{second}" if keeps else first + second

    return _BROKEN_WORD.sub(whole, text)


def _with_hyphens(text: str) -> str:
    """Words that were cut at line ends with the hyphen that was printed."""
    return _BROKEN_WORD.sub(lambda match: f"{match[1]}-{match[2]}", text)


def _numbers(pages: Sequence[int]) -> str:
    """Page numbers with runs drawn together: 3, 5-7."""
    runs: list[list[int]] = []
    for number in pages:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs)
