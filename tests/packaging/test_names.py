"""One name for one thing: public classes share none, and names that were given up do not come back."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

GIVEN_UP = {
    "anew": "again",
    "behind": "after",
    "knot": "node",
    "told_in_words": "errors_in_words",
    "chance_test": "significance_result",
}
"""Names that nobody but their author understood, and what is said instead."""


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted((ROOT / "qualcode").rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def test_no_two_public_classes_share_a_name() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, module in _modules():
        for node in module.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(path)
    assert {name: found for name, found in places.items() if len(found) > 1} == {}


def _names(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        match node:
            case ast.Name(id=name) | ast.arg(arg=name) | ast.Attribute(attr=name):
                yield name
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


@pytest.mark.parametrize("old", GIVEN_UP)
def test_a_name_that_was_given_up_does_not_come_back(old: str) -> None:
    found = [path for path, module in _modules() if old in {name.lower() for name in _names(module)}]
    assert found == [], f"say “{GIVEN_UP[old]}”"
