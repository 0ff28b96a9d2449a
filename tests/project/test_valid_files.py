"""Every report as web page and Word file keeps to the rules of its format, and to those of accessibility.

Tests as well: ``exporters.transcripts.highlights``.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from qualcode.analysis.memo_list import MemoChoice
from qualcode.model.questions.kinds import KINDS, AnyQuestion, question_in
from qualcode.model.questions.reports import (
    CodebookQuestion,
    FrameworkQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.questions.words import ChapterOrder, CodebookForm, Marking, PassageForm
from qualcode.project.opening import open_project
from qualcode.project.record import Record
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.memo_export import export_memos
from tests.support.valid_docx import faults_of_docx
from tests.support.valid_html import faults_of

PLACE = "FG2 Lone parents"
REQUIRED: dict[str, dict[str, Any]] = {
    "codes": {"by": "housing"},
    "transcript": {"transcript": PLACE},
    "agreement": {"bootstrap": 0},
}
QUESTIONS: dict[str, AnyQuestion] = {
    **{
        word: question_in(word, REQUIRED.get(word, {}))
        for word, kind in KINDS.items()
        if ".docx" in kind.endings
    },
    "compact": CodebookQuestion(form=CodebookForm.COMPACT, cover=False, title="A codebook"),
    "by participant": SegmentsQuestion(order=ChapterOrder.PARTICIPANT, passages=PassageForm.ALL_CODES),
    "framework with passages": FrameworkQuestion(passages=True, empty=False),
    "margin": TranscriptQuestion(transcript=PLACE, marking=Marking.MARGIN),
    "highlights": TranscriptQuestion(transcript=PLACE, marking=Marking.HIGHLIGHTS),
}


@pytest.fixture(scope="module")
def sample(sample_file: Path) -> Iterator[Record]:
    project = open_project(str(sample_file), writing=False)
    yield project.record()
    project.close()


@pytest.mark.parametrize("ending", [".html", ".docx"])
@pytest.mark.parametrize("kind", QUESTIONS)
def test_every_report_keeps_to_the_rules(sample: Record, tmp_path: Path, kind: str, ending: str) -> None:
    path = tmp_path / f"report{ending}"
    question = QUESTIONS[kind]
    if ending == ".docx" and isinstance(question, CodebookQuestion | SegmentsQuestion):
        # Less of the same: what Word's rules are about is in every chapter.
        question = (
            replace(question, depth=1)
            if isinstance(question, CodebookQuestion)
            else replace(question, codes=("surveillance",))
        )
    answer(path, question, AnswerSources(sample))
    assert _faults(path) == []


@pytest.mark.parametrize("ending", [".html", ".docx"])
def test_memos_keep_to_the_rules(sample: Record, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"memos{ending}"
    export_memos(path, sample.study, MemoChoice())
    assert _faults(path) == []


def _faults(path: Path) -> list[str]:
    return faults_of(path.read_text("utf-8")) if path.suffix == ".html" else faults_of_docx(path)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("<!DOCTYPE html>", "", "no doctype"),
        ("<html lang=", "<html data-lang=", "no language"),
        ("</main>", "", "where ['main'] is open"),
        ("<h1", "<h4", "heading of the first level"),
        ('scope="col"', "", "does not say of what"),
        ("<td", "<p><td", "td in p"),
    ],
)
def test_the_rules_see_what_is_wrong(
    sample: Record, tmp_path: Path, before: str, after: str, said: str
) -> None:
    path = tmp_path / "methods.html"
    answer(path, QUESTIONS["methods"], AnswerSources(sample))
    page = path.read_text("utf-8")
    assert before in page
    assert any(said in fault for fault in faults_of(page.replace(before, after, 1)))
