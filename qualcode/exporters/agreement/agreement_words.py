"""The report on the agreement of coders: what it says in short, its tables, and a methods paragraph."""

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from qualcode.exporters.agreement.agreement_figures import UNDEFINED, shown, without_undefined
from qualcode.exporters.agreement.agreement_prose import methods_paragraph
from qualcode.exporters.agreement.agreement_strands import strand_sections
from qualcode.exporters.agreement.agreement_verdicts import verdict, verdict_section
from qualcode.exporters.papers.sections_document import NO_NAMES
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import (
    MEASURE_NAMES,
    RELIABLE,
    SET_NAMES,
    TENTATIVE,
    UNIT_NOUNS,
    Agreement,
    AgreementFigures,
    AgreementMeasure,
    AgreementTable,
    SetDistance,
)
from qualcode.model.results.report_values import Section
from qualcode.model.results.works import (
    AC1,
    ALPHA,
    BRENNAN_PREDIGER,
    CONGER,
    FLEISS,
    JACCARD,
    KAPPA,
    MASI,
    PAIRS_OF_CODERS,
    SETS,
    UNITIZING,
)
from qualcode.model.words.in_words import (
    beginning,
    counted,
    day_in_words,
    listed,
    moment_in_words,
    plural_of,
    sentence,
    spelt,
    with_capital,
)

_KAPPA_OF_PAIRS: Final = f", of more than two coders the mean of their pairs ({PAIRS_OF_CODERS.beside})"
_MEASURES: Final = (
    AgreementMeasure.PERCENT,
    AgreementMeasure.POSITIVE,
    AgreementMeasure.KAPPA,
    AgreementMeasure.ALPHA,
    AgreementMeasure.AC1,
    AgreementMeasure.BP,
)
_MORE_PLACES: Final = re.compile(r"\.\d{3}")
_NEARLY_PERFECT: Final = re.compile(r"\b(?:0\.99\d+|99\.\d+%)")
_FURTHER: Final = (AgreementMeasure.FLEISS, AgreementMeasure.CONGER, AgreementMeasure.UNITIZING)


def sections(found: Agreement, names: Mapping[str, str] = NO_NAMES) -> tuple[Section, ...]:
    """The whole report: what it says, codes, counts, pairs, sets and boundaries, methods.

    ``names`` are what documents call codes, by their paths.
    """
    return tuple(map(without_undefined, _sections(found, names)))


def _sections(found: Agreement, names: Mapping[str, str]) -> tuple[Section, ...]:
    return (
        Section("In short", tuple(_in_short(found))),
        # Short, it would be alone on its page after a long table.
        _material(found),
        *verdict_section(found, names),
        # Wide tables come one after the other, on pages that lie across.
        _codes(found),
        _counts(found),
        *(_pair(found, number) for number in range(len(found.pairs)) if len(found.pairs) > 1),
        *strand_sections(found),
        _boundaries(found),
        _sets(found),
        *_decisions(found, names),
        *_round(found),
        Section(
            "For the methods section",
            (f"The figures were computed with qualcode {found.provenance.version}.",),
            methods=methods_paragraph(found),
        ),
    )


# -- sections ----------------------------------------------------------------------------------------


def _in_short(found: Agreement) -> Iterator[str]:
    said = verdict(found.pooled, found.unit)
    yield f"All codes pooled: {said[:1].lower()}{said[1:]}"
    judged = [row for row in found.codes if math.isfinite(row.figures[AgreementMeasure.ALPHA])]
    if found.unit is not AgreementUnit.OVERLAP and judged:
        high = sum(row.figures[AgreementMeasure.ALPHA] >= RELIABLE for row in judged)
        low = sum(row.figures[AgreementMeasure.ALPHA] < TENTATIVE for row in judged)
        of_all = f"Of {counted(len(judged), 'code')} with a defined alpha"
        reach, stay = plural_of(high, "reaches", "reach"), plural_of(low, "stays", "stay")
        reliable, low_ones = (f"{number:,}" if number else "none" for number in (high, low))
        yield f"{of_all}, {reliable} {reach} {RELIABLE:.2f} and {low_ones} {stay} below {TENTATIVE:.3f}."
    undefined = len(found.codes) - len(judged)
    if undefined and found.unit is not AgreementUnit.OVERLAP:
        yield f"For {counted(undefined, 'code')} nothing varies: agreement beyond chance is not defined."
    unused = sum(_nobody_used(row.units) for row in found.codes)
    if unused and found.unit is not AgreementUnit.OVERLAP:
        verb, them = plural_of(unused, "was", "were"), plural_of(unused, "it", "them")
        yield (
            f"{beginning(counted(unused, 'code'))} {verb} used by nobody: in the pooled figures that is "
            f"agreement not to use {them}; the mean of a measure leaves out codes for which it is not "
            "defined."
        )
    yield (
        "A figure says how alike coders coded, not whether they coded well: a difference is something to "
        "talk about, not a mistake."
    )


