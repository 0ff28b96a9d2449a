"""What is said of a matrix: each choice that its figures depend on is in its caption."""

import pytest

from qualcode.analysis.captions.matrices import about_coefficient, about_groups, about_pairs, whole_in_words
from qualcode.analysis.table_request import TableRequest
from qualcode.model.entities import AttributeSubject
from qualcode.model.questions.rules import (
    COEFFICIENT_NAMES,
    CoderChoice,
    Coefficient,
    CooccurrenceRequest,
    Count,
    Rule,
    Selection,
)
from qualcode.model.questions.words import SHOWN_WORDS, ColumnsBy, Figure, Shown
from tests.analysis.building import Said, Talk, identity, study_of
from tests.analysis.strategies import coder_ids
from tests.analysis.worked_example import worked_example

AGE = identity("attribute", "age")
STUDY = study_of(
    {"T": Talk("xx", [Said(0, 2, "P1")])}, {"a": None}, {(AttributeSubject.PARTICIPANT, "age"): {"P1": "9"}}
)


@pytest.mark.parametrize(
    ("request_", "sentence"),
    [
        (CooccurrenceRequest(), "Codes that overlap, counted as pairs, all coders merged, 1 transcript"),
        (
            CooccurrenceRequest(Rule.NEAR, within=2, selection=Selection(coders=CoderChoice(coder_ids("Y")))),
            "Codes that overlap or are at most 2 turns apart, counted as pairs, coder Y, 1 transcript",
        ),
        (
            CooccurrenceRequest(Rule.TURN, selection=Selection(coders=CoderChoice(coder_ids("Y", "X")))),
            "Codes in the same turn, counted as turns, coders X and Y merged, 1 transcript",
        ),
    ],
)
def test_codes_by_codes_in_words(request_: CooccurrenceRequest, sentence: str) -> None:
    assert about_pairs(worked_example(), request_).sentence == sentence


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_is_named(rule: Rule) -> None:
    about = about_pairs(worked_example(), CooccurrenceRequest(rule))
    assert about.sentence.startswith("Codes ")
    assert dict(about.facts)["rule"] == rule


def test_facts_are_in_the_order_of_printing() -> None:
    facts = about_pairs(worked_example(), CooccurrenceRequest(Rule.NEAR, within=0)).facts
    assert [name for name, _ in facts][:4] == ["rule", "within turns", "count", "coders"]
    assert ("transcripts", "all 1") in facts
    assert "within turns" not in dict(about_pairs(worked_example(), CooccurrenceRequest()).facts)


@pytest.mark.parametrize("which", Coefficient)
def test_a_coefficient_is_in_the_sentence_and_among_the_facts(which: Coefficient) -> None:
    request = CooccurrenceRequest(Rule.TURN, Count.UNITS)
    about = about_coefficient(worked_example(), request, which, 12)
    counts = about_pairs(worked_example(), request)
    assert about.sentence == f"{counts.sentence}; {COEFFICIENT_NAMES[which]}"
    assert about.facts[-2:] == (("coefficient", COEFFICIENT_NAMES[which]), ("units in scope", "12"))


def test_codes_by_groups_in_words() -> None:
    assert about_groups(STUDY, TableRequest()).sentence == (
        "Codes by transcript, counted as segments, all coders, not merged, 1 transcript"
    )
    by_age = TableRequest(ColumnsBy.ATTRIBUTE, AGE, Figure.UNITS, Rule.SENTENCE)
    assert about_groups(STUDY, by_age).sentence == (
        "Codes by age, counted as units (sentence), all coders merged, 1 transcript"
    )


@pytest.mark.parametrize("shown", Shown)
def test_what_is_shown_instead_of_counts_is_in_the_sentence(shown: Shown) -> None:
    about = about_groups(STUDY, TableRequest(shown=shown, minimum_cell=3))
    assert (f"; {SHOWN_WORDS[shown]}" in about.sentence) is (shown is not Shown.COUNTS)
    assert dict(about.facts)["shown as"] == SHOWN_WORDS[shown]
    assert dict(about.facts)["minimum cell"] == "3 participants"
    assert dict(about_groups(STUDY, TableRequest()).facts)["minimum cell"] == "none"


@pytest.mark.parametrize("figure", Figure)
def test_codes_without_columns_are_told_by_what_is_counted(figure: Figure) -> None:
    by_age = TableRequest(ColumnsBy.ATTRIBUTE, AGE, figure)
    said = whole_in_words(STUDY, by_age)
    counted = by_age.counted_in_words()
    assert said.lower().startswith((f"{counted} of each code, ", f"{counted} with each code, "))
    assert said.endswith(about_groups(STUDY, by_age).sentence.partition(f"counted as {counted}")[2])
    assert "age" not in said
    assert "by " not in said
    per_words = TableRequest(figure=Figure.SEGMENTS, shown=Shown.PER_1000_WORDS)
    assert whole_in_words(STUDY, per_words).endswith(f"; {SHOWN_WORDS[Shown.PER_1000_WORDS]}")
