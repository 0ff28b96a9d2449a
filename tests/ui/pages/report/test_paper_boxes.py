"""The choices of saturation, checklist and audit trail in the report line."""

from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from qualcode.model.papers import Checklist
from qualcode.model.questions.papers import AuditQuestion, ChecklistQuestion, SaturationQuestion
from qualcode.model.questions.reports import MethodsQuestion
from qualcode.model.questions.words import SaturationOrder
from qualcode.model.step_topics import StepTopic
from qualcode.ui.dialogs.choose_in_order import ChooseInOrderDialog
from qualcode.ui.dialogs.papers.days import DaysDialog
from qualcode.ui.pages.report.choice import USUAL, ReportKind
from qualcode.ui.pages.report.line import ReportLine
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.word_box import WordBox


@pytest.fixture
def line(qtbot: QtBot, session: Session) -> ReportLine:
    made = ReportLine(session)
    qtbot.addWidget(made)
    return made


def choose(box: WordBox, thing: Any) -> None:
    box.offer(box._items, thing)
    assert box.chosen == thing
    box.activated.emit(box.currentIndex())


def test_saturation_is_asked_with_every_choice(line: ReportLine) -> None:
    line.show_question(ReportKind.SATURATION, USUAL[ReportKind.SATURATION])
    boxes = line.papers
    choose(boxes.order, SaturationOrder.LIST)
    choose(boxes.base, 6)
    choose(boxes.run, 3)
    choose(boxes.threshold, 0)
    assert line.question == SaturationQuestion(order=SaturationOrder.LIST, base=6, run=3, threshold=0)
    assert not boxes.checklist.isVisibleTo(line)
    assert boxes.base.isVisibleTo(line)
    assert line.codes.isVisibleTo(line)


def test_a_choice_made_elsewhere_is_offered(line: ReportLine) -> None:
    line.show_question(ReportKind.SATURATION, SaturationQuestion(base=7, threshold=12))
    assert line.papers.base.currentText() == "base of 7 transcripts"
    assert line.papers.threshold.currentText() == "at most 12% new information"


def test_either_checklist_is_asked(line: ReportLine) -> None:
    line.show_question(ReportKind.CHECKLIST, USUAL[ReportKind.CHECKLIST])
    choose(line.papers.checklist, Checklist.SRQR)
    assert line.question == ChecklistQuestion(checklist=Checklist.SRQR)


def test_the_audit_trail_is_narrowed(line: ReportLine, session: Session) -> None:
    line.show_question(ReportKind.AUDIT, USUAL[ReportKind.AUDIT])
    boxes = line.papers
    choose(boxes.topics, (StepTopic.CODEBOOK,))
    choose(boxes.people, (session.project.steps[0].coder,))
    boxes.reasoned.click()
    boxes.reports.click()
    boxes.identifiers.click()
    assert line.question == AuditQuestion(
        topics=(StepTopic.CODEBOOK,),
        people=(session.project.steps[0].coder,),
        reasoned=True,
        reports=False,
        identifiers=True,
    )
    choose(boxes.topics, "choose")
    (kinds,) = line.findChildren(ChooseInOrderDialog)
    assert boxes.topics.chosen == (StepTopic.CODEBOOK,)
    kinds._take(("text", "coding"))
    kinds.reject()
    assert isinstance(line.question, AuditQuestion)
    assert line.question.topics == (StepTopic.CODING, StepTopic.TEXT)
    choose(boxes.days, "choose")
    (days,) = line.findChildren(DaysDialog)
    days.since.setText("2026-03-01")
    days.button.click()
    assert line.question.since == "2026-03-01"
    assert boxes.days.currentText() == "from 1 March 2026 on"


def test_the_planned_sample_of_the_appendix_is_chosen(line: ReportLine) -> None:
    line.show_question(ReportKind.METHODS, MethodsQuestion(share=7))
    boxes = line.papers
    assert boxes.share.currentText() == "7% of turns coded"
    choose(boxes.kappa, 0.8)
    choose(boxes.lowest, 0.6)
    choose(boxes.share, 10)
    assert line.question == MethodsQuestion(kappa=0.8, lowest=0.6, share=10)
    line.show_question(ReportKind.SATURATION, USUAL[ReportKind.SATURATION])
    assert not boxes.kappa.isVisibleTo(line)
