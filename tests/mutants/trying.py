"""Trying faults: each in a process of its own, against the tests that run its line, several at a time.

What is decided here does not hang on how busy the machine is. A fault is noticed where a test fails, or takes
many times the CPU time that it took without the fault; and only where that test passes at once without it.
Whatever else ends a run decides nothing.
"""

import contextlib
import importlib
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from itertools import zip_longest
from pathlib import Path
from types import CodeType
from typing import Final

import pytest

from tests.mutants import apart, faults
from tests.mutants.covering import FOLDERS, Covering, modules
from tests.mutants.operators import Mutant

_TIMES: Final = 10
_PATIENCE: Final = 20.0
"""Seconds of CPU time that a test may take beyond ten times what it took without a fault."""

_LOADING: Final = 120.0
"""Seconds of CPU time that loading the program and its tests may take, which takes a tenth of that."""

_LAST_RESORT: Final = 900.0
"""Seconds on the clock, and twenty times the CPU time, after which a run that waits for nothing is ended."""


class Verdict(StrEnum):
    NOTICED = "noticed"
    LIVES = "lives"
    UNDECIDED = "not decided"


@dataclass(frozen=True)
class Fate:
    """What became of a fault; by which test, or why nothing was decided."""

    mutant: Mutant
    verdict: Verdict
    seconds: float
    by: str = ""


@dataclass(frozen=True)
class Trial:
    """A fault, the tests that can notice it, and the function it is in unless it is at a module's top."""

    mutant: Mutant
    module: str
    file: Path
    tests: Sequence[str]
    function: CodeType | None

    @classmethod
    def of(cls, mutant: Mutant, module: str, file: Path, found: Covering) -> "Trial":
        function = faults.function_at_fault(file, mutant.place)
        return cls(mutant, module, file, found.tests_of(mutant), function)


@dataclass(frozen=True)
class Attempt:
    """Tests of a trial at work: with its fault, or, once one has failed with it, that one without."""

    trial: Trial
    tests: Sequence[str]
    faulty: bool = True
    nth: int = 1
    seconds: float = 0.0
    by: str = ""

    def then(self, end: apart.End, at: str) -> "Attempt | Fate":
        """What follows from how it ended, while the test ``at`` ran (none: before the first one)."""
        spent = replace(self, seconds=self.seconds + end.seconds)
        passed, failed = end.code == 0, end.code in _FAILED
        if self.faulty and passed:
            return spent.fate(Verdict.LIVES)
        if self.faulty and failed:
            by = f"{at} (endless)" if end.code == _TOO_LONG else at or "not loaded"
            return replace(spent, faulty=False, tests=(at or self.tests[0],), by=by)
        if passed:
            return spent.fate(Verdict.NOTICED, self.by)
        if self.nth == 1:
            return Attempt(self.trial, self.trial.tests, nth=2, seconds=spent.seconds)
        reason = f"fails without the fault, too: {at}" if failed else f"ended with {end.code}: {at}"
        return spent.fate(Verdict.UNDECIDED, reason)

    def fate(self, verdict: Verdict, by: str = "") -> Fate:
        return Fate(self.trial.mutant, verdict, self.seconds, by)


_TOO_LONG: Final = -signal.SIGXCPU
_FAILED: Final = (
    int(pytest.ExitCode.TESTS_FAILED),
    int(pytest.ExitCode.INTERRUPTED),  # a test's module could not be loaded
    int(pytest.ExitCode.USAGE_ERROR),  # the tests' configuration could not be loaded
    _TOO_LONG,
)

Work = Callable[[Attempt, Path], int]
"""Runs the tests of an attempt in this process; the folder is for their temporary files. 0: all passed."""


def tried_at_loading(
    trials: Sequence[Trial], found: Covering, processes: int, folder: Path
) -> Iterator[Fate]:
    """What became of faults that are put in before their modules are loaded."""
    yield from _tried(trials, partial(_loaded_with, found), found, processes, folder)


