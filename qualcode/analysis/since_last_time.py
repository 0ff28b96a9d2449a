"""What a report says differently from the run before: figures, wordings of codes, quotes."""

from collections.abc import Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final
from uuid import UUID

from qualcode.analysis.consent import Consent
from qualcode.analysis.participant_figures import segments_by_participant
from qualcode.analysis.quotations import Quotations
from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.entities import Code
from qualcode.model.people import participants_of
from qualcode.model.questions.rules import CoderChoice
from qualcode.model.results.matrix import Label, Matrix, decimals_of, is_total
from qualcode.model.results.quotation import Quotation
from qualcode.model.results.report_figures import (
    NAME,
    PICTURE,
    PLACE,
    CodeWording,
    FileFigures,
    MovedFigure,
    MovedQuote,
    MovedText,
    QuotePlace,
    ReportChanges,
    RewordedCode,
    RunFigures,
    ToldFigure,
    ToldQuote,
)
from qualcode.model.results.report_values import CodeQuotes
from qualcode.model.segments import CodeFigures, Segment
from qualcode.model.span import Span
from qualcode.model.study import Study

MOST: Final = 20_000
"""Figures, and quotes, of one file that are kept; a larger table is not compared."""

COUNTS: Final = ("segments", "transcripts", "participants", "words")
"""What is counted of each code of a codebook."""
_TEXTS: Final = (("Definition", "definition"), ("Use for", "include"), ("Not for", "exclude"))
_NOT_FIGURES: Final = frozenset({"steps", "version"})
"""Keys that runs have kept and that do not say of themselves that anything has moved."""
_MARKED: Final = (("Examples", "examples"), ("Memo", "memo"))


# -- what is kept of a run ----------------------------------------------------------------------------


def figures_of_matrix(matrix: Matrix) -> FileFigures:
    """The cells of a table that are not zero, of a symmetric one those of one half."""
    if matrix.values.size > MOST * 10:
        return FileFigures()
    found: dict[str, ToldFigure] = {}
    lines = tuple(dict.fromkeys(_key(label) for label in (*matrix.rows, *matrix.columns)))
    places = decimals_of(matrix.values)
    for row, name in enumerate(matrix.rows):
        for column, other in enumerate(matrix.columns):
            figure = matrix.cell(row, column)
            if figure and not (matrix.symmetric and column < row):
                # A share is compared as it is printed.
                shown = round(figure, places) if isinstance(figure, float) else figure
                keys = [_key(name), _key(other)]
                if matrix.symmetric and not is_total(matrix.columns, column):
                    # In whichever order the codes are, such as that of clusters, which may have changed.
                    keys.sort()
                found[" ".join(keys)] = ToldFigure(_cell_of(matrix, row, column), shown)
    return FileFigures(found, lines=lines) if len(found) <= MOST else FileFigures()


def _cell_of(matrix: Matrix, row: int, column: int) -> str:
    """What a cell is of, the same in whichever order the codes of a symmetric table are."""
    name, other = matrix.rows[row].name, matrix.columns[column].name
    totals = is_total(matrix.rows, row), is_total(matrix.columns, column)
    if all(totals):
        return "Total"
    if any(totals):
        return f"{other if totals[0] else name}: total"
    if matrix.symmetric:
        name, other = sorted((name, other))
        if row == column:
            return f"{name}: on the diagonal"
    return f"{name} × {other}"


def figures_of_codebook(
    study: Study,
    figures: Mapping[UUID, CodeFigures],
    quotes: Mapping[UUID, CodeQuotes],
    counts: Sequence[str] = COUNTS,
) -> FileFigures:
    """How much each code is used, as far as that is printed, and its quotes."""
    found = {
        f"{code_id} {count}": ToldFigure(f"{study.path(code_id)}: {count}", getattr(row, count))
        for code_id, row in figures.items()
        for count in counts
        if getattr(row, count)
    }
    told: dict[str, ToldQuote] = {}
    for code_id, row in quotes.items():
        for quote in row.quotes:
            printed = quote.printed
            words = study.text(printed.transcript_id)[printed.span.start : printed.span.end]
            told[mark(code_id, printed.coded_words)] = ToldQuote(
                f"{study.path(code_id)}: {printed.reference}",
                _place(printed.transcript_id, printed.span.start, printed.span.end, words),
            )
    return FileFigures(found, told)


