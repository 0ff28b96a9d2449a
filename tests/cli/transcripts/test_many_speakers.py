"""A file with very many speakers is told in a line that can be read.

Tests as well: ``model.words.in_words``, as far as it bounds what a sentence names.
"""

from pathlib import Path

import pytest

from qualcode.model.words.in_words import some_of
from tests.cli.conftest import Run, run

__all__ = ["run"]


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "none yet"),
        (1, "n0"),
        (4, "n0, n1, n2, n3"),
        (5, "n0, n1, n2 and 2 more"),
        (1943, "n0, n1, n2 and 1,940 more"),
    ],
)
def test_a_sentence_names_the_first_and_counts_the_others(number: int, told: str) -> None:
    assert some_of([f"n{each}" for each in range(number)], most=3) == told


def test_the_speakers_of_an_import_are_bounded(run: Run, tmp_path: Path) -> None:
    where, talk = str(tmp_path / "many.qualcode"), tmp_path / "talk.txt"
    turns = [f"Rider {letter}{other}: The bus was late.\n\n" for letter in "ABCDEFGH" for other in "KLMNOPQR"]
    talk.write_text("".join(turns * 2), encoding="utf-8")
    run("new", where)
    said = run("import", where, talk).stdout
    assert "and 44 more" in said
    assert max(map(len, said.splitlines())) < 500
