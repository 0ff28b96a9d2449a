"""What a report says differently from the run before, as a page of its own."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import Any, Final

from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Colophon,
    Document,
    Heading,
    Paragraph,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.quotes import first_words
from qualcode.model.front import Front
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.quotation import Quotation
from qualcode.model.results.report_figures import (
    NAME,
    PLACE,
    MovedFigure,
    MovedQuote,
    QuotePlace,
    ReportChanges,
    RewordedCode,
)
from qualcode.model.words.in_words import counted, day_in_words, listed, plural_of, with_minus

TITLE: Final = "Since last time"
MOST_ROWS: Final = 500
"""Rows of a table of changes."""
FILE: Final = "File"
CHAPTER: Final = "Chapter"
_FIGURES: Final = (
    TableColumn("Figure", 5),
    TableColumn("Before", 1, Align.FIGURE),
    TableColumn("Now", 1, Align.FIGURE),
)
_WORDINGS: Final = (
    TableColumn("Code", 2),
    TableColumn("What", 1.4),
    TableColumn("Before", 3.5),
    TableColumn("Now", 3.5),
)
_TEXTS: Final = (TableColumn(FILE, 2), TableColumn("What", 4), TableColumn("Change", 1.5))
_QUOTES: Final = (
    TableColumn(FILE, 2),
    TableColumn("Code, and where the words come from", 3.5),
    TableColumn("First words", 4),
)
_MOST_FIRST: Final = ("removed", "merged", "added", "reworded", "renamed", "moved")
"""Of what happens to a code, the most first."""
_TOLD: Final = ("reworded", "renamed", "moved", "added", "merged", "removed")
_WORDS: Final = ": words"
"""With which the name of a figure ends that counts words."""
_SAID: Final = {
    "codes": ("Wordings then and now", "gives what each code said then and what it says now."),
    "came": ("Sources of the new quotes", "says whose words they are, and where they are printed now."),
    "went": ("Sources of the quotes that went", "says whose words they are, and where they were printed."),
    "texts": ("What changed where", "says where, and in what."),
    "figures": ("Figures then and now", "gives each as it was and as it is."),
}
"""Captions of the tables, and how the sentences that lead to them go on."""
_MOST_STEPS: Final = 12
"""Steps that are named one by one."""


def changes_in_words(changes: ReportChanges) -> str:
    """What has changed since a step, in a sentence."""
    step = f"step {changes.since.step:,}"
    return f"Nothing has changed since {step}." if changes.nothing else f"Since {step}: {_moved(changes)}."


def _moved(changes: ReportChanges) -> str:
    """``1 code was reworded, 3 quotes came, 1 quote went and 12 figures moved``."""
    came, went = (len({(row.source, row.place) for row in rows}) for rows in (changes.came, changes.went))
    figures = len(figures_once(changes.figures))
    said = (
        *_codes_in_words(changes.reworded),
        f"{counted(came, 'quote')} came" if came else "",
        f"{counted(went, 'quote')} went" if went else "",
        f"{counted(len(changes.texts), 'text')} changed" if changes.texts else "",
        f"{counted(figures, 'figure')} moved" if figures else "",
        f"{counted(len(changes.new_files), 'file')} {plural_of(len(changes.new_files), 'is', 'are')} new"
        if changes.new_files
        else "",
    )
    return listed([words for words in said if words])


def codes_told(changes: ReportChanges) -> list[str]:
    """What happened to each code, in a line: ``trust: Definition reads differently``."""
    return [_code_told(row) for row in changes.reworded]


def _code_told(row: RewordedCode) -> str:
    if row.label == NAME:
        return f"{row.code}: {'added' if row.old is None else _gone(row)}"
    if row.label == PLACE:
        return f"{row.code}: moved from “{row.old}” to “{row.new}”"
    return f"{row.code}: {row.label} reads differently"


def _gone(row: RewordedCode) -> str:
    return (row.fate or "removed") if row.new is None else f"was called “{row.old}”"


def quotes_told(rows: Iterable[MovedQuote]) -> list[str]:
    """Each quote once: its code, whose words they are and from where, and all the parts that print it."""
    return [f"{source} ({listed(files)})" for (source, _), files in _parts_of(rows).items()]


def changes_as_json(changes: ReportChanges) -> dict[str, Any]:
    """The same for other programs; a figure that was, or is, not there is null."""
    return {
        "report": changes.report,
        "since": changes.since.step,
        "step": changes.step,
        "figures": [row._asdict() for row in changes.figures],
        "codes": [_code_as_json(row) for row in changes.reworded],
        "texts": [row._asdict() for row in changes.texts],
        "quotes": {
            "came": [{"file": row.file, "source": row.source} for row in changes.came],
            "went": [{"file": row.file, "source": row.source} for row in changes.went],
        },
        "new files": list(changes.new_files),
    }


def _code_as_json(row: RewordedCode) -> dict[str, Any]:
    """``fate`` says of a code that went what became of it."""
    told = {"code": row.code, "label": row.label, "old": row.old, "new": row.new}
    return {**told, "fate": row.fate or "removed"} if row.gone is not None else told


def changes_document(
    changes: ReportChanges,
    about: Provenance,
    front: Front,
    *,
    most: int = MOST_ROWS,
    places: str = FILE,
    steps: Sequence[str] = (),
    words: Callable[[QuotePlace | None], Quotation | None] = lambda _place: None,
) -> Document:
    """The page; ``front`` is that of the report, and ``most`` the rows of a table.

    ``places`` is what the parts of the report are called: files, or chapters of one document. ``steps``
    are the titles of those since then, and ``words`` finds those of a quote.
    """
    blocks = (_called(block, places) for block in changes_blocks(changes, most, steps=steps, words=words))
    return Document(front, tuple(blocks), Colophon(about))


def _called(block: Block, places: str) -> Block:
    if not isinstance(block, TableBlock) or block.columns[0].name != FILE:
        return block
    return replace(block, columns=(replace(block.columns[0], name=places), *block.columns[1:]))


def _codes_in_words(rows: Iterable[RewordedCode]) -> Iterator[str]:
    """``1 code was reworded``, ``2 codes were added``: each code once, by the most that happened to it."""
    happened: dict[str, set[str]] = {}
    for row in rows:
        happened.setdefault(row.code, set()).add(_happened_to(row))
    most = [min(kinds, key=_MOST_FIRST.index) for kinds in happened.values()]
    for what in _TOLD:
        number = most.count(what)
        if number:
            yield f"{counted(number, 'code')} {plural_of(number, 'was', 'were')} {what}"


def _happened_to(row: RewordedCode) -> str:
    if row.label == PLACE:
        return "moved"
    if row.label != NAME:
        return "reworded"
    if None not in (row.old, row.new):
        return "renamed"
    if row.old is None:
        return "added"
    return "merged" if row.merged else "removed"


def changes_blocks(
    changes: ReportChanges,
    most: int = MOST_ROWS,
    *,
    steps: Sequence[str] = (),
    words: Callable[[QuotePlace | None], Quotation | None] = lambda _place: None,
) -> Iterator[Block]:
    """Sentence and tables of at most so many rows, to stand in any document."""
    since = changes.since
    day = day_in_words(since.moment.date())
    yield Paragraph(f"Compared with step {since.step:,} ({day}), {_moved(changes) or 'nothing has changed'}.")
    if steps:
        yield Paragraph(_done(steps))
    if changes.reworded:
        reworded = [tuple(map(TableCell, _wording(row))) for row in changes.reworded]
        yield from _part("Codes that changed", "codes", _WORDINGS, reworded, most)
    for what, rows in (("came", changes.came), ("went", changes.went)):
        if rows:
            yield from _part(f"Quotes that {what}", what, _QUOTES, list(_quotes(rows, words)), most)
    if changes.texts:
        told = [tuple(map(TableCell, (row.file, row.of, row.how))) for row in changes.texts]
        yield from _part("Texts and pictures that changed", "texts", _TEXTS, told, most)
    # Last, for they are the most, and what they are due to is above them.
    if changes.figures:
        yield from _figures(changes.figures, most)
    if changes.new_files:
        yield Paragraph(f"New in this report, and not compared: {listed(changes.new_files)}.")


def _done(steps: Sequence[str]) -> str:
    """What was done since, as the journal calls it."""
    if len(steps) > _MOST_STEPS:
        return f"Since then, {len(steps):,} steps were made; the audit trail lists them."
    return f"What was done since then: {'; '.join(steps)}."


def _figures(figures: Sequence[MovedFigure], most: int) -> Iterator[Block]:
    """Each figure that moved once, under the names of all the parts that print it."""
    every = figures_once(figures)
    rows = frozenset(sorted(every, key=_move, reverse=True)[:most])
    of_parts: dict[str, list[MovedFigure]] = {}
    for row in every:
        if row in rows:
            of_parts.setdefault(row.file, []).append(row)
    cells: list[tuple[TableCell, ...]] = []
    places = decimals(every)
    for part, group in of_parts.items():
        cells.append((TableCell(part, strong=True),))
        cells += [
            (TableCell(row.of), *(TableCell(figure) for figure in figures_shown(row, places[part])))
            for row in _by_subject(group)
        ]
    title = "Figures that moved"
    if len(every) > len(rows):
        title = f"The {len(rows):,} largest of {len(every):,} figures that moved"
    yield Heading(title, 1, "changes-figures")
    rest = [row for row in every if row not in rows]
    yield replace(_table("figures", _FIGURES, cells), notes=tuple(_of_the_rest(rest)))


def _of_the_rest(rows: Sequence[MovedFigure]) -> Iterator[str]:
    """Where the figures are that a table has no room for, and how far they moved."""
    if not rows:
        return
    number = len(rows)
    far = max(_move(row)[1] for row in rows)
    other = plural_of(number, "other figure", f"other {number:,} figures")
    words = any(row.of.endswith(_WORDS) for row in rows)
    most = "" if words or far == inf else f" by at most {figures_shown(MovedFigure('', '', 0, far))[1]}"
    parts = Counter(row.file for row in rows)
    yield f"The {other} moved{most}: {'; '.join(f'{times:,} in {part}' for part, times in parts.items())}."


def figures_once(figures: Sequence[MovedFigure]) -> list[MovedFigure]:
    """Figures that moved alike in several parts are one, with the names of all of these."""
    parts: dict[MovedFigure, list[str]] = {}
    for row in figures:
        parts.setdefault(row._replace(file=""), []).append(row.file)
    return [row._replace(file=listed(list(dict.fromkeys(files)))) for row, files in parts.items()]


def _by_subject(rows: Sequence[MovedFigure]) -> list[MovedFigure]:
    """What moved of one code stays together; those that moved most, in segments before words, come first."""
    moves: dict[str, float] = {}
    for row in rows:
        moves[_subject(row)] = max(moves.get(_subject(row), -1), _move(row)[1] if _move(row)[0] else 0)
    return sorted(rows, key=lambda row: (-moves[_subject(row)], _subject(row)))


def _subject(row: MovedFigure) -> str:
    return row.of.rpartition(": ")[0] or row.of


def _part(
    title: str,
    anchor: str,
    columns: tuple[TableColumn, ...],
    rows: Sequence[tuple[TableCell, ...]],
    most: int,
) -> Iterator[Block]:
    if len(rows) > most:
        title = f"{title}: the first {most:,} of {len(rows):,}"
    yield Heading(title, 1, f"changes-{anchor}")
    yield _table(anchor, columns, rows[:most])


def _table(
    anchor: str, columns: tuple[TableColumn, ...], rows: Iterable[tuple[TableCell, ...]]
) -> TableBlock:
    """Below its heading, whose words neither the caption nor the sentence that leads to it repeats."""
    caption, shows = _SAID[anchor]
    return TableBlock(
        columns, tuple(rows), caption, f"since-{anchor}", torn=columns is _WORDINGS, shows=shows
    )


def _move(row: MovedFigure) -> tuple[bool, float]:
    """How far a figure moved: words after all that counts more, and what is no number before it."""
    old, new = row.old or 0, row.new or 0
    far = inf if isinstance(old, str) or isinstance(new, str) else abs(new - old)
    return not row.of.endswith(_WORDS), far


def _quotes(
    rows: Iterable[MovedQuote], words: Callable[[QuotePlace | None], Quotation | None]
) -> Iterator[tuple[TableCell, ...]]:
    """Each quote once, with its first words and the names of all the parts that print it."""
    for (source, place), files in _parts_of(rows).items():
        quotation = words(place)
        first = "" if quotation is None else first_words(quotation)
        yield TableCell(listed(files)), TableCell(source), TableCell(first)


def _parts_of(rows: Iterable[MovedQuote]) -> dict[tuple[str, QuotePlace | None], list[str]]:
    """The parts that print each quote, by whence it comes."""
    parts: dict[tuple[str, QuotePlace | None], dict[str, None]] = {}
    for row in rows:
        parts.setdefault((row.source, row.place), {})[row.file] = None
    return {quote: list(files) for quote, files in parts.items()}


def _wording(row: RewordedCode) -> tuple[str, str, str, str]:
    if row.label == NAME and row.old is None:
        return row.code, "Code", "", "added"
    if row.label == NAME and row.new is None:
        return row.code, "Code", "", row.fate or "removed"
    if row.old is None or row.new is None:
        return row.code, row.label, "", "reads differently"
    return row.code, row.label, row.old or "empty", row.new or "empty"


def decimals(rows: Iterable[MovedFigure]) -> Mapping[str, int]:
    """For each part, how many digits after the point its broken figures need, so that all have as many."""
    found: dict[str, int] = {}
    for row in rows:
        found[row.file] = max(found.get(row.file, 0), _decimals(row))
    return found


def _decimals(row: MovedFigure) -> int:
    broken = (figure for figure in (row.old, row.new) if isinstance(figure, float))
    return max((len(f"{figure:.4f}".rstrip("0").partition(".")[2]) for figure in broken), default=0)


def figures_shown(row: MovedFigure, places: int = 0) -> tuple[str, str]:
    """What a figure was and is, in digits alike: 0.71 and 0.70.

    A broken one has at least ``places``, those of its table; where both are whole numbers they have none.
    """
    broken = any(isinstance(figure, float) for figure in (row.old, row.new))
    places = max(_decimals(row), places) if broken else 0

    def shown(figure: str | int | float | None) -> str:
        if figure is None:
            return "–"
        return figure if isinstance(figure, str) else with_minus(f"{figure:,.{places}f}")

    return shown(row.old), shown(row.new)
