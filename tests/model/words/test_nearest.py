"""What somebody may have meant: a name that is in what was typed, but not because it is a letter of it."""

import pytest

from qualcode.model.words.nearest import nearest

NAMES = ("I", "P1", "P12", "Wilhelmina Ost", "Piet")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Wilhelmine", ["Wilhelmina Ost"]),
        ("wilhelmina", ["Wilhelmina Ost"]),
        ("Piet (driver)", ["Piet"]),
        ("I mean", ["I"]),
        ("zip", []),
        ("group P1", ["P1"]),
    ],
)
def test_short_names_are_meant_only_as_words(typed: str, meant: list[str]) -> None:
    assert nearest(typed, NAMES) == meant
