"""Tests of partial."""

from pathlib import Path

import pytest

from qualcode.model.partial import partial_name


@pytest.mark.parametrize("name", ["a.csv", "n" * 255, "ü" * 127, "研" * 85, "😀" * 63, "\udcff.csv"])
def test_it_can_be_made_beside_every_name_that_a_file_may_have(tmp_path: Path, name: str) -> None:
    target = tmp_path / name
    first, second = partial_name(target), partial_name(target)
    assert first != second
    for made in (first, second):
        made.touch(exist_ok=False)
        assert made.parent == tmp_path
        assert made.name.startswith(".")
        assert made.suffix == ".part"
