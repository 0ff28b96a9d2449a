"""The caption of the codebook report."""

from collections.abc import Sequence

from qualcode.analysis.captions.about import about, brackets_fact
from qualcode.analysis.consent import consent_in_words, everybody_in_words
from qualcode.analysis.quotations import USUAL
from qualcode.analysis.typical_quotes import NOT_AGAIN, RULE
from qualcode.model.codes.code_names import codes_outside, level
from qualcode.model.questions.provenance import (
    CHOICE,
    CITED,
    CONSENT,
    IN_WORDS,
    NO_QUOTES,
    QUOTES,
    Provenance,
)
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.results.quotation import QuoteManner
from qualcode.model.results.report_values import Quote
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, listed


def about_codebook(
    study: Study,
    coders: CoderChoice,
    quotes: Sequence[Quote],
    most: int,
    *,
    left_out: int,
    consent: bool,
    reworded: int | None,
    depth: int | None = None,
    manner: QuoteManner = USUAL,
    citing: Sequence[str] = (),
    earlier: bool = False,
    as_data: bool = False,
) -> Provenance:
    """The codebook with these quotes; ``reworded`` is the number of codes whose history it tells, if any.

    ``depth`` is the deepest level of the codes in it, None where all are. ``citing`` are codes whose own
    texts held words that may not be quoted; ``earlier``: others are quoted in chapters before it;
    ``as_data``: in cells, which mark no words.
    """
    printed = f"at most {most} a code, {_printed(manner, as_data=as_data)}{NOT_AGAIN if earlier else ''}."
    everybody = everybody_in_words(study, respected=consent) if quotes else ""
    words = (
        f"{codes_counted(study)}, {coders.whose(study)}; segments are counted for each coder, and words once "
        f"for each code{everybody}"
    )
    facts = (
        # How many codes there are is in the sentence.
        *(fact for fact in Selection(coders=coders).facts(study) if fact[0] != "codes"),
        *_levels(study, depth),
        *(((QUOTES, f"{_number(quotes)}; {printed}"), (CHOICE, RULE)) if most else ((QUOTES, NO_QUOTES),)),
        *(brackets_fact(brackets=manner.brackets) if most else ()),
        # Of quotes that nobody asked for none is left out.
        *(((CONSENT, consent_in_words(study, left_out, respected=consent)),) if most or not consent else ()),
        *(((CITED, cited_in_words(citing)),) if citing else ()),
        *(() if reworded is None else (("history", _history(reworded)),)),
        (IN_WORDS, words),
    )
    return about(study, "Codebook", facts)


def cited_in_words(codes: Sequence[str]) -> str:
    """What is said where the codebook itself holds words of people who may not be quoted."""
    names = listed([f"“{name}”" for name in codes])
    return f"words of a speaker without consent to quote are left out of what the codebook says of {names}"


def _number(quotes: Sequence[Quote]) -> str:
    starred = sum(quote.chosen for quote in quotes)
    if not quotes:
        return NO_QUOTES
    if len(quotes) == 1:
        return "1 quote, which is starred" if starred else "1 quote, which is not starred"
    some = "all" if starred == len(quotes) else f"{starred:,}" if starred else "none"
    return f"{counted(len(quotes), 'quote')}, {some} of them starred"


def _printed(manner: QuoteManner, *, as_data: bool) -> str:
    if manner.sentences and as_data:
        return "printed as whole sentences, with the coded words beside them"
    if manner.sentences:
        return "printed as whole sentences, in which the coded words are marked"
    return "with “…” where the coded words begin or end within a sentence"


def _levels(study: Study, depth: int | None) -> tuple[tuple[str, str], ...]:
    if depth is None:
        return ()
    below = sum(level(study, code_id) > depth for code_id in study.codes)
    return (("levels", f"down to level {depth}; subcodes left out: {below:,}"),)


def _history(reworded: int) -> str:
    if not reworded:
        return "no code was reworded"
    if reworded == 1:
        return "1 code was reworded; how it was worded before is given under it, with dates in UTC"
    return f"{reworded:,} codes were reworded; earlier wordings are given under each, with dates in UTC"


def codes_counted(study: Study) -> str:
    """``22 codes in 4 categories``, ``, 20 of them in 4 categories``: what only groups codes is none."""
    codes = sum(row.codable for row in study.codes.values())
    groups, outside = len(study.codes) - codes, codes_outside(study)
    of_them = f", {codes - outside:,} of them" if outside else ""
    grouped = f"{of_them} in {counted(groups, 'category', 'categories')}" if groups else ""
    return f"{counted(codes, 'code')}{grouped}"
