"""A fault is put where it belongs: into a loaded function, however it is wrapped, or before loading."""

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from tests.mutants.faults import function_at_fault, put_in_before_loading, put_into_loaded
from tests.mutants.operators import Mutant, mutants_of

SOURCE = """from functools import cache

LIMIT = 1

@cache
def small(number, least=5):
    return any(least <= one for one in [number])

class Box:
    deep = [one + 2 for one in (7,)]

    @property
    def size(self):
        def double(number):
            return number * 2
        return double(3)
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "faulty.py"
    path.write_text(SOURCE, encoding="utf-8")
    return path


def loaded(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("faulty", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def faults() -> dict[tuple[str, str], Mutant]:
    return {(mutant.before, mutant.after): mutant for mutant in mutants_of("faulty.py", SOURCE)}


@pytest.mark.parametrize(
    ("before", "after", "function"),
    [
        ("1", "2", None),
        ("5", "6", None),
        ("one + 2", "one - 2", None),
        ("least <= one", "least < one", "small"),
        ("number * 2", "number + 2", "Box.size"),
    ],
)
def test_what_runs_at_loading_is_told_from_functions(
    file: Path, before: str, after: str, function: str | None
) -> None:
    code = function_at_fault(file, faults()[before, after].place)
    assert (None if code is None else code.co_qualname) == function


def test_a_wrapped_function_and_a_property_get_their_faults(file: Path) -> None:
    module = loaded(file)
    assert (module.small(5), module.Box().size) == (True, 6)
    for change in (("least <= one", "least < one"), ("number * 2", "number + 2")):
        code = function_at_fault(file, faults()[change].place)
        assert code is not None
        put_into_loaded(file, code)
    module.small.cache_clear()
    assert (module.small(5), module.Box().size) == (False, 5)


def test_a_function_that_is_not_loaded_is_an_error(file: Path) -> None:
    code = function_at_fault(file, faults()["least <= one", "least < one"].place)
    assert code is not None
    with pytest.raises(LookupError, match="small"):
        put_into_loaded(file, code)


def test_a_module_is_loaded_with_its_fault(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "meta_path", list(sys.meta_path))
    put_in_before_loading("faulty", file, faults()["1", "2"].place)
    monkeypatch.delitem(sys.modules, "faulty", raising=False)
    assert importlib.import_module("faulty").LIMIT == 2
    monkeypatch.delitem(sys.modules, "faulty")
    assert not (file.parent / "__pycache__").exists()
