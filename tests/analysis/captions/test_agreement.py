"""The caption of the agreement of coders: every choice that its figures depend on, and all in a line."""

import math

import pytest

from qualcode.analysis.agreement.request import AgreementRequest
from qualcode.analysis.captions.agreement import about_agreement, figures_in_words
from qualcode.model.codes.codebook_version import shown_hash
from qualcode.model.questions.rules import CoderChoice, Selection
from qualcode.model.questions.words import AgreementUnit
from qualcode.model.results.agreement import (
    AgreementFigures,
    AgreementMeasure,
    AgreementTable,
)
from qualcode.operations.teamwork.rounds import TurnSample, open_round
from tests.support.studies import example_study

STUDY = example_study()
AB, CD = STUDY.coder_named("AB").id, STUDY.coder_named("CD").id
TEXTS = tuple(row.id for row in STUDY.transcripts_in_order)
UNITIZING = "of unitizing alpha from samples of transcripts"
WHERE = "1 transcript (folder “Wave 1”) of the round “Pilot”"
HAVE_IT = "turns that have the code or not"


def test_the_usual_choices() -> None:
    found = about_agreement(STUDY, AgreementRequest((AB, CD)), by_transcript=False, left_out=0)
    assert found.title == "Agreement of coders"
    assert found.facts == (
        ("coders", "AB and CD"),
        ("unit", HAVE_IT),
        ("codes", "4 (all), each by itself"),
        ("transcripts", "all 2"),
        ("interviewers", "their turns are left out"),
        ("uncoded text", "counts"),
        (
            "intervals",
            f"95%, from 1,000 bootstrap samples of turns, seed 1; {UNITIZING}",
        ),
        ("in words", f"Agreement of AB and CD on {HAVE_IT}, 2 transcripts"),
    )


@pytest.mark.parametrize("sample", [None, TurnSample(2, 7)])
def test_everything_that_is_not_as_usual_is_told(sample: TurnSample | None) -> None:
    opened, change = open_round(STUDY, "Pilot", TEXTS, ["AB", "CD"], sample=sample)
    study = STUDY.after(change)
    codes = (study.code_named("stigma").id, study.code_named("firms").id)
    selection = Selection(
        codes=codes, transcripts=TEXTS[:1], places="folder “Wave 1”", coders=CoderChoice((AB,)),
        aggregate=True, include_interviewers=True,
    )  # fmt: skip
    request = AgreementRequest(
        (AB, CD), AgreementUnit.TURN, selection, uncoded=False, samples=0, round_id=opened.id
    )
    drawn = "" if sample is None else " 2 turns drawn with seed 7;"
    codebook = shown_hash(opened.codebook_sha256)
    assert about_agreement(study, request, by_transcript=True, left_out=2).facts == (
        ("coders", "AB and CD"),
        ("unit", HAVE_IT),
        ("codes", "2 (chosen), with all their subcodes"),
        ("round", f"Pilot: transcripts that all have finished;{drawn} codebook {codebook}"),
        ("transcripts", "1 of 2 (folder “Wave 1”); 2 left out"),
        ("interviewers", "included"),
        ("uncoded text", "left out: text that no coder gave any of the codes"),
        ("intervals", "none"),
        (
            "in words",
            f"Agreement of AB and CD on {HAVE_IT}, {WHERE}, 2 chosen codes, subcodes included",
        ),
    )


def test_samples_may_be_of_transcripts() -> None:
    request = AgreementRequest((AB, CD), samples=200, seed=3)
    facts = dict(about_agreement(STUDY, request, by_transcript=True, left_out=0).facts)
    assert facts["intervals"].startswith("95%, from 200 bootstrap samples of transcripts, seed 3; ")


FIGURES = {
    AgreementMeasure.PERCENT: 0.8, AgreementMeasure.KAPPA: 0.5, AgreementMeasure.FLEISS: 0.4,
    AgreementMeasure.ALPHA: math.nan, AgreementMeasure.AC1: 0.7126,
}  # fmt: skip


@pytest.mark.parametrize(
    ("coders", "units", "told"),
    [
        (
            ("AB", "CD"),
            AgreementTable(1030, (5, 6), 0, 70),
            "both 1,030, only AB 5, only CD 6, neither 70, Agreement 80%, Cohen’s kappa 0.50, ",
        ),
        (
            ("AB", "CD", "EF"),
            AgreementTable(30, (5, 6, 7), 8, None),
            "all 30, only AB 5, only CD 6, only EF 7, some 8, Agreement 80%, Fleiss’ kappa 0.40, ",
        ),
        (("AB", "CD"), None, "Agreement 80%, Cohen’s kappa 0.50, "),
    ],
)
def test_pooled_figures_in_a_line(coders: tuple[str, ...], units: AgreementTable | None, told: str) -> None:
    said = figures_in_words(AgreementFigures("", FIGURES, units=units), coders, AgreementUnit.TURN, 12, 1)
    assert said == f"12 codes, 1 turn: {told}Krippendorff’s alpha not defined, Gwet’s AC1 0.71"
