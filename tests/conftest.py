"""Fixtures of every test: settings of its own, silence, nothing left running; PostgreSQL for who asks."""

import gc
import itertools
import os
import re
import sys
from collections.abc import Generator, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from qualcode.ui.shell.plain_imports import import_plainly
from tests.support import begun_together, forked, guards, places, postgres, profiles
from tests.support.ready import ReadyProjects, the_sample

# Before Qt is asked for anything: no window opens on the screen of the person running the tests.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Nor is the keyring of that person looked into.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# libpq obeys these; the tests' connections must not depend on who runs them.
for _name in [name for name in os.environ if name.startswith("PG")]:
    del os.environ[_name]

places.use_memory()

profiles.load()

_folders = itertools.count()
_homes = itertools.count()


def pytest_configure(config: pytest.Config) -> None:
    # Every test imports something, Hypothesis for everything that it draws.
    import_plainly()
    guards.watch_opened_files()
    # Nothing that is loaded with the tests is garbage.
    gc.disable()
    config.addinivalue_line("markers", "allows_log: the test expects warnings or errors to be logged")
    config.addinivalue_line("markers", "starts_anew: processes apart start as in the program, not forked")
    config.addinivalue_line("markers", "long: takes minutes; left to make test-long")


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    begun_together.fork_workers(session.config)


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Let every other process begin at the end: what one has compiled, the other need only read."""
    report = yield
    if isinstance(collector, pytest.Directory) and _process_number() % 2:
        report.result = report.result[::-1]
    return report


def _process_number() -> int:
    return int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@pytest.fixture(scope="session")
def place_of_all(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of this run of tests, and of all the processes that it has."""
    base = tmp_path_factory.getbasetemp()
    # The folders of several lie in one.
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # All processes must have collected the same in the same order.
    items.sort(key=lambda item: item.path.parts)


def pytest_collection_finish() -> None:
    # What is loaded by now stays: the collector need not go through all of it again and again, nor once.
    gc.enable()
    gc.freeze()
    # Nor, where every test makes thousands of things, after every few hundred of them.
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(autouse=True)
def watched(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is left running, nothing is logged, and processes apart are forked.

    One fixture, not three: to set one up takes longer than most tests of a rule.
    """
    if request.node.get_closest_marker("starts_anew") is None:
        forked.fork_processes(monkeypatch)
    may_log = request.node.get_closest_marker("allows_log") is not None
    with guards.no_threads_left(), nullcontext() if may_log else guards.no_warnings_logged():
        yield


@pytest.fixture
def tmp_path(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of the test's own; to find a number for it, pytest looks through all that there are."""
    name = re.sub(r"\W", "_", request.node.name)[:30]
    folder = tmp_path_factory.getbasetemp() / f"{name}_{next(_folders)}"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(autouse=True)
def home(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, place_of_all: Path
) -> Path:
    """An empty home of the test's own: the preferences of the person running it are never touched."""
    folder = tmp_path_factory.getbasetemp() / "homes" / str(next(_homes))
    folder.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    places = {
        "XDG_CONFIG_HOME": ".config",
        "XDG_DATA_HOME": ".local/share",
        "XDG_STATE_HOME": ".local/state",
        "XDG_CACHE_HOME": ".cache",
        "APPDATA": "AppData/Roaming",
        "LOCALAPPDATA": "AppData/Local",
    }
    for variable, place in places.items():
        monkeypatch.setenv(variable, str(folder / place))
    # Drawing in another process would look through all fonts of the machine again, in every home
    # and for every process that runs tests.
    monkeypatch.setenv("MPLCONFIGDIR", str(place_of_all / "matplotlib"))
    runtime = folder / "run"
    runtime.mkdir(mode=0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(runtime))
    for variable in [name for name in os.environ if name.startswith("QUALCODE_")]:
        monkeypatch.delenv(variable)
    if "PySide6.QtCore" in sys.modules:
        _move_qt_settings(folder / ".config")
    return folder


def _move_qt_settings(folder: Path) -> None:
    """QSettings looks at the environment only once in a process."""
    from PySide6.QtCore import QSettings

    for kind in (QSettings.Format.NativeFormat, QSettings.Format.IniFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(folder))


@pytest.fixture(scope="session")
def ready_projects(tmp_path_factory: pytest.TempPathFactory) -> ReadyProjects:
    """Projects that are made once; a test takes a copy."""
    return ReadyProjects(tmp_path_factory.mktemp("ready"))


@pytest.fixture(scope="session")
def sample_file(ready_projects: ReadyProjects) -> Path:
    """The sample project, not to be changed."""
    return ready_projects.file(the_sample)


@pytest.fixture(scope="session")
def postgres_server(place_of_all: Path) -> Iterator[postgres.Server]:
    """A PostgreSQL cluster of this session's own, on loopback.

    Property tests take a database an example from it: ``with postgres_server.database() as url``.
    """
    try:
        server = postgres.start(place_of_all / "cluster")
    except postgres.NotInstalledError as reason:
        if os.environ.get("CI"):
            pytest.fail(f"{reason}; in CI it is required")
        pytest.skip(str(reason))
    yield server
    server.stop()


@pytest.fixture
def postgres_url(postgres_server: postgres.Server) -> Iterator[str]:
    """Address of a fresh, empty database; a connection left open at the end fails the test."""
    with postgres_server.database() as url:
        yield url
