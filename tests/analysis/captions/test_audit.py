"""The caption of the audit trail says how steps were chosen, where not all are told."""

from dataclasses import replace

import pytest

from qualcode.analysis.captions.audit import about_audit
from qualcode.model.questions.papers import AuditQuestion
from qualcode.model.step_topics import StepTopic
from tests.support.studies import example_study

STUDY = replace(example_study(), step=1300)
KINDS = "Codes are added; Codes are reworded or moved"
TOPICS = tuple(StepTopic)[:2]


@pytest.mark.parametrize(
    ("question", "number", "facts", "words"),
    [
        (AuditQuestion(), 1300, [], "all 1,300 steps"),
        (AuditQuestion(), 1, [], "all 1 step"),
        (
            AuditQuestion(topics=TOPICS[::-1], people=("AB", "CD"), reasoned=True),
            1200,
            [
                ("steps", "1,200 of 1,300"),
                ("kinds", KINDS),
                ("people", "AB and CD"),
                ("reasons", "only steps with a reason"),
            ],
            f"1,200 steps of 1,300; kinds: {KINDS}; people: AB and CD; reasons: only steps with a reason",
        ),
        (
            AuditQuestion(since="2026-01-02"),
            2,
            [("steps", "2 of 1,300"), ("days", "from 2 January 2026 (UTC)")],
            "2 steps of 1,300; days: from 2 January 2026 (UTC)",
        ),
        (
            AuditQuestion(since="2026-01-02", until="2026-03-04"),
            2,
            [("steps", "2 of 1,300"), ("days", "from 2 January 2026 up to 4 March 2026 (UTC)")],
            "2 steps of 1,300; days: from 2 January 2026 up to 4 March 2026 (UTC)",
        ),
    ],
)
def test_which_steps_are_told(
    question: AuditQuestion, number: int, facts: list[tuple[str, str]], words: str
) -> None:
    found = about_audit(STUDY, question, number)
    assert (found.title, found.facts) == ("Audit trail", (*facts, ("in words", words)))
