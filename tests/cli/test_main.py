"""How every command begins and ends: help, one line for failures, exit codes, speed of the help.

Tests as well: ``failures``, ``lazy``, ``options``, ``ui.shell.app``.
"""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from qualcode import __version__
from qualcode.cli import failures, history, main, workbench
from tests.cli.conftest import Run

HEAVY = (
    "numpy",
    "sqlalchemy",
    "spacy",
    "openpyxl",
    "docx",
    "lxml",
    "PySide6",
    "alembic",
    "psycopg",
    "xlsxwriter",
)


def _program(*words: str | Path, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "qualcode", *words]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False, cwd=cwd)


def test_help_lists_every_command_as_the_commands_describe_themselves(run: Run) -> None:
    listed = dict(re.findall(r"^  ([a-z][a-z-]+)  +(.+)$", run("--help").stdout, re.MULTILINE))
    context = click.Context(main.qualcode)
    told = {}
    for name in main.qualcode.list_commands(context):
        command = main.qualcode.get_command(context, name)
        assert command is not None
        assert command.name == name
        told[name] = command.get_short_help_str(200)
    assert listed == told


def test_version(run: Run) -> None:
    assert run("--version").stdout == f"qualcode {__version__}\n"


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; from qualcode.cli.main import qualcode; qualcode(['--help'])"
    show = f"import atexit, sys; atexit.register(lambda: print(sorted(set({HEAVY!r}) & set(sys.modules))))"
    done = subprocess.run(
        [sys.executable, "-c", f"{show}; {code}"], capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_help_comes_at_once() -> None:
    # Its own work, start of Python included: a busy machine must not fail it.
    show = "import atexit, time; atexit.register(lambda: print(time.process_time()))"
    code = f"{show}; from qualcode.cli.main import qualcode; qualcode(['--help'])"

    def seconds() -> float:
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        return float(done.stdout.splitlines()[-1])

    assert min(seconds() for _ in range(5)) < 0.3


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["weave"], "No such command 'weave'. See “qualcode --help”."),
        (["--loud"], "No such option '--loud'. See “qualcode --help”."),
        (["info"], "Missing argument 'PROJECT'. See “qualcode info --help”."),
        (["matrix"], "Missing command. See “qualcode matrix --help”."),
    ],
)
def test_wrong_usage_is_one_line_and_two(run: Run, words: list[str], line: str) -> None:
    result = run(*words, code=2)
    assert result.stdout == ""
    assert result.stderr.replace("option: --loud", "option '--loud'") == f"qualcode: {line}\n"


def test_as_a_program(project: str) -> None:
    assert json.loads(_program("info", project, "--json").stdout)["name"] == "Small study"
    gone = _program("info", "nowhere.qualcode")
    assert (gone.returncode, gone.stdout) == (1, "")
    assert gone.stderr.startswith("qualcode: There is no file nowhere.qualcode")


def _break_history(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(history, "reading", fail)


def test_a_bug_is_one_line_and_a_traceback_in_the_log(
    run: Run, project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _break_history(monkeypatch, ZeroDivisionError("too\nfew"))
    result = run("history", project, code=1)
    log = failures.log_path()
    assert result.stderr == (
        f"qualcode: This is a bug in qualcode (ZeroDivisionError: too few); what is needed to fix it "
        f"is in {log}.\n"
    )
    written = log.read_text(encoding="utf-8")
    assert f"qualcode {__version__}\n" in written
    assert "Traceback" in written
    assert "ZeroDivisionError: too" in written


def test_a_bug_is_told_where_no_log_can_be_written(
    run: Run, project: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr(failures, "log_path", lambda: tmp_path / "file" / "log")
    _break_history(monkeypatch, ZeroDivisionError())
    assert "no log file could be written" in run("history", project, code=1).stderr


def test_stopping_by_the_keyboard(run: Run, project: str, monkeypatch: pytest.MonkeyPatch) -> None:
    _break_history(monkeypatch, KeyboardInterrupt())
    assert run("history", project, code=130).stderr.startswith("qualcode: Stopped")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signals like these")
def test_a_reader_who_leaves_early_is_no_failure_to_talk_about(project: str) -> None:
    command = [sys.executable, "-m", "qualcode", "history", project]
    reader, writer = os.pipe()
    os.close(reader)
    with subprocess.Popen(command, stdout=writer, stderr=subprocess.PIPE) as process:
        os.close(writer)
        _, said = process.communicate(timeout=60)
    assert said == b""
    assert process.returncode not in (0, -signal.SIGSEGV)


def test_letters_that_the_output_has_no_place_for(project: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "qualcode", "undo", project]
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.stdout.decode("utf-8") == "Undo: Example\n"


@pytest.mark.parametrize(
    "address", ["study.qualcode", "A STUDY.QUALCODE", "postgresql://ann@localhost/study", "help.qualcode"]
)
def test_a_project_without_a_command_is_opened(
    run: Run, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    opened: list[str | None] = []

    def window(known: str | None) -> int:
        opened.append(known)
        return 0

    monkeypatch.setattr(workbench, "show_window", window)
    run(address)
    assert opened == [address]


def test_what_is_neither_a_command_nor_a_project_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x", "utf-8")
    for words in ("notes.txt", "stduy"):
        assert "No such command" in run(words, code=2).stderr
