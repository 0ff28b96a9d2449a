"""Codes in pictures of documents have the numbers of the codebook; names of others stay.

Tests as well: ``counted_columns``.
"""

from dataclasses import dataclass

import numpy as np

from qualcode.exporters.pictures.bands import Portrait
from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.network import NetworkPicture
from qualcode.exporters.pictures.numbered import for_documents, labels_numbered, with_counted_columns_alone
from qualcode.model.identity import new_id
from qualcode.model.questions.provenance import Provenance
from qualcode.model.results.matrix import NO_VALUE, TOTAL, Label, Matrix

ABOUT = Provenance("Codes", (), "Study", 3, "1", "")
FIRST, SECOND = Label("Trust > state", new_id()), Label("Rent > state", new_id())
NUMBERS = {FIRST.id: "1.1", SECOND.id: "2.1"}
KNOWN = {key: number for key, number in NUMBERS.items() if key is not None}


@dataclass(frozen=True)
class Node:
    label: Label
    uses: int = 1
    x: float = 0.5
    y: float = 0.5


def _matrix(*, symmetric: bool) -> Matrix:
    columns = (FIRST, SECOND) if symmetric else (Label("FG1"), Label(TOTAL))
    return Matrix((FIRST, SECOND), columns, np.ones((2, 2), dtype=np.int64), ABOUT, symmetric=symmetric)


def test_a_number_tells_codes_of_one_name_apart() -> None:
    assert [label.name for label in labels_numbered((FIRST, SECOND, Label("FG1")), KNOWN)] == [
        "1.1 state",
        "2.1 state",
        "FG1",
    ]


def test_a_picture_shows_the_columns_of_its_table() -> None:
    columns = (Label("owner"), Label(NO_VALUE), Label("tenant"), Label(TOTAL))
    values = np.array([[2, 0, 1, 3], [0, 0, 4, 4]])
    given = Matrix((FIRST, SECOND), columns, values, ABOUT)
    for picture in (Bars(given, stacked=True), HeatMap(given)):
        shown = for_documents(picture, KNOWN)
        assert isinstance(shown, Bars | HeatMap)
        assert [label.name for label in shown.matrix.columns] == ["owner", "tenant", TOTAL]
        assert shown.matrix.values.tolist() == [[2, 1, 3], [0, 4, 4]]
        assert shown.matrix.remarks == (
            "The column of those without a value is left out: nothing was counted there.",
        )
        # So does a file of its own, in which codes have their names.
        own = with_counted_columns_alone(picture)
        assert isinstance(own, Bars | HeatMap)
        assert own.matrix.columns == shown.matrix.columns
        assert own.matrix.rows == given.rows
        assert (*own.page().remarks,)[-1:] == shown.matrix.remarks
    # Where only totals are drawn there is nothing to be left out.
    whole = for_documents(Bars(given), KNOWN)
    assert isinstance(whole, Bars)
    assert whole.matrix.remarks == ()


def test_every_picture_of_codes_has_them() -> None:
    bars = for_documents(Bars(_matrix(symmetric=False)), KNOWN)
    assert isinstance(bars, Bars)
    assert [label.name[:3] for label in bars.matrix.rows] == ["1.1", "2.1"]
    network = for_documents(NetworkPicture((Node(FIRST), Node(SECOND)), (), "pairs", ABOUT), KNOWN)
    assert isinstance(network, NetworkPicture)
    assert [node.label.name[:3] for node in network.nodes] == ["1.1", "2.1"]
    touched, length = np.ones((1, 2), dtype=np.bool_), np.ones(2, dtype=np.int64)
    portrait = for_documents(Portrait((FIRST,), touched, length, (), ABOUT), KNOWN)
    assert isinstance(portrait, Portrait)
    assert [(label.name[:3], label.id) for label in portrait.codes] == [("1.1", FIRST.id)]


def test_a_heat_map_has_them_beside_names_and_above_where_rows_are_the_key() -> None:
    groups = for_documents(HeatMap(_matrix(symmetric=False)), KNOWN)
    assert isinstance(groups, HeatMap)
    assert groups.names()[1] == ["FG1"]
    assert [name[:4] for name in groups.names()[0]] == ["1.1 ", "2.1 "]
    pairs = for_documents(HeatMap(_matrix(symmetric=True)), KNOWN)
    assert isinstance(pairs, HeatMap)
    assert pairs.names()[1] == ["1.1", "2.1"]
    assert HeatMap(_matrix(symmetric=True), numbers=KNOWN).names()[0][0] == "Trust > state"
