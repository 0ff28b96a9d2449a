"""Which tests run which lines of the program, and the CPU time of each: from one run of them all."""

import importlib
import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from tests.mutants import apart
from tests.mutants.operators import Mutant

FOLDERS: Final = ("analysis", "operations", "model", "project")
"""What only a test of a command or a window would notice is not pinned down where it belongs."""

_SERVER: Final = "postgresql"
_SERVER_FIXTURE: Final = "postgres_server"

MUTATED: Final = ("analysis", "operations")
"""Packages of qualcode that faults are put into."""


def modules() -> dict[str, Path]:
    """The modules that faults are put into: name and file."""
    files = [
        file for package in MUTATED for file in sorted((apart.ROOT / "qualcode" / package).rglob("*.py"))
    ]
    return {
        ".".join(file.relative_to(apart.ROOT).with_suffix("").parts).removesuffix(".__init__"): file
        for file in files
    }


@dataclass(frozen=True)
class Covering:
    """For each module and line the tests that run it, and the seconds of CPU time that each test takes."""

    lines: dict[str, dict[int, list[str]]]
    seconds: dict[str, float]

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> "Covering":
        """From what it was told as in json, where numbers of lines are words."""
        lines = {
            module: {int(line): tests for line, tests in of_module.items()}
            for module, of_module in told["lines"].items()
        }
        return cls(lines, told["seconds"])

    def tests_of(self, mutant: Mutant) -> list[str]:
        """The tests that can notice a fault: those of its own module first, the quickest first.

        A line that runs when its module is loaded concerns all tests that run any line of the module.
        """
        lines = self.lines.get(mutant.module, {})
        begin = max((line for line in lines if line <= mutant.line), default=0)
        found = lines.get(begin) or {test for tests in lines.values() for test in tests}
        folder, _, name = mutant.module.removeprefix("qualcode/").removesuffix(".py").rpartition("/")
        own = f"tests/{folder}/test_{name}.py"

        def order(test: str) -> tuple[bool, bool, float]:
            return (not test.startswith(own), not test.startswith(f"tests/{folder}/"), self.seconds[test])

        return sorted(found, key=order)


def covering(temporary: Path, processes: int) -> Covering:
    """Run all tests once without a fault, each process some of their files, noting the lines they run."""
    files = sorted(
        str(file.relative_to(apart.ROOT))
        for folder in FOLDERS
        for file in (apart.ROOT / "tests" / folder).rglob("test_*.py")
    )
    answers = [temporary / f"covering-{number}.json" for number in range(processes)]
    running = []
    for number, answer in enumerate(answers):
        share = files[number::processes]
        running.append(apart.Child(partial(_noted, share, answer)))
    failing = [process for process in running if process.wait().code != 0]
    notes = [json.loads(answer.read_text(encoding="utf-8")) for answer in answers if answer.exists()]
    if failing:
        tests = "; ".join(test for note in notes for test in note["failed"]) or "they cannot be loaded"
        raise SystemExit(f"The tests fail without any fault: make them pass first ({tests}).")
    return _joined([Covering.of(note) for note in notes])


def _joined(found: Sequence[Covering]) -> Covering:
    lines: dict[str, dict[int, list[str]]] = {}
    seconds: dict[str, float] = {}
    for part in found:
        seconds |= part.seconds
        for module, of_module in part.lines.items():
            into = lines.setdefault(module, {})
            for line, tests in of_module.items():
                into.setdefault(line, []).extend(tests)
    return Covering(lines, seconds)


def _noted(files: Sequence[str], answer: Path) -> int:
    import coverage

    # Lines need no hundred examples.
    os.environ["HYPOTHESIS_PROFILE"] = "covering"
    measured = coverage.Coverage(data_file=None, source_pkgs=[f"qualcode.{package}" for package in MUTATED])
    measured.start()
    # Two threads that begin at once cannot both be traced: one of them would end before its work, and its
    # test with it. What they run is run by tests of its own, too.
    threading.settrace(None)
    notes = _Notes(measured)
    code = apart.run_tests(files, answer.with_suffix(""), notes)
    measured.stop()
    data = measured.get_data()
    lines = {
        str(Path(file).relative_to(apart.ROOT)): {
            line: [test for test in tests if test] for line, tests in data.contexts_by_lineno(file).items()
        }
        for file in data.measured_files()
    }
    noted = {"lines": lines, "seconds": notes.seconds, "failed": notes.failed}
    answer.write_text(json.dumps(noted), encoding="utf-8")
    return code


def _needs_server(item: pytest.Item) -> bool:
    return _SERVER in item.name or _SERVER_FIXTURE in getattr(item, "fixturenames", ())


def _cpu_seconds() -> float:
    """What this process and those that it started and waited for have taken."""
    return sum(os.times()[:4])


class _Notes:
    """Tells the measurement which test runs."""

    def __init__(self, measured: Any) -> None:
        self._measured = measured
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        # A server for every fault would take longer than everything else.
        items[:] = [item for item in items if not _needs_server(item)]
        # Here, so that no test counts as one that runs the lines of a module's top level.
        for module in modules():
            importlib.import_module(module)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        apart.forget()
        self._measured.switch_context(item.nodeid)
        begin = _cpu_seconds()
        found = yield
        self.seconds[item.nodeid] = _cpu_seconds() - begin
        self._measured.switch_context("")
        return found

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)
