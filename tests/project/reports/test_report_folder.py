"""A folder of a report keeps what was edited by hand, and is whole or old whenever a run is killed."""

import json
import os
import shutil
import signal
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from qualcode.exporters.manifest import sha256_of
from qualcode.exporters.whole_folder import bring_into_place, remove_left_over
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.operations.codes.codebook import rename_code
from qualcode.project.opening import create_project
from qualcode.project.project import Project
from qualcode.project.reports.report_folder import edited_by_hand
from qualcode.project.reports.reporting import edited_since, keep_report, run_report
from tests.support.examples import example

OUTPUTS = [
    {"file": "segments.csv", "table": "segments"},
    {"file": "pairs.csv", "table": "cooccurrence"},
    {"file": "segments.html", "table": "segments"},
]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(str(tmp_path / "small.qualcode"), "AB", "Small study")
    made.do(example(), "AB")
    made.do(keep_report(made.study, "Paper", json.dumps({"outputs": OUTPUTS})), "AB")
    yield made
    made.close()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def change_a_name(project: Project) -> None:
    project.do(rename_code(project.study, project.study.code_named("stigma").id, "shame"), "AB")


@pytest.mark.parametrize("file", ["segments.html", "pairs.csv.meta.json", "since-last-time.html"])
def test_a_file_edited_by_hand_is_not_replaced_unasked(project: Project, tmp_path: Path, file: str) -> None:
    folder = tmp_path / "out"
    run_report(project.record(), "Paper", folder)
    change_a_name(project)
    assert edited_since(project.record(), "Paper", folder) == ""
    run_report(project.record(), "Paper", folder)
    (folder / file).write_bytes((folder / file).read_bytes() + b"my own words")
    before = contents(folder)
    said = f"“{file}” in “{folder}” is not as a run wrote it"
    assert edited_since(project.record(), "Paper", folder) == said
    with pytest.raises(QualcodeError, match="so nothing was replaced"):
        run_report(project.record(), "Paper", folder)
    assert contents(folder) == before
    # Beside it, and on request in its place.
    assert run_report(project.record(), "Paper", folder, numbered=True).folder == tmp_path / "out (2)"
    assert contents(folder) == before
    run_report(project.record(), "Paper", folder, over_edits=True)
    assert b"my own words" not in (folder / file).read_bytes()
    assert edited_since(project.record(), "Paper", folder) == ""


def test_what_is_saved_while_a_run_goes_on_is_not_replaced(project: Project, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run_report(project.record(), "Paper", folder)
    mine = folder / "segments.csv"

    def save(_done: int, _total: int, _what: str) -> None:
        mine.write_bytes(b"mine")

    with pytest.raises(QualcodeError, match=r"segments\.csv"):
        run_report(project.record(), "Paper", folder, progress=save)
    assert mine.read_bytes() == b"mine"
    assert edited_since(project.record(), "Paper", tmp_path / "elsewhere") == ""


def test_many_edited_files_are_counted(project: Project, tmp_path: Path) -> None:
    run_report(project.record(), "Paper", tmp_path)
    (tmp_path / "manifest.json").write_text("{", "utf-8")
    said = edited_since(project.record(), "Paper", tmp_path)
    assert said == (
        f"“segments.csv”, “pairs.csv”, “segments.html” and 1 more in “{tmp_path}” are not as a run wrote them"
    )


def killed_at(number: int, project: Project, folder: Path) -> bool:
    """Run the report in a process that is killed at its ``number``th move; whether it came so far."""
    child = os.fork()
    if not child:
        moved = iter(range(number))
        replace = Path.replace

        def replacing(self: Path, target: Path) -> Path:
            if next(moved, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)
            return replace(self, target)

        Path.replace = replacing  # type: ignore[method-assign, assignment]
        run_report(project.record(), "Paper", folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_a_run_that_is_killed_leaves_whole_files_and_a_manifest_that_vouches_for_them_or_none(
    project: Project, tmp_path: Path
) -> None:
    old, new, folder = tmp_path / "old", tmp_path / "new", tmp_path / "out"
    run_report(project.record(), "Paper", old)
    shutil.copytree(old, new)
    change_a_name(project)
    run_report(project.record(), "Paper", new)
    was, will_be = contents(old), contents(new)
    mixed = killed = 0
    while True:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(old, folder)
        if not killed_at(killed, project, folder):
            break
        killed += 1
        there = contents(folder)
        assert all(raw in (was.get(name), will_be.get(name)) for name, raw in there.items())
        if "manifest.json" in there:
            for row in json.loads(there["manifest.json"])["outputs"]:
                assert sha256_of(folder / row["file"]) == row["sha256"]
        else:
            mixed += 1
        # Nothing of this was edited by hand, and the next run mends it.
        assert edited_since(project.record(), "Paper", folder) == ""
        run_report(project.record(), "Paper", folder)
        assert contents(folder) == will_be
        remove_left_over(folder, now() + timedelta(days=2))
        assert sorted(path.name for path in folder.iterdir()) == sorted(will_be)
    assert contents(folder) == will_be
    assert mixed > 4
    assert killed > mixed + 4


def test_a_move_that_fails_puts_everything_back(tmp_path: Path) -> None:
    folder, aside = tmp_path / "out", tmp_path / "out" / ".qualcode-x"
    aside.mkdir(parents=True)
    for name in ("a.csv", "b.csv", "manifest.json"):
        (folder / name).write_text(f"old {name}", "utf-8")
    # The second file is not there to be moved.
    for name in ("a.csv", "manifest.json"):
        (aside / name).write_text(f"new {name}", "utf-8")
    before = contents(folder)
    with pytest.raises(OSError, match=r"b\.csv"):
        bring_into_place(aside, folder, list(before), "manifest.json")
    assert contents(folder) == before


@pytest.mark.parametrize("manifest", ["[]", '{"outputs": [1]}', '{"outputs": 3}', "null", "[" * 100_000])
def test_a_manifest_that_is_none_vouches_for_nothing(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "a.csv").write_text("a", "utf-8")
    (tmp_path / "manifest.json").write_text(manifest, "utf-8")
    assert edited_by_hand(tmp_path, ["a.csv", "b.csv"]) == ("a.csv",)
    remove_left_over(tmp_path / "gone", now())
