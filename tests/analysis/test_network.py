import math
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.coefficients import coefficient_matrix
from qualcode.analysis.cooccurrence import cooccurrence
from qualcode.analysis.network import _GRAVITY as GRAVITY
from qualcode.analysis.network import MANY, NOWHERE, ROUNDS, Edge, Network, Real, force_layout, network, ring
from qualcode.analysis.network import _spiral as spiral
from qualcode.model.errors import QualcodeError
from qualcode.model.questions.rules import Coefficient, CooccurrenceRequest, Rule, Selection
from tests.analysis.building import Coded, Said, Talk, study_of
from tests.analysis.strategies import code_ids
from tests.analysis.worked_example import worked_example

TURN = CooccurrenceRequest(Rule.TURN)


def drawn(which: Coefficient, threshold: float = 0.0) -> Network:
    study = worked_example()
    return network(cooccurrence(study, TURN), coefficient_matrix(study, TURN, which), threshold)


def test_worked_example() -> None:
    found = drawn(Coefficient.C)
    assert [(node.label.name, node.uses) for node in found.nodes] == [
        ("privacy", 2),
        ("trust", 2),
        ("stigma", 1),
        ("consent", 1),
    ]
    assert found.edges == (Edge(0, 1, 1.0), Edge(0, 3, 0.5), Edge(1, 3, 0.5))
    assert found.provenance.sentence.endswith(
        "1 transcript; c-coefficient (Jaccard): n12 / (n1 + n2 \u2212 n12); "
        "lines between pairs of codes whose figure is above 0"
    )


def test_only_edges_above_the_threshold() -> None:
    assert drawn(Coefficient.C, 0.5).edges == (Edge(0, 1, 1.0),)


def test_of_two_directions_the_larger_counts() -> None:
    assert Edge(0, 3, 1.0) in drawn(Coefficient.SHARE).edges


def test_codes_without_edges_can_be_left_out() -> None:
    study = worked_example()
    counts = cooccurrence(study, TURN)
    found = network(counts, counts, alone=False)
    assert found.numbers == (0, 1, 3)
    assert [node.label.name for node in found.nodes] == ["privacy", "trust", "consent"]
    assert found.edges[-1] == Edge(1, 2, 1.0)


def test_unlike_tables_are_refused() -> None:
    counts = cooccurrence(worked_example(), TURN)
    few = replace(TURN, selection=Selection(codes=code_ids("privacy")))
    with pytest.raises(QualcodeError, match="same codes"):
        network(counts, cooccurrence(worked_example(), few))


@given(st.integers(0, 30), st.integers(0, 2**32 - 1))
def test_a_layout_is_on_the_page_and_always_the_same(number: int, seed: int) -> None:
    weights = np.random.default_rng(seed).random((number, number))
    weights = np.where(weights > 0.7, weights, 0.0)
    weights = np.maximum(weights, weights.T)
    np.fill_diagonal(weights, 0.0)
    places = force_layout(weights, rounds=40)
    assert places.shape == (number, 2)
    assert np.isfinite(places).all()
    assert places.min(initial=0) >= 0
    assert places.max(initial=1) <= 1
    assert np.array_equal(places, force_layout(weights, rounds=40))
    assert len({tuple(place) for place in places}) == number


def test_what_goes_together_lies_together() -> None:
    weights = np.zeros((8, 8))
    for group in (range(4), range(4, 8)):
        weights[np.ix_(group, group)] = 1.0
    np.fill_diagonal(weights, 0.0)
    places = force_layout(weights)
    apart = np.sqrt(((places[:, None] - places[None]) ** 2).sum(axis=2))
    near = (apart[:4, :4].sum() + apart[4:, 4:].sum()) / 24
    assert near < apart[:4, 4:].mean()


def test_codes_without_an_edge_between_them_do_not_pull_each_other() -> None:
    """A chain of five: its ends, which nothing joins, end up far from each other."""
    chain = np.diag(np.ones(4), 1)
    places = force_layout(chain + chain.T)
    steps = np.linalg.norm(np.diff(places, axis=0), axis=1)
    assert np.linalg.norm(places[0] - places[-1]) > 2.5 * steps.mean()


@pytest.mark.parametrize("number", [8, 12, 20])
def test_nodes_come_to_rest_where_nothing_moves_them(number: int) -> None:
    """Fruchterman and Reingold: pushed by k²/d, pulled by d²/k along edges, and a little to the middle."""
    weights = np.where(np.arange(number)[:, None] == 0, 1.0, 0.0)
    weights = np.maximum(weights, weights.T)
    np.fill_diagonal(weights, 0.0)
    places = force_layout(weights, {0: (0.5, 0.5)}) - 0.5
    usual = 1 / np.sqrt(number)
    for node in range(1, number):
        force = -GRAVITY * places[node]
        for other in range(number):
            way = places[node] - places[other]
            if length := float(np.linalg.norm(way)):
                force += way / length * (usual**2 / length - weights[node, other] * length**2 / usual)
        assert np.linalg.norm(force) < 0.02


