"""Data for analysis are written by command."""

import codecs
import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_folder_gets_a_file_for_each_table(run: Run, project: str, tmp_path: Path) -> None:
    said = run("exchange", "data", project, tmp_path / "data").output
    assert f"Saved to {tmp_path / 'data'}" in said
    names = {path.name for path in (tmp_path / "data").iterdir()}
    assert names == {
        f"{name}.csv"
        for name in (
            *("segments", "turns", "transcripts", "participants", "codebook", "attributes", "dictionary"),
        )
    }
    run("--bom", "exchange", "data", project, tmp_path / "excel")
    assert (tmp_path / "excel" / "turns.csv").read_bytes().startswith(codecs.BOM_UTF8)


def test_words_can_stay_behind_and_other_formats_are_written(run: Run, project: str, tmp_path: Path) -> None:
    found = json.loads(run("exchange", "data", project, tmp_path, "--as", "jsonl", "--json").output)
    assert found["files"] == ["annotations.jsonl"]
    run("exchange", "data", project, tmp_path, "--without-words")
    assert "they just assume" not in (tmp_path / "segments.csv").read_text(encoding="utf-8")
    refused = run("exchange", "data", project, tmp_path, "--as", "jsonl", "--without-words", code=2).output
    assert "cannot be written without them" in refused
