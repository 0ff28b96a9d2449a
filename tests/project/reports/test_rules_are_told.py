"""What is counted says each rule by which it is: whatever a question asks besides the usual.

Tests: ``counting``.
"""

from dataclasses import fields, replace
from typing import Any

import pytest

from qualcode.language.measures import SpacyMeasures
from qualcode.model.queries.query import PartKind, Query, QueryPart
from qualcode.model.questions import matrices, pictures
from qualcode.model.questions.rules import Coefficient, Count, Rule
from qualcode.model.questions.words import ColumnsBy, Figure, Shown
from qualcode.model.study import Study
from qualcode.model.transcript import TranscriptKind, TranscriptStatus
from qualcode.operations.codes.code_sets import add_code_set
from qualcode.operations.queries import save_query
from qualcode.operations.transcripts.documents import set_transcript_status
from qualcode.operations.transcripts.folders import file_under
from qualcode.project.reports.counting import counted_table
from qualcode.project.reports.picturing import picture_of
from tests.support.studies import FG1, INT01, example_study

LOOKS = {
    *(
        "sort",
        "picture",
        "tidy",
        "title",
        "subtitle",
        "authors",
        "organisation",
        "codebook_version",
        "note",
        "logo",
        "cover",
        "totals",
    ),
    *("stacked", "connected", "most", "cloud", "minutes", "transcript", "tested"),
}
"""Parts that say how figures are shown, not which they are; or are seen in the picture itself."""
OTHERWISE: dict[str, Any] = {
    "codes": ("privacy",), "code_set": "Few", "most_used": 2, "used": True, "coders": ("AB",),
    "query": "Asked", "aggregate": True, "transcripts": (INT01.name,), "folders": ("Wave 1",),
    "kind": TranscriptKind.INTERVIEW,
    "statuses": (TranscriptStatus.DONE,), "interviewers": True, "rule": Rule.TURN, "count": Count.CHARACTERS,
    "coefficient": Coefficient.C, "by": (ColumnsBy.SPEAKER.value,), "figure": Figure.RUNS,
    "shown": Shown.PER_1000_WORDS, "minimum_cell": 2, "threshold": 1.0, "code": "privacy",
    "participant": "FG1-P1",
    "common": True, "brackets": False,
}  # fmt: skip
TOGETHER: dict[str, dict[str, Any]] = {
    "within": {"rule": Rule.NEAR, "within": 3},
    "unit": {"figure": Figure.UNITS, "unit": Rule.SENTENCE},
    "aggregate": {"code": "Trust", "aggregate": True},
    "coders": {"code": "privacy", "coders": ("AB",)},
}
"""Parts that hold only together with another: the question is compared with the one without them."""
QUESTIONS: dict[str, Any] = {
    "pairs": matrices.CooccurrenceQuestion(),
    "groups": matrices.TableQuestion(by=(ColumnsBy.TRANSCRIPT.value,)),
    "heat map": pictures.HeatMapQuestion(),
    "network": pictures.NetworkQuestion(),
    "groups drawn": pictures.GroupsHeatMapQuestion(),
    "bars": pictures.BarsQuestion(),
    "portrait": pictures.PortraitQuestion(transcript=FG1.name),
    "comparison": pictures.ComparisonQuestion(),
    "words": pictures.WordsQuestion(),
}
UNSEEN = {("bars", "by")}
"""Whole bars show nothing of columns."""
RULES = [
    (name, each.name)
    for name, question in QUESTIONS.items()
    for each in fields(question)
    if each.name not in LOOKS and (name, each.name) not in UNSEEN
]  # fmt: skip


@pytest.fixture(scope="module")
def study() -> Study:
    made = example_study()
    made = made.after(file_under(made, [made.transcript_named(FG1.name).id], "Wave 1"))
    made = made.after(
        set_transcript_status(made, [made.transcript_named(FG1.name).id], TranscriptStatus.DONE)
    )
    made = made.after(add_code_set(made, "Few", [made.code_named("privacy").id])[1])
    return made.after(save_query(made, "Asked", Query(QueryPart(PartKind.WORDS, "asked")))[1])


def said(study: Study, question: Any) -> str:
    measures = SpacyMeasures()
    if isinstance(question, (matrices.CooccurrenceQuestion, matrices.TableQuestion)):
        return counted_table(study, question, measures).matrix.provenance.sentence
    return picture_of(study, question, measures).page().provenance.sentence


@pytest.mark.parametrize(("name", "part"), RULES)
def test_the_sentence_says_each_rule_that_is_not_the_usual_one(study: Study, name: str, part: str) -> None:
    usual = QUESTIONS[name]
    parts = {part: OTHERWISE[part]} if part not in TOGETHER else dict(TOGETHER[part])
    parts = {key: value for key, value in parts.items() if hasattr(usual, key)}
    if part in TOGETHER:
        rest = {key: value for key, value in parts.items() if key != part}
        usual = replace(usual, **rest)
    assert said(study, replace(usual, **parts)) != said(study, usual)


def test_subcodes_and_small_cells_are_named(study: Study) -> None:
    few = ("stigma", "privacy")
    asked = matrices.TableQuestion(by=("transcript",), codes=few, aggregate=True, minimum_cell=3)
    words = said(study, asked)
    assert "subcodes included" in words
    assert "figures of fewer than 3 participants hidden" in words


def test_a_picture_of_how_often_codes_occur_names_its_unit(study: Study) -> None:
    """Bars and circles of the same codes count different things: each caption says which."""
    bars = picture_of(study, pictures.BarsQuestion(), SpacyMeasures()).page()
    assert bars.provenance.sentence.startswith("Segments of each code, all coders, not merged, ")
    stacked = picture_of(study, pictures.BarsQuestion(stacked=True), SpacyMeasures()).page()
    assert stacked.provenance.sentence.startswith("Codes by transcript, counted as segments, ")


@pytest.mark.parametrize(
    ("rule", "count", "told"),
    [
        (Rule.OVERLAP, Count.PAIRS, "passages"),
        (Rule.TURN, Count.UNITS, "turns"),
        (Rule.OVERLAP, Count.CHARACTERS, "characters"),
    ],
)
def test_the_circles_of_a_network_name_their_unit(study: Study, rule: Rule, count: Count, told: str) -> None:
    network = picture_of(study, pictures.NetworkQuestion(rule=rule, count=count), SpacyMeasures()).page()
    assert any(
        remark.startswith(f"Areas of circles: {told} of each code, from ") for remark in network.remarks
    )
