"""Every kind of picture, rendered: no word outside the page, the same bytes again, the caption with it.

Tests: ``bands``, ``colours``, ``heat_map``, ``names``, ``network``, ``talk_network``, ``word_bars``.
"""

import io
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PathCollection
from matplotlib.patches import PathPatch
from matplotlib.text import Text
from PIL import Image

from qualcode.analysis.network import network
from qualcode.exporters.colour import GREY
from qualcode.exporters.pictures import sheet as sheets_of_pictures
from qualcode.exporters.pictures.bands import PATTERNS, Comparison, Portrait, draw_portrait
from qualcode.exporters.pictures.bars import Bars, draw_bars
from qualcode.exporters.pictures.colours import fill, ink, own_fills, rgb
from qualcode.exporters.pictures.heat_map import HeatMap, bounds
from qualcode.exporters.pictures.name_places import NamedSpot, Rectangle, name_places
from qualcode.exporters.pictures.names import plain, short_names
from qualcode.exporters.pictures.network import NetworkPicture, draw_network, place_names
from qualcode.exporters.pictures.sheet import (
    BARE_LETTERS,
    DPI,
    PictureSheet,
    drawing,
    picture_bytes,
    write_picture,
)
from qualcode.exporters.pictures.talk_network import TalkNetwork, draw_talk_network
from qualcode.exporters.pictures.time_bars import TimeBars
from qualcode.exporters.pictures.word_bars import WordBars, cloud_places
from qualcode.model.codes.colour import contrast
from qualcode.model.codes.shades import DARK, PAPER, Shades, mixed
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.questions.provenance import Provenance, caption
from qualcode.model.results.matrix import Label, Matrix
from tests.support.profiles import of_hundred

ABOUT = Provenance(
    "Codes that meet", (("in words", "Codes that overlap, counted as pairs"),), "Study", 7, "1.0"
)
LONG = "a very long name of a code that somebody wrote as if it were a sentence, with clauses"
NASTY = [
    "trust",
    "_hidden",
    "$x$ and $",
    LONG,
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen" * 2,
    "",
    "信頼",
    "الثقة في الجهات العامة",
    "a\nb",
]


@dataclass(frozen=True)
class Join:
    left: float
    left_height: float
    right: float
    right_height: float
    height: float


@dataclass(frozen=True)
class Node:
    label: Label
    uses: int
    x: float
    y: float


@dataclass(frozen=True)
class Edge:
    one: int
    other: int
    weight: float


@dataclass(frozen=True)
class Piece:
    code: int
    start: float
    end: float


def labels(number: int) -> tuple[Label, ...]:
    return tuple(
        Label(NASTY[place % len(NASTY)] + (f" {place}" if place >= len(NASTY) else ""))
        for place in range(number)
    )


def square(size: int) -> Matrix:
    values = np.random.default_rng(size).integers(0, 1200, (size, size))
    notes = {(0, 1): "not defined: a code is not used", (1, 0): "<3"} if size > 1 else {}
    values = np.maximum(values, values.T)
    return Matrix(labels(size), labels(size), values, ABOUT, True, notes, (LONG,))


def with_totals(rows: int, columns: int) -> Matrix:
    values = np.random.default_rng(rows).integers(0, 40, (rows, columns))
    values = np.column_stack((values, values.sum(axis=1)))
    values = np.vstack((values, values.sum(axis=0)))
    total = (Label("Total"),)
    return Matrix(
        (*labels(rows), *total), (*labels(columns), *total), values, ABOUT, notes={(0, 0): "hidden"}
    )


