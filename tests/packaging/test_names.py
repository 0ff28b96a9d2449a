"""One name for one thing: public classes share none, and names that were given up do not come back."""

import ast
from collections import defaultdict
from collections.abc import Iterator

import pytest

GIVEN_UP = {
    "anew": "again",
    "behind": "after",
    "knot": "node",
    "told_in_words": "errors_in_words",
    "chance_test": "significance_result",
}
"""Names that nobody but their author understood, and what is said instead."""


def test_no_two_public_classes_share_a_name(modules: dict[str, ast.Module]) -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for path, module in modules.items():
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


@pytest.fixture(scope="module")
def names(modules: dict[str, ast.Module]) -> dict[str, set[str]]:
    """The names in each module, in small letters."""
    return {path: {name.lower() for name in _names(module)} for path, module in modules.items()}


@pytest.mark.parametrize("old", GIVEN_UP)
def test_a_name_that_was_given_up_does_not_come_back(names: dict[str, set[str]], old: str) -> None:
    found = [path for path, there in names.items() if old in there]
    assert found == [], f"say “{GIVEN_UP[old]}”"
