"""The wheel, installed in an environment of its own and used from an empty folder.

It carries resources/ and sample_transcripts/, and works without the source tree.

To spare a download of everything, the environment gets only the wheel; its dependencies are found, through a
``.pth`` file, among the packages of the tests. Lines of ``.pth`` files over there are not followed, so the
editable install of the source tree stays out of sight. A dependency missing from the wheel's list would go
unnoticed: test_repository.py checks the list.
"""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ("resources", "sample_transcripts")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built without isolation: no network is needed."""
    folder = tmp_path_factory.mktemp("wheel")
    _run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the programs of an environment that holds the wheel."""
    environment = tmp_path_factory.mktemp("installed") / "environment"
    _run(sys.executable, "-m", "venv", "--without-pip", environment, cwd=environment.parent)
    paths = {"base": str(environment), "platbase": str(environment)}
    programs = Path(sysconfig.get_path("scripts", "venv", paths))
    packages = Path(sysconfig.get_path("purelib", "venv", paths))
    own = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (packages / "dependencies.pth").write_text("\n".join(sorted(own)), encoding="utf-8")
    pip = ("-m", "pip", "--python", environment)
    _run(sys.executable, *pip, "install", "--no-deps", "--no-index", "--quiet", wheel, cwd=environment.parent)
    return programs


def test_it_carries_resources_and_sample_transcripts(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        carried = set(archive.namelist())
    wanted = {
        f"qualcode/_data/{file.relative_to(ROOT).as_posix()}"
        for folder in DATA
        for file in (ROOT / folder).rglob("*")
        if file.is_file()
    }
    assert wanted
    assert wanted - carried == set()
    assert carried >= {"qualcode/cli/main.py", "qualcode/py.typed", "qualcode/exporters/templates/look.css"}
    assert not [name for name in carried if name.startswith("tests/")]


def test_it_is_the_wheel_that_runs(installed: Path, tmp_path: Path) -> None:
    answer = _run(installed / "python", "-c", "import qualcode; print(qualcode.__file__)", cwd=tmp_path)
    assert Path(answer.strip()).is_relative_to(installed.parent)


def test_help_lists_the_commands(installed: Path, tmp_path: Path) -> None:
    answer = _run(installed / "qualcode", "--help", cwd=tmp_path)
    listed = {line.split()[0] for line in answer.splitlines() if line.startswith("  ")}
    assert listed >= {"open", "demo", "new", "import", "codings", "matrix", "report", "undo", "check"}


def test_the_demo_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    summary = _run(installed / "qualcode", "demo", "out", "--no-window", cwd=tmp_path)
    assert summary.strip()
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]
    kinds = {file.suffix for file in (tmp_path / "out").rglob("*") if file.stat().st_size > 0}
    assert kinds >= {".qualcode", ".csv", ".docx"}


def _run(*command: str | Path, cwd: Path) -> str:
    """What a command prints; its whole output is shown where it fails."""
    # Without what would lead Python to the source tree.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    result = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout
