"""The network that can be arranged: by mouse, by keyboard, and told in words.

Tests as well: ``exporters.pictures.name_places``, ``drawing``, ``graph``, ``scrolled``,
``ui.widgets.spoken_role``.
"""

from itertools import combinations, permutations
from math import hypot
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLineF, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from qualcode.analysis.network import force_layout, ring
from qualcode.exporters.pictures.name_places import NamedSpot, Rectangle, name_places
from qualcode.ui.look.theme import Theme, ThemeChoice
from qualcode.ui.network.drawing import names_of, path_of, place_of, point_of, wrapped
from qualcode.ui.network.graph import Graph, GraphEdge, GraphNode
from qualcode.ui.network.scrolled import ScrolledNetwork
from qualcode.ui.network.view import NetworkView

NAMES = [
    "trust",
    "信頼と不安",
    "الثقة في المدرسة",
    "a very long name of a code with many words in it",
    "x" * 90,
]
GRAPH = Graph(
    (
        GraphNode("a", "trust", 1.0, 0.2, 0.5, "trust: 4; joined with stigma."),
        GraphNode("b", "stigma", 0.4, 0.8, 0.5, "stigma: 2; joined with trust, consent."),
        GraphNode("c", "consent", 0.1, 0.5, 0.9, "consent: 1; joined with stigma.", quiet=True),
    ),
    (
        GraphEdge(0, 1, 1.0, "3", "trust with stigma: 3."),
        GraphEdge(1, 2, 0.3, "1", "stigma with consent: 1."),
    ),
)


@pytest.fixture
def view(qtbot: QtBot, theme: Theme) -> NetworkView:
    made = NetworkView("Network of codes")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show_graph(GRAPH)
    made.show()
    qtbot.waitExposed(made)
    return made


def _chosen(view: NetworkView) -> int | None:
    return view.node


def _drag(view: NetworkView, number: int, by: QPoint) -> None:
    begin = view.point(number).toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view, begin + by / 2)
    QTest.mouseMove(view, begin + by)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=begin + by)


def test_a_circle_is_dragged(qtbot: QtBot, view: NetworkView) -> None:
    before = view.point(0)
    with qtbot.waitSignal(view.arranged) as heard:
        _drag(view, 0, QPoint(100, -60))
    moved = view.point(0) - before
    assert (moved.x(), moved.y()) == pytest.approx((100.0, -60.0), abs=1)
    assert heard.args == [view.graph.places]
    assert view.graph.places["b"] == (0.8, 0.5)
    assert view.node == 0


def test_it_is_faded_until_another_one_is_shown(view: NetworkView) -> None:
    before = view.grab().toImage()
    view.show_stale()
    assert view.grab().toImage() != before
    view.show_graph(GRAPH)
    assert view.grab().toImage() == before


def test_a_circle_dropped_onto_another_covers_no_part_of_it(view: NetworkView) -> None:
    _drag(view, 0, (view.point(1) - view.point(0)).toPoint() + QPoint(3, 0))
    assert _gaps(view)[0] > 0
    # The other one keeps its place for when this one goes away again.
    assert view.graph.places["b"] == (0.8, 0.5)


def _gaps(view: NetworkView) -> list[float]:
    """Between the edges of any two circles, the least first."""
    circles = list(zip(view.points, view.graph.nodes, strict=True))
    return sorted(
        hypot((one - other).x(), (one - other).y()) - node.radius - another.radius
        for (one, node), (other, another) in combinations(circles, 2)
    )


def _study(seed: int, number: int = 24) -> Graph:
    """Codes that are laid out by their lines, of which there are as many."""
    chance = Random(seed)
    words = ["trust", "in", "public", "bodies", "and", "services", "that", "are", "missing", "or", "cut"]
    pairs = [sorted(chance.sample(range(number), 2)) for _ in range(number)]
    weights = np.zeros((number, number))
    for one, other in pairs:
        weights[one, other] = weights[other, one] = 1.0
    nodes = [
        GraphNode(str(place), " ".join(chance.sample(words, chance.randint(1, 4))), chance.random(), x, y, "")
        for place, (x, y) in enumerate(force_layout(weights).tolist())
    ]
    edges = [GraphEdge(one, other, 0.5, "", "") for one, other in pairs]
    return Graph(tuple(nodes), tuple(edges))


