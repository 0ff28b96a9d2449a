"""Previews hold the beginning of a report, and are made of little more.

Tests as well: ``answers``, ``asking``.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from lxml import html

from qualcode.language.measures import SpacyMeasures
from qualcode.model.questions.papers import SaturationQuestion
from qualcode.model.questions.reports import (
    CodebookQuestion,
    MethodsQuestion,
    ParticipantsQuestion,
    SegmentsQuestion,
)
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.span import Span
from qualcode.operations.codings.coding import code_passages
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.project.reports import previewing
from qualcode.project.reports.answers import AnswerSources
from qualcode.project.reports.previewing import preview, whole_page
from tests.support.examples import example

MEASURES = SpacyMeasures()


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(str(tmp_path / "small.qualcode"), "AB", "Small study")
    made.do(example(), "AB")
    yield made
    made.close()


def test_a_short_report_is_shown_whole(project: Project) -> None:
    for question in (CodebookQuestion(), SegmentsQuestion(), ParticipantsQuestion(), MethodsQuestion()):
        found = preview(question, AnswerSources(project.record(), MEASURES))
        assert found.whole
        assert found.html.endswith("</html>\n")


def test_a_long_one_ends_between_two_parts(project: Project) -> None:
    whole = preview(CodebookQuestion(), AnswerSources(project.record(), MEASURES)).html
    cut = preview(CodebookQuestion(), AnswerSources(project.record(), MEASURES), characters=len(whole) - 500)
    assert not cut.whole
    assert whole.startswith(cut.html)
    assert whole[len(cut.html) :].startswith(("<section", "<tr", "<figure"))


@pytest.mark.parametrize("order", list(ChapterOrder))
def test_of_many_segments_only_the_first_codes_and_transcripts_are_asked_for(
    project: Project, monkeypatch: pytest.MonkeyPatch, order: ChapterOrder
) -> None:
    monkeypatch.setattr(previewing, "_SEGMENTS", 5)
    study = project.study
    place = study.transcripts_in_order[0].id
    spans = [(place, Span(start, start + 8)) for start in range(12)]
    change = code_passages(study, study.code_named("stigma").id, spans, study.coder_named("AB").id)
    project.do(change, "AB")
    found = preview(SegmentsQuestion(order=order), AnswerSources(project.record(), MEASURES))
    assert not found.whole
    assert "stigma" in found.html


def test_of_a_long_table_the_first_rows_are_shown(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previewing, "_ROWS", 1)
    whole = preview(CodebookQuestion(), AnswerSources(project.record(), MEASURES))
    assert not whole.whole
    root = html.document_fromstring(whole.html.encode(), parser=html.HTMLParser(encoding="utf-8"))
    (body,) = root.iter("tbody")
    assert len(list(body.iter("tr"))) == 1
    # What stands below the table is there: every code in a heading with its number.
    named = ["".join(map(str, heading.itertext())).partition(" ")[2] for heading in root.iter("h2", "h3")]
    assert {code.name for code in project.study.codes.values()} <= set(named)


def test_where_a_picture_will_be_drawn_is_said_above_its_caption(project: Project) -> None:
    sources = AnswerSources(project.record(), MEASURES)
    page = preview(SaturationQuestion(), sources).html
    said = page.index("The picture stands here in the export.")
    assert page.count("stands here") == 1
    assert page.index("<figure") < said < page.index("Codes so far by transcript")
    assert "data:image/svg" not in page
    whole = whole_page(SaturationQuestion(), sources)
    assert "data:image/svg" in whole
    assert "stands here" not in whole
