"""The last question of the matrix page is kept: how it was counted everywhere, of what by project.

Tests: ``choice``.
"""

from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.names import identities
from qualcode.model.questions.rules import Count, Rule
from qualcode.model.questions.words import Figure, Sorting
from qualcode.ui.pages.matrix.choice import USUAL, from_memory, memory_of, valid, with_columns
from tests.support.studies import example_study

STUDY = example_study()


def test_another_project_takes_over_how_but_not_of_what() -> None:
    privacy = identities((STUDY.code_named("privacy").id,))
    asked = USUAL.change(rule=Rule.TURN, count=Count.UNITS, figure=Figure.WORDS, codes=privacy)
    here = with_columns(asked, ("participant",))
    how, everything = memory_of(here)
    assert from_memory(how, everything) == here
    fresh = from_memory(how, "")
    assert fresh.question == CooccurrenceQuestion(rule=Rule.TURN, count=Count.UNITS, sort=Sorting.CODEBOOK)
    assert fresh.of(TableQuestion).figure is Figure.WORDS
    later, _ = memory_of(asked.change(rule=Rule.EXACT, count=Count.PAIRS))
    again = from_memory(later, everything)
    assert again.question == here.question
    assert again.of(CooccurrenceQuestion).rule is Rule.EXACT


def test_what_has_gone_and_what_does_not_fit_give_way() -> None:
    gone = identities((STUDY.info.id,))
    how, everything = memory_of(with_columns(USUAL.change(codes=gone, coders=gone), gone))
    assert valid(from_memory(how, everything), STUDY) == USUAL
    odd, _ = memory_of(USUAL.change(rule=Rule.OVERLAP, count=Count.UNITS))
    assert from_memory(odd, "").of(CooccurrenceQuestion).count is Count.PAIRS
    assert from_memory("nonsense", "[]") == USUAL
