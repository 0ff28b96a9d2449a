"""Matrices in files: documents with their picture, the same bytes twice, totals where they mean something."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from qualcode.exporters.document.blocks import NewPage, Paragraph, PictureBlock, TableBlock
from qualcode.exporters.document.composing import composed
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.write import documents_taken
from qualcode.exporters.drawn_pictures import DrawnPicture
from qualcode.exporters.pictures.drawing import DrawingRequest, LocalDrawer
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.tables.matrix_document import matrix_document
from qualcode.language.measures import SpacyMeasures
from qualcode.model.front import Front
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.questions.kinds import AnyQuestion
from qualcode.model.questions.matrices import CooccurrenceQuestion, TableQuestion
from qualcode.model.questions.provenance import IN_WORDS
from qualcode.model.results.matrix import SUMS, TOTAL, Label, Matrix
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.counting import counted_table
from qualcode.project.reports.matrices import MatrixLook, export_matrix
from qualcode.project.reports.picturing import ordered_picture
from tests.exporters.reading import page, tables, words_of
from tests.exporters.studies import MOMENT, provenance
from tests.support.examples import example


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(str(tmp_path / "small.qualcode"), "AB", "Small study")
    made.do(example(), "AB")
    yield made
    made.close()


@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_the_same_step_gives_the_same_document_with_its_picture(
    project: Project, tmp_path: Path, ending: str
) -> None:
    ordered = counted_table(project.study, CooccurrenceQuestion(), SpacyMeasures())
    for name, picture in (
        ("a", ordered_picture(ordered, project.study)),
        ("b", ordered_picture(ordered, project.study)),
        ("c", None),
    ):
        export_matrix(
            tmp_path / f"{name}{ending}",
            ordered.matrix,
            project.record(),
            MatrixLook(picture=picture),
            drawer=LocalDrawer(),
            created=MOMENT,
        )
    written = {name: (tmp_path / f"{name}{ending}").read_bytes() for name in "abc"}
    assert written["a"] == written["b"]
    assert len(written["a"]) > len(written["c"])
    if ending == ".html":
        (image,) = page(tmp_path / "a.html").iter("img")
        assert str(image.get("alt")).startswith("Heat map of ")
        assert "Figure 1. Co-occurrence of codes (heat map)" in words_of(page(tmp_path / "a.html"))


@pytest.mark.parametrize(
    ("question", "rows", "columns"),
    [
        (CooccurrenceQuestion(), False, True),
        (TableQuestion(by=("transcript",)), True, True),
    ],
)
def test_documents_have_totals_where_they_mean_something(
    project: Project, tmp_path: Path, question: AnyQuestion, rows: bool, columns: bool
) -> None:
    answer(tmp_path / "a.docx", question, AnswerSources(project.record()))
    table, *_ = tables(tmp_path / "a.docx")
    assert (table[-1][0] == "Total", table[0][-1] == "Total") == (rows, columns)


def test_a_document_has_the_figures_of_the_data(project: Project) -> None:
    ordered = counted_table(project.study, TableQuestion(by=("participant",)), SpacyMeasures())
    (table,) = matrix_document(Front(title="Matrix"), ordered.matrix).blocks
    assert isinstance(table, TableBlock)
    shown = [[cell.words for cell in row[1:]] for row in table.rows]
    assert shown == [[f"{value:,}" for value in row] for row in ordered.matrix.values.tolist()]


def test_a_heat_map_turns_the_page_only_where_it_lies_otherwise_than_its_table(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordered = counted_table(project.study, TableQuestion(by=("transcript",)), SpacyMeasures())
    turns = []
    for landscape in (False, True):
        monkeypatch.setattr(DrawnPicture, "landscape", landscape)
        look = MatrixLook(picture=ordered_picture(ordered, project.study))
        with documents_taken() as taken:
            export_matrix(
                tmp_path / "a.html",
                ordered.matrix,
                project.record(),
                look,
                drawer=LocalDrawer(),
                created=MOMENT,
            )
        (document,) = taken
        turns.append([block.landscape for block in document.blocks if isinstance(block, NewPage)])
    assert turns == [[], [True]]


@pytest.mark.parametrize(
    ("rows", "columns", "low"),
    [(6, 4, False), (22, 4, True), (30, 4, False), (44, 4, False), (22, 22, True)],
)
def test_a_heat_map_has_low_rows_where_that_gives_it_room_below_its_table(
    project: Project, tmp_path: Path, rows: int, columns: int, low: bool
) -> None:
    labels = [Label(f"being told {place}") for place in range(max(rows, columns))]
    values = np.full((rows, columns), 12)
    matrix = Matrix(tuple(labels[:rows]), tuple(labels[:columns]), values, provenance())
    drawer = _Remembering()
    with documents_taken() as taken:
        look = MatrixLook(picture=HeatMap(matrix))
        export_matrix(tmp_path / "a.pdf", matrix, project.record(), look, drawer=drawer, created=MOMENT)
    shown, *_ = [block.png for block in taken[0].blocks if isinstance(block, PictureBlock)]
    assert drawer.low[shown] is low
    placed = numbered(composed(Front(title="All"), [taken[0], taken[0]]))
    (first, *_) = [block for block, _, _ in placed.blocks if isinstance(block, TableBlock)]
    assert (first.below > 0) is (rows <= 22)


def test_a_heat_map_on_another_page_leads_to_the_notes_of_its_table(project: Project, tmp_path: Path) -> None:
    labels = [Label(f"being told {place}") for place in range(40)]
    told = []
    for rows, remarks in ((3, ("Left out: 4.",)), (40, ("Left out: 4.",)), (40, ())):
        values = np.full((rows, 4), 12)
        matrix = Matrix(tuple(labels[:rows]), tuple(labels[:4]), values, provenance(), remarks=remarks)
        look = MatrixLook(picture=HeatMap(matrix))
        with documents_taken() as taken:
            export_matrix(
                tmp_path / "a.pdf", matrix, project.record(), look, drawer=LocalDrawer(), created=MOMENT
            )
        notes = [
            "".join(run.words or run.link for run in block.words)
            for block in taken[0].blocks
            if isinstance(block, Paragraph) and not isinstance(block.words, str)
        ]
        told.append(notes)
    assert told == [[], ["The notes below matrix-1 are on these figures, too."], []]


def test_a_heat_map_leads_to_no_notes_that_are_not_on_it(project: Project, tmp_path: Path) -> None:
    labels = [Label(f"being told {place}") for place in range(40)]

    def notes(matrix: Matrix) -> list[str]:
        look = MatrixLook(picture=HeatMap(matrix))
        with documents_taken() as taken:
            export_matrix(
                tmp_path / "a.pdf", matrix, project.record(), look, drawer=LocalDrawer(), created=MOMENT
            )
        return [
            "".join(run.words or run.link for run in block.words)
            for block in taken[0].blocks
            if isinstance(block, Paragraph) and not isinstance(block.words, str)
        ]

    # How it was counted is in its own caption, and its columns have names where those of the table have not.
    about = provenance()
    about = replace(about, facts=(*about.facts, (IN_WORDS, "Codes, counted as segments")))
    names = tuple(Label(f"a transcript with a long name {place}") for place in range(14))
    values = np.full((40, 14), 12)
    assert notes(Matrix(tuple(labels), names, values, about)) == []
    # Of sums, which are in the second of two tables side by side, it leads to that one.
    pairs = np.full((40, 41), 12)
    codes = tuple(labels)
    both = Matrix(codes, (*codes, Label(TOTAL)), pairs, about, symmetric=True, remarks=(SUMS,))
    assert notes(both) == ["The notes below matrix-2 are on these figures, too."]


class _Remembering(LocalDrawer):
    def __init__(self) -> None:
        super().__init__()
        self.low: dict[bytes, bool] = {}

    def draw(self, request: DrawingRequest, progress: Progress = no_progress) -> bytes:
        assert isinstance(request.picture, HeatMap)
        made = super().draw(request, progress)
        self.low.setdefault(made, request.picture.low)
        return made


@pytest.mark.parametrize("ending", [".docx", ".html", ".pdf"])
def test_a_picture_of_nothing_is_left_out(tmp_path: Path, ending: str) -> None:
    made = create_project(str(tmp_path / "empty.qualcode"), "AB", "Nothing")
    try:
        ordered = counted_table(made.study, CooccurrenceQuestion(), SpacyMeasures())
        look = MatrixLook(picture=ordered_picture(ordered, made.study))
        path = tmp_path / f"none{ending}"
        export_matrix(path, ordered.matrix, made.record(), look, drawer=LocalDrawer(), created=MOMENT)
    finally:
        made.close()
    assert path.stat().st_size
    if ending == ".html":
        assert "There is nothing to count yet." in words_of(page(path))
        assert not list(page(path).iter("img"))
