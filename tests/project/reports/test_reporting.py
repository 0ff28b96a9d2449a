"""Saved reports: run again at the same step they give the same bytes, and the manifest vouches for them.

Tests as well: ``exporters.manifest``.
"""

import errno
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from qualcode import __version__
from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.questions.kinds import KINDS
from qualcode.model.questions.reports import CodebookQuestion, MethodsQuestion, SegmentsQuestion
from qualcode.operations.codes.codebook import edit_code, rename_code
from qualcode.operations.codes.codebook_structure import delete_codes
from qualcode.operations.reports import save_report
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from qualcode.project.reports.report_definition import read_definition
from qualcode.project.reports.reporting import (
    add_to_report,
    earlier_run,
    keep_report,
    run_report,
    take_out_of_report,
)
from tests.support.examples import example
from tests.support.ready import ReadyProjects

REQUIRED: dict[str, dict[str, Any]] = {
    "codes": {"by": "transcript"},
    "transcript": {"transcript": "FG1"},
    "picture-portrait": {"transcript": "FG1"},
    "picture-timeline": {"transcript": "FG1"},
    "picture-conversation": {"transcript": "FG1"},
}


@dataclass(frozen=True)
class Whole:
    """Everything that can be written of a project, not to be changed."""

    folder: Path
    paths: list[Path]
    told: list[tuple[int, int]]
    """What was said of the progress of it."""


_WHOLE: list[Whole] = []


def _small(address: str) -> Project:
    made = create_project(address, "AB", "Small study")
    made.do(example(), "AB")
    made.do(keep_report(made.study, "All", everything()), "AB")
    return made


@pytest.fixture
def project(ready_projects: ReadyProjects, tmp_path: Path) -> Iterator[Project]:
    """The example study and a report “All” of all that can be written."""
    made = open_project(ready_projects.copy(_small, tmp_path / "small.qualcode"))
    yield made
    made.close()


