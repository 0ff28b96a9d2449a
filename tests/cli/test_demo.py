"""Tests of demo.

Tests as well: ``contents``, ``workbench``.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.cli import demo, workbench
from qualcode.cli.demo import EXPORTS, PROJECT
from qualcode.operations.project import set_project_memo
from qualcode.project.opening import create_project, open_project
from tests.cli.conftest import Run


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


def test_it_builds_project_summary_and_exports_and_afresh_keeps_own_work(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "deep" / "demo"
    result = run("demo", folder, "--no-window", "--reason", "to teach with")
    lines = result.stdout.splitlines()
    assert "codings          860" in lines
    assert "coders             2" in lines
    made = {path.name for path in folder.iterdir()}
    assert made >= {PROJECT, *(export.name for export in EXPORTS)}
    assert all(any(line.startswith(f"{name} ") for line in lines) for name in made)
    run("check", folder / PROJECT)
    project = open_project(str(folder / PROJECT))
    assert {step.reason for step in project.steps} == {"to teach with"}
    # The sample was made by one of its coders, whatever the account is called that builds it.
    assert {step.coder for step in project.steps} == {"AB"}
    project.do(set_project_memo(project.study, "mine"), "me")
    project.close()
    # All exports were written once; over what is there, one is as good as all of them.
    monkeypatch.setattr(demo, "EXPORTS", EXPORTS[:1])
    result = run("demo", folder, "--no-window", "--coder", "Ann")
    assert "Kept the sample project with 1 step of your own: " in result.stdout
    kept = Path(result.stdout.splitlines()[0].partition(": ")[2])
    for path, memo in ((kept, "mine"), (folder / PROJECT, None)):
        project = open_project(str(path), writing=False)
        assert (project.study.info.memo == "mine") is (memo == "mine")
        assert {step.coder for step in project.steps} == ({"AB", "me"} if memo == "mine" else {"Ann"})
        project.close()


def test_a_project_of_ones_own_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    create_project(str(tmp_path / PROJECT), "me", "My thesis").close()
    before = (tmp_path / PROJECT).read_bytes()
    result = run("demo", tmp_path, "--no-window", code=1)
    assert "is a project of your own" in result.stderr
    assert (tmp_path / PROJECT).read_bytes() == before


@pytest.mark.parametrize("name", ["coded-segments.csv", "cooccurrence.csv.meta.json"])
def test_files_of_ones_own_are_not_overwritten(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    assert name in run("demo", tmp_path, "--no-window", code=1).stderr
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(run: Run, tmp_path: Path) -> None:
    (tmp_path / "demo").touch()
    assert "name a folder" in run("demo", tmp_path / "demo", "--no-window", code=1).stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_without_a_display_it_says_so(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "qualcode", "demo"]
    environment = {name: value for name, value in os.environ.items() if name != "QT_QPA_PLATFORM"}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "There is no display" in done.stdout
    assert (tmp_path / workbench.DEMO_FOLDER / PROJECT).exists()


def test_with_a_display_the_window_opens_on_it(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str | None] = []

    def window(address: str | None) -> int:
        opened.append(address)
        return 0

    monkeypatch.setattr(workbench, "has_display", lambda: True)
    monkeypatch.setattr(workbench, "show_window", window)
    # One export is as good as all of them, which are looked at above.
    monkeypatch.setattr(demo, "EXPORTS", EXPORTS[:1])
    run("demo", tmp_path)
    assert opened == [str(tmp_path / PROJECT)]


@pytest.mark.parametrize(
    ("words", "address"),
    [([], None), (["open", "some.qualcode"], "some.qualcode"), (["open", "thesis"], "thesis")],
)
def test_what_opens_the_window(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], address: str | None
) -> None:
    opened: list[str | None] = []

    def window(where: str | None) -> int:
        opened.append(where)
        return 3

    monkeypatch.setattr("qualcode.ui.shell.app.run", window)
    run(*words, code=3)
    assert opened == [address]


def test_a_missing_part_of_qt_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise ImportError(f"libEGL.so.1: cannot open shared object file (wanted by {name})")

    monkeypatch.setattr(workbench, "import_module", missing)
    assert "part of Qt is missing here: libEGL.so.1" in run("open", "x.qualcode", code=1).stderr
