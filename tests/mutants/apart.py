"""Test runs in forked processes: what is slow to load is loaded once, and no fault meets the next."""

import functools
import importlib
import math
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NoReturn

if TYPE_CHECKING:
    import pytest

ROOT: Final = Path(__file__).parents[2]

QUIETLY: Final = (
    "-q", "-x", "-s", "-p", "no:cacheprovider", "-p", "no:xdist",
    "-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning", "-o", "faulthandler_timeout=0",
)  # fmt: skip
"""How pytest is called: it has been loaded already, what it writes goes nowhere, and no clock ends it."""

_LOADED_ONCE: Final = (
    "pytest", "hypothesis", "hypothesis.strategies", "numpy", "scipy.stats", "scipy.cluster.hierarchy",
    "sqlalchemy", "alembic.command", "docx", "openpyxl", "xlsxwriter", "lxml.etree", "click.testing",
    "charset_normalizer", "rapidfuzz", "pypdfium2", "PySide6.QtWidgets",
)  # fmt: skip
BROKEN: Final = 99
"""The exit code of a process in which not a test but the machinery around it failed."""

_MEMORY: Final = 6 << 30
"""Bytes: a fault may ask for more and more."""


def load_once() -> None:
    """Load what the tests need from outside; nothing of qualcode yet."""
    os.chdir(ROOT)
    os.environ.update(QT_QPA_PLATFORM="offscreen", HYPOTHESIS_PROFILE="mutants", OPENBLAS_NUM_THREADS="1")
    for name in _LOADED_ONCE:
        importlib.import_module(name)
    assert not any(name.partition(".")[0] == "qualcode" for name in sys.modules)


@dataclass(frozen=True)
class End:
    """How a process ended: its exit code, or the number of a signal below 0, and its seconds of CPU time."""

    code: int
    seconds: float


class Child:
    """A process that does ``work`` in silence and ends with the exit code that it gives."""

    def __init__(self, work: Callable[[], int]) -> None:
        self._begin = time.monotonic()
        self._id = os.fork()
        if self._id == 0:
            _quietly(work)

    @property
    def age(self) -> float:
        return time.monotonic() - self._begin

    def end(self, options: int = os.WNOHANG) -> End | None:
        """How it ended; None where it still runs."""
        ended, status, used = os.wait4(self._id, options)
        if not ended:
            return None
        return End(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime)

    def wait(self) -> End:
        end = self.end(options=0)
        assert end is not None
        return end

    def kill(self) -> None:
        os.kill(self._id, signal.SIGKILL)


def allow(seconds: float) -> None:
    """End this process by SIGXCPU once it has taken so much more CPU time, however long that lasts."""
    allowed = math.ceil(time.process_time() + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (allowed, resource.RLIM_INFINITY))


def forget() -> None:
    """Empty the program's caches: what is kept there was found by another test, or without a fault."""
    for cache in _caches():
        cache.cache_clear()


@functools.cache
def _caches() -> list[Any]:
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "qualcode"]
    found = [value for module in modules for value in vars(module).values()]
    return [value for value in found if isinstance(value, functools._lru_cache_wrapper)]


def _quietly(work: Callable[[], int]) -> NoReturn:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    code = BROKEN
    try:
        told = os.fdopen(os.dup(2), "w")
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        try:
            code = work()
        except BaseException:
            traceback.print_exc(file=told)
            told.flush()
            raise
    finally:
        # Without the ends that Python makes of threads and modules: nothing here is worth waiting for.
        os._exit(code)


def run_tests(tests: Sequence[str], temporary: Path, *plugins: object) -> int:
    """Run tests in this process, in the order they are named in; pytest's exit code."""
    import pytest

    arguments = [*QUIETLY, f"--basetemp={temporary}", *tests]
    return int(pytest.main(arguments, [_InOrder(tests), *plugins]))


class _InOrder:
    """Pytest goes by files; a fault is noticed soonest by the quickest tests."""

    def __init__(self, tests: Sequence[str]) -> None:
        self._places = {test: place for place, test in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: "list[pytest.Item]") -> None:
        items.sort(key=lambda item: self._places.get(item.nodeid, len(self._places)))
