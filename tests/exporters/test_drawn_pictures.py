"""Pictures in documents: without words of their own, in letters of eight points, upright or across."""

import pytest

from qualcode.exporters.document.blocks import Paragraph, PictureBlock
from qualcode.exporters.drawn_pictures import DrawnPicture, drawn_for_a_document
from qualcode.exporters.pictures.drawing import LocalDrawer
from qualcode.exporters.pictures.sheet import DPI, PAGE_HEIGHT, PAGE_ROOM
from qualcode.model.questions.rules import CooccurrenceRequest
from qualcode.project.reports.picturing import comparison_picture, cooccurrence_picture
from tests.exporters.pictures.test_drawing import STUDY


def sized(wide: float, high: float) -> DrawnPicture:
    """Nothing but the head of a PNG of so many inches."""
    sides = (round(side * DPI).to_bytes(4, "big") for side in (wide, high))
    return DrawnPicture(b"\x89PNG\r\n\x1a\n" + bytes(4) + b"IHDR" + b"".join(sides), b"", ())


def block_of(drawn: DrawnPicture) -> PictureBlock:
    (block,) = drawn.blocks("Told.", "Caption", "picture")
    assert isinstance(block, PictureBlock)
    return block


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
    picture, note = drawn.blocks("Told.", "Caption", "picture")
    assert isinstance(picture, PictureBlock)
    assert isinstance(note, Paragraph)
    assert note.words == "Each band is one whole transcript; it shows the code that covers most of each turn."


def test_both_forms_are_of_the_same_picture() -> None:
    drawn = drawn_for_a_document(cooccurrence_picture(STUDY, CooccurrenceRequest()), LocalDrawer())
    assert drawn.png.startswith(b"\x89PNG")
    assert drawn.svg.startswith(b"<?xml")
    assert 0 < block_of(drawn._replace(remarks=())).share <= 1