@pytest.mark.parametrize("number", [10, 60])
def test_a_layout_begins_evenly_spread(number: int) -> None:
    places = spiral(number)
    apart = np.linalg.norm(places[:, None] - places[None], axis=2) + 9 * np.eye(number)
    nearest = apart.min(axis=1)
    assert nearest.min() > 0.6 * nearest.mean()
    assert nearest.mean() > 0.7 / np.sqrt(number)


@pytest.mark.parametrize("number", [2, 3, 8])
def test_a_ring_has_its_places_evenly_round_the_middle_beginning_at_the_top(number: int) -> None:
    places = np.array(ring(number))
    assert places[0].tolist() == [0.5, 1.0]
    assert np.linalg.norm(places - 0.5, axis=1) == pytest.approx(np.full(number, 0.5), abs=1e-3)
    steps = np.linalg.norm(places - np.roll(places, -1, axis=0), axis=1)
    assert steps == pytest.approx(np.full(number, steps[0]), abs=1e-3)
    assert number < 3 or places[1][0] > 0.5


def test_a_single_meeting_is_an_edge_unless_a_threshold_is_asked_for() -> None:
    pairs = [Coded("X", "a", 0, 2), Coded("X", "b", 1, 3), Coded("X", "c", 5, 6)]
    study = study_of({"T": Talk("x" * 9, [Said(0, 9, "P1")], pairs)}, dict.fromkeys("abc"))
    counts = cooccurrence(study, CooccurrenceRequest())
    made = network(counts, counts)
    assert [(edge.one, edge.other, edge.weight) for edge in made.edges] == [(0, 1, 1.0)]
    # A code that meets no other is there all the same.
    assert len(made.nodes) == 3
    assert network(counts, counts, 1.0).edges == ()


def test_a_ring_of_one_is_in_the_middle() -> None:
    assert ring(1) == [(0.5, 0.5)]
    assert ring(2) == [(0.5, 1.0), (0.5, 0.0)]
    assert ring(4) == [(0.5, 1.0), (1.0, 0.5), (0.5, 0.0), (0.0, 0.5)]


@pytest.mark.parametrize("number", [2, 3, 12])
def test_a_layout_fills_the_page(number: int) -> None:
    weights = np.ones((number, number)) - np.eye(number)
    places = force_layout(weights, rounds=30)
    assert places.min(axis=0).tolist() == [0.0, 0.0]
    assert places.max(axis=0).tolist() == [1.0, 1.0]


def test_few_nodes_are_in_the_middle() -> None:
    assert force_layout(np.zeros((1, 1))).tolist() == [[0.5, 0.5]]
    assert force_layout(np.zeros((0, 0))).shape == (0, 2)
    assert force_layout(np.zeros((1, 1)), {0: (0.2, 0.7)}).tolist() == [[0.2, 0.7]]


def test_nodes_that_are_kept_stay_and_the_others_are_on_the_page() -> None:
    weights = np.ones((5, 5)) - np.eye(5)
    kept = {0: (0.0, 1.0), 3: (0.25, 0.5)}
    places = force_layout(weights, kept, rounds=20)
    assert [tuple(places[node].tolist()) for node in kept] == list(kept.values())
    assert places.min() >= 0
    assert places.max() <= 1
    assert len({tuple(place) for place in places.tolist()}) == 5
    everything = {node: (0.1 * node, 0.5) for node in range(5)}
    assert np.allclose(force_layout(weights, everything), [*everything.values()])


def test_codes_keep_their_places_in_a_network() -> None:
    study = worked_example()
    counts = cooccurrence(study, TURN)
    rows = [label.id for label in counts.rows]
    kept = {rows[1]: (0.25, 0.75)} if rows[1] is not None else {}
    found = network(counts, counts, alone=False, kept=kept)
    places = {node.label.name: (node.x, node.y) for node in found.nodes}
    assert places["trust"] == (0.25, 0.75)
    assert network(counts, counts, alone=False).nodes[1].x != 0.25


def test_a_strength_that_is_none_makes_no_edge() -> None:
    counts = cooccurrence(worked_example(), TURN)
    values = counts.values.astype(np.float64)
    for odd in (np.nan, np.inf, -np.inf):
        values[0, 1] = values[1, 0] = odd
        assert [(edge.one, edge.other) for edge in network(counts, replace(counts, values=values)).edges] == [
            (0, 3), (1, 3),
        ]  # fmt: skip
    noted = replace(counts, notes={(0, 1): "hidden", (1, 0): "hidden"})
    assert [(edge.one, edge.other) for edge in network(counts, noted).edges] == [(0, 3), (1, 3)]


# -- node by node ------------------------------------------------------------------------------------------

Places = list[list[float]]


