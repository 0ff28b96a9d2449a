"""The paragraph on agreement reads as prose under every rule."""

import re
from dataclasses import replace

import pytest

from qualcode.exporters.agreement.agreement_prose import methods_paragraph
from qualcode.exporters.agreement.agreement_words import sections
from qualcode.language.measures import SpacyMeasures
from qualcode.model.queries.query import written_identity
from qualcode.model.questions.reports import AgreementQuestion
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import Agreement, AgreementRules
from qualcode.model.transcript import Role
from qualcode.project.reports.agreeing import agreement_of
from tests.analysis.building import Coded, Said, Talk, study_of
from tests.exporters.agreement.test_agreement_words import RARE

UNITS = {
    AgreementUnit.TURN: "The unit of comparison was the turn (100 turns), which had a code if any of",
    AgreementUnit.SENTENCE: "The unit of comparison was the sentence (",
    AgreementUnit.PARAGRAPH: "The unit of comparison was the paragraph (",
    AgreementUnit.CHARACTER: "The unit of comparison was the single character of text (1,000 characters).",
    AgreementUnit.OVERLAP: "Two segments with the same code agreed if they shared at least 80% of the text",
}


def found(unit: AgreementUnit = AgreementUnit.TURN, **more: object) -> Agreement:
    question = AgreementQuestion(unit=unit, overlap=80, bootstrap=0, **more)  # type: ignore[arg-type]
    return agreement_of(RARE, question, SpacyMeasures())


@pytest.mark.parametrize("unit", list(AgreementUnit))
@pytest.mark.parametrize("interviewers", [True, False])
@pytest.mark.parametrize("uncoded", [True, False])
def test_every_rule_is_told_in_a_sentence(unit: AgreementUnit, interviewers: bool, uncoded: bool) -> None:
    made = found(unit)
    rules = replace(made.rules, interviewers=interviewers, uncoded=uncoded)
    said = methods_paragraph(replace(made, rules=rules))
    assert UNITS[unit] in said
    assert ("What interviewers said was included." in said) is interviewers
    assert ("What interviewers said was left out." in said) is not interviewers
    of_segments = unit is AgreementUnit.OVERLAP
    assert ("count" in said.partition("left out.")[2]) is False or uncoded
    assert (re.search("to which neither coder gave a code (was|were) counted", said) is not None) is (
        uncoded and not of_segments
    )
    assert ("to which no coder gave any of the codes was left out" in said) is (
        not uncoded and not of_segments
    )
    # Whole sentences, with nothing of a form that was filled in.
    assert not re.search(r"\w: |;|\.\.|  | ,|None", said)
    assert all(sentence[:1].isupper() for sentence in re.split(r"(?<=[.)]) (?=[A-Z])", said))


def test_the_rules_are_those_that_were_asked_for() -> None:
    made = found(uncoded=False, interviewers=True)
    assert made.rules == AgreementRules(overlap=80, interviewers=True, uncoded=False)
    assert "“Pilot”" in methods_paragraph(made, "Pilot")
    assert "bootstrap" not in methods_paragraph(made)


@pytest.mark.parametrize(("by_transcript", "drawn"), [(True, "transcripts"), (False, "turns")])
def test_intervals_say_what_was_drawn(by_transcript: bool, drawn: str) -> None:
    made = found()
    rules = replace(made.rules, samples=1000, seed=7, by_transcript=by_transcript)
    said = methods_paragraph(replace(made, rules=rules))
    assert said.endswith(
        f"Confidence intervals are percentiles of 1,000 bootstrap samples of {drawn} (seed 7)."
    )


def test_one_code_and_what_is_not_defined_are_told() -> None:
    one = found(codes=("unused",))
    said = methods_paragraph(one)
    assert "For the one code compared, agreement was 100%." in said
    assert "alpha" not in said


@pytest.mark.parametrize("unit", list(AgreementUnit))
def test_codes_that_nobody_gave_are_said_to_raise_agreement(unit: AgreementUnit) -> None:
    said = (Said(0, 10, "P"), Said(10, 20, "P"))
    both = [Coded(name, "a", 10, 20) for name in "XY"]
    study = study_of({"T": Talk("x" * 20, said, [*both, Coded("X", "b", 0, 5)])}, dict.fromkeys("abcde"))
    names = {row.name: row.id for row in study.codes_in_order}

    def told(codes: str, *, uncoded: bool = True) -> str:
        chosen = tuple(map(written_identity, map(names.__getitem__, codes)))
        question = AgreementQuestion(unit=unit, bootstrap=0, codes=chosen, uncoded=uncoded)
        return methods_paragraph(agreement_of(study, question, SpacyMeasures()))

    # Segments that nobody made are not counted: such a code raises nothing there.
    raises = unit is not AgreementUnit.OVERLAP
    assert ("all five codes together (three of them given by neither coder)," in told("abcde")) is raises
    assert ("all three codes together (one of them given by neither coder)," in told("abc")) is raises
    assert "all two codes together," in told("ab")
    assert "given by" not in told("abcde", uncoded=False)
    assert "given by" not in told("c")


@pytest.mark.parametrize(
    ("asking", "told"),
    [
        (False, "(3 turns, 1 by participants and 2 by other speakers or without a speaker), which"),
        (True, "(4 turns, 1 by participants and 3 by interviewers, by other speakers or without a speaker)"),
    ],
)
def test_turns_that_are_no_participants_are_counted_apart(asking: bool, told: str) -> None:
    said = (Said(0, 10, "I", role=Role.INTERVIEWER), Said(10, 20, "P"), Said(20, 30, "O", role=Role.OTHER))
    both = [Coded(name, "a", 10, 20) for name in "XY"]
    study = study_of({"T": Talk("x" * 40, (*said, Said(30, 40, None)), both)}, {"a": None})
    made = agreement_of(study, AgreementQuestion(bootstrap=0, interviewers=asking), SpacyMeasures())
    assert told in methods_paragraph(made)
    (material,) = (each for each in sections(made) if each.title == "Transcripts")
    # The paragraph has said how many turns there are.
    assert not any(" turns" in sentence for sentence in material.sentences)
    # Where all are participants’, or units are no turns, there is nothing to say.
    assert "by participants" not in methods_paragraph(found())
    assert "by participants" not in methods_paragraph(replace(made, of_participants=None))
