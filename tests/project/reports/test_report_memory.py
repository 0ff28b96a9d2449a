"""The figures of a run are kept beside its files, and whatever has become of the folder does no harm."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from qualcode.model.results.report_figures import (
    CodeWording,
    FileFigures,
    QuotePlace,
    RunFigures,
    ToldFigure,
    ToldQuote,
)
from qualcode.project.reports.report_definition import FIGURES
from qualcode.project.reports.report_memory import (
    KeptFigures,
    holds_files,
    keep_figures,
    kept_figures,
    with_number,
)
from tests.analysis.building import identity

DAY = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


def run(step: int, report: str = "Paper") -> RunFigures:
    files = {
        "a.xlsx": FileFigures(
            {"k": ToldFigure("stigma", step), "s": ToldFigure("x", "<3")},
            {
                "m": ToldQuote("FG1"),
                "n": ToldQuote("FG2", QuotePlace(identity("transcript", "FG2"), 3, 9, "0a")),
            },
            lines=("k", "s"),
        )
    }
    return RunFigures(
        report, step, DAY, files, {identity("code", "a"): CodeWording("a", {"Definition": "d"})}
    )


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    keep_figures(tmp_path / FIGURES, run(3), run(2))
    assert kept_figures(tmp_path) == KeptFigures(run(3), run(2))
    keep_figures(tmp_path / FIGURES, run(3), None)
    assert kept_figures(tmp_path) == KeptFigures(run(3))


def test_a_run_is_compared_with_the_last_one_of_another_step() -> None:
    kept = KeptFigures(run(3), run(2))
    assert kept.to_compare(run(4)) == run(3)
    # The same step again: compared as it was the first time.
    assert kept.to_compare(run(3)) == run(2)
    assert kept.to_compare(run(4, "Thesis")) is None
    assert KeptFigures().to_compare(run(4)) is None


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"report": "Paper", "step": "x"}',
        '{"report": "Paper", "step": 1, "moment": "yesterday", "files": {}, "codes": {}}',
        '{"report": "Paper", "step": 1, "moment": "2026-03-03", "files": {"a": {"figures": {"k": [1]}}}}',
        "[" * 100_000,
        "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    ],
)
def test_a_file_that_was_edited_is_told_and_does_no_harm(tmp_path: Path, content: str) -> None:
    (tmp_path / FIGURES).write_bytes(content.encode("latin-1"))
    found = kept_figures(tmp_path)
    assert (found.last, found.before) == (None, None)
    assert "cannot be read, so nothing is compared with the last run" in found.fault


def test_a_folder_that_is_gone_tells_nothing(tmp_path: Path) -> None:
    assert kept_figures(tmp_path / "gone") == KeptFigures()
    assert not holds_files(tmp_path / "gone")
    (tmp_path / FIGURES).mkdir()
    assert kept_figures(tmp_path) == KeptFigures()


def test_half_a_file_is_told(tmp_path: Path) -> None:
    keep_figures(tmp_path / FIGURES, run(3), run(2))
    whole = (tmp_path / FIGURES).read_bytes()
    (tmp_path / FIGURES).write_bytes(whole[: len(whole) // 2])
    assert kept_figures(tmp_path).fault
    assert json.loads(whole)["step"] == 3


def test_folders_are_numbered_beside_each_other(tmp_path: Path) -> None:
    folder = tmp_path / "Report"
    assert with_number(folder) == (folder, None)
    folder.mkdir()
    assert with_number(folder) == (tmp_path / "Report (2)", folder)
    (tmp_path / "Report (2)").mkdir()
    assert with_number(folder) == (tmp_path / "Report (3)", tmp_path / "Report (2)")