def _slow_layout(weights: Real, kept: Mapping[int, tuple[float, float]], rounds: int) -> Places:
    """The same layout, every force by itself: how pictures that are printed already were laid out."""
    number, strongest = len(weights), float(weights.max())
    pull = [[0.3 + 0.7 * w / strongest if w > 0 else 0.0 for w in row] for row in weights.tolist()]
    places = [_seed(place + 0.5, number) for place in range(number)]
    for node, (x, y) in kept.items():
        places[node] = [x - 0.5, y - 0.5]
    for each in range(rounds):
        step = 0.12 - 0.118 * each / max(1, rounds - 1)
        moves = [_move(node, places, pull[node], step) for node in range(number)]
        for node in set(range(number)) - set(kept):
            places[node] = [was + by for was, by in zip(places[node], moves[node], strict=True)]
    if kept:
        return [[min(max(along + 0.5, 0.0), 1.0) for along in place] for place in places]
    across, up = (_drawn_apart([place[side] for place in places]) for side in (0, 1))
    return [[x, y] for x, y in zip(across, up, strict=True)]


def _seed(order: float, number: int) -> list[float]:
    radius, angle = 0.5 * math.sqrt(order / number), order * math.pi * (3 - math.sqrt(5))
    return [radius * math.cos(angle), radius * math.sin(angle)]


def _move(node: int, places: Places, pull: list[float], step: float) -> list[float]:
    usual = 1 / math.sqrt(len(places))
    move = [-0.6 * along for along in places[node]]
    for other, place in enumerate(places):
        if other != node:
            way = [mine - theirs for mine, theirs in zip(places[node], place, strict=True)]
            length = math.hypot(*way)
            force = usual**2 / length**2 - pull[other] * length / usual
            move = [sofar + along * force for sofar, along in zip(move, way, strict=True)]
    size = math.hypot(*move)
    return [along * min(size, step) / size for along in move]


def _drawn_apart(along: list[float]) -> list[float]:
    """Places in one direction, 45 % of the way to even distances, and then from edge to edge."""
    low, high = min(along), max(along)
    order = sorted(range(len(along)), key=along.__getitem__)
    found = [
        (place - low) / (high - low) * 0.55 + order.index(node) / (len(along) - 1) * 0.45
        for node, place in enumerate(along)
    ]
    return [(place - min(found)) / (max(found) - min(found)) for place in found]


@pytest.mark.parametrize("kept", [NOWHERE, {0: (0.0, 1.0)}, {1: (0.25, 0.5), 2: (0.9, 0.9)}])
@pytest.mark.parametrize(("number", "rounds"), [(2, 1), (3, 4), (7, 1), (7, 6), (12, 3)])
def test_a_layout_is_that_of_every_force_by_itself(
    number: int, rounds: int, kept: Mapping[int, tuple[float, float]]
) -> None:
    weights = np.random.default_rng(number).random((number, number))
    weights = np.where(weights > 0.4, weights, 0.0)
    weights = np.maximum(weights, weights.T)
    np.fill_diagonal(weights, 0.0)
    fixed = {node: place for node, place in kept.items() if node < number}
    expected = np.array(_slow_layout(weights, fixed, rounds))
    assert force_layout(weights, fixed, rounds) == pytest.approx(expected, abs=2e-4)


@pytest.mark.parametrize(("number", "rounds"), [(MANY, 3), (MANY + 1, 1)])
def test_many_nodes_have_a_third_of_the_rounds(number: int, rounds: int) -> None:
    chain = np.diag(np.ones(number - 1), 1)
    weights = chain + chain.T
    expected = np.array(_slow_layout(weights, {0: (0.5, 0.5)}, rounds))
    assert force_layout(weights, {0: (0.5, 0.5)}, 3) == pytest.approx(expected, abs=2e-4)


def test_the_usual_layout_takes_three_hundred_rounds() -> None:
    weights = np.ones((3, 3)) - np.eye(3)
    assert ROUNDS == 300
    assert np.array_equal(force_layout(weights), force_layout(weights, rounds=300))
    assert not np.array_equal(
        force_layout(weights, {0: (0.0, 0.0)}, 299), force_layout(weights, {0: (0.0, 0.0)}, 30)
    )


def test_a_layout_without_any_edge_is_pushed_apart_alike() -> None:
    weights = np.zeros((4, 4))
    expected = force_layout(weights, rounds=5)
    assert np.isfinite(expected).all()
    places = [_seed(place + 0.5, 4) for place in range(4)]
    for each in range(5):
        step = 0.12 - 0.118 * each / 4
        moves = [_move(node, places, [0.0] * 4, step) for node in range(4)]
        places = [[p + m for p, m in zip(*pair, strict=True)] for pair in zip(places, moves, strict=True)]
    across, up = (_drawn_apart([place[side] for place in places]) for side in (0, 1))
    assert expected == pytest.approx(np.column_stack((across, up)), abs=2e-4)
