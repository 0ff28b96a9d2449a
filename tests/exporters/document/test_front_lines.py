"""What stands below the title of a document."""

from dataclasses import replace

import pytest

from qualcode.exporters.document.front_lines import LETTERS_ACROSS, front_lines, top_lines
from tests.exporters.document.specimens import FRONT


def test_a_short_front_is_one_line() -> None:
    assert top_lines(FRONT, landscape=False) == [" · ".join(front_lines(FRONT))]


@pytest.mark.parametrize("landscape", [True, False])
def test_no_part_of_a_long_front_is_broken(landscape: bool) -> None:
    front = replace(FRONT, authors="Ann Baker, Cara Dunn and Eve Fox " * 2, organisation="A university " * 4)
    rows = top_lines(front, landscape=landscape)
    assert len(rows) > 1
    assert max(map(len, rows)) <= LETTERS_ACROSS[landscape]
    assert " · ".join(rows) == " · ".join(front_lines(front))


def test_an_empty_front_is_no_line() -> None:
    empty = replace(FRONT, study="", authors="", organisation="", date=None, codebook_version="")
    assert top_lines(empty, landscape=False) == []
