"""What is said of a picture to those who cannot see it: kind, codes and the highest figures, nothing hidden.

Tests as well: ``code_growth``.
"""

from datetime import UTC, datetime
from uuid import uuid4

import numpy as np
import pytest

from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.code_growth import CodeGrowth
from qualcode.exporters.pictures.drawing import DrawingRequest, LocalDrawer
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.numbered import for_documents
from qualcode.exporters.pictures.sheet import Picture
from qualcode.exporters.pictures.told import told
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import CooccurrenceRequest
from qualcode.model.results.matrix import TOTAL, Label, Matrix
from qualcode.model.results.saturation import Saturation, SaturationRow
from qualcode.project.reports.picturing import (
    comparison_picture,
    cooccurrence_picture,
    network_picture,
    portrait_picture,
)
from tests.exporters.pictures.test_drawing import STUDY

ABOUT = Provenance("Codes by housing", (), "Study", 3, "1", "Codes by housing")


def matrix(**more: object) -> Matrix:
    rows = tuple(map(Label, ("Concerns > privacy", "stigma", "trust", TOTAL)))
    columns = tuple(map(Label, ("rent", "owned", TOTAL)))
    values = np.array([[9, 1, 10], [5, 7, 12], [0, 3, 3], [14, 11, 25]])
    return Matrix(rows, columns, values, ABOUT, **more)  # type: ignore[arg-type]


def test_a_heat_map_tells_its_size_and_its_three_highest_cells() -> None:
    said = told(HeatMap(matrix()))
    assert said.startswith(
        "Heat map of 3 rows by 2 columns. "
        "Highest: privacy in rent (9), stigma in owned (7) and stigma in rent (5)."
    )
    assert said.endswith("Codes by housing.")
    assert "25" not in said


def test_codes_have_their_numbers_where_the_picture_has_them() -> None:
    ids = [uuid4(), uuid4()]
    labels = tuple(
        Label(name, each) for name, each in zip(("Concerns > privacy", "stigma"), ids, strict=True)
    )
    pairs = Matrix(labels, labels, np.array([[5, 2], [2, 6]]), ABOUT, symmetric=True)
    numbers = dict(zip(ids, ("2.1", "2.5"), strict=True))
    assert "Highest: 2.1 privacy and 2.5 stigma (2)" in told(for_documents(HeatMap(pairs), numbers))
    assert "Highest: privacy and stigma (2)" in told(HeatMap(pairs, numbers=numbers))


def test_what_is_hidden_in_a_picture_is_not_told() -> None:
    said = told(HeatMap(matrix(notes={(0, 0): "<3"}, withheld=frozenset({(0, 0)}))))
    assert "9" not in said
    assert "stigma in owned (7)" in said
    bars = told(Bars(matrix(notes={(1, 2): "<3"})))
    assert bars.startswith("Three bars, the longest on top. Highest: privacy (10) and trust (3).")


def test_of_pairs_each_is_told_once() -> None:
    labels = tuple(map(Label, ("a", "b")))
    both = Matrix(labels, labels, np.array([[5, 2], [2, 6]]), ABOUT, symmetric=True)
    assert told(HeatMap(both)).startswith("Heat map of 2 rows by 2 columns. Highest: a and b (2).")


@pytest.mark.parametrize(
    "picture",
    [
        cooccurrence_picture(STUDY, CooccurrenceRequest()),
        comparison_picture(STUDY),
        network_picture(STUDY, CooccurrenceRequest()),
        portrait_picture(STUDY, next(iter(STUDY.transcripts))),
    ],
    ids=lambda picture: type(picture).__name__,
)
def test_every_kind_is_told_shortly(picture: Picture) -> None:
    said = told(picture)
    assert not said.startswith("Picture")
    assert len(said) <= 300
    assert said.endswith((".", "…"))


def growth(*numbers: int) -> CodeGrowth:
    total, rows = 0, []
    for place, number in enumerate(numbers):
        total += number
        new = tuple(f"code {each}" for each in range(number))
        rows.append(SaturationRow(f"FG{place + 1}", datetime(2026, 3, 1, tzinfo=UTC), total, new, total))
    return CodeGrowth(Saturation(tuple(rows), 2, 1, 0, total, None, (), ABOUT))


@pytest.mark.parametrize("numbers", [(), (3,), (21, 1, 0, 0), (0, 0), (5,) * 60])
def test_how_the_codebook_grew_is_drawn_and_told(numbers: tuple[int, ...], tmp_path: object) -> None:
    from pathlib import Path

    picture = growth(*numbers)
    drawn = LocalDrawer().draw(DrawingRequest(Path("growth.svg"), picture, bare=True))
    assert drawn.startswith(b"<?xml")
    said = told(picture)
    assert said.startswith("Bars of new codes in ")
    assert ("FG1 (21) and FG2 (1)" in said) == (numbers[:2] == (21, 1))
