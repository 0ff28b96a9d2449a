"""Colours in codebooks of other programs."""

import pytest

from qualcode.importers.tables.colours import colour_from


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("#1F77B4", "#1f77b4"),
        ("1f77b4", "#1f77b4"),
        ("#abc", "#aabbcc"),
        ("#1f77b4ff", "#1f77b4"),
        ("rgb(31, 119, 180)", "#1f77b4"),
        ("31;119;180", "#1f77b4"),
        ("(31 119 180)", "#1f77b4"),
        ("rgba(31,119,180,0.5)", "#1f77b4"),
        ("Blue", "#1f77b4"),
        ("Grün", "#2ca02c"),
        (" dark-blue ", "#000080"),
    ],
)
def test_colours_are_read_in_every_usual_way(written: str, colour: str) -> None:
    assert colour_from(written) == colour


@pytest.mark.parametrize("written", ["", "reddish", "256,0,0", "1,2", "#12345", "12", "none"])
def test_what_is_no_colour_is_none(written: str) -> None:
    assert colour_from(written) is None