def _leaders(view: NetworkView) -> list[tuple[int, QLineF]]:
    return [
        (number, QLineF(view.points[number], written.place.center()))
        for number, written in enumerate(view.names)
        if written.away
    ]


def _goes_through(line: QLineF, place: QRectF) -> bool:
    return any(place.contains(line.pointAt(part / 200)) for part in range(201))


@pytest.mark.parametrize("seed", range(12))
def test_a_low_window_scrolls_a_network_instead_of_pressing_it(qtbot: QtBot, theme: Theme, seed: int) -> None:
    view = NetworkView("Network of codes")
    scrolled = ScrolledNetwork(view)
    qtbot.addWidget(scrolled)
    scrolled.resize(540, 238)
    view.show_graph(_study(seed))
    scrolled.show()
    qtbot.waitExposed(scrolled)
    assert view.height() > scrolled.viewport().height()
    assert view.width() == scrolled.viewport().width()
    assert _gaps(view)[0] > 0
    leaders, names = _leaders(view), view.names
    through = [
        other.words
        for number, line in leaders
        for place, other in enumerate(names)
        if place != number and _goes_through(line, other.place.adjusted(2, 2, -2, -2))
    ]
    assert not through
    # A circle that is gone to by key comes into view, with its name.
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Down)
    while not _is_lowest(view):
        QTest.keyClick(view, Qt.Key.Key_Down)
    chosen = view.node
    assert chosen is not None
    assert scrolled.viewport().rect().contains(view.mapTo(scrolled.viewport(), view.point(chosen).toPoint()))
    scrolled.resize(1500, 900)
    qtbot.waitUntil(lambda: view.height() == scrolled.viewport().height())


def _is_lowest(view: NetworkView) -> bool:
    assert view.node is not None
    return view.graph.towards(view.node, 0, -1) == view.node


def test_names_of_people_stand_on_no_arrow_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    places = ring(6)
    nodes = [GraphNode(str(n), f"FG1-P{n}" if n else "MOD", 0.9, *places[n], "") for n in range(6)]
    edges = [GraphEdge(one, other, 0.5, "4", "") for one, other in permutations(range(6), 2)]
    view = NetworkView("Who speaks after whom")
    qtbot.addWidget(view)
    view.resize(640, 400)
    view.show_graph(Graph(tuple(nodes), (*edges, GraphEdge(0, 0, 0.5, "2", "")), directed=True))
    struck = [
        written.words
        for edge in edges
        for written in view.names
        for path in (path_of(view.graph, edge, view.points),)
        if any(
            written.place.adjusted(2, 2, -2, -2).contains(path.pointAtPercent(part / 99))
            for part in range(100)
        )
    ]
    assert not struck


def test_a_click_moves_nothing(qtbot: QtBot, view: NetworkView) -> None:
    with qtbot.assertNotEmitted(view.arranged):
        _drag(view, 1, QPoint(2, 1))
    assert view.graph == GRAPH
    assert view.node == 1


def test_no_circle_leaves_the_page(view: NetworkView) -> None:
    _drag(view, 0, QPoint(-5000, 5000))
    assert view.graph.places["a"] == (0.0, 0.0)
    assert view.rect().contains(view.point(0).toPoint())


