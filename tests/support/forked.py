"""Processes apart for tests: forked from one in which the readers of files are loaded already.

The program starts each of them anew, as every system can, and loads the readers in it: half a second that
hundreds of tests would pay. What is asked of the process, its limits and its end are the same. Tests of
starting itself are marked ``starts_anew``.
"""

import multiprocessing
from pkgutil import walk_packages
from typing import Any, Final

import pytest

from qualcode import apart, importers

_METHOD: Final = "forkserver"
_LOADED: Final = (
    *(module.name for module in walk_packages(importers.__path__, "qualcode.importers.")),
    # What they load when it is needed first.
    "charset_normalizer",
    "openpyxl",
    "pypdfium2",
)


def fork_processes(patch: pytest.MonkeyPatch) -> None:
    """Have ``qualcode.apart`` fork, where the system can."""
    if _METHOD in multiprocessing.get_all_start_methods():
        patch.setattr(apart, "_context", _context)


def _context() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_LOADED))
    return context