def _nobody_used(table: AgreementTable | None) -> bool:
    return table is not None and not table.both and not table.some and not any(table.only)


def _codes(found: Agreement) -> Section:
    header = ("Code", *(MEASURE_NAMES[name] for name in _MEASURES))
    rows = tuple(_measured(row, _MEASURES) for row in (*found.codes, found.pooled, found.mean))
    shows = "gives each figure, with its 95% confidence interval in brackets where one was computed"
    undefined = f"; {UNDEFINED} means that a figure is not defined." if _any_undefined(rows) else "."
    shows = f"{shows}{undefined}{places_note(rows)}"
    pairs = _KAPPA_OF_PAIRS if len(found.coders) > 2 else ""
    measures = (
        f"Beyond agreement and positive agreement, which take no account of chance, there are Cohen’s kappa "
        f"({KAPPA.beside}){pairs}, Krippendorff’s alpha ({ALPHA.beside}), Gwet’s AC1 ({AC1.beside}) and the "
        f"coefficient of {BRENNAN_PREDIGER.told}."
    )
    title, caption = "Code by code", "Agreement code by code"
    return Section(title, (measures,), header, rows, caption, shows, paths=True, totals=2)


def places_note(rows: Sequence[Sequence[str | int]]) -> str:
    """Why some figures have more places than those beside them; nothing where none has."""
    cells = [str(cell) for _, *figures in rows for cell in figures]
    said = []
    if any(_NEARLY_PERFECT.search(cell) for cell in cells):
        said.append("What is less than perfect is not rounded to 100% or 1.00.")
    if any(_MORE_PLACES.search(_NEARLY_PERFECT.sub("", cell)) for cell in cells):
        said.append(
            "Alpha is given to more than two places where rounding would carry it across "
            f"{TENTATIVE:.3f} or {RELIABLE:.2f}."
        )
    return "".join(f" {sentence}" for sentence in said)


def _any_undefined(rows: tuple[tuple[str, ...], ...]) -> bool:
    return any(UNDEFINED in row for row in rows)


def _measured(row: AgreementFigures, measures: tuple[AgreementMeasure, ...]) -> tuple[str, ...]:
    figures = (shown(row.figures.get(name, math.nan), row.intervals.get(name), name) for name in measures)
    return row.name, *figures


def _counts(found: Agreement) -> Section:
    rows = (*found.codes, found.pooled)
    sides = [(UNIT_NOUNS[found.unit], [row.units for row in rows])]
    if found.unit is not AgreementUnit.CHARACTER:
        sides.append((UNIT_NOUNS[AgreementUnit.CHARACTER], [row.characters for row in rows]))
    heads = [(name, f"{noun}s") for noun, _ in sides for name in _counted_by(found)]
    header = ["Code", *(f"{name} ({unit})" for name, unit in heads)]
    units = ("", *(unit for _, unit in heads))
    some = len(found.coders) > 2
    cells = [
        (row.name, *(cell for _, tables in sides for cell in _cells(tables[place], some=some)))
        for place, row in enumerate(rows)
    ]
    caption, shows = (
        "What coders gave each code",
        "counts what all coders gave a code, and what only one did.",
    )
    return Section(
        "What each coded", (), tuple(header), tuple(cells), caption, shows, units, paths=True, totals=1
    )


def _counted_by(found: Agreement) -> list[str]:
    only = [f"Only {name}" for name in found.coders]
    return ["Both", *only, "Neither"] if len(only) == 2 else ["All", *only, "Some", "None"]


def _cells(table: AgreementTable | None, *, some: bool) -> list[str | int]:
    if table is None:
        return []
    parts = [table.both, *table.only, *([table.some] if some else [])]
    neither = UNDEFINED if table.neither is None else round(table.neither)
    return [*map(round, parts), neither]


def _pair(found: Agreement, number: int) -> Section:
    pair = found.pairs[number]
    header = ("Code", *(MEASURE_NAMES[name] for name in _MEASURES))
    rows = tuple(_measured(row, _MEASURES) for row in (*pair.codes, pair.pooled))
    title = f"{pair.coders[0]} and {pair.coders[1]}"
    shows = "gives the figures of these two coders alone."
    return Section(title, (), header, rows, f"Agreement of {title}", shows, paths=True, totals=1)