def test_circles_are_chosen_and_moved_by_keyboard(qtbot: QtBot, view: NetworkView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.node == 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.node == 1
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.node == 2
    with qtbot.waitSignal(view.arranged):
        QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert view.graph.places["c"] == pytest.approx((0.48, 0.9))
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(view, Qt.Key.Key_Down, held)
    assert view.graph.places["c"] == pytest.approx((0.48, 0.8))


def test_lines_are_reached_by_keyboard_and_told(qtbot: QtBot, view: NetworkView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_End)
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == "stigma: 2; joined with trust, consent. 2 of 3."
    with qtbot.waitSignal(view.edge_chosen) as heard:
        QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert heard.args == [0]
    QTest.keyClick(view, Qt.Key.Key_PageDown)
    assert view.accessibleDescription() == "stigma with consent: 1."
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.edge is None
    assert view.node == 1


def test_a_line_is_chosen_by_mouse(qtbot: QtBot, view: NetworkView) -> None:
    middle = ((view.point(0) + view.point(1)) / 2).toPoint()
    with qtbot.waitSignal(view.edge_chosen) as heard:
        QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=middle)
    assert heard.args == [0]
    assert view.said_at(middle.toPointF()) == "trust with stigma: 3."


def test_tab_leads_on(qtbot: QtBot, view: NetworkView) -> None:
    assert view.focusPolicy() is Qt.FocusPolicy.StrongFocus
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert view.node is None


def test_another_network_keeps_what_is_chosen(view: NetworkView) -> None:
    view.choose(1)
    view.show_graph(Graph((GRAPH.nodes[2], GRAPH.nodes[1]), ()))
    assert view.node == 1
    view.show_graph(Graph((GRAPH.nodes[0],), ()))
    assert _chosen(view) is None
    assert view.accessibleDescription().startswith("1 circle, 0 lines.")


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("directed", [False, True])
def test_it_is_painted_in_both_themes(
    qtbot: QtBot, view: NetworkView, theme: Theme, choice: ThemeChoice, directed: bool
) -> None:
    theme.choose(choice)
    try:
        view.show_graph(
            Graph(GRAPH.nodes, (*GRAPH.edges, GraphEdge(2, 2, 0.5, "2", "consent twice.")), directed)
        )
        image = view.grab().toImage()
        ground = image.pixelColor(3, 3)
        assert (ground.lightness() < 128) is (choice is ThemeChoice.DARK)
        centre = view.point(0).toPoint()
        assert image.pixelColor(centre) != ground
        # A quiet circle is hollow.
        assert image.pixelColor(view.point(2).toPoint() + QPoint(3, 0)) == ground
    finally:
        theme.choose(ThemeChoice.LIGHT)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    share = st.floats(0, 1)
    number = draw(st.integers(0, 30))
    nodes = [
        GraphNode(str(place), NAMES[place % len(NAMES)], draw(share), draw(share), draw(share), "")
        for place in range(number)
    ]
    return Graph(tuple(nodes), (), draw(st.booleans()))


@given(graphs())
def test_names_never_cover_each_other(qapp: QApplication, graph: Graph) -> None:
    written = names_of(graph, QSize(700, 500), QFontMetricsF(qapp.font()))
    for place, one in enumerate(written):
        for other in written[place + 1 :]:
            assert not one.place.intersects(other.place)


@given(st.floats(0, 1), st.floats(0, 1))
def test_points_go_to_places_and_back(x: float, y: float) -> None:
    node = GraphNode("a", "a", 1.0, x, y, "")
    size = QSize(640, 480)
    assert place_of(point_of(node, size), size) == pytest.approx((x, y), abs=1e-6)


@given(st.text(min_size=1, max_size=200))
def test_names_are_wrapped_into_three_lines(qapp: QApplication, name: str) -> None:
    assert len(wrapped(name, QFontMetricsF(qapp.font())).split("\n")) <= 3


@pytest.mark.parametrize("across", [20, 380])
def test_a_name_at_the_edge_is_moved_into_the_picture(across: int) -> None:
    whole, spot = Rectangle(0, 0, 400, 100), NamedSpot(across, 50, 10, 50, 12)
    taken = Rectangle(60, 0, 340, 100)
    ((box, away),) = name_places([spot], [0], gap=3, step=6, inside=whole, obstacles=[taken])
    assert whole.left <= box.left
    assert box.right <= whole.right
    assert not away
    assert not box.meets(taken)