JOINS = [Join(0, 0.0, 1, 0.0, 0.4)] + [Join(0.5 + place, 0.4, 2 + place, 0.0, 0.9) for place in range(7)]
TOUCHED = np.random.default_rng(3).random((8, 30)) > 0.8
PIECES = [Piece(code % 10 - 1, code / 12, (code + 1) / 12) for code in range(12)]
NODES = [Node(label, 3 + place, place % 3 / 3, place // 3 / 3) for place, label in enumerate(labels(8))]
EDGES = [Edge(0, 1, 0.5), Edge(1, 2, 0.02)]

WORDS = Matrix(
    tuple(Label(word) for word in ("trust", "信頼", "الثقة", "Donaudampfschifffahrtsgesellschaft" * 3, "it")),
    (Label("times"),),
    np.array([[900], [80], [80], [7], [1]]),
    ABOUT,
)
TALK = TalkNetwork(
    labels(7),
    [5, 1, 0, 9, 3, 3, 3],
    [(place % 3 / 2, place // 3 / 2) for place in range(7)],
    {(one, other): 1 + one * other for one in range(7) for other in range(7) if (one + other) % 3 == 0},
    frozenset((1, 4)),
    ABOUT,
)

KINDS: dict[str, Callable[[Path], None]] = {
    "heat map": lambda path: write_picture(path, HeatMap(square(8))),
    "cluster": lambda path: write_picture(path, HeatMap(square(8), JOINS[:7])),
    "totals": lambda path: write_picture(path, HeatMap(with_totals(5, 4))),
    "large": lambda path: write_picture(path, HeatMap(square(70), (), "pairs")),
    "nothing": lambda path: write_picture(path, HeatMap(square(0))),
    "bars": lambda path: write_picture(path, Bars(with_totals(8, 3))),
    "stacked": lambda path: write_picture(path, Bars(with_totals(8, 3), stacked=True)),
    "no bars": lambda path: write_picture(path, Bars(with_totals(0, 0))),
    "network": lambda path: write_picture(path, NetworkPicture(NODES, EDGES, LONG, ABOUT)),
    "words": lambda path: write_picture(path, WordBars(WORDS)),
    "words alone": lambda path: write_picture(path, WordBars(WORDS, cloud=False)),
    "no words": lambda path: write_picture(
        path, WordBars(Matrix((), (Label("times"),), np.zeros((0, 1), dtype=np.int64), ABOUT))
    ),
    "talk": lambda path: write_picture(path, TALK),
    "no talk": lambda path: write_picture(path, TalkNetwork([], [], [], {}, frozenset(), ABOUT)),
    "no network": lambda path: write_picture(path, NetworkPicture([], [], "c", ABOUT)),
    "portrait": lambda path: write_picture(
        path, Portrait(labels(8), TOUCHED, np.full(30, 9, dtype=np.int64), PIECES, ABOUT)
    ),
    "comparison": lambda path: write_picture(
        path, Comparison(labels(9), [(LONG, PIECES), ("_b", PIECES)], ABOUT)
    ),
    "no comparison": lambda path: write_picture(path, Comparison((), [], ABOUT)),
    "timeline": lambda path: write_picture(
        path, TimeBars(labels(8), np.arange(31.0), TOUCHED.astype(np.int64), ABOUT, (LONG,))
    ),
}


@dataclass(frozen=True)
class Drawn:
    """A picture that was drawn: its bytes, and what was found wrong with its words."""

    content: bytes
    faults: list[Any]
    smallest: float
    """Points of its smallest letters."""
    said: str


@cache
def drawn(kind: str, ending: str, *, bare: bool = False) -> Drawn:
    """Drawn once for all tests that look at it: at words beyond the page, or at words upon each other."""
    faults: list[Any] = []
    sheets: list[PictureSheet] = []
    finish = PictureSheet.finish

    def spied(sheet: PictureSheet, *words: object) -> None:
        finish(sheet, *words)  # type: ignore[arg-type]  # handed on as they came
        sheets.append(sheet)
        faults.extend(_outside(sheet) if ending == "png" else _upon_each_other(sheet))

    with pytest.MonkeyPatch.context() as patch, TemporaryDirectory() as folder:
        patch.setattr(PictureSheet, "finish", spied)
        patch.setattr(sheets_of_pictures, "picture_bytes", partial(picture_bytes, bare=bare))
        path = Path(folder) / f"picture.{ending}"
        KINDS[kind](path)
        assert len(sheets) == 1
        every: list[Any] = [text for text in sheets[0].figure.findobj(Text) if text.get_text().strip()]
        smallest = min((text.get_fontsize() for text in every), default=99.0)
        return Drawn(path.read_bytes(), faults, smallest, " ".join(text.get_text() for text in every))


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_on_the_page(kind: str) -> None:
    assert drawn(kind, "png").faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_no_word_lies_upon_another(kind: str) -> None:
    assert drawn(kind, "svg").faults == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_in_a_document_has_no_words_beside_it_and_none_that_are_small(kind: str) -> None:
    made, alone = drawn(kind, "png", bare=True), drawn(kind, "png")
    assert made.faults == []
    assert drawn(kind, "svg", bare=True).faults == []
    assert made.smallest >= BARE_LETTERS
    assert "that meet" in alone.said.replace("\n", " ")
    assert "that meet" not in made.said.replace("\n", " ")


def _upon_each_other(sheet: PictureSheet) -> list[tuple[str, str]]:
    """Pairs of words that share more than the hair's breadth of a letter's edge."""
    renderer = sheet._canvas.get_renderer()
    every: list[Any] = sheet.figure.findobj(Text)
    texts = [text for text in every if text.get_text().strip()]
    boxes = [text.get_window_extent(renderer) for text in texts]
    edge = 0.012 * DPI
    return [
        (texts[one].get_text(), texts[other].get_text())
        for one in range(len(boxes))
        for other in range(one)
        if min(boxes[one].x1, boxes[other].x1) - max(boxes[one].x0, boxes[other].x0) > edge
        and min(boxes[one].y1, boxes[other].y1) - max(boxes[one].y0, boxes[other].y0) > edge
    ]


def _outside(sheet: PictureSheet) -> list[str]:
    """Words that reach beyond the page."""
    renderer = sheet._canvas.get_renderer()
    page = sheet.figure.bbox
    found = []
    for text in sheet.figure.findobj(Text):
        assert isinstance(text, Text)
        if not text.get_text() or not text.get_visible():
            continue
        box = text.get_window_extent(renderer)
        if box.x0 < -0.5 or box.y0 < -0.5 or box.x1 > page.x1 + 0.5 or box.y1 > page.y1 + 0.5:
            found.append(text.get_text())
    return found


@pytest.mark.parametrize("ending", ["png", "svg", "pdf"])
@pytest.mark.parametrize("kind", ["cluster", "stacked", "network", "portrait", "timeline", "words", "talk"])
def test_the_same_bytes_again(kind: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"picture.{ending}"
    first = drawn(kind, ending).content
    KINDS[kind](path)
    assert path.read_bytes() == first
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert b"D:20" not in first
    assert b"<dc:date>" not in first


def test_a_png_has_300_dots_per_inch_and_its_caption(tmp_path: Path) -> None:
    KINDS["heat map"](tmp_path / "picture.png")
    with Image.open(io.BytesIO((tmp_path / "picture.png").read_bytes())) as image:
        assert image.info["dpi"] == pytest.approx((DPI, DPI), abs=0.1)
        assert image.info["Description"] == caption(ABOUT)
        assert "Matplotlib" not in image.info["Software"]


def test_the_caption_stands_below() -> None:
    with drawing() as sheet:
        sheet.axes(0, 0, 3, 2)
        sheet.finish("A title", [caption(ABOUT)])
        words = [text.get_text().replace("\n", " ") for text in sheet.figure.texts]
    assert words == ["A title", caption(ABOUT)]


def test_settings_of_others_neither_count_nor_change(tmp_path: Path) -> None:
    import matplotlib as mpl

    KINDS["bars"](tmp_path / "one.png")
    with mpl.rc_context({"font.size": 30, "axes.facecolor": "red", "text.usetex": False, "figure.dpi": 20}):
        KINDS["bars"](tmp_path / "two.png")
        assert mpl.rcParams["font.size"] == 30
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_neither_windows_nor_drawing_libraries_are_loaded_early() -> None:
    early = "{'matplotlib', 'scipy', 'PySide6'} & {*sys.modules}"
    code = f"import sys, qualcode.project.reports.picturing; assert not {early}"
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


@pytest.mark.parametrize("name", ["picture.jpg", "picture"])
def test_other_formats_are_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="png, svg or pdf"):
        KINDS["bars"](tmp_path / name)


def test_a_very_large_png_has_fewer_dots_rather_than_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    KINDS["heat map"](tmp_path / "usual.png")
    with Image.open(tmp_path / "usual.png") as usual:
        inches = [side / DPI for side in usual.size]
    most = round(inches[0] * inches[1] * 150**2)
    monkeypatch.setattr("qualcode.exporters.pictures.sheet.MOST_PIXELS", most)
    KINDS["heat map"](tmp_path / "large.png")
    with Image.open(tmp_path / "large.png") as large:
        assert large.width * large.height <= most
        assert large.info["dpi"] == pytest.approx((150, 150), abs=1.5)
        assert [side / 150 for side in large.size] == pytest.approx(inches, rel=0.02)


def test_a_png_that_could_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qualcode.exporters.pictures.sheet.MOST_PIXELS", 50_000)
    with pytest.raises(QualcodeError, match="choose svg or pdf"):
        KINDS["heat map"](tmp_path / "picture.png")
    assert list(tmp_path.iterdir()) == []
    KINDS["heat map"](tmp_path / "picture.svg")


def test_too_many_parts_are_refused(tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="30 parts"):
        write_picture(tmp_path / "picture.png", Bars(with_totals(3, 30), stacked=True))


@settings(max_examples=of_hundred(25))
@given(st.integers(1, 25), st.integers(0, 2**32 - 1))
def test_names_in_a_network_never_overlap(number: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    nodes = [Node(label, int(rng.integers(1, 9)), *rng.random(2).tolist()) for label in labels(number)]
    picture = NetworkPicture(nodes, [], "c", ABOUT)
    points = [(4 * node.x, 3 * node.y) for node in nodes]
    with drawing() as sheet:
        placed = place_names(sheet, picture, points, [0.2] * number)
    assert sorted(name.node for name in placed) == list(range(number))
    assert not any(one.box.meets(other.box) for place, one in enumerate(placed) for other in placed[:place])


def _drawn_network(number: int, seed: int) -> NetworkPicture:
    rng = np.random.default_rng(seed)
    values = np.triu(np.where(rng.random((number, number)) < 0.2, rng.integers(1, 9, (number, number)), 0), 1)
    values = values + values.T
    np.fill_diagonal(values, rng.integers(1, 60, number))
    names = tuple(Label(f"a code of the study {place}") for place in range(number))
    matrix = Matrix(names, names, values, ABOUT, symmetric=True)
    found = network(matrix, matrix)
    return NetworkPicture(found.nodes, found.edges, "pairs", ABOUT)


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize(("number", "seed"), [(20, 1), (20, 2), (40, 3), (40, 4), (60, 5)])
def test_names_of_a_network_cover_no_name_and_no_circle(number: int, seed: int, *, bare: bool) -> None:
    picture = _drawn_network(number, seed)
    with drawing(bare=bare) as sheet:
        draw_network(sheet, picture)
        (axes,) = sheet.figure.axes
        canvas: Any = FigureCanvasAgg(sheet.figure)
        names = [text.get_window_extent(canvas.get_renderer()).bounds for text in axes.texts]
        (circles,) = [found for found in axes.collections if isinstance(found, PathCollection)]
        middles = np.asarray(axes.transData.transform(np.asarray(circles.get_offsets())))
        radii = np.sqrt(np.asarray(circles.get_sizes())) / 2 * DPI / 72
    assert len(names) == len(radii) == len(picture.nodes)
    boxes = [Rectangle(left, low, left + wide, low + high) for left, low, wide, high in names]
    assert not any(one.meets(other) for place, one in enumerate(boxes) for other in boxes[:place])
    for (x, y), radius in zip(middles, radii, strict=True):
        away = [
            np.hypot(max(box.left - x, 0, x - box.right), max(box.bottom - y, 0, y - box.top))
            for box in boxes
        ]
        assert min(away) >= radius - 0.5
    gaps = np.hypot(*(np.subtract.outer(along, along) for along in middles.T)) - radii[:, None] - radii
    assert gaps[~np.eye(len(radii), dtype=bool)].min() > 0


@pytest.mark.parametrize("bare", [False, True])
@pytest.mark.parametrize("number", [3, 6, 7, 8])
def test_names_of_speakers_cross_no_loop_and_few_arrows(number: int, *, bare: bool) -> None:
    """Everybody speaks after everybody, and goes on alone: nothing that is drawn lies below a name."""
    angles = 2 * np.pi * np.arange(number) / number
    places = [(0.5 + 0.5 * float(np.sin(a)), 0.5 + 0.5 * float(np.cos(a))) for a in angles]
    pairs = {(one, other): 1 + (one + 2 * other) % 7 for one in range(number) for other in range(number)}
    names = [Label(f"P{place}" if place else "Facilitator") for place in range(number)]
    picture = TalkNetwork(names, [9] * number, places, pairs, frozenset(), ABOUT)
    with drawing(bare=bare) as sheet:
        draw_talk_network(sheet, picture)
        (axes,) = sheet.figure.axes
        canvas: Any = FigureCanvasAgg(sheet.figure)
        boxes = [
            text.get_window_extent(canvas.get_renderer())
            for text in axes.texts
            if not text.get_text().replace(",", "").isdigit()
        ]
        drawn = [patch for patch in axes.patches if isinstance(patch, PathPatch)]
        curves = [patch.get_transform().transform_path(patch.get_path()) for patch in drawn]
        ends = [np.asarray(curve.vertices)[[0, -1]] for curve in curves]
    assert len(boxes) == number
    loops = [curve for curve, (first, last) in zip(curves, ends, strict=True) if np.allclose(first, last)]
    assert len(loops) == number
    assert not any(loop.intersects_bbox(box, filled=False) for loop in loops for box in boxes)
    crossed = sum(curve.intersects_bbox(box, filled=False) for curve in curves for box in boxes)
    assert crossed <= 1


def test_a_name_stands_beside_its_own_circle_and_off_lines_where_it_can() -> None:
    spots = [NamedSpot(0, 0, 1, 4, 1), NamedSpot(6.15, 0, 1, 4, 1)]
    usual, _ = name_places(spots, [0, 1], gap=0.1, step=0.2)
    # To the right it would be closer to the other one.
    assert usual.box.right < 0
    alone = name_places(spots[:1], [0], gap=0.1, step=0.2)[0]
    assert alone.box.left > 0
    struck = name_places(spots[:1], [0], gap=0.1, step=0.2, lines=[(0, 0, 9, 0), (0, 0, -9, 0)])[0]
    assert struck.box.bottom > 0


@pytest.mark.parametrize(("apart", "between"), [(6.5, True), (6.9, True), (7.3, False)])
def test_a_name_does_not_end_at_another_circle(apart: float, between: bool) -> None:
    spots = [NamedSpot(0, 0, 1, 4, 1), NamedSpot(apart, 0, 1, 4, 1)]
    first, second = name_places(spots, [0, 1], gap=0.1, step=0.2)
    assert (first.box.right < 0) is between
    assert second.box.left > apart
    # Where every side has a circle at its end, it stands where it usually does.
    crowd = [*spots, *(NamedSpot(x, y, 1, 4, 1) for x, y in ((-apart, 0), (0, 3.5), (0, -3.5)))]
    assert name_places(crowd, range(5), gap=0.1, step=0.2)[0].box.left > 0


def test_the_scale_leaves_out_diagonal_totals_and_notes() -> None:
    values = np.array([[900, 3, 7], [3, 800, 2], [7, 2, 5]])
    matrix = Matrix(labels(3), labels(3), values, ABOUT, True, {(0, 2): "<3", (2, 0): "<3"})
    assert bounds(HeatMap(matrix)) == (0.0, 3.0)
    assert bounds(HeatMap(with_totals(1, 1))) == (0.0, 0.0)


def test_another_order_takes_notes_along() -> None:
    matrix = square(3).in_order((2, 0, 1), (2, 0, 1))
    assert matrix.notes == {(1, 2): "not defined: a code is not used", (2, 1): "<3"}
    assert [label.name for label in matrix.rows] == ["$x$ and $", "trust", "_hidden"]
    assert matrix.values[0, 1] == square(3).values[2, 0]


def test_names_are_as_short_as_they_can_be() -> None:
    paths = ["Trust > private", "Concerns > private", "Concerns > stigma", "", "a\x00b"]
    assert short_names([Label(path) for path in paths]) == [
        "Trust > private",
        "Concerns > private",
        "stigma",
        "",
        "a\ufffdb",
    ]
    assert plain(" two\n words ") == "two words"


@pytest.mark.parametrize(("ramp", "way"), [(PAPER, -1), (DARK, 1)], ids=["paper", "dark"])
def test_shades_keep_their_order_in_grey(ramp: Shades, way: int) -> None:
    colours = mixed(np.linspace(0, 1, 50), ramp)
    grey = colours @ np.array([0.299, 0.587, 0.114])
    assert (way * np.diff(grey) > 0).all()


def test_fills_differ() -> None:
    fills = [fill(number) for number in range(24)]
    assert len(set(fills)) == 24
    assert len({look.pattern for look in fills}) == 24
    assert len({look.colour for look in fills[:8]}) == 8


def test_codes_keep_their_own_colours_and_patterns_tell_those_apart_that_look_alike() -> None:
    codes = [Label(name, new_id()) for name in ("one", "two", "three", "four")]
    colours = dict(
        zip((code.id for code in codes), ("#2f6fe4", "#2f6fe5", "#ffffff", "nonsense"), strict=True)
    )
    fills = own_fills([*codes, Label("no code")], {key: value for key, value in colours.items() if key})
    assert [look.colour for look in fills[:2]] == ["#2f6fe4", "#2f6fe5"]
    assert fills[0].pattern != fills[1].pattern
    assert contrast(fills[2].colour, "#ffffff") >= 1.4
    assert fills[3].colour == GREY
    assert fills[4].colour == PAPER.solid
    same = {code.id: "#2f6fe4" for code in codes if code.id}
    assert len({look.pattern for look in own_fills(codes, same)}) == 4
    assert own_fills([], {}) == []


def test_a_large_heat_map_is_no_path_for_every_cell(tmp_path: Path) -> None:
    write_picture(tmp_path / "picture.svg", HeatMap(square(110)))
    drawn = (tmp_path / "picture.svg").read_text(encoding="utf-8")
    assert "image-rendering:crisp-edges" in drawn


def test_what_is_hidden_in_a_bar_is_drawn_together() -> None:
    table = with_totals(4, 3)
    hidden = Matrix(
        table.rows, table.columns, table.values.copy(), ABOUT, notes={(0, 0): "<3", (0, 1): "hidden"}
    )
    hidden.values[0, :2] = 0
    # Shares that have been added up differ from a hundred by less than any figure.
    shares = np.array([[18.4, 17.7, 18.4, 19.9, 16.3, 9.3, 100 + 1e-13]])
    whole = Matrix(table.rows[:1], (*map(Label, "abcdef"), Label("total")), shares, ABOUT)
    for matrix, expected in ((table, False), (hidden, True), (whole, False)):
        with drawing() as sheet:
            draw_bars(sheet, Bars(matrix, stacked=True))
            words = [text.get_text() for axes in sheet.figure.axes for text in axes.texts]
        assert ("hidden, together" in words) is expected


@given(st.lists(st.tuples(st.floats(0.1, 2), st.floats(0.05, 0.4)), max_size=25))
def test_no_word_of_a_cloud_lies_upon_another(extents: list[tuple[float, float]]) -> None:
    places = cloud_places(extents)
    there = [place for place in places if place is not None]
    assert len(places) == len(extents)
    assert places == cloud_places(extents)
    assert not any(one.meets(other) for number, one in enumerate(there) for other in there[:number])
    for place, (width, height) in zip(places, extents, strict=True):
        if place is not None:
            assert place.right - place.left >= width
            assert place.top - place.bottom >= height


LINEAR_TO_CONES = np.array([[0.31399022, 0.63951294, 0.04649755],
                            [0.15537241, 0.75789446, 0.08670142],
                            [0.01775239, 0.10944209, 0.87256922]])  # fmt: skip
WITHOUT_RED = np.array([[0, 1.05118294, -0.05116099], [0, 1, 0], [0, 0, 1]])
WITHOUT_GREEN = np.array([[1, 0, 0], [0.9513092, 0, 0.04866992], [0, 0, 1]])
"""Viénot, Brettel and Mollon (1999): how protanopes and deuteranopes see."""


def seen(colour: str, blindness: np.ndarray[tuple[int, int], np.dtype[np.float64]] | None) -> list[float]:
    """A colour as somebody sees it, in CIE L*a*b*, where distances are those of the eye."""
    value = rgb(colour)
    linear = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    if blindness is not None:
        cones = blindness @ (LINEAR_TO_CONES @ linear)
        linear = np.clip(np.linalg.solve(LINEAR_TO_CONES, cones), 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    x, y, z = to_xyz @ linear / np.array([0.9505, 1.0, 1.089])
    f = [t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z)]
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]


def apart(one: str, other: str, blindness: np.ndarray[tuple[int, int], np.dtype[np.float64]] | None) -> float:
    return float(np.linalg.norm(np.subtract(seen(one, blindness), seen(other, blindness))))


@pytest.mark.parametrize("blindness", [None, WITHOUT_RED, WITHOUT_GREEN], ids=["all", "no red", "no green"])
def test_neighbouring_fills_are_told_apart_by_the_colour_blind(
    blindness: np.ndarray[tuple[int, int], np.dtype[np.float64]] | None,
) -> None:
    fills = [fill(number) for number in range(24)]
    for one, other in pairwise(fills):
        assert apart(one.colour, other.colour, blindness) > 15, (one, other)
        assert one.pattern != other.pattern


@pytest.mark.parametrize("blindness", [None, WITHOUT_RED, WITHOUT_GREEN], ids=["all", "no red", "no green"])
def test_the_shades_of_a_heat_map_keep_their_order_for_the_colour_blind(
    blindness: np.ndarray[tuple[int, int], np.dtype[np.float64]] | None,
) -> None:
    colours = [
        "#" + "".join(f"{round(255 * part):02x}" for part in colour) for colour in mixed(np.linspace(0, 1, 9))
    ]
    lightness = [seen(colour, blindness)[0] for colour in colours]
    assert all(one - other > 4 for one, other in pairwise(lightness))


def test_in_grey_print_what_is_as_light_has_another_pattern() -> None:
    fills = [fill(number) for number in range(24)]
    grey = [float(rgb(look.colour) @ np.array([0.299, 0.587, 0.114])) for look in fills]
    for one in range(24):
        for other in range(one):
            alike = abs(grey[one] - grey[other]) < 0.12
            assert not alike or fills[one].pattern != fills[other].pattern, (one, other)


def test_words_on_fills_can_be_read() -> None:
    for number in range(8):
        colour = rgb(fill(number).colour)
        grey = float(colour @ np.array([0.299, 0.587, 0.114]))
        letters = float(rgb(ink(colour)) @ np.array([0.299, 0.587, 0.114]))
        assert abs(grey - letters) > 0.35


@pytest.mark.parametrize(
    ("number", "ending", "words"), [(1_000, "pdf", "200 at most"), (300, "png", "As PNG this picture")]
)
def test_what_no_page_can_hold_is_refused_before_it_is_drawn(
    number: int, ending: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[object] = []
    monkeypatch.setattr("qualcode.exporters.pictures.bands.draw_bar", lambda *what: drawn.append(what))
    # No comparison that a page can hold is too large for a PNG.
    monkeypatch.setattr("qualcode.exporters.pictures.sheet.MOST_PIXELS", 1_000_000)
    path = tmp_path / f"comparison.{ending}"
    picture = Comparison(labels(3), [(f"transcript {place}", PIECES) for place in range(number)], ABOUT)
    with pytest.raises(QualcodeError, match=words):
        write_picture(path, picture)
    assert not drawn
    assert not path.exists()


def test_a_portrait_explains_its_patterns_where_it_has_some() -> None:
    length = np.full(30, 9, dtype=np.int64)
    many = Portrait(labels(8), TOUCHED, length, PIECES, ABOUT)
    alone = Portrait(labels(8), TOUCHED & (np.arange(8) == 0)[:, None], length, (), ABOUT)
    assert PATTERNS in many.page().remarks
    assert PATTERNS not in alone.page().remarks


def test_numbers_of_turns_stand_at_even_steps() -> None:
    # Short turns first, as in a warm-up: their numbers have no room at a step that the others would have.
    length = np.array([1] * 30 + [40] * 48, dtype=np.int64)
    with drawing() as sheet:
        draw_portrait(sheet, Portrait(labels(1), np.ones((1, 78), dtype=np.bool_), length, (), ABOUT))
        words = [text.get_text() for axes in sheet.figure.axes for text in axes.texts]
    turns = [int(each) for each in words if each.isdigit()]
    assert len(turns) > 2
    steps = {after - before for before, after in pairwise(turns if turns[0] != 1 else turns[1:])}
    assert len(steps) == 1, turns
