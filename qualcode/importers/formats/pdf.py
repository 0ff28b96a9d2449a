"""PDF files: the words of their pages as paragraphs, without what repeats on every page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from ctypes import CFUNCTYPE, byref, c_double, c_int, c_void_p, cast
from itertools import pairwise
from statistics import median
from typing import Final

import pypdfium2  # type: ignore[import-untyped]  # it ships no types
import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

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

_WIDE_GAP: Final = 5.0
"""Points; what stands so far from the word before it is a cell of a table."""

_LOOKED_AT: Final = 8
"""Lines of a page that tell whether it has tables."""

_BROKEN_WORD: Final = re.compile(r"(\w{0,60})\ufffe(?:\r?\n)?(\w{0,60})")

_CHAR_BOX: Final = CFUNCTYPE(c_int)(cast(pdfium.FPDFText_GetCharBox, c_void_p).value or 0)
"""Without types: it takes a page, the number of a letter and four pointers to numbers as they are."""

_NO_PLACE: Final = "Where a letter is cannot be told."

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


class _Letters:
    """Where the letters of a page are.

    Hundreds of thousands are asked for: pypdfium2 itself makes four new numbers for each and looks at every
    argument, which takes five times as long as pdfium needs to answer.
    """

    def __init__(self, words: pypdfium2.PdfTextPage) -> None:
        self._page = words.raw
        self._left, self._right, self._bottom, _ = numbers = [c_double() for _ in range(4)]
        self._into = tuple(map(byref, numbers))

    def ends(self, first: int, last: int) -> tuple[float, float, float]:
        """Where one letter begins, where another one ends, and how low that reaches."""
        found = _CHAR_BOX(self._page, first, *self._into)
        left = self._left.value
        if not (found and _CHAR_BOX(self._page, last, *self._into)):
            raise pypdfium2.PdfiumError(_NO_PLACE)
        return left, self._right.value, self._bottom.value

    def wide_gaps(self, text: str, first: int) -> Iterator[tuple[int, float, float]]:
        """The blanks of a line within wide gaps: which, and where these begin and end.

        ``first`` is the number of the letter with which the line begins.
        """
        page, left, right = self._page, self._left, self._right
        into_left, into_right, into_bottom, into_top = self._into
        place, end = text.find(" "), len(text) - 1
        while 0 < place < end:
            found = _CHAR_BOX(page, first + place - 1, into_left, into_right, into_bottom, into_top)
            begins = right.value
            if not (
                found and _CHAR_BOX(page, first + place + 1, into_left, into_right, into_bottom, into_top)
            ):
                raise pypdfium2.PdfiumError(_NO_PLACE)
            if left.value - begins > _WIDE_GAP:
                yield place, begins, left.value
            place = text.find(" ", place + 1)


def _lines(document: pypdfium2.PdfDocument, number: int) -> list[Line]:
    page = document[number]
    try:
        words = page.get_textpage()
        try:
            text, count = words.get_text_range(), words.count_chars()
            letters = _Letters(words)
            lines: list[Line] = []
            firsts: list[int] = []
            start = 0
            for written in text.split("\n"):
                shown = written.strip()
                if shown:
                    first = start + written.index(shown)
                    last = min(first + len(shown), count) - 1
                    left, right, base = letters.ends(min(first, count - 1), max(last, 0))
                    lines.append(Line(shown, left, right, base, number))
                    firsts.append(first)
                start += len(written) + 1
            return _with_cells(letters, lines, firsts)
        finally:
            words.close()
    finally:
        page.close()


def _with_cells(letters: _Letters, lines: list[Line], firsts: Sequence[int]) -> list[Line]:
    """The lines with their cells, where some of them have any: to look for these takes its time."""
    some = range(0, len(lines), max(1, len(lines) // _LOOKED_AT))
    if not any(any(letters.wide_gaps(lines[place].text, firsts[place])) for place in some):
        return lines
    return [
        line._replace(cells=_cells(letters, line, first)) for line, first in zip(lines, firsts, strict=True)
    ]


def _cells(letters: _Letters, line: Line, first: int) -> tuple[Cell, ...]:
    """The parts of a line between wide gaps; a line without one is a cell by itself."""
    cells: list[Cell] = []
    begin, left = 0, line.left
    for place, right, following in letters.wide_gaps(line.text, first):
        cells.append(Cell(left, right, line.text[begin:place].rstrip()))
        begin, left = place + 1, following
    return (*cells, Cell(left, line.right, line.text[begin:]))


def _paragraphs(lines: Sequence[Line], edge: float) -> list[str]:
    """Lines joined to paragraphs: a line goes on where the next word would not have fitted on it.

    ``edge`` is where the longest line ends.
    """
    if not lines:
        return []
    gaps = [
        above.base - line.base
        for above, line in pairwise(lines)
        if above.page == line.page and above.base > line.base
    ]
    usual = median(gaps) if gaps else 0.0
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
    # Without one of these signs there is neither a label nor a time, and most lines have none.
    match = LABEL.match(line.text) if ":" in line.text or line.text[0] in "[(" else None
    if match and (match["label"] is None or label_class(match["label"]) >= LabelClass.NAME):
        return False
    letter = (above.right - above.left) / max(1, len(above.text))
    if edge - above.left < _NARROWEST * letter:
        # All lines are short: nobody knows how long they might have been.
        return False
    first_word = line.text.split(maxsplit=1)[0]
    return above.right + letter * (len(first_word) + 0.5) > edge


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
