"""Imports are Python's own again: nothing reads the source of what is loaded."""

import builtins
import linecache
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from qualcode.ui.shell.plain_imports import import_plainly

PROGRAM = """
import linecache
import qualcode.ui.shell.app
print([name for name in linecache.cache if "qualcode" in name or "numpy" in name])
"""


@pytest.mark.parametrize("plainly", [False, True])
def test_a_module_is_loaded_without_its_source(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plainly: bool
) -> None:
    name = f"loaded_{plainly}".lower()
    (tmp_path / f"{name}.py").write_text("WORDS = 'what it holds'\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(builtins, "__import__", builtins.__feature_import__)  # type: ignore[attr-defined]
    if plainly:
        import_plainly()
    exec(f"import {name}", {})  # noqa: S102 - as a module does it; ``import_module`` goes another way
    assert import_module(name).WORDS == "what it holds"
    kept = [file for file in linecache.cache if name in file]
    # Where Qt does not read sources any more, this module may go.
    assert bool(kept) is not plainly


def test_the_program_starts_so() -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
