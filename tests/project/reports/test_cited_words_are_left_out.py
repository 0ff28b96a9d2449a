"""No document prints words of people who may not be quoted, whoever wrote them down.

Of every report that holds what researchers write: examples, earlier wordings, memos, summaries, steps.
Tests as well: ``analysis.cited_words``.
"""

from collections.abc import Callable
from pathlib import Path

import pytest

from qualcode.analysis.kept_back import IN_PLACE
from qualcode.model.entities import AttributeSubject, MemoSubject
from qualcode.model.questions.kinds import AnyQuestion
from qualcode.model.questions.papers import AuditQuestion
from qualcode.model.questions.reports import (
    CodebookQuestion,
    FrameworkQuestion,
    SegmentsQuestion,
    TranscriptQuestion,
)
from qualcode.model.questions.words import CodebookForm, CodeDetail, Marking
from qualcode.operations import memos
from qualcode.operations.codes.codebook import edit_code
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.summaries import set_summary
from qualcode.project.checking import check_project
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.found_pages import found_pdf
from qualcode.project.reports.lists import export_codes
from qualcode.project.reports.memo_export import export_memos
from tests.cli.conftest import project
from tests.exporters.reading import page, words_of
from tests.support.pdf_pages import words_of_pages

__all__ = ["project"]

WORDS = "talk, they just assume"


@pytest.fixture
def citing(project: str) -> Project:
    """A project in which everything that researchers write cites somebody who may not be quoted."""
    made = open_project(project)

    def step(change: Callable[[], object]) -> None:
        made.do(change(), "AB")  # type: ignore[arg-type]

    people = made.study.participants_in_order
    rows = [[row.name, "no"] for row in people]
    columns = ("participant", "consent to quote")
    code = made.study.code_named("stigma")
    step(lambda: import_attributes(made.study, AttributeSubject.PARTICIPANT, columns, rows).change)
    step(lambda: edit_code(made.study, code.id, examples=f"{WORDS}.", definition=f"{WORDS}."))
    step(lambda: edit_code(made.study, code.id, definition=f"{WORDS}!", memo=f"{WORDS}."))
    step(lambda: memos.add_memo(made.study, MemoSubject.CODE, code.id, f"{WORDS}.", author="AB")[1])
    step(lambda: set_summary(made.study, people[0].id, code.id, f"{WORDS}.", "AB"))
    return made


ALL_PARTS = tuple(part for part in CodeDetail if part is not CodeDetail.OVERVIEW)
QUESTIONS: dict[str, AnyQuestion] = {
    "book": CodebookQuestion(parts=ALL_PARTS),
    "table": CodebookQuestion(form=CodebookForm.COMPACT, parts=(CodeDetail.EXAMPLES, CodeDetail.MEMO)),
    "framework": FrameworkQuestion(),
    "audit": AuditQuestion(),
    "margin": TranscriptQuestion(transcript="FG1", marking=Marking.MARGIN),
    "highlights": TranscriptQuestion(transcript="FG1", marking=Marking.HIGHLIGHTS),
}


@pytest.mark.parametrize("kind", QUESTIONS)
def test_reports_have_a_line_in_their_place(citing: Project, tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.html"
    answer(path, QUESTIONS[kind], AnswerSources(citing.record()))
    _left_out(path)


def test_memos_and_the_codebook_by_itself_have_it_too(citing: Project, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    export_memos(path, citing.study)
    _left_out(path)
    export_codes(path, citing.study)
    _left_out(path)
    # What is read back has every word.
    export_codes(tmp_path / "a.csv", citing.study)
    assert WORDS in (tmp_path / "a.csv").read_text("utf-8")


def test_what_is_asked_for_everybody_is_printed(citing: Project, tmp_path: Path) -> None:
    for question in (CodebookQuestion(consent=False), TranscriptQuestion(transcript="FG1", consent=False)):
        answer(tmp_path / "a.html", question, AnswerSources(citing.record()))
        assert WORDS in words_of(page(tmp_path / "a.html"))


def test_passages_that_are_found_are_counted_and_left_out(citing: Project) -> None:
    words = " ".join("\n".join(_pages(found_pdf(citing.record(), "assume", by_code=False))).split())
    assert WORDS not in words
    assert "left out because a speaker’s consent to quote is missing" in words


def test_the_check_names_the_code(citing: Project, project: str) -> None:
    citing.close()
    checked = check_project(project)
    assert not checked.problems
    (said,) = checked.advice
    assert "“stigma”" in said


def test_segments_have_no_memos_that_cite(citing: Project, tmp_path: Path) -> None:
    answer(tmp_path / "a.html", SegmentsQuestion(memos=True), AnswerSources(citing.record()))
    assert WORDS not in words_of(page(tmp_path / "a.html"))


def test_a_framework_says_whether_its_summaries_were_looked_through(citing: Project, tmp_path: Path) -> None:
    told = {
        (ending, consent): dict(
            answer(
                tmp_path / f"a.{ending}", FrameworkQuestion(consent=consent), AnswerSources(citing.record())
            ).about.facts
        )["consent"]
        for ending in ("html", "csv")
        for consent in (True, False)
    }
    assert told.pop(("html", True)).startswith("what only people said who have not consented")
    # Files for other programs hold them as they were written.
    assert all(said.endswith("printed as they were written") for said in told.values())


def _left_out(path: Path) -> None:
    words = words_of(page(path))
    assert WORDS not in words
    assert IN_PLACE in words


def _pages(content: bytes) -> list[str]:
    return words_of_pages(content)
