"""The processes that tests run in side by side: forked from one that has loaded tests and program once.

Left alone, each of them starts anew, and loads and compiles for itself what all of them need. What a test
sees is the same: a process of its own with its own settings, collected anew. Where a system cannot fork
safely, they start as they do elsewhere.
"""

import atexit
import contextlib
import gc
import importlib
import io
import logging
import os
import signal
import sys
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from pkgutil import walk_packages
from typing import Any, Final, NoReturn

import pytest
from execnet import gateway_io
from execnet.gateway_base import Popen2IO
from hypothesis import Phase, given, settings, strategies

from qualcode.language.pipeline import pipeline

_LOADED_LATER: Final = {
    "qualcode.analysis": ("scipy.cluster.hierarchy", "scipy.sparse", "scipy.spatial.distance", "scipy.stats"),
    "qualcode.exporters": ("docx", "openpyxl", "typst"),
    "qualcode.exporters.pictures": (
        "matplotlib.backends.backend_agg",
        "matplotlib.backends.backend_mixed",
        "matplotlib.backends.backend_pdf",
        "matplotlib.backends.backend_svg",
    ),
    "qualcode.storage": ("alembic.command",),
}
"""What the program loads when it is needed first, by what of it tests have loaded."""

_COMMANDS: Final = "qualcode.cli"
"""The commands are loaded when they are run."""


def fork_workers(config: pytest.Config) -> None:
    """Have the processes that pytest is about to start forked from this one, if it is to start any.

    When the session starts, after Hypothesis has seen to itself and before they are started.
    """
    number = len(getattr(config.option, "tx", None) or ())
    if number < 2 or sys.platform != "linux" or hasattr(config, "workerinput"):
        return
    _load(config)
    gc.freeze()
    kept: list[int] = []
    ready = [_fork(kept) for _ in range(number)]
    start = gateway_io.create_io

    def create(spec: Any, execmodel: Any) -> Popen2IO:
        if spec.popen and ready:
            return _Forked(*ready.pop(0), execmodel)
        return start(spec, execmodel)

    gateway_io.create_io = create  # type: ignore[assignment]


def _load(config: pytest.Config) -> None:
    """Load the modules of tests that were asked for, and what they will need.

    What cannot be loaded without an error or a warning is left to the collecting, which tells of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        _load_all(_tests(config))
        _load_all(needed for name, later in _LOADED_LATER.items() if name in sys.modules for needed in later)
        if _COMMANDS in sys.modules:
            places = sys.modules[_COMMANDS].__path__
            _load_all(found.name for found in walk_packages(places, f"{_COMMANDS}."))
        if "qualcode.language" in sys.modules:
            pipeline("en")
        _look_for_constants()


@settings(max_examples=1, database=None, phases=(Phase.generate,))
@given(strategies.integers())
def _look_for_constants(_number: int) -> None:
    """For the first value that it draws, Hypothesis looks through all that is loaded."""


def _load_all(names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(name)


def _tests(config: pytest.Config) -> Iterator[str]:
    for argument in config.args:
        path = (config.invocation_params.dir / argument.partition("::")[0]).resolve()
        for file in sorted(path.rglob("test_*.py")) if path.is_dir() else [path]:
            if file.suffix == ".py" and file.is_relative_to(config.rootpath):
                yield ".".join(file.relative_to(config.rootpath).with_suffix("").parts)


def _fork(kept: list[int]) -> tuple[int, int, int]:
    """A process that waits to be told what to run: its number, and the pipes to it and from it.

    ``kept`` are the ends of pipes that this process keeps, to be closed in every other.
    """
    heard, told = os.pipe()
    answered, answers = os.pipe()
    kept += (told, answered)
    process = os.fork()
    if process == 0:
        for end in kept:
            os.close(end)
        _be_told(heard, answers)
    os.close(heard)
    os.close(answers)
    return process, told, answered


def _be_told(heard: int, answers: int) -> NoReturn:
    """What ``python -c`` does where a process is started, and its end."""
    code = 1
    try:
        for end, place in ((heard, 0), (answers, 1)):
            os.dup2(end, place)
            os.close(end)
        sys.stdin = io.TextIOWrapper(io.FileIO(0, closefd=False))
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), write_through=True)
        sys.argv[:] = ["-c"]
        # Those are pytest's over there.
        logging.getLogger().handlers.clear()
        _call(lambda: _run(sys.stdin.readline()))
        atexit._run_exitfuncs()
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, the process ends here
        traceback.print_exc()
    finally:
        os._exit(code)


def _run(told: str) -> None:
    exec(eval(told), {"__name__": "__main__"})  # noqa: S102, S307 - the test runner's own


def _call(work: Callable[[], None]) -> None:
    work()


# Python keeps its calls in pieces of 16 kB: where a loop calls beyond the end of one, a piece is asked for
# and given back with every turn, which takes a fifth of the time. Who needs much gets a large one, with room
# for all that is called from there.
_call.__code__ = _call.__code__.replace(co_stacksize=(1 << 17) + 1)


class _Forked(Popen2IO):
    """The pipes to a forked process, as those to one that was started."""

    def __init__(self, process: int, told: int, answered: int, execmodel: Any) -> None:
        super().__init__(os.fdopen(told, "wb"), os.fdopen(answered, "rb"), execmodel)
        self._process = process

    def wait(self) -> int | None:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        except OSError:
            return None

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            os.kill(self._process, signal.SIGKILL)
