"""What finds room together: tables kept on one page where one can hold them, quotes that are not torn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple

from qualcode.exporters.document.blocks import Align, Density, TableBlock, TableCell, plain
from qualcode.exporters.document.word_lines import EM, Letters, StyledWords
from qualcode.model.words.cutting import cut_in_line

SHORT_QUOTE: Final = 1200
"""Letters; a longer quote may go on on the next page."""
SHORT_FIELDS: Final = 2400
"""Letters; what is said of one code is kept on one page where it is no longer."""
LETTERS_A_LINE: Final = {False: 92, True: 138}
"""On our page, upright and across; so are the lines below."""
LONGEST_UPRIGHT: Final = 36
_SHORT_SIDE: Final = 464.0
_LONG_SIDE: Final = 711.0
USUAL_SIZE: Final = 9.0
SMALL_SIZE: Final = 8.0
COMPACT_SIZE: Final = 7.5
FINE_SIZE: Final = 7.0
"""Points of the letters of tables: as usual, where one is dense or tight, where it is compact, and fine."""
_SIZES: Final = {
    Density.USUAL: USUAL_SIZE,
    Density.DENSE: SMALL_SIZE,
    Density.TIGHT: SMALL_SIZE,
    Density.COMPACT: COMPACT_SIZE,
    Density.FINE: FINE_SIZE,
}
_STAND_IN: Final = {False: 1.16, True: 1.26}
"""How much wider letters, plain and bold, are in the widest of the fonts that are in the place of Arial."""
_BESIDE: Final = {False: 11.5, True: 5.2}
"""Points beside the words of a cell, as usual and where the rows of a table are low."""
_LINE: Final = 1.15
"""In parts of the size: the height of a line, which is the width of a name that stands upright."""
_CLOSED: Final = "\u00a0"
_CHIP: Final = 1.3
"""In parts of the size: the square of a colour, with the space after it."""
_INDENT: Final = 11.4
_ABOVE: Final = 8.0
"""Points at both ends of a name that stands upright."""
_LONG_WORD, _LONGEST_HEAD = 12.0, 24.0
"""In parts of the size: what is longer, in cells and heads, is broken before it takes room from others."""
_FIGURE: Final = 20
"""Letters of a figure with its interval, a number or a day: none of these is broken inside."""
FIRST_ROWS: Final = 3
"""So many stand below the head of a table, for the first page not to hold a single one."""
_SAID: Final = 2
"""Columns of a transcript up to what was said."""
_APART: Final = 6.0
"""Points between figures, which end at the right of their column, and words that begin in the next."""
_LAST_ROWS, _LAST_LINES, _MOST_LAST_LINES = 4, 6, 16
"""Of a table over several pages so many are kept together, for the last page not to hold but one or two."""
_SHORT: Final = 0.25
"""Of the lines of a page."""
_MOST_WHOLE: Final = 4
"""Lines of a row that is worth no tear, in a table of long ones."""
_LINES_A_PAGE: Final = {False: 44, True: 26}
"""In the small letters of tables, less a caption and some air."""
_LABELS: Final = 0.17
_MOST_FOR_LABELS: Final = 0.4
"""Of the width, for labels beside what is said under them: as usual, and on a narrow page."""
_FEWEST_UPRIGHT: Final = 2
"""Columns of figures whose names stand upright where words would have to be broken otherwise."""


class PageRoom(NamedTuple):
    """The points between the margins of a page."""

    wide: float
    high: float

    @property
    def landscape(self) -> bool:
        """Whether it lies across."""
        return self.wide > self.high

    @property
    def letters(self) -> float:
        """Side by side in a line of a table."""
        return LETTERS_A_LINE[self.landscape] * self.wide / OUR_PAGE[self.landscape].wide

    @property
    def lines(self) -> float:
        """Of a table on one page."""
        return _LINES_A_PAGE[self.landscape] * self.high / OUR_PAGE[self.landscape].high


OUR_PAGE: Final = {False: PageRoom(_SHORT_SIDE, _LONG_SIDE), True: PageRoom(_LONG_SIDE, _SHORT_SIDE)}
"""Upright and across."""


@dataclass(frozen=True, slots=True)
class FittedTable:
    """A table as a page has room for it, measured once.

    ``table`` has smaller letters or upright names where it needs them; ``shares`` are those of the columns
    in its width. ``together``: it is sure to fit one page, and need not be torn. ``torn``: which rows may
    go on on the next page. ``last``: how many rows at the end are kept together where it goes over several.
    ``whole_words``: all columns have room for the longest word of each.
    """

    table: TableBlock
    shares: tuple[float, ...]
    together: bool
    torn: tuple[bool, ...]
    last: int
    whole_words: bool


def fitted(table: TableBlock, page: PageRoom, *, as_it_is: bool = False) -> FittedTable:
    """The table on a page; ``as_it_is`` where what is too wide can be scrolled.

    No column has less than the longest word of its head needs, nor less than its longest figure, also in
    a font wider than Arial, which may be in its place. What a column gains the others give, as far as
    they have more than they need; words of cells are broken before heads are.
    """
    # Of a narrower page than ours it takes a larger share, for its words to have as much room.
    table = replace(table, share=min(1.0, table.share * max(1.0, OUR_PAGE[page.landscape].wide / page.wide)))
    wide = page.wide * table.share
    table, needs = (table, _needs(table)) if as_it_is else _small_enough(table, wide)
    if sum(needs.words) > wide:
        # The names of rows come before the air beside names that stand upright.
        needs = _needs(table, upright=0.0)
    shares = _lower(table, needs, wide, _shares(table, needs, wide))
    line = page.letters * table.share * _denser(table)
    letters = [max(1.0, line * share - 2) for share in shares]
    heights = [_height(row, letters) for row in table.rows]
    torn = _torn_rows(table, heights, page.lines * 0.8)
    return FittedTable(
        table,
        tuple(shares),
        # Whoever made one of figures has seen to that. One that may go on begins where it has room for some
        # rows, which is more than a short one needs.
        table.density.of_figures or _lines(table, heights) <= page.lines * (_SHORT if table.torn else 0.8),
        torn,
        _last_rows(table, torn, heights, page.lines * _denser(table) / 2),
        sum(needs.words) <= wide and not needs.long_words,
    )


def size_of_letters(table: TableBlock) -> float:
    """The points of the letters in the cells of a table."""
    return _SIZES[table.density]


def beside(density: Density) -> float:
    """The points beside the words of a cell, on both sides."""
    return _BESIDE[density.low]


def room_below(head: str, density: Density) -> float:
    """The points of a column that is as narrow as its head allows, which is written as usual."""
    return widest(head, bold=True) * _SIZES[density] + beside(density)


def _denser(table: TableBlock) -> float:
    """How many more letters and lines a page has room for than it has of the usual size."""
    # The rows of figures are as wide as their maker has made them.
    return 1.0 if table.density.of_figures else USUAL_SIZE / size_of_letters(table)


def label_share(labels: Iterable[str], wide: float, *, whole: bool = False) -> float:
    """Of the width, what labels have beside what is said under them: whole words, or ``whole`` labels."""
    said = (label.replace(" ", _CLOSED) if whole else label for label in labels)
    need = max((widest(label, bold=True) for label in said), default=0) * USUAL_SIZE + _BESIDE[False]
    return min(_MOST_FOR_LABELS, max(_LABELS, need / wide))


def evenly(number: int, most: int) -> tuple[range, ...]:
    """So many rows or columns in parts that are as equal as can be, so that no page holds but two of them."""
    parts = max(1, -(-number // max(1, most)))
    ends = [number * part // parts for part in range(parts + 1)]
    return tuple(range(first, last) for first, last in pairwise(ends))


def heads_of(table: TableBlock) -> list[str]:
    """What is above each column; what stands upright is cut where it would fill the page.

    Heads that differ still do so.
    """
    shown = iter(cut_in_line([each.name for each in table.columns if each.upright], LONGEST_UPRIGHT))
    return [next(shown) if column.upright else column.name for column in table.columns]


def upright_room(table: TableBlock) -> float:
    """The points that the longest name needs that is written from bottom to top; 0 without one."""
    ems = [
        letters_of_arial().width(head, bold=True) / EM
        for column, head in zip(table.columns, heads_of(table), strict=True)
        if column.upright
    ]
    size = min(SMALL_SIZE, size_of_letters(table))
    return max(ems) * size * _STAND_IN[True] + _ABOVE if ems else 0.0


def _torn_rows(table: TableBlock, heights: Sequence[int], most: float) -> tuple[bool, ...]:
    """Which rows may go on on the next page: long ones of a torn table, and any that no page could hold."""
    most = _MOST_WHOLE if table.torn else most * _denser(table)
    return tuple(height > most for height in heights)


def _last_rows(table: TableBlock, torn: Sequence[bool], heights: Sequence[int], most: float) -> int:
    """How many rows at the end are kept together, so that the last page has some lines of them; 0 for none.

    A row that may be torn is not among them, but a short one is where the last is to be on the page of what
    follows the table; a row that leads to the first of them is. Two are kept where they are no higher than
    ``most`` lines.
    """
    kept = lines = 0
    for row, long, height in zip(reversed(table.rows), reversed(torn), reversed(heights), strict=True):
        lines += height
        if leads(table, row) or (long and (kept or not table.below)):
            break
        if lines > (_MOST_LAST_LINES if kept > 1 or long else most):
            break
        kept += 1
        if long or (kept >= _LAST_ROWS and lines >= _LAST_LINES):
            break
    while kept and kept < len(table.rows) and leads(table, table.rows[-kept - 1]):
        # It would be alone at the foot of the page before.
        kept += 1
    # Some rows stay before them.
    kept = min(kept, len(table.rows) - 2)
    return kept if kept > 1 or (kept and table.below) else 0


def _wanted(table: TableBlock) -> list[float]:
    whole = sum(column.width for column in table.columns) or 1
    return [column.width / whole for column in table.columns]


def _shares(table: TableBlock, needs: "_Needs", wide: float) -> list[float]:
    shares = _wanted(table)
    heads, words = ([need / wide for need in kind] for kind in (needs.heads, needs.words))
    if sum(words) <= 1:
        return _at_least(shares, words)
    if sum(heads) <= 1:
        # What heads and figures leave is for the longest words of the others.
        left, more = 1 - sum(heads), sum(words) - sum(heads)
        return [head + left * (word - head) / more for head, word in zip(heads, words, strict=True)]
    return [need / sum(words) for need in words]


def _lower(table: TableBlock, needs: "_Needs", wide: float, shares: list[float]) -> list[float]:
    """The same, or shares by which the rows are lower, where intervals go on below their figures.

    Beside figures that are whole the names of rows may have one word in a line.
    """
    if needs.loose == needs.words or sum(needs.loose) > wide:
        return shares
    other = _at_least(_wanted(table), [need / wide for need in needs.loose])
    return min(shares, other, key=lambda tried: _lines_of_rows(table, tried, wide))


def _lines_of_rows(table: TableBlock, shares: Sequence[float], wide: float) -> int:
    """All lines of rows whose cells have these shares of the width."""
    rooms = [share * wide - beside(table.density) for share in shares]
    size, letters = size_of_letters(table), letters_of_arial()

    def lines(cell: TableCell, room: float) -> int:
        return letters.lines([StyledWords(plain(cell.words), size, cell.strong)], room)

    whole_rows = (row for row in table.rows if not leads(table, row))
    return sum(max(map(lines, row, rooms), default=1) for row in whole_rows)


def side_by_side(table: TableBlock, wide: float) -> list[TableBlock]:
    """The table in as few as its columns find room in with whole words, the first column in each.

    They are about as wide as one another; captions name the columns, or the unit that is theirs alone.
    """
    others = range(1, len(table.columns))
    for most in range(len(others), 0, -1):
        parts = [_with_columns(table, chosen) for chosen in evenly(len(others), most)]
        if all(sum(_needs(part).words) <= wide for part in parts) or most == 1:
            break
    if len(others) < 2 or len(parts) == 1:
        return [table]
    units = [_unit_of(part) for part in parts]
    if all(units) and len(set(units)) == len(parts):
        parts = [_in_unit(part, unit) for part, unit in zip(parts, units, strict=True)]
    else:
        names = [(part.columns[1].name, part.columns[-1].name) for part in parts]
        captions = [f"{table.caption}: {first} to {last}" for first, last in names]
        parts = [replace(part, caption=caption) for part, caption in zip(parts, captions, strict=True)]
    return [
        replace(
            part,
            anchor=table.anchor if number == 1 else f"{table.anchor}-{number}",
            notes=table.notes if number == len(parts) else (),
        )
        for number, part in enumerate(parts, 1)
    ]


def _unit_of(table: TableBlock) -> str:
    """What all columns but the first count; empty where they differ."""
    found = {column.unit for column in table.columns[1:]}
    return found.pop() if len(found) == 1 else ""


def _in_unit(table: TableBlock, unit: str) -> TableBlock:
    """The same with the unit in its caption, once, and not in its heads."""
    first, *others = table.columns
    bare = (replace(column, name=column.name.removesuffix(f" ({unit})"), unit="") for column in others)
    return replace(table, caption=f"{table.caption}, in {unit}", columns=(first, *bare))


def _with_columns(table: TableBlock, chosen: range) -> TableBlock:
    """The same with the first column and these of the others; rows that lead are as they were."""
    places = [0, *(place + 1 for place in chosen)]
    rows = tuple(
        row if leads(table, row) else tuple(row[place] for place in places if place < len(row))
        for row in table.rows
    )
    return replace(table, columns=tuple(table.columns[place] for place in places), rows=rows)


def _small_enough(table: TableBlock, wide: float) -> tuple[TableBlock, "_Needs"]:
    """The same in smaller letters where heads and figures would have to be broken otherwise.

    Names of columns of figures stand upright where that keeps the words of others whole.
    """
    needs = _needs(table)
    smaller = (Density.DENSE, Density.COMPACT) if table.density is Density.USUAL else ()
    for density in smaller:
        if sum(needs.heads) > wide:
            table = replace(table, density=density)
            needs = _needs(table)
    figures = [column for column in table.columns if column.align is Align.FIGURE and not column.upright]
    if table.density.of_figures or sum(needs.words) <= wide or len(figures) < _FEWEST_UPRIGHT:
        return table, needs
    columns = tuple(
        replace(column, upright=True) if column.align is Align.FIGURE else column for column in table.columns
    )
    upright = replace(table, columns=columns)
    turned = _needs(upright)
    return (upright, turned) if sum(turned.words) <= wide else (table, needs)


def _at_least(shares: Sequence[float], needs: Sequence[float]) -> list[float]:
    missing = sum(max(0.0, need - share) for need, share in zip(needs, shares, strict=True))
    spare = sum(max(0.0, share - need) for need, share in zip(needs, shares, strict=True))
    if not missing:
        return list(shares)
    return [
        need if share < need else share - (share - need) * missing / spare
        for need, share in zip(needs, shares, strict=True)
    ]


class _Needs(NamedTuple):
    """The points that columns need for words of heads and for figures, and those for all of their words.

    ``loose`` are those of words where an interval may go on below its figure. ``long_words``: some are so
    long that they are broken before they take room from other columns.
    """

    heads: list[float]
    words: list[float]
    loose: list[float]
    long_words: bool


def _needs(table: TableBlock, upright: float = _LINE) -> _Needs:
    around = beside(table.density)
    size = size_of_letters(table)
    names = [upright if column.upright else widest(column.name, bold=True) for column in table.columns]
    heads = [min(_LONGEST_HEAD, need) for need in names]
    words, loose, long_words = list(heads), list(heads), False
    for row in table.rows:
        # What goes over several columns has their room.
        for place, cell in enumerate(row[:-1] if leads(table, row) else row):
            said = plain(cell.words)
            need = parted = widest(said, bold=cell.strong)
            if is_figure(said):
                heads[place] = max(heads[place], need)
                # A figure with its interval stands in one line where there is room.
                need = widest(said.replace(" ", _CLOSED), bold=cell.strong)
                parted = parted if _CLOSED in said else need
            if need <= _LONG_WORD:
                more = _INDENT * cell.indent / size + _CHIP * bool(cell.chip)
                words[place], loose[place] = max(words[place], need + more), max(loose[place], parted + more)
            long_words = long_words or need > _LONG_WORD
    apart = [_APART * off for off in keeping_off(table)]

    def points(needs: Sequence[float]) -> list[float]:
        least = [max(pair) for pair in zip(heads, needs, strict=True)]
        return [need * size + around + off for need, off in zip(least, apart, strict=True)]

    return _Needs(points(heads), points(words), points(loose), long_words)


def keeping_off(table: TableBlock) -> list[bool]:
    """Which columns keep off the one on their left: words right of figures ("1 1 December" is no figure).

    So do codes right of what was said, whose lines are as long as the column.
    """
    ends = [column.align is Align.FIGURE and not column.upright for column in table.columns]
    begins = [column.align is Align.START and not column.upright for column in table.columns]
    found = [own and left for own, left in zip(begins, [False, *ends], strict=False)]
    return found if not table.transcript else [*found[:_SAID], *(True for _ in found[_SAID:])]


def is_figure(words: str) -> bool:
    """Figures with their intervals, dashes and days, but no words, which may well go on on the next line."""
    return len(words) <= _FIGURE and not any(letter.isalpha() for letter in words)


def widest(words: str, *, bold: bool) -> float:
    """The width of the longest stretch in which no line ends, in parts of the size of letters."""
    return letters_of_arial().widest(words, bold=bold) * _STAND_IN[bold]


@cache
def letters_of_arial() -> Letters:
    """Their widths, each measured once."""
    return Letters()


def spans(table: TableBlock, row: Sequence[TableCell]) -> list[int]:
    """Over how many columns each cell of a row goes: the last one over all that are left."""
    return [1] * (len(row) - 1) + [len(table.columns) - len(row) + 1] if row else []


def leads(table: TableBlock, row: Sequence[TableCell]) -> bool:
    """Whether a row is a heading of those below it, to stand on their page: its last cell goes over many."""
    return 1 < len(row) < len(table.columns)


def _height(row: Sequence[TableCell], letters: Sequence[float]) -> int:
    rooms = [*letters[: len(row) - 1], sum(letters[len(row) - 1 :])]
    return max((_high(plain(cell.words), room) for cell, room in zip(row, rooms, strict=False)), default=1)


def _lines(table: TableBlock, heights: Sequence[int]) -> float:
    upright = any(column.upright for column in table.columns)
    head = max((len(head) * 0.45 for head in heads_of(table)), default=1) if upright else 2.0
    return head + sum(heights) + 0.4 * len(heights)


def _high(words: str, room: float) -> int:
    return sum(1 + int(len(line) / room) for line in words.split("\n"))
