"""Pictures in documents: without words of their own, in letters of eight points, upright or across."""

import numpy as np
import pytest

from qualcode.exporters.document.blocks import Paragraph, PictureBlock, Run, plain
from qualcode.exporters.drawn_pictures import DrawnPicture, drawn_for_a_document
from qualcode.exporters.pictures.drawing import DrawingRequest, LocalDrawer
from qualcode.exporters.pictures.heat_map import HeatMap, cell_texts, colours_of
from qualcode.exporters.pictures.sheet import DPI, LYING_HEIGHT, LYING_ROOM, PAGE_HEIGHT, PAGE_ROOM
from qualcode.model.identity import new_id
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.questions.rules import CooccurrenceRequest
from qualcode.model.results.matrix import TOTAL, Label, Matrix
from qualcode.project.reports.picturing import comparison_picture, cooccurrence_picture
from tests.exporters.pictures.test_drawing import STUDY
from tests.exporters.studies import provenance


def sized(wide: float, high: float) -> DrawnPicture:
    """Nothing but the head of a PNG of so many inches."""
    sides = (round(side * DPI).to_bytes(4, "big") for side in (wide, high))
    return DrawnPicture(b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + b"".join(sides), b"", ())


def block_of(drawn: DrawnPicture) -> PictureBlock:
    return drawn.block("Told.", "Caption", "picture", "shows it.")


def test_a_small_picture_is_as_large_as_its_letters_need() -> None:
    block = block_of(sized(2, 2))
    # Seven points are printed as eight.
    assert block.share * PAGE_ROOM == pytest.approx(2 * 8 / 7)


def test_a_wide_picture_is_as_wide_as_the_page_and_a_high_one_as_high() -> None:
    assert block_of(sized(6.4, 8)).share == 1
    assert block_of(sized(2, 12)).share * PAGE_ROOM * 6 == pytest.approx(PAGE_HEIGHT)


@pytest.mark.parametrize(
    ("wide", "high", "across"), [(5, 5, False), (9, 4, True), (9, 9, False), (6, 9, False)]
)
def test_a_page_lies_across_where_letters_are_larger_there(wide: float, high: float, across: bool) -> None:
    assert sized(wide, high).landscape is across


def test_how_to_read_a_picture_is_said_below_it() -> None:
    drawn = drawn_for_a_document(comparison_picture(STUDY), LocalDrawer())
    picture, note = drawn.blocks("Told.", "Caption", "picture", "shows it.")
    assert isinstance(picture, PictureBlock)
    assert isinstance(note, Paragraph)
    assert note.words == "Each band is one whole transcript; it shows the code that covers most of each turn."


def test_both_forms_are_of_the_same_picture() -> None:
    (drawn,) = drawn_for_a_document(cooccurrence_picture(STUDY, CooccurrenceRequest()), LocalDrawer()).parts
    assert drawn.png.startswith(b"\x89PNG")
    assert drawn.svg.startswith(b"<?xml")
    assert 0 < block_of(drawn._replace(remarks=())).share <= 1


class _Kept(LocalDrawer):
    """Remembers what it drew as pixels, and draws it small."""

    def __init__(self) -> None:
        super().__init__()
        self.drawn: list[HeatMap] = []

    def draw(self, request: DrawingRequest, progress: Progress = no_progress) -> bytes:
        assert isinstance(request.picture, HeatMap)
        if request.path.suffix == ".png":
            self.drawn.append(request.picture)
        return sized(2, 2).png


def _map(rows: int, columns: int) -> HeatMap:
    values = (np.arange(rows * columns).reshape(rows, columns) % 11) / 4
    names = tuple(Label(f"code {place}") for place in range(max(rows, columns)))
    return HeatMap(
        Matrix(names[:rows], (*names[: columns - 1], Label(TOTAL)), values, provenance(), rows == columns)
    )


@pytest.mark.parametrize(
    ("rows", "columns", "parts"), [(40, 31, 1), (61, 25, 2), (20, 62, 3), (20, 61, 2), (61, 61, 4)]
)
def test_a_heat_map_with_more_codes_than_a_page_can_hold_is_drawn_in_parts(
    rows: int, columns: int, parts: int
) -> None:
    whole, drawer = _map(rows, columns), _Kept()
    made = drawn_for_a_document(whole, drawer)
    assert len(made.parts) == len(drawer.drawn) == parts
    pictures = [
        block
        for block in made.blocks("Told", "Caption", "heat-map", "shows it.")
        if isinstance(block, PictureBlock)
    ]
    assert len({block.anchor for block in pictures}) == len({block.caption for block in pictures}) == parts
    # Every cell is in one part, in the shade and with the figure that it has in the whole.
    shades, texts, seen = colours_of(whole), cell_texts(whole.matrix), 0
    for part in drawer.drawn:
        high, wide = part.matrix.values.shape
        row, column = part.place
        assert np.array_equal(colours_of(part), shades[row : row + high, column : column + wide])
        assert part.texts() == {at: texts[at[0] + row, at[1] + column] for at in np.ndindex(high, wide)}
        seen += high * wide
    assert seen == rows * columns


