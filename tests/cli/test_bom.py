"""With --bom before it, every command that writes csv begins it with a byte order mark.

Tests: ``main``.
"""

import codecs
from pathlib import Path

import pytest

from tests.cli.conftest import Run

COMMANDS = (
    "codebook export",
    "codings export",
    "attributes export",
    "memos export",
    "history",
    "matrix cooccurrence",
    "conversation",
    "report framework",
    "report participants",
    "report codebook",
    "agreement",
)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_csv_begins_with_the_mark_where_it_is_wanted(
    run: Run, project: str, tmp_path: Path, command: str
) -> None:
    words = command.split()
    run("--bom", *words, project, tmp_path / "marked.csv")
    run(*words, project, tmp_path / "plain.csv")
    plain = (tmp_path / "plain.csv").read_bytes()
    assert not plain.startswith(codecs.BOM_UTF8)
    assert (tmp_path / "marked.csv").read_bytes() == codecs.BOM_UTF8 + plain


def test_a_marked_codebook_is_read_again(run: Run, project: str, tmp_path: Path) -> None:
    run("--bom", "codebook", "export", project, tmp_path / "codes.csv")
    assert "Every code is in the project" in run("codebook", "import", project, tmp_path / "codes.csv").output