def _place(transcript_id: UUID, start: int, end: int, words: str) -> QuotePlace:
    return QuotePlace(transcript_id, start, end, mark(transcript_id, words))


def quotation_at(quotations: Quotations, place: QuotePlace | None, consent: Consent) -> Quotation | None:
    """A quote as it is printed; None where it is no longer there, or may no longer be quoted."""
    study = quotations.study
    if place is None or place.transcript_id not in study.transcripts:
        return None
    words = study.text(place.transcript_id)[place.start : place.end]
    if mark(place.transcript_id, words) != place.mark:
        return None
    printed = quotations.of(place.transcript_id, Span(place.start, place.end))
    return printed if consent.of_passage(place.transcript_id, printed.span) else None


def figures_of_segments(rows: Iterator[Segment]) -> FileFigures:
    """How many segments each code has and, where they are not too many, which."""
    counts: dict[UUID, int] = {}
    names: dict[UUID, str] = {}
    quotes: dict[str, ToldQuote] = {}
    for row in rows:
        counts[row.code_id] = counts.get(row.code_id, 0) + 1
        names[row.code_id] = row.code
        if len(quotes) <= MOST:
            turn = f"turn {row.turn}" if row.turn else ""
            who = filter(None, (row.said_by, row.transcript, turn))
            quotes[mark(row.code_id, row.text)] = ToldQuote(
                f"{row.code}: {', '.join(who)}", _place(row.transcript_id, row.start, row.end, row.text)
            )
    figures = {
        f"{code_id} segments": ToldFigure(f"{names[code_id]}: segments", number)
        for code_id, number in counts.items()
    }
    return FileFigures(figures, quotes if len(quotes) <= MOST else {})


def figures_of_participants(study: Study, coders: CoderChoice) -> FileFigures:
    """How many segments of each code begin in what each participant says."""
    numbers = segments_by_participant(study, coders)
    return FileFigures(
        {
            f"{person.id} {code.id}": ToldFigure(f"{person.name} × {study.path(code.id)}", number)
            for person in participants_of(study)
            for code in study.codes_in_order
            if (number := numbers.get((person.id, code.id)))
        }
    )


def wordings_of(study: Study) -> Mapping[UUID, CodeWording]:
    """How each code reads now."""
    return {code.id: CodeWording(study.path(code.id), _texts(code)) for code in study.codes_in_order}


def _texts(code: Code) -> Mapping[str, str]:
    told = {label: getattr(code, name).strip() for label, name in _TEXTS}
    marked = {
        label: mark(code.id, words) if (words := getattr(code, name).strip()) else ""
        for label, name in _MARKED
    }
    return told | marked


def _key(label: Label) -> str:
    return label.name if label.id is None else str(label.id)


def mark(of: UUID | str, words: str) -> str:
    """Tells words apart without holding them."""
    return sha256(f"{of} {' '.join(words.split())}".encode("utf-8", "replace")).hexdigest()[:20]


# -- comparing ----------------------------------------------------------------------------------------


def changes_since(before: RunFigures, now: RunFigures) -> ReportChanges:
    """What ``now`` says differently; files that are new, or gone, are not compared."""
    both = [file for file in now.files if file in before.files]
    return ReportChanges(
        now.report,
        before,
        now.step,
        tuple(row for file in both for row in _moved(file, before.files[file], now.files[file])),
        tuple(_reworded(before.codes, now.codes)),
        tuple(row for file in both for row in _quotes(file, now.files[file], before.files[file])),
        tuple(row for file in both for row in _quotes(file, before.files[file], now.files[file])),
        tuple(file for file in now.files if file not in before.files),
        tuple(row for file in both for row in _texts_moved(file, before.files[file], now.files[file])),
    )