@pytest.fixture
def whole(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The report “All”, run once for all tests that look at it."""
    if not _WHOLE:
        folder = tmp_path_factory.mktemp("whole") / "out"
        told: list[tuple[int, int]] = []
        done = run_report(
            project.record(), "all", folder, progress=lambda done, total, _: told.append((done, total))
        )
        _WHOLE.append(Whole(folder, list(done.paths), told))
    return _WHOLE[0]


def everything() -> str:
    """Every table in every format, and every picture in one of its formats."""
    return json.dumps(
        {
            "outputs": [
                {"file": f"{name}{ending}", "table": name, **REQUIRED.get(name, {})}
                for name, table in KINDS.items()
                for ending in (
                    table.endings if ".csv" in table.endings or ".html" in table.endings else (".svg",)
                )
            ]
        }
    )


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_step_gives_the_same_bytes(project: Project, whole: Whole, tmp_path: Path) -> None:
    # Over an earlier run: what that one has left is written again.
    two = tmp_path / "two"
    shutil.copytree(whole.folder, two)
    before = {path.name: path.stat().st_mtime_ns for path in two.iterdir()}
    run_report(project.record(), "All", two)
    assert files_of(whole.folder) == files_of(two)
    assert not {path.name for path in two.iterdir() if path.stat().st_mtime_ns == before[path.name]}
    assert sorted(path.name for path in whole.paths) == sorted(files_of(whole.folder))


def test_running_again_says_what_has_changed_and_keeps_or_replaces_the_earlier_run(
    project: Project, tmp_path: Path
) -> None:
    entry = {"file": "codebook.xlsx", "table": "codebook"}
    project.do(keep_report(project.study, "One", json.dumps({"outputs": [entry]})), "AB")
    folder = tmp_path / "out"
    first = run_report(project.record(), "One", folder)
    assert (first.changes, first.said, first.page) == (None, "", None)
    assert earlier_run(project.record(), "One", folder) == ""
    step = project.study.step
    stigma = project.study.code_named("stigma").id
    project.do(edit_code(project.study, stigma, definition="Being judged"), "AB")
    assert earlier_run(project.record(), "One", folder).startswith(
        f"“{folder}” holds “One” as it was at step {step:,} ("
    )
    numbered = run_report(project.record(), "One", folder, numbered=True)
    assert numbered.folder == tmp_path / "out (2)"
    assert numbered.said == f"Since step {step}: 1 code was reworded."
    assert numbered.page is not None
    assert "Being judged" in numbered.page.read_text("utf-8")
    before = files_of(folder)
    replaced = run_report(project.record(), "One", folder)
    assert (replaced.folder, replaced.said) == (folder, numbered.said)
    assert files_of(folder)["since-last-time.html"] == numbered.page.read_bytes()
    assert files_of(folder) != before
    # At the same step it says the same again, to the last byte, and replaces nothing worth asking about.
    assert earlier_run(project.record(), "One", folder) == ""
    same = files_of(folder)
    assert run_report(project.record(), "One", folder).said == numbered.said
    assert files_of(folder) == same
    (folder / "figures.json").write_text("{", "utf-8")
    assert "cannot be read" in run_report(project.record(), "One", folder).said
    # What the run before was compared with is no page of this one.
    assert "since-last-time.html" not in files_of(folder)


def test_files_of_somebody_else_are_not_overwritten_unasked(project: Project, tmp_path: Path) -> None:
    (tmp_path / "codebook.xlsx").write_bytes(b"mine")
    assert (
        earlier_run(project.record(), "All", tmp_path) == f"“{tmp_path}” already has a file “codebook.xlsx”"
    )
    assert earlier_run(project.record(), "All", tmp_path / "empty") == ""


def test_the_manifest_vouches_for_every_file(project: Project, whole: Whole) -> None:
    manifest = json.loads((whole.folder / "manifest.json").read_text(encoding="utf-8"))
    sums = {entry["file"]: entry["sha256"] for entry in manifest["outputs"]}
    found = {name: hashlib.sha256(raw).hexdigest() for name, raw in files_of(whole.folder).items()}
    del found["manifest.json"]
    assert sums == found
    assert manifest["definition"] == json.loads(everything())
    assert (manifest["report"], manifest["project"]) == ("All", "Small study")
    assert (manifest["program"], manifest["step"]) == (f"qualcode {__version__}", project.study.step)
    rules = {entry["file"]: entry["rules"] for entry in manifest["outputs"]}
    assert rules["cooccurrence.csv"]["rule"] == "overlap"
    assert "consent" in rules["segments.html"]


def test_settings_reach_the_tables(project: Project, tmp_path: Path) -> None:
    entry = {
        "file": "a.csv",
        "table": "cooccurrence",
        "rule": "turn",
        "codes": ["Trust"],
        "aggregate": True,
        "coders": ["AB"],
        "tidy": True,
    }
    project.do(keep_report(project.study, "One", json.dumps({"outputs": [entry]})), "AB")
    run_report(project.record(), "One", tmp_path / "out")
    table, facts, *_ = files_of(tmp_path / "out").values()
    assert table.startswith(b"row,column,value\r\nTrust,Trust,")
    assert json.loads(facts)["rule"] == "turn"
    assert json.loads(facts)["coders"] == "coder AB"


def test_nothing_is_written_where_a_name_has_gone(project: Project, tmp_path: Path) -> None:
    outputs = [
        {"file": "a.csv", "table": "codebook"},
        {"file": "b.csv", "table": "segments", "codes": ["stigma"]},
    ]
    project.do(keep_report(project.study, "Two", json.dumps({"outputs": outputs})), "AB")
    run_report(project.record(), "Two", tmp_path / "out")
    before = files_of(tmp_path / "out")
    project.do(delete_codes(project.study, [project.study.code_named("stigma").id]), "AB")
    with pytest.raises(QualcodeError, match=r"Nothing was written, because of “b\.csv”: There is no code"):
        run_report(project.record(), "Two", tmp_path / "out")
    assert files_of(tmp_path / "out") == before


def test_a_full_disk_is_told_of_the_file_where_it_was_to_be(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = json.dumps({"outputs": [{"file": "a.csv", "table": "codebook"}]})
    project.do(keep_report(project.study, "One", content), "AB")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "no space")

    monkeypatch.setattr(os, "fsync", full)
    folder = tmp_path / "out"
    with pytest.raises(QualcodeError) as caught:
        run_report(project.record(), "One", folder)
    monkeypatch.undo()
    assert f"“{folder / 'a.csv'}” could not be written: the disk is full." in str(caught.value)
    assert not folder.exists()


def test_what_is_no_report_is_not_kept_and_not_run(project: Project, tmp_path: Path) -> None:
    with pytest.raises(QualcodeError, match="not JSON"):
        keep_report(project.study, "One", "x")
    project.do(save_report(project.study, "Broken", "x"), "AB")
    with pytest.raises(QualcodeError, match="not JSON"):
        run_report(project.record(), "Broken", tmp_path / "out")
    with pytest.raises(QualcodeError, match="There is no report named “Other”"):
        run_report(project.record(), "Other", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_files_are_added_to_a_report_and_taken_out_again(project: Project, tmp_path: Path) -> None:
    change = add_to_report(project.study, "Paper", "a.csv", CodebookQuestion())
    assert change.label == "Add “a.csv” to the report “Paper”"
    project.do(change, "AB")
    project.do(add_to_report(project.study, "paper", "A.csv", SegmentsQuestion(codes=("stigma",))), "AB")
    project.do(add_to_report(project.study, "Paper", "a.docx", MethodsQuestion()), "AB")
    (report,) = (
        project.study.reports_in_order
        if len(project.study.reports_in_order) == 1
        else (row for row in project.study.reports_in_order if row.name == "Paper")
    )
    files = [row.file for row in read_definition(report.content).outputs]
    assert files == ["a.csv", "A (2).csv", "a.docx"]
    paths = list(run_report(project.record(), "Paper", tmp_path / "out").paths)
    assert [path.name for path in paths] == [*files, "figures.json", "manifest.json"]
    project.do(take_out_of_report(project.study, "Paper", "A (2).csv"), "AB")
    project.do(take_out_of_report(project.study, "Paper", "a.csv"), "AB")
    (left,) = (row for row in project.study.reports_in_order if row.name == "Paper")
    assert [row.file for row in read_definition(left.content).outputs] == ["a.docx"]
    project.do(take_out_of_report(project.study, "Paper", "a.docx"), "AB")
    assert "Paper" not in [row.name for row in project.study.reports_in_order]
    with pytest.raises(QualcodeError, match="is written as docx, html"):
        add_to_report(project.study, "Paper", "a.csv", MethodsQuestion())


def test_progress_of_a_run_rises_over_all_its_files(whole: Whole) -> None:
    told = whole.told
    assert told == sorted(told)
    assert told[0][0] == 0
    assert told[-1][0] == told[-1][1]


def test_a_run_that_is_stopped_leaves_the_former_files(
    project: Project, whole: Whole, tmp_path: Path
) -> None:
    shutil.copytree(whole.folder, tmp_path / "out")
    before = files_of(tmp_path / "out")
    project.do(rename_code(project.study, project.study.code_named("stigma").id, "shame"), "AB")

    def stop(done: int, total: int, _what: str) -> None:
        if done > total // 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        run_report(project.record(), "All", tmp_path / "out", progress=stop)
    assert files_of(tmp_path / "out") == before


def test_a_folder_in_the_way_is_named(project: Project, tmp_path: Path) -> None:
    content = json.dumps({"outputs": [{"file": "a.csv", "table": "codebook"}]})
    project.do(keep_report(project.study, "One", content), "AB")
    (tmp_path / "out" / "a.csv").mkdir(parents=True)
    with pytest.raises(QualcodeError, match="is not a file that could be replaced"):
        run_report(project.record(), "One", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.csv"]
