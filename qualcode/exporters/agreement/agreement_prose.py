"""How coders were compared and how far they agreed, as a paragraph for the methods section of an article."""

import math
from collections.abc import Iterator
from typing import assert_never

from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import (
    ABOVE_LEVEL,
    LATER_CODES,
    STATE,
    UNIT_NOUNS,
    Agreement,
    AgreementFigures,
    AgreementMeasure,
    ConfidenceInterval,
    figure_in_words,
)
from qualcode.model.results.works import ALPHA
from qualcode.model.words.in_words import counted, listed, spelt, spelt_out, with_capital


def methods_paragraph(found: Agreement, of: str = "") -> str:
    """The paragraph; ``of`` names the round that it is about."""
    return " ".join(_sentences(found, of))


def _sentences(found: Agreement, of: str) -> Iterator[str]:
    where = f" of the round “{of}”" if of else ""
    transcripts = spelt_out(len(found.transcripts), "transcript")
    yield (
        f"To assess inter-coder agreement, the segments of {listed(list(found.coders))} were compared in "
        f"{transcripts}{where}."
    )
    yield _unit(found)
    yield from _left_out(found)
    yield from _told(found, LATER_CODES)
    yield from _told(found, ABOVE_LEVEL)
    yield _result(found)
    if STATE in dict(found.provenance.facts):
        yield f"The figures are {dict(found.provenance.facts)[STATE]}."
    if found.rules.samples:
        yield _intervals(found)


def _unit(found: Agreement) -> str:
    noun = UNIT_NOUNS[found.unit]
    number = counted(found.number, noun)
    match found.unit:
        case AgreementUnit.TURN | AgreementUnit.SENTENCE | AgreementUnit.PARAGRAPH:
            return (
                f"The unit of comparison was the {noun} ({number}{units_of_others(found)}), which had a code "
                "if any of its text had been given it."
            )
        case AgreementUnit.CHARACTER:
            return f"The unit of comparison was the single character of text ({number})."
        case AgreementUnit.OVERLAP:
            return (
                f"The unit of comparison was the coded segment ({number}). Two segments with the same code "
                f"agreed if they shared at least {found.rules.overlap}% of the text that they cover together."
            )
        case _:
            assert_never(found.unit)


def units_of_others(found: Agreement) -> str:
    """Why more turns are compared than participants have: “, 683 by participants and 16 by others or …”."""
    if found.of_participants is None or found.of_participants == found.number:
        return ""
    asking = "by interviewers, " if found.rules.interviewers else ""
    more = found.number - found.of_participants
    others = f"{more:,} {asking}by other speakers or without a speaker"
    return f", {found.of_participants:,} by participants and {others}"


def _left_out(found: Agreement) -> Iterator[str]:
    """What interviewers say, and text without a code."""
    if found.rules.interviewers:
        yield "What interviewers said was included."
    else:
        yield "What interviewers said was left out."
    if found.unit is AgreementUnit.OVERLAP:
        # Segments that nobody made cannot be counted.
        return
    units = "text" if found.unit is AgreementUnit.CHARACTER else f"{UNIT_NOUNS[found.unit]}s"
    if found.rules.uncoded:
        counted = "was counted" if units == "text" else "were counted"
        yield (
            f"{units.capitalize()} to which {_nobody(found)} gave a code {counted} as agreement that it does "
            "not apply."
        )
    else:
        yield "Text to which no coder gave any of the codes was left out."


def _told(found: Agreement, fact: str) -> Iterator[str]:
    said = dict(found.provenance.facts).get(fact)
    if said:
        yield f"{with_capital(said)}."


def _result(found: Agreement) -> str:
    number = len(found.codes)
    over = f"Over all {spelt(number)} codes together" if number > 1 else "For the one code compared"
    unused = sum(map(_is_unused, found.codes)) if found.rules.uncoded else 0
    if 0 < unused < number:
        # Nobody disagrees about them: with them agreement is higher.
        over += f" ({spelt(unused)} of them given by {_nobody(found)})"
    pooled = found.pooled
    percent = pooled.figures[AgreementMeasure.PERCENT]
    share = figure_in_words(AgreementMeasure.PERCENT, percent)
    agreed = f"agreement was {share}" if math.isfinite(percent) else "agreement is not defined"
    alpha = pooled.figures[AgreementMeasure.ALPHA]
    if not math.isfinite(alpha):
        return f"{over}, {agreed}."
    given = _with_interval(alpha, pooled.intervals.get(AgreementMeasure.ALPHA))
    return f"{over}, {agreed} and Krippendorff’s alpha ({ALPHA.beside}) was {given}."


def _nobody(found: Agreement) -> str:
    return "neither coder" if len(found.coders) == 2 else "no coder"


def _is_unused(row: AgreementFigures) -> bool:
    """Whether nobody gave a code to anything that is compared, and all of it counts as agreement."""
    given = row.units
    return given is not None and bool(given.neither) and given.neither == given.total


def _with_interval(value: float, interval: ConfidenceInterval | None) -> str:
    figure = figure_in_words(AgreementMeasure.ALPHA, value)
    if interval is None:
        return figure
    low, high = (figure_in_words(AgreementMeasure.ALPHA, end) for end in (interval.low, interval.high))
    return f"{figure} (95% confidence interval {low} to {high})"


def _intervals(found: Agreement) -> str:
    rules = found.rules
    drawn = "transcripts" if rules.by_transcript else "turns"
    return (
        f"Confidence intervals are percentiles of {counted(rules.samples, 'bootstrap sample')} of {drawn} "
        f"(seed {rules.seed})."
    )
