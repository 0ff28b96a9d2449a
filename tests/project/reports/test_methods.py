"""The methods appendix: its counts are those of the study, its codebook versions those of the journal.

Tests as well: ``exporters.papers.methods_document``, ``exporters.word_tables``.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from qualcode.analysis.captions.methods import about_methods
from qualcode.exporters.document.blocks import Paragraph
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.papers.methods_document import methods_document
from qualcode.language.measures import SpacyMeasures
from qualcode.model.codes.codebook_version import codebook_sha256, shown_hash
from qualcode.model.entities import AttributeSubject
from qualcode.model.front import Front, page_of
from qualcode.model.results.citation import apa, in_text
from qualcode.model.words.in_words import counted, listed
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.project import set_front
from qualcode.operations.reports import save_report
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.project.reports.methods import export_methods, methods_figures
from tests.exporters.reading import page, paragraphs, tables, words_of
from tests.support.examples import example


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(str(tmp_path / "small.qualcode"), "AB", "Small study")
    made.do(example(), "AB")
    yield made
    made.close()


def test_counts_are_those_of_the_study(project: Project, tmp_path: Path) -> None:
    export_methods(tmp_path / "m.docx", project.record())
    found = {table[0][0]: table for table in tables(tmp_path / "m.docx")}
    study = project.study
    (transcript,) = study.transcripts_in_order
    (row,) = found["Transcript"][1:]
    assert row[0] == transcript.name
    assert row[2] == str(len(study.turns_of(transcript.id)))
    assert sum(int(row[5]) for row in found["Transcript"][1:]) == study.coding_count
    coders = {row[0]: int(row[1]) for row in found["Coder"][1:]}
    assert list(coders) == [coder.name for coder in study.coders_in_order]
    assert sum(coders.values()) == study.coding_count
    headings = [words for style, words in paragraphs(tmp_path / "m.docx") if style == "Heading 1"]
    assert headings == ["Methods", "Tables", "About this appendix"]


def test_the_paragraphs_can_stand_in_a_paper_and_refer_to_the_tables(project: Project) -> None:
    found = methods_figures(project.record(), SpacyMeasures())
    study = project.study
    placed = numbered(methods_document(Front(title="Methods"), study, found, about_methods(study)))
    said = " ".join(
        "".join(run.words for run in placed.runs(row.block.words))
        for row in placed.blocks
        if isinstance(row.block, Paragraph)
    )
    coders = [row.name for row in study.coders_in_order]
    assert f"The material consists of 1 focus group with {counted(found.participants, 'participant')}" in said
    assert f"coded by {counted(len(coders), 'coder')} ({listed(coders)})" in said
    assert f"in {in_text()}, with {counted(study.coding_count, 'coding')} (Table 2)." in said
    assert f"(version {shown_hash(codebook_sha256(study))})" in said
    assert apa() in said
    # Each thing is told once.
    assert said.count(counted(study.coding_count, "coding")) == 1
    assert "..  " not in said


def test_the_codebook_is_called_as_on_the_first_page(project: Project) -> None:
    page = replace(page_of(project.study.info), codebook_version="2.1")
    project.do(set_front(project.study, page), "AB")
    assert methods_figures(project.record(), SpacyMeasures()).version == "2.1"


def test_a_project_without_anything_has_paragraphs_too(tmp_path: Path) -> None:
    made = create_project(str(tmp_path / "empty.qualcode"), "AB", "Nothing yet")
    try:
        export_methods(tmp_path / "m.html", made.record())
    finally:
        made.close()
    said = words_of(page(tmp_path / "m.html"))
    assert "There is no transcript yet." in said
    assert "there is no coding yet" in said


def test_every_wording_of_a_code_is_told(project: Project, tmp_path: Path) -> None:
    export_methods(tmp_path / "before.html", project.record())
    assert "No code was reworded" in words_of(page(tmp_path / "before.html"))
    stigma = project.study.code_named("stigma").id
    project.do(edit_code(project.study, stigma, definition="Being looked down upon"), "CD")
    project.do(edit_code(project.study, stigma, memo="not a wording"), "CD")
    project.do(rename_code(project.study, stigma, "shame"), "AB")
    export_methods(tmp_path / "m.docx", project.record())
    (table,) = [table for table in tables(tmp_path / "m.docx") if table[0][:2] == ["Code", "Wording"]]
    assert [(row[0], row[1], row[4]) for row in table[1:]] == [
        ("Trust > shame", "1", "AB"),
        ("Trust > shame", "2", "CD"),
        ("Trust > shame", "3", "AB"),
    ]
    assert table[-1][3] == ""
    assert all(row[3] for row in table[1:-1])


def test_saved_reports_and_consent_are_told(project: Project, tmp_path: Path) -> None:
    content = '{"outputs": [{"file": "a.csv", "table": "cooccurrence", "rule": "turn", "tidy": true}]}'
    project.do(save_report(project.study, "Paper", content), "AB")
    table = [["P1", "yes"]]
    columns = ("participant", "consent to quote")
    project.do(import_attributes(project.study, AttributeSubject.PARTICIPANT, columns, table).change, "AB")
    export_methods(tmp_path / "m.html", project.record())
    said = words_of(page(tmp_path / "m.html"))
    assert "with the saved reports “Monthly” and “Paper”, so that they can be made again." in said
    assert "a.csv" not in said
    assert "1 of 1 participant consented to being quoted" in said


@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_the_same_step_gives_the_same_bytes(project: Project, tmp_path: Path, ending: str) -> None:
    for name in ("a", "b"):
        export_methods(tmp_path / f"{name}{ending}", project.record())
    assert (tmp_path / f"a{ending}").read_bytes() == (tmp_path / f"b{ending}").read_bytes()