def _moved(file: str, before: FileFigures, now: FileFigures) -> Iterator[MovedFigure]:
    came, went = _lines_of(now, before), _lines_of(before, now)
    table = bool(before.lines and now.lines)
    for key in dict.fromkeys((*now.figures, *before.figures)):
        if key in _NOT_FIGURES and key not in now.figures:
            continue
        old, new = before.figures.get(key), now.figures.get(key)
        if (old and old.figure) != (new and new.figure):
            of = (new or old or ToldFigure("", 0)).of
            was = None if _is_in(key, came) else _figure(old, new, table=table)
            yield MovedFigure(file, of, was, None if _is_in(key, went) else _figure(new, old, table=table))


def _lines_of(table: FileFigures, other: FileFigures) -> tuple[str, ...]:
    """Rows and columns that only ``table`` has: in the other there is no figure of them, not even 0."""
    if not table.lines or not other.lines:
        return ()
    there = frozenset(other.lines)
    return tuple(line for line in table.lines if line not in there)


def _is_in(key: str, lines: tuple[str, ...]) -> bool:
    return any(key.startswith(f"{line} ") or key.endswith(f" {line}") for line in lines)


def _figure(told: ToldFigure | None, other: ToldFigure | None, *, table: bool) -> str | int | float | None:
    """A figure; 0 where it is left out beside a number that counts, or in a ``table``.

    A table leaves 0 out; any other coefficient is not there, and not 0.
    """
    if told is not None:
        return told.figure
    return 0 if other is not None and isinstance(other.figure, int | float if table else int) else None


def _texts_moved(file: str, before: FileFigures, now: FileFigures) -> Iterator[MovedText]:
    for key in dict.fromkeys((*now.texts, *before.texts)):
        old, new = before.texts.get(key), now.texts.get(key)
        if new is None or old is None:
            row = new or old
            if row is not None:
                yield MovedText(file, row.of, "new" if old is None else "removed")
        elif old.figure != new.figure:
            yield MovedText(file, new.of, "shows other figures" if key == PICTURE else "reads differently")


def _quotes(file: str, these: FileFigures, others: FileFigures) -> Iterator[MovedQuote]:
    return (MovedQuote(file, *told) for mark, told in these.quotes.items() if mark not in others.quotes)


def _reworded(before: Mapping[UUID, CodeWording], now: Mapping[UUID, CodeWording]) -> Iterator[RewordedCode]:
    was_at, is_at = ({row.name: code_id for code_id, row in run.items()} for run in (before, now))
    for code_id in dict.fromkeys((*now, *before)):
        old, new = before.get(code_id), now.get(code_id)
        if old is None or new is None:
            row = new or old
            if row is not None:
                name = _branch_of(row.name)[1]
                came, went = None if old is None else name, None if new is None else name
                yield RewordedCode(row.name, NAME, came, went, code_id if new is None else None)
            continue
        (old_above, old_name), (new_above, new_name) = _branch_of(old.name), _branch_of(new.name)
        if old_name != new_name:
            yield RewordedCode(new.name, NAME, old_name, new_name)
        # A category that is called otherwise has moved none of the codes in it.
        if was_at.get(old_above) != is_at.get(new_above):
            yield RewordedCode(new.name, PLACE, _above(old_above), _above(new_above))
        marked = {label for label, _ in _MARKED}
        for label in new.texts:
            was, reads = old.texts.get(label, ""), new.texts[label]
            if was != reads:
                shown = (None, None) if label in marked else (was, reads)
                yield RewordedCode(new.name, label, *shown)


def _above(path: str) -> str:
    return _branch_of(path)[1] if path else "top level"


def _branch_of(path: str) -> tuple[str, str]:
    """The path of the category above a code, empty where there is none, and the code's own name."""
    above, _, name = path.rpartition(PATH_SEPARATOR)
    return above, name
