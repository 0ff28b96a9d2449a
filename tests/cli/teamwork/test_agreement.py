"""The agreement of coders, as a command."""

import json
from pathlib import Path

from tests.cli.conftest import Run, steps_of


def test_the_command_writes_and_prints(run: Run, sample: str, tmp_path: Path) -> None:
    before = steps_of(sample)
    said = run("agreement", sample, tmp_path / "a.csv", "--bootstrap", "0").stdout
    assert said.endswith(
        "a.csv: Agreement of AB and CD on turns that have the code or not, 10 transcripts.\n"
    )
    printed = run(
        "agreement", sample, tmp_path / "a.json", "--json", "--unit", "overlap", "--overlap", "50",
        "--coder", "CD", "--coder", "AB", "--code", "privacy", "--transcript", "INT01 Ruth", "--seed", "3",
    ).stdout  # fmt: skip
    plain = json.loads(printed)
    assert (plain["coders"], plain["transcripts"], len(plain["codes"])) == (["CD", "AB"], ["INT01 Ruth"], 1)
    assert plain["codes"][0]["neither"] is None
    alone = run("agreement", sample, tmp_path / "b.csv", "--coder", "AB", code=1)
    assert "at least two coders" in alone.stderr
    assert not (tmp_path / "b.csv").exists()
    assert steps_of(sample) == before