def tried_in_functions(
    trials: Sequence[Trial],
    found: Covering,
    processes: int,
    folder: Path,
    tell: Callable[[Fate], None],
) -> None:
    """What became of faults in functions: everything is loaded once, and every process has its own copy."""
    loop = _Loop(trials, found, processes, folder, tell)
    files = [str(apart.ROOT / "tests" / name) for name in FOLDERS]
    pytest.main([*apart.QUIETLY, "--no-header", "--no-summary", *files], [loop])
    if not loop.done:
        raise SystemExit("The tests cannot be loaded: mend that first.")


def _loaded_with(found: Covering, attempt: Attempt, folder: Path) -> int:
    trial = attempt.trial
    if attempt.faulty:
        faults.put_in_before_loading(trial.module, trial.file, trial.mutant.place)
    apart.allow(_LOADING)
    return apart.run_tests(attempt.tests, folder, _Bounds(found, folder))


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
        self.done = False

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        for module in modules():
            importlib.import_module(module)
        work = partial(_run_with, session, self._found)
        for fate in _tried(self._trials, work, self._found, self._processes, self._folder):
            self._tell(fate)
        self.done = True
        return True


def _run_with(session: pytest.Session, found: Covering, attempt: Attempt, folder: Path) -> int:
    trial = attempt.trial
    if attempt.faulty:
        assert trial.function is not None
        faults.put_into_loaded(trial.file, trial.function)
    items = {item.nodeid: item for item in session.items}
    session.config.pluginmanager.register(_Bounds(found, folder))
    return run_items([items[test] for test in attempt.tests], session, folder)


def run_items(items: Sequence[pytest.Item], session: pytest.Session, temporary: Path) -> int:
    """Run collected tests until one fails; 0 where none does."""
    factory = session.config._tmp_path_factory  # type: ignore[attr-defined]  # its only owner
    factory._given_basetemp, factory._basetemp = temporary, None
    for item, following in zip_longest(items, items[1:]):
        item.ihook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return 1
    return 0


class _Bounds:
    """Gives each test its CPU time, and notes which one is at work for whoever sees the process end."""

    def __init__(self, found: Covering, folder: Path) -> None:
        self._seconds, self._note = found.seconds, _note(folder)

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> None:
        apart.forget()
        self._note.write_text(item.nodeid, encoding="utf-8")
        apart.allow(_PATIENCE + _TIMES * self._seconds[item.nodeid])


def _note(folder: Path) -> Path:
    return folder.with_suffix(".test")


# -- several at a time -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Run:
    """An attempt in its process."""

    attempt: Attempt
    child: apart.Child
    folder: Path
    seconds: float
    """How long it may last on the clock."""

    @classmethod
    def begun(cls, attempt: Attempt, work: Work, found: Covering, folder: Path) -> "_Run":
        _note(folder).unlink(missing_ok=True)
        child = apart.Child(partial(work, attempt, folder))
        taken = sum(found.seconds[test] for test in attempt.tests)
        return cls(attempt, child, folder, _LAST_RESORT + 2 * _TIMES * taken)

    def over(self) -> Attempt | Fate | None:
        """What follows, where it has ended."""
        end = self.child.end()
        if end is None:
            if self.child.age > self.seconds:
                self.child.kill()
            return None
        test = ""
        with contextlib.suppress(FileNotFoundError):
            test = _note(self.folder).read_text(encoding="utf-8")
        return self.attempt.then(end, test)


def _tried(
    trials: Sequence[Trial], work: Work, found: Covering, processes: int, folder: Path
) -> Iterator[Fate]:
    waiting = deque(Attempt(trial, trial.tests) for trial in trials)
    running: list[_Run] = []
    free = [folder / f"run-{number}" for number in range(processes)]
    while waiting or running:
        while waiting and free:
            attempt = waiting.popleft()
            if attempt.tests:
                running.append(_Run.begun(attempt, work, found, free.pop()))
            else:
                yield attempt.fate(Verdict.LIVES, "no test runs it")
        for run in tuple(running):
            following = run.over()
            if following is None:
                continue
            running.remove(run)
            free.append(run.folder)
            if isinstance(following, Fate):
                yield following
            elif following.faulty:
                waiting.append(following)
            else:
                waiting.appendleft(following)
        time.sleep(0.01)
