"""Test runs in forked processes: what is slow to load is loaded once, and no fault meets the next."""

import importlib
import multiprocessing
import os
import resource
import sys
import traceback
from collections.abc import Callable, Sequence
from multiprocessing.context import ForkProcess
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

ROOT: Final = Path(__file__).parents[2]

QUIETLY: Final = (
    "-q", "-x", "-s", "-p", "no:cacheprovider", "-p", "no:xdist",
    "-W", "ignore:Module already imported:pytest.PytestAssertRewriteWarning",
)  # fmt: skip
"""How pytest is called: it has been loaded already, and what it writes goes nowhere."""

_LOADED_ONCE: Final = (
    "pytest", "hypothesis", "hypothesis.strategies", "numpy", "scipy.stats", "scipy.cluster.hierarchy",
    "sqlalchemy", "alembic.command", "docx", "openpyxl", "xlsxwriter", "lxml.etree", "click.testing",
    "charset_normalizer", "rapidfuzz", "pypdfium2", "PySide6.QtWidgets",
)  # fmt: skip
BROKEN: Final = 99
"""The exit code of a process in which not a test but the machinery around it failed."""

_MEMORY: Final = 6 << 30
"""Bytes: a fault may ask for more and more."""

_forking: Final = multiprocessing.get_context("fork")


def load_once() -> None:
    """Load what the tests need from outside; nothing of qualcode yet."""
    os.chdir(ROOT)
    os.environ.update(QT_QPA_PLATFORM="offscreen", HYPOTHESIS_PROFILE="mutants", OPENBLAS_NUM_THREADS="1")
    for name in _LOADED_ONCE:
        importlib.import_module(name)
    assert not any(name.partition(".")[0] == "qualcode" for name in sys.modules)


def started(work: Callable[[], int]) -> ForkProcess:
    """A process that does ``work`` in silence and ends with the exit code that it gives."""
    process = _forking.Process(target=_quietly, args=(work,))
    process.start()
    return process


def _quietly(work: Callable[[], int]) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
    told = os.fdopen(os.dup(2), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    code = BROKEN
    try:
        code = work()
    finally:
        if code == BROKEN:
            traceback.print_exc(file=told)
            told.flush()
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
