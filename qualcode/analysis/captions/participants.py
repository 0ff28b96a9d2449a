"""The caption of the report on participants."""

from typing import Final

from qualcode.analysis.captions.about import about, brackets_fact, not_as_usual
from qualcode.analysis.consent import consent_in_words, everybody_in_words
from qualcode.analysis.typical_quotes import NOT_AGAIN
from qualcode.model.measures import WORDS_IN_WORDS
from qualcode.model.questions.provenance import CHOICE, IN_WORDS, QUOTES, Provenance
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted

_TYPICAL: Final = "Of each of the most used codes the passage nearest the middle in length is quoted."


def about_participants(
    study: Study,
    coders: CoderChoice,
    people: int,
    quotes: int,
    most: int,
    *,
    left_out: int,
    consent: bool,
    brackets: bool = True,
    earlier: bool = False,
) -> Provenance:
    """So many participants with so many quotes, at most ``most`` of each; ``earlier``: others come before."""
    rows = counted(people, "participant")
    everybody = everybody_in_words(study, respected=consent)
    narrowed = not_as_usual(study, Selection(coders=coders))
    facts = (
        ("participants", f"{people:,}, interviewers left out"),
        ("coders", coders.whose(study)),
        ("segments", "each belongs to the participant in whose turn it begins"),
        ("words", WORDS_IN_WORDS),
        # How many there are is in the sentence.
        (QUOTES, f"at most {most} a participant{NOT_AGAIN if earlier else ''}."),
        (CHOICE, _TYPICAL),
        *brackets_fact(brackets=brackets),
        ("consent", consent_in_words(study, left_out, respected=consent)),
        (IN_WORDS, f"{rows}, {counted(quotes, 'quote')}{narrowed}{everybody}"),
    )
    return about(study, "Participants", facts)
