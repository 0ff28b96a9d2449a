"""What became of what a saved report names, and of the codes that a report told of before: by the history.

Tests as well: ``reports_since``, ``reporting`` and ``exporters.papers.changes_document``, as far as they
say it.
"""

import json
from pathlib import Path

import pytest

from qualcode.project.opening import open_project
from qualcode.project.reports.gone import ThingsGone
from qualcode.project.reports.report_definition import CHANGES
from tests.cli.conftest import Run, run, sample, steps_of

__all__ = ["run", "sample"]

CODES: dict[str, object] = {
    "file": "c.csv",
    "table": "codes",
    "by": "transcript",
    "codes": ["stigma", "trust in private firms"],
}


MERGED = (
    "The code “stigma” was merged into “trust in private firms” in step {1}, which was deleted in step {2}."
)


def kept(run: Run, where: str, folder: Path, *outputs: dict[str, object]) -> None:
    path = folder / "report.json"
    path.write_text(json.dumps({"outputs": list(outputs)}), encoding="utf-8")
    run("report", "save", where, "Rep", path)


def test_a_merged_code_is_told_as_merged_since_last_time(run: Run, sample: str, tmp_path: Path) -> None:
    kept(run, sample, tmp_path, CODES)
    run("report", "run", sample, "Rep", tmp_path / "out")
    run("codebook", "merge", sample, "stigma", "--into", "trust in private firms")
    said = run("report", "run", sample, "Rep", tmp_path / "out", "--number").stdout
    assert "1 code was merged" in said
    assert "stigma: merged into “trust in private firms”" in said
    assert "removed" not in said
    page = (tmp_path / "out (2)" / CHANGES).read_text(encoding="utf-8")
    assert "merged into “trust in private firms”" in page
    assert "removed" not in page


def test_a_code_is_merged_into_one_whose_name_has_that_word(run: Run, sample: str, tmp_path: Path) -> None:
    run("codebook", "add", sample, "moving into town")
    kept(run, sample, tmp_path, CODES)
    run("report", "run", sample, "Rep", tmp_path / "out")
    run("codebook", "merge", sample, "stigma", "--into", "moving into town")
    said = run("report", "run", sample, "Rep", tmp_path / "out", "--number").stdout
    assert "stigma: merged into “moving into town”" in said


def test_a_deleted_code_is_told_as_deleted(run: Run, sample: str, tmp_path: Path) -> None:
    kept(run, sample, tmp_path, {**CODES, "codes": ["trust in private firms"]})
    run("report", "run", sample, "Rep", tmp_path / "out")
    run("codebook", "delete", sample, "stigma")
    said = run("report", "run", sample, "Rep", tmp_path / "out", "--number").stdout
    assert "2 codes were removed" in said
    assert "stigma: deleted" in said


@pytest.mark.parametrize(
    ("output", "steps", "said"),
    [
        (
            CODES,
            [
                ("codebook", "merge", "stigma", "--into", "trust in private firms"),
                ("codebook", "delete", "trust in private firms"),
            ],
            MERGED,
        ),
        (
            {"file": "q.csv", "table": "codes", "by": "query:Judged"},
            [("query", "delete", "Judged")],
            "The saved query “Judged” was deleted in step {1}.",
        ),
        (
            {"file": "t.html", "table": "transcript", "transcript": "FG2 Lone parents", "as": "margin"},
            [("transcripts", "rename", "FG2 Lone parents", "Two"), ("transcripts", "delete", "Two")],
            "The transcript “FG2 Lone parents” (last called “Two”) was deleted in step {2}.",
        ),
        (
            {"file": "s.csv", "table": "codes", "by": "transcript", "query": "Judged"},
            [("codebook", "delete", "stigma")],
            "The code “stigma” was deleted in step {1}.",
        ),
    ],
)
def test_a_report_says_what_became_of_what_it_names(
    run: Run, sample: str, tmp_path: Path, output: dict[str, object], steps: list[tuple[str, ...]], said: str
) -> None:
    run("query", "save", sample, "Judged", "code:stigma")
    kept(run, sample, tmp_path, output)
    last = len(steps_of(sample))
    for group, verb, *names in steps:
        run(group, verb, sample, *names)
    told = run("report", "run", sample, "Rep", tmp_path / "out", code=1).stderr
    assert "Nothing was written" in told
    assert said.format(last, last + 1, last + 2) in told


def test_what_is_there_again_has_not_gone(run: Run, sample: str) -> None:
    run("codebook", "delete", sample, "stigma")
    run("undo", sample)
    project = open_project(sample)
    try:
        history = ThingsGone(project.record())
        assert history.last_called("code", "stigma") is None
        assert history.sentence(project.study.code_named("stigma").id) == ""
    finally:
        project.close()


def test_a_participant_is_merged_into_one_whose_name_has_that_word(run: Run, sample: str) -> None:
    """Names of people stand in the titles of steps without quotation marks."""
    study = open_project(sample, writing=False)
    first, second = (row.name for row in study.study.participants_in_order[:2])
    gone = study.study.participants_in_order[0].id
    study.close()
    run("participants", "rename", sample, second, "Moved into town")
    run("participants", "merge", sample, first, "Moved into town")
    project = open_project(sample, writing=False)
    assert ThingsGone(project.record()).fate(gone) == "merged into “Moved into town”"
    project.close()