def test_thirty_codes_of_long_names_are_one_figure_in_letters_of_seven_points() -> None:
    begins = "distrust of officials from the mainland who visit once a year"
    labels = [Label(f"{begins} ({place})", new_id()) for place in range(30)]
    matrix = Matrix(
        (*labels, Label(TOTAL)), (*labels, Label(TOTAL)), np.full((31, 31), 12), provenance(), symmetric=True
    )
    numbers = {
        label.id: f"{place // 9 + 1}.{place % 9 + 1}" for place, label in enumerate(labels) if label.id
    }
    whole = HeatMap(matrix, numbers=numbers)
    beside, above = whole.names()
    assert above == list(numbers.values())
    assert beside == [f"{number} {label.name}" for number, label in zip(above, labels, strict=True)]
    (drawn,) = drawn_for_a_document(whole, LocalDrawer()).parts
    assert drawn.landscape
    block = block_of(drawn)
    wide, high = (int.from_bytes(drawn.png[at : at + 4], "big") / DPI for at in (16, 20))
    assert block.share * LYING_ROOM >= wide
    assert high * block.share * LYING_ROOM / wide <= LYING_HEIGHT + 0.01


def test_the_last_part_says_that_it_has_the_total() -> None:
    made = drawn_for_a_document(_map(20, 61), _Kept())
    assert made.which == ["columns 1 to 30 of 60", "columns 31 to 60 of 60 and the total"]


def _height(drawn: DrawnPicture) -> float:
    """Inches on an upright page."""
    wide, high = (int.from_bytes(drawn.png[at : at + 4], "big") / DPI for at in (16, 20))
    return high * block_of(drawn).share * PAGE_ROOM / wide


def test_two_parts_of_sixty_codes_find_room_on_a_page_with_what_leads_to_them_and_their_captions() -> None:
    between_margins, leads, caption = 711 / 72, 24 / 72, 40 / 72
    heights = [_height(part) for part in drawn_for_a_document(_map(60, 61), LocalDrawer()).parts]
    assert len(heights) == 4
    assert 2 * (max(heights) + leads + caption) < between_margins
    # Eight points of letters to a row, for them not to lie on one another.
    assert min(heights) > 30 * 8 / 72


def test_rows_of_parts_that_find_no_room_on_one_page_keep_their_height() -> None:
    first, _ = drawn_for_a_document(_map(82, 20), LocalDrawer()).parts
    (alone,) = drawn_for_a_document(_map(41, 20), LocalDrawer()).parts
    assert _height(first) == pytest.approx(_height(alone), rel=0.02)


def test_short_names_and_other_columns_keep_their_names() -> None:
    labels = [Label("A name that is longer than any number", new_id()), Label("short", new_id())]
    numbers = {label.id: "1" for label in labels if label.id}
    names = [label.name for label in labels]
    for shown, symmetric in ((labels[1:], True), (labels, False)):
        values = np.ones((len(shown), len(shown)))
        found = HeatMap(Matrix(tuple(shown), tuple(shown), values, provenance(), symmetric), numbers=numbers)
        assert found.names() == (names[-len(shown) :], names[-len(shown) :])


def test_of_a_picture_in_parts_how_to_read_it_is_said_once_and_each_says_what_it_shows() -> None:
    made = drawn_for_a_document(_map(61, 61), _Kept())
    blocks = list(made.blocks("Told", "Caption", "heat-map", "shows it."))
    assert sum(isinstance(block, Paragraph) for block in blocks) == 1
    assert isinstance(blocks[-1], Paragraph)
    assert isinstance(blocks[0], PictureBlock)
    assert blocks[0].shows == "shows it."
    assert isinstance(blocks[1], PictureBlock)
    assert "".join(run.words or run.link for run in blocks[1].shows if isinstance(run, Run)) == (
        "continues heat-map."
    )
    assert blocks[0].caption == "Caption: rows 1 to 30 of 61, columns 1 to 30 of 60"
    assert (
        list(made.without([plain(blocks[-1].words)]).blocks("Told", "Caption", "heat-map", "shows it."))
        == blocks[:-1]
    )


@pytest.mark.parametrize(("name", "lies"), [("owned with a mortgage", True), ("a" * 60, False)])
def test_low_rows_are_as_low_as_letters_and_names_above_them_lie_where_they_have_room(
    name: str, lies: bool
) -> None:
    columns = (Label(name), Label("rented"), Label(TOTAL))
    matrix = Matrix(
        tuple(Label(f"code {place}") for place in range(20)), columns, np.full((20, 3), 12), provenance()
    )
    (usual,) = drawn_for_a_document(HeatMap(matrix), LocalDrawer()).parts
    (low,) = drawn_for_a_document(HeatMap(matrix, low=True), LocalDrawer()).parts
    heights = [int.from_bytes(drawn.png[20:24], "big") / DPI for drawn in (usual, low)]
    assert heights[1] < 0.75 * heights[0]
    # Twenty rows of letters, and above them two lines or a name that stands.
    rows = 20 * 7 / 72
    assert (heights[1] < 1.25 * rows + 0.3) is lies
    assert heights[1] > 1.05 * rows
