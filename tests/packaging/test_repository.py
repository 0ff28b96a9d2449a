"""What the repository may hold, and the few rules about modules that no linter knows."""

import ast
import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "qualcode"
TOP_LEVEL = {
    "qualcode", "resources", "tests", "sample_transcripts", "pyproject.toml", "README.md", "Makefile",
    ".ci", ".gitignore", ".pre-commit-config.yaml", "LICENSE", "CHANGELOG.md", "ARCHITECTURE.md",
    "CONTRIBUTING.md", "SECURITY.md", "CITATION.cff",
}  # fmt: skip
LONGEST_MODULE = 450

# In pieces, so that this file does not hold what it looks for. A path counts where it begins, not within one.
MACHINE_FOLDERS = "|".join(("ho" + "me", "Us" + "ers", "ro" + "ot", "wo" + "rk"))
REGISTRY_HOSTS = "|".join(
    ("py" + r"pi\.", "python" + "hosted", "ana" + r"conda\.", "conda-" + "forge", "npm" + "js")
)
FORBIDDEN = re.compile(
    rf"(?<![\w.~}})])(?:[A-Za-z]:)?[/\\](?:{MACHINE_FOLDERS})[/\\]+\w|{REGISTRY_HOSTS}".encode()
)


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    """Paths of the files git keeps, from the root."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git working tree")
    command = [git, "-c", f"safe.directory={ROOT}", "ls-files", "-z"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout
    return [os.fsdecode(name) for name in listing.split(b"\0") if name]


def test_top_level_holds_only_what_it_should(tracked: list[str]) -> None:
    assert {name.split("/")[0] for name in tracked} - TOP_LEVEL == set()


def test_no_machine_path_and_no_registry_host(tracked: list[str]) -> None:
    found = [
        f"{name}: {match.group().decode(errors='replace')}"
        for name in tracked
        if (ROOT / name).is_file()
        for match in FORBIDDEN.finditer((ROOT / name).read_bytes())
    ]
    assert found == []


def _joined(*pieces: str) -> bytes:
    return "".join(pieces).encode()


@pytest.mark.parametrize(
    ("text", "forbidden"),
    [
        (_joined("open('/ho", "me/somebody/x')"), True),
        (_joined("/wo", "rk/main"), True),
        (_joined("C:\\Us", "ers\\somebody"), True),
        (_joined("'C:\\\\Us", "ers\\\\somebody'"), True),
        (_joined("https://py", "pi.org/simple"), True),
        (b"at home/work/school", False),
        (b"~/work/thesis and ../work/thesis", False),
        (b"#!/usr/bin/env bash", False),
    ],
)
def test_what_counts_as_a_machine_path(text: bytes, forbidden: bool) -> None:
    assert (FORBIDDEN.search(text) is not None) is forbidden


def test_no_module_is_too_long(modules: dict[str, ast.Module]) -> None:
    lengths = {name: len((ROOT / name).read_text(encoding="utf-8").splitlines()) for name in modules}
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_every_module_says_what_it_owns(modules: dict[str, ast.Module]) -> None:
    assert [name for name, tree in modules.items() if not ast.get_docstring(tree)] == []


def test_no_relative_imports(modules: dict[str, ast.Module]) -> None:
    relative = [
        f"{name}:{node.lineno}"
        for name, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level > 0
    ]
    assert relative == []


def test_every_import_is_a_declared_dependency(modules: dict[str, ast.Module]) -> None:
    """The wheel is tried beside the packages of the tests, which would hide a forgotten dependency."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {_plain(re.split(r"[\[<>=~! ]", line, maxsplit=1)[0]) for line in project["dependencies"]}
    providers = importlib.metadata.packages_distributions()
    undeclared = [
        f"{name} imports {package}"
        for name, tree in modules.items()
        for package in _imported(tree)
        if package != "qualcode"
        and package not in sys.stdlib_module_names
        and declared.isdisjoint(_plain(provider) for provider in providers.get(package, []))
    ]
    assert undeclared == []


def _imported(tree: ast.Module) -> Iterator[str]:
    """First names of all imports of a module, also of those inside functions."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module is not None:
            yield node.module.split(".")[0]


def _plain(distribution: str) -> str:
    """A distribution's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def _texts(node: ast.expr) -> str | None:
    """A string as it is written, with a mark where something is put in; None where it is no string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "#" for part in node.values)
    return None


def _is_plural_by_hand(node: ast.IfExp) -> bool:
    sides = node.test.comparators if isinstance(node.test, ast.Compare) else []
    if not any(isinstance(side, ast.Constant) and side.value == 1 for side in sides):
        return False
    one, other = _texts(node.body), _texts(node.orelse)
    if one is None or other is None:
        return False
    pairs = {(one.replace("1 ", "# "), other), (other.replace("1 ", "# "), one)}
    return any(many == f"{single}s" for single, many in pairs)


def test_plurals_are_made_in_one_place(modules: dict[str, ast.Module]) -> None:
    by_hand = [
        f"{name}:{node.lineno}"
        for name, tree in modules.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.IfExp) and _is_plural_by_hand(node)
        if name != "qualcode/model/words/in_words.py"
    ]
    assert by_hand == [], "use counted or plural_of"
