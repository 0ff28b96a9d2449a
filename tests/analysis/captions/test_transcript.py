"""The caption of a transcript says whose words are not to be quoted, or left out."""

import pytest

from qualcode.analysis.captions.transcript import about_transcript, turns_line
from qualcode.analysis.consent import consent_in_words
from qualcode.analysis.retrieval import Retrieval
from qualcode.model.entities import AttributeSubject
from qualcode.model.questions.words import MARKING_WORDS, Marking
from qualcode.model.study import Study
from qualcode.operations.people.attribute_import import import_attributes
from tests.support.studies import FG1, example_study

WHOLE = (
    "consent to quote is not applied: this is the whole transcript, with the words of everybody who speaks "
    "in it, whether or not they may be quoted"
)


def answered(*yes: str) -> Study:
    study = example_study()
    rows = [[f"FG1-{label}", "yes" if label in yes else "no"] for label in ("P1", "P2")]
    columns = ("participant", "consent to quote")
    return study.after(import_attributes(study, AttributeSubject.PARTICIPANT, columns, rows).change)


@pytest.mark.parametrize(
    ("yes", "respected", "told", "apart"),
    [
        ("12", False, WHOLE, ""),
        ("1", False, f"{WHOLE}; not to be quoted: FG1-P2", "; not to be quoted: FG1-P2"),
        ("12", True, consent_in_words(answered("P1"), 0, respected=True, one="turn"), ""),
        (
            "1", True, "1 turn of FG1-P2 is left out for lack of consent to quote",
            "; turns of FG1-P2 left out for lack of consent to quote",
        ),
        (
            "", True, "3 turns of FG1-P1 and FG1-P2 are left out for lack of consent to quote",
            "; turns of FG1-P1 and FG1-P2 left out for lack of consent to quote",
        ),
    ],
)  # fmt: skip
def test_whose_words_are_there_is_told(yes: str, respected: bool, told: str, apart: str) -> None:
    study = answered(*(f"P{number}" for number in yes))
    place, marking = study.transcript_named(FG1.name).id, Marking.MARGIN
    found = about_transcript(study, Retrieval(), place, 4, marking, consent=respected)
    # What a sentence above the turns says, the caption does not repeat.
    noted = about_transcript(study, Retrieval(), place, 4, marking, consent=respected, noted=True)
    assert noted.sentence == f"4 segments, {MARKING_WORDS[marking]}"
    assert (found.title, found.facts) == (
        FG1.name,
        (
            ("transcript", FG1.name),
            ("coders", "all coders"),
            ("codes", "all"),
            ("consent", told),
            ("in words", f"4 segments, {MARKING_WORDS[marking]}{apart}"),
        ),
    )


@pytest.mark.parametrize(
    ("yes", "respected", "said"),
    [
        ("12", True, ""),
        ("12", False, ""),
        ("1", False, "The words of FG1-P2 are not to be quoted, for lack of consent."),
        ("1", True, "One turn of FG1-P2 is left out for lack of consent to quote."),
        ("2", True, "Two turns of FG1-P1 are left out for lack of consent to quote."),
    ],
)
def test_above_a_transcript_it_is_said_whose_turns_are_missing(yes: str, respected: bool, said: str) -> None:
    study = answered(*(f"P{number}" for number in yes))
    assert turns_line(study, study.transcript_named(FG1.name).id, respected=respected) == said
