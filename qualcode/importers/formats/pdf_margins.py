"""What the pages of a PDF repeat at their margins and number at their side, and what is only said often.

A name or an answer that happens to begin or end several pages is part of the talk. A running head stands
apart from the text, or counts the pages; paragraph numbers stand beside the text and count on.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import quantiles
from typing import Final, NamedTuple


class Cell(NamedTuple):
    """A part of a line that stands apart from the others, and the places of its ends."""

    left: float
    right: float
    text: str


class Line(NamedTuple):
    """A line of a page with the places of its ends, in points; y grows upwards.

    ``cells`` are its parts where wide gaps are within it.
    """

    text: str
    left: float
    right: float
    base: float
    page: int
    cells: tuple[Cell, ...] = ()


LABEL: Final = re.compile(
    r"[#@]?(?P<label>[^\W_][^:\t]{0,60}?)"
    r"(?:(?:[ ]?[\[(][\d:.,]+[\])])?[ ]?:(?=\s|$)|[ ]+[\[(]?[\d#]{1,2}(?::[\d#]{1,2}){1,2}[\])]?$)"
    r"|[\[(]?\d{1,3}:\d\d|\[|\("
)
_PAGE: Final = re.compile(
    r"[-–—]?[ ]?(?:(?:page|seite|p\.|s\.|página|pagina|sida|side|sivu)[ ]?)?(?P<number>\d{1,4})"
    r"(?:[ ]?(?:/|of|von|sur|de|di|van|av)[ ]?(?P<pages>\d{1,4}))?[ ]?[-–—]?",
    re.IGNORECASE,
)
_DIGITS: Final = re.compile(r"\d+")
_MARGIN_LINES: Final = 2
_APART: Final = 1.15
_LONE: Final = 1.5
"""So much farther from the text than its lines from each other is what comes but once."""
_FEWEST_NUMBERS: Final = 3
_FEWEST_WORDS: Final = 3
_ENDS: Final = (".", "?", "!", "…", ",", ";", ":")
_LONGEST_STEP: Final = 10


def running_heads(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """The lines at the margins that repeat on most pages and are no part of the talk."""
    shapes = _repeated(pages)
    if not shapes:
        return list(_lone_page_numbers(pages))
    # Who speaks is named within pages, too.
    outside = shapes - {shape_of(line) for lines in pages for line in _inside(lines)}
    usual = _largest_usual_gap(pages, outside)
    found: dict[str, list[Line]] = {shape: [] for shape in shapes}
    apart: Counter[str] = Counter()
    for lines in pages:
        for line in _margins(lines):
            if shape_of(line) in shapes:
                found[shape_of(line)].append(line)
                apart[shape_of(line)] += _stands_apart(line, lines, outside, usual)
    heads = [
        line
        for shape, lines in found.items()
        if _counts_pages(lines)
        or (shape in outside and (apart[shape] >= 0.8 * len(lines) or _heads_all(lines, pages)))
        for line in lines
    ]
    heads += [line for line in _lone_page_numbers(pages) if line not in heads]
    return sorted(heads, key=lambda line: (line.page, -line.base))


def _margins(lines: Sequence[Line]) -> list[Line]:
    """The lines of a page that may be a running head: the first and the last few."""
    return [*lines[:_MARGIN_LINES], *lines[max(_MARGIN_LINES, len(lines) - _MARGIN_LINES) :]]


def _inside(lines: Sequence[Line]) -> Sequence[Line]:
    """The other lines of a page."""
    return lines[_MARGIN_LINES : max(_MARGIN_LINES, len(lines) - _MARGIN_LINES)]


def _lone_page_numbers(pages: Sequence[Sequence[Line]]) -> Iterator[Line]:
    """Numbers of pages that nothing repeats, as there are few pages: first or last there, far from the text.

    Each tells the page that it is on and, where it tells how many there are, that as well.
    """
    for number, lines in enumerate(pages, 1):
        outermost = [lines[0], lines[-1]] if len(lines) > 1 else []
        for line in outermost:
            told = _PAGE.fullmatch(line.text.strip())
            if told is None or told["number"] != str(number) or told["pages"] not in (None, str(len(pages))):
                continue
            shapes = frozenset((shape_of(line),))
            usual = _largest_usual_gap([lines], shapes)
            if usual is not None and _stands_apart(line, lines, shapes, _LONE * usual):
                yield line


def shape_of(line: Line) -> str:
    """A line with its numbers made alike, so that page numbers repeat."""
    return _DIGITS.sub("#", " ".join(line.text.split()))


def _repeated(pages: Sequence[Sequence[Line]]) -> frozenset[str]:
    """What stands at the margin of most pages."""
    written = sum(1 for lines in pages if lines)
    counts: Counter[str] = Counter()
    for lines in pages:
        counts.update({shape_of(line) for line in _margins(lines)})
    return frozenset(shape for shape, count in counts.items() if _repeats(shape, count, written))


def _repeats(shape: str, count: int, pages: int) -> bool:
    match = LABEL.match(shape)
    if match and match["label"]:
        # "P1: Yes." may well end several pages.
        return count >= 4 and count >= 0.8 * pages
    return (count >= 3 and count >= 0.4 * pages) or (pages == 2 and count == 2)


def _largest_usual_gap(pages: Sequence[Sequence[Line]], shapes: frozenset[str]) -> float | None:
    """The gap that nine of ten lines of the text keep below the line above; None where there are too few."""
    gaps = [
        above.base - line.base
        for lines in pages
        for above, line in pairwise(lines)
        if above.base > line.base and _is_text(above, shapes) and _is_text(line, shapes)
    ]
    return quantiles(gaps, n=10)[8] if len(gaps) > 1 else None


def _is_text(line: Line, shapes: frozenset[str]) -> bool:
    """Whether a line is neither one of ``shapes`` nor a number, which may stand beside the text."""
    return shape_of(line) not in shapes and not line.text.isdecimal()


def _stands_apart(line: Line, lines: Sequence[Line], shapes: frozenset[str], usual: float | None) -> bool:
    """Whether a line keeps a larger gap from the text than lines of the text from each other."""
    if usual is None:
        return False
    gaps = [abs(other.base - line.base) for other in lines if _is_text(other, shapes)]
    return not gaps or min(gaps) > _APART * usual


def _heads_all(lines: Sequence[Line], pages: Sequence[Sequence[Line]]) -> bool:
    """Whether the same words, no sentence and no name, begin or end every page, at one height.

    So a head is known where the lines of the talk are as far apart as it is from them.
    """
    words = [word for word in lines[0].text.split() if any(letter.isalpha() for letter in word)]
    if len(words) < _FEWEST_WORDS or lines[0].text.rstrip().endswith(_ENDS) or LABEL.match(lines[0].text):
        return False
    written = [page for page in pages if page]
    alike = len({line.text for line in lines}) == 1 and len(lines) == len(written)
    level = max(line.base for line in lines) - min(line.base for line in lines) < 1
    return alike and level and any(all(page[at] in lines for page in written) for at in (0, -1))


def _counts_pages(lines: Sequence[Line]) -> bool:
    """Whether a number in these lines rises from page to page."""
    numbers = [[int(digits[:9]) for digits in _DIGITS.findall(line.text)] for line in lines]
    if len(lines) < 2 or not numbers[0] or len(set(map(len, numbers))) != 1:
        return False
    return any(
        all(
            below[place] - above[place] == line.page - before.page
            for (before, above), (line, below) in pairwise(zip(lines, numbers, strict=True))
        )
        for place in range(len(numbers[0]))
    )


def line_numbers(pages: Sequence[Sequence[Line]]) -> list[Line]:
    """Lines of nothing but numbers that count on beside the text: of its lines or paragraphs."""
    numbers = [line for lines in pages for line in lines if line.text.isdecimal() and len(line.text) <= 5]
    others = [line.left for lines in pages for line in lines if not line.text.isdecimal()]
    if len(numbers) < _FEWEST_NUMBERS or not others:
        return []
    edge = sorted(others)[len(others) // 10]
    beside = [line for line in numbers if line.right < edge]
    if len(beside) < _FEWEST_NUMBERS:
        return []
    steps = [
        int(below.text) - int(above.text)
        for above, below in pairwise(sorted(beside, key=lambda line: (line.page, -line.base)))
        if int(below.text) > int(above.text)
    ]
    step, times = Counter(steps).most_common(1)[0] if steps else (0, 0)
    # Some begin again on every page.
    counts_on = 0 < step <= _LONGEST_STEP and times >= 0.8 * (len(beside) - len(pages))
    return beside if counts_on and times >= _FEWEST_NUMBERS - 1 else []
