"""Tests mirror the source: every module is found in the tests, and every test says what it is about.

``tests/ui/pages/find/test_page.py`` tests ``qualcode/ui/pages/find/page.py``. A module without a test
module of its own is named where it is tested, in a line of the docstring: "Tests as well: ``chips``,
``saved``." A test module that mirrors no module names what it tests in the same way: "Tests: ``main``."
Names count from the folder of the tests, else from ``qualcode``.
"""

import ast
import re
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
NAMING: Final = re.compile(r"^Tests(?: as well)?: ((?:``[\w.]+``[,\s]*)+)\.$", re.MULTILINE)
OF_THE_WHOLE: Final = {"packaging", "support_tests", "mutants", "torture", "bench", "screens"}
"""Folders of tests that are about no package: about the repository, and about the tests themselves."""


def _dotted(path: Path, root: Path) -> str:
    return ".".join(path.relative_to(root).with_suffix("").parts)


@pytest.fixture(scope="module")
def modules() -> set[str]:
    """Names of the program's modules below ``qualcode``; of a migration its own test tells."""
    package = ROOT / "qualcode"
    return {
        _dotted(path, package)
        for path in package.rglob("*.py")
        if path.name not in ("__init__.py", "__main__.py") and path.parent.name != "versions"
    }


@pytest.fixture(scope="module")
def named(modules: set[str]) -> dict[Path, list[str]]:
    """By test module: the modules that its docstring names."""
    found = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        line = NAMING.search(text)
        folder = ".".join(path.relative_to(ROOT / "tests").parent.parts)
        names = re.findall(r"``([\w.]+)``", line[1]) if line and folder not in OF_THE_WHOLE else []
        near = [f"{folder}.{name}" for name in names]
        found[path] = [one if one in modules else other for one, other in zip(near, names, strict=True)]
    return found


def _mirrored(path: Path) -> str:
    relative = path.relative_to(ROOT / "tests")
    return ".".join((*relative.parent.parts, relative.stem.removeprefix("test_")))


def test_every_module_is_found_in_the_tests(modules: set[str], named: dict[Path, list[str]]) -> None:
    seen = {_mirrored(path) for path in named} | {name for names in named.values() for name in names}
    assert sorted(modules - seen) == [], "give it a test module, or name it where it is tested"


def test_every_test_module_says_what_it_tests(modules: set[str], named: dict[Path, list[str]]) -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path, names in named.items()
        if not names
        and _mirrored(path) not in modules
        and path.relative_to(ROOT / "tests").parts[0] not in OF_THE_WHOLE
    ]
    assert silent == [], "name the modules in the docstring"


def test_what_is_named_exists_and_has_no_test_module_of_its_own(
    modules: set[str], named: dict[Path, list[str]]
) -> None:
    mirrors = {_mirrored(path): path for path in named}
    unknown = [name for names in named.values() for name in names if name not in modules]
    assert unknown == []
    twice = [
        name
        for path, names in named.items()
        for name in names
        if name in mirrors and _mirrored(path) in modules and mirrors[name] != path
    ]
    assert twice == []
