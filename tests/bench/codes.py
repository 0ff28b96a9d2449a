"""The longest stalls in a project of five thousand codes: choosing, arranging, a matrix of all of them."""

from contextlib import closing
from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from qualcode.model.change import ChangeSet, ColumnsChange
from qualcode.model.codings import Codings
from qualcode.project.opening import create_project
from tests.bench.arranging import in_the_codebook
from tests.bench.corpus import Size, corpus, random_codings
from tests.bench.measuring import Figure
from tests.bench.showing import BenchWindow
from tests.bench.stalls import Part, stall

_SIZE = Size(transcripts=20, words=3_000, codes=5_000, coders=2)
_CODINGS = 300
"""In each transcript."""


def stalls(folder: Path) -> list[Figure]:
    """Every figure is the longest stall of one gesture."""
    path = folder / "many-codes.qualcode"
    if not path.exists():
        _make(path)
    with BenchWindow() as window:
        opening = Part("open a project of 5,000 codes", lambda _: window.open_later(path), 1, "< 150 ms")
        figures = [stall(window, opening)]
        window.wait_for_background()
        gestures = (*_gestures(window), *in_the_codebook(window))
        return [*figures, *(stall(window, part) for part in gestures)]


def _gestures(window: BenchWindow) -> list[Part]:
    reading, actions = window.page.reading, window.actions

    def select(_number: int) -> None:
        reading.view.set_selection(2_000, 2_000)
        actions["transcript.sentence"].trigger()

    def type_letter(number: int) -> None:
        QTest.keyClicks(reading.picker.field, "code 12"[number])

    def choose_cell(number: int) -> None:
        cells = window.matrix_page().view.cells
        cells.setCurrentIndex(cells.figures.index(3 + number, 5))

    return [
        Part("select a sentence among 5,000 codes", select),
        Part("open the field for a code", lambda _: actions["code.choose"].trigger()),
        Part("type in it, a letter at a time", type_letter, 7),
        Part("apply the code", lambda _: QTest.keyClick(reading.picker.field, Qt.Key.Key_Return)),
        Part("a matrix of 5,000 codes by 5,000", lambda _: actions["analyse.matrix"].trigger()),
        Part("choose cells of it", choose_cell, 3),
        Part("back to coding", lambda _: actions["view.code"].trigger()),
    ]


def _make(path: Path) -> None:
    made = corpus(_SIZE)
    with closing(create_project(str(path), "bench", "Many codes")) as project:
        project.do(made.change, "bench")
        study, random = project.study, np.random.default_rng(3)
        changes = [
            ColumnsChange(
                row.id,
                Codings.empty(),
                random_codings(study, study.text_version(row.id).text.length, _CODINGS, random),
            )
            for row in study.transcripts_in_order
        ]
        project.do(ChangeSet("Codings", codings=tuple(changes)), "bench")
