"""Trying faults: each in a process of its own, against the tests that run its line, several at a time."""

import importlib
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import zip_longest
from multiprocessing.context import ForkProcess
from pathlib import Path
from types import CodeType
from typing import Final

import pytest

from tests.mutants import apart, faults
from tests.mutants.covering import FOLDERS, Covering, modules
from tests.mutants.operators import Mutant

_PATIENCE: Final = 60.0
"""Seconds that a run may take beyond ten times what its tests took without a fault."""

Work = Callable[[Path], int]
"""Runs the tests with a fault; the folder is for their temporary files. 0: all of them passed."""


@dataclass(frozen=True)
class Fate:
    """What became of a fault."""

    mutant: Mutant
    noticed: bool
    seconds: float


@dataclass(frozen=True)
class Trial:
    """A fault, the tests that can notice it, and the function it is in unless it is at a module's top."""

    mutant: Mutant
    module: str
    file: Path
    tests: Sequence[str]
    limit: float
    function: CodeType | None

    @classmethod
    def of(cls, mutant: Mutant, module: str, file: Path, found: Covering) -> "Trial":
        tests = found.tests_of(mutant)
        limit = _PATIENCE + 10 * sum(found.seconds[test] for test in tests)
        return cls(mutant, module, file, tests, limit, faults.function_at_fault(file, mutant.place))


def tried_at_loading(trials: Sequence[Trial], processes: int, folder: Path) -> Iterator[Fate]:
    """What became of faults that are put in before their modules are loaded."""
    yield from _tried([(trial, partial(_loaded_with, trial)) for trial in trials], processes, folder)


def tried_in_functions(
    trials: Sequence[Trial],
    found: Covering,
    processes: int,
    folder: Path,
    tell: Callable[[Fate], None],
) -> list[Fate]:
    """What became of faults in functions: everything is loaded once, and every process has its own copy."""
    loop = _Loop(trials, found, processes, folder, tell)
    files = [str(apart.ROOT / "tests" / name) for name in FOLDERS]
    pytest.main([*apart.QUIETLY, "--no-header", "--no-summary", *files], [loop])
    if len(loop.fates) != len(trials):
        raise SystemExit("The tests could not be loaded, or fail without any fault: mend that first.")
    return loop.fates


def _loaded_with(trial: Trial, temporary: Path) -> int:
    faults.put_in_before_loading(trial.module, trial.file, trial.mutant.place)
    return apart.run_tests(trial.tests, temporary)


class _Loop:
    """Takes the place of pytest's loop through the tests: forks, and runs some of them there."""

    def __init__(
        self,
        trials: Sequence[Trial],
        found: Covering,
        processes: int,
        folder: Path,
        tell: Callable[[Fate], None],
    ) -> None:
        self._trials, self._found = trials, found
        self._processes, self._folder, self._tell = processes, folder, tell
        self.fates: list[Fate] = []

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for module in modules():
            importlib.import_module(module)
        items = {item.nodeid: item for item in session.items}
        work = [
            (trial, partial(_run_with, trial, [items[test] for test in trial.tests], session))
            for trial in self._trials
        ]
        if not _fail_without_fault(session, self._found, self._folder / "control"):
            for fate in _tried(work, self._processes, self._folder):
                self._tell(fate)
                self.fates.append(fate)
        return True


def _fail_without_fault(session: pytest.Session, found: Covering, folder: Path) -> bool:
    """Whether tests fail that are run like this, or every fault would seem to be noticed."""
    some = [item for item in session.items[::20] if item.nodeid in found.seconds]
    control = apart.started(partial(run_items, some, session, folder))
    control.join()
    return control.exitcode != 0


def _run_with(trial: Trial, items: Sequence[pytest.Item], session: pytest.Session, temporary: Path) -> int:
    assert trial.function is not None
    faults.put_into_loaded(trial.file, trial.function)
    return run_items(items, session, temporary)


def run_items(items: Sequence[pytest.Item], session: pytest.Session, temporary: Path) -> int:
    """Run collected tests until one fails; 0 where none does."""
    factory = session.config._tmp_path_factory  # type: ignore[attr-defined]  # its only owner
    factory._given_basetemp, factory._basetemp = temporary, None
    for item, following in zip_longest(items, items[1:]):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


# -- several at a time -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Run:
    """The tests of one fault at work."""

    trial: Trial
    process: ForkProcess
    begin: float
    folder: Path

    def over(self) -> bool:
        if self.process.exitcode is not None:
            return True
        if time.monotonic() - self.begin > self.trial.limit:
            self.process.kill()
            self.process.join()
            return True
        return False

    def fate(self) -> Fate:
        if self.process.exitcode == apart.BROKEN:
            raise SystemExit(f"This fault could not be tried: {self.trial.mutant}")
        # Whatever else than 0: a test failed, the module could not be loaded, or it never came to an end.
        noticed = self.process.exitcode != 0
        return Fate(self.trial.mutant, noticed, time.monotonic() - self.begin)


def _tried(work: Sequence[tuple[Trial, Work]], processes: int, folder: Path) -> Iterator[Fate]:
    waiting = list(reversed(work))
    running: list[_Run] = []
    free = [folder / f"run-{number}" for number in range(processes)]
    while waiting or running:
        while waiting and free:
            trial, todo = waiting.pop()
            if not trial.tests:
                yield Fate(trial.mutant, noticed=False, seconds=0.0)
                continue
            place = free.pop()
            running.append(_Run(trial, apart.started(partial(todo, place)), time.monotonic(), place))
        for run in [run for run in running if run.over()]:
            running.remove(run)
            free.append(run.folder)
            yield run.fate()
        time.sleep(0.01)