def _boundaries(found: Agreement) -> Section:
    alphas = found.unitizing
    over_all = (
        f"Over several codes at once it is {alphas.reason}."
        if alphas.reason
        else f"Over several codes at once, u-alpha is {shown(alphas.u)}; for coded or not (binary) it is "
        f"{shown(alphas.binary)}, and for the text that both coded (cu-alpha) {shown(alphas.cu)}."
    )
    header = ("Code", *(MEASURE_NAMES[name] for name in _FURTHER))
    rows = [_measured(row, _FURTHER) for row in (*found.codes, found.pooled, found.mean)]
    about = (
        f"Alpha for unitizing, computed as in {UNITIZING.told}, compares where passages begin and end; "
        "passages that only touch are not joined."
    )
    further = (
        f"The kappas of {FLEISS.told} and of {CONGER.told} are for any number of coders; they differ in what "
        "they take to be chance."
    )
    sentences = (further, about, over_all)
    caption, shows = "Further coefficients, and alpha for unitizing", "gives these figures for each code."
    title = "Boundaries, and further coefficients"
    return Section(title, sentences, header, tuple(rows), caption, shows, paths=True, totals=2)


def _sets(found: Agreement) -> Section:
    sentence = "All codes that a coder gave a unit are compared as one set; two empty sets agree."
    if found.sets.reason:
        return Section("Sets of codes", (sentence, f"{with_capital(found.sets.reason)}."))
    values: Mapping[SetDistance, float] = found.sets.alphas
    rows = tuple(
        (SET_NAMES[name], shown(value, found.sets.intervals.get(name))) for name, value in values.items()
    )
    caption, shows = "Agreement on sets of codes", "gives alpha by what counts as a difference of two sets."
    distances = (
        f"Alpha is then that of {SETS.told}: two sets differ or not, or by the distance of {JACCARD.told} or "
        f"that of {MASI.told}, called MASI."
    )
    return Section("Sets of codes", (sentence, distances), ("Measure", "Value"), rows, caption, shows)


DECISION_HEADER: Final = ("Transcript", "Turn", "Codes", "Coders", "Decision", "Reason", "By", "Day (UTC)")


def decision_rows(
    found: Agreement,
    day_told: Callable[[date], str] = date.isoformat,
    names: Mapping[str, str] = NO_NAMES,
) -> Iterator[tuple[str, ...]]:
    """What was settled, a row for each passage, as ``DECISION_HEADER`` names its cells."""
    for each in found.decisions:
        turn = "" if each.turn is None else str(each.turn)
        yield (
            each.transcript,
            turn,
            "; ".join(names.get(path, path) for path in each.codes),
            listed(list(each.coders)),
            each.outcome,
            each.reason,
            each.author,
            day_told(each.decided.date()),
        )


def _decisions(found: Agreement, names: Mapping[str, str]) -> Iterator[Section]:
    rows = tuple(decision_rows(found, day_in_words, names))
    if not rows:
        return
    reasons = sum(bool(each.reason) for each in found.decisions)
    verb = plural_of(len(rows), "was", "were")
    with_reason = spelt(reasons) if reasons else "none"
    said = sentence(f"{counted(len(rows), 'difference')} {verb} settled, {with_reason} with a reason")
    caption, shows = "Differences that were settled", "lists them with what was decided."
    yield Section("Decisions", (said,), DECISION_HEADER, rows, caption, shows)


def _round(found: Agreement) -> Iterator[Section]:
    """Of which moment the figures of a round are, what was kept of it, and what has changed since."""
    told = found.history
    if told is None:
        return
    if told.closed is None:
        state = f"The round “{told.name}” is open: its figures may still change."
    elif told.replayed:
        state = (
            f"The figures are those of the round “{told.name}” as it was closed on "
            f"{moment_in_words(told.closed)}: its codings and its codebook are taken from the history."
        )
    else:
        state = (
            f"The round “{told.name}” was closed on {moment_in_words(told.closed)}. Its state of that day is "
            "not in this project’s history, so the figures are those of the project as it is now."
        )
    kept = [f"Kept when it was closed, all codes pooled by turns: {line}." for line in told.kept]
    now = [f"As the project is now, all codes pooled: {told.now}."] if told.now else []
    same = (
        ["Nothing has changed in its codebook and codings since."] if told.replayed and not told.since else []
    )
    yield Section("The round", (state, *kept, *told.since, *same, *now))


def _material(found: Agreement) -> Section:
    sentences = [f"Compared: {listed(list(found.transcripts))}."]
    if found.left_out:
        number = len(found.left_out)
        sentences.append(
            sentence(f"{counted(number, 'transcript')} {plural_of(number, 'was', 'were')} left out")
        )
    rows = tuple(
        (name, f"not {found.done} by {who}" if who else "not chosen") for name, who in found.left_out
    )
    header = ("Transcript", "Why it was left out") if rows else ()
    caption, shows = "Transcripts that were left out", "says why."
    return Section("Transcripts", tuple(sentences), header, rows, caption, shows)
