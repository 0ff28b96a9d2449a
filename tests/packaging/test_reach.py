"""Whatever can be done or learnt can be reached: by the window, a command, or what both are made of."""

import ast
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import pytest

INNER = ("qualcode.operations", "qualcode.analysis")

Names = dict[str, str]


class Uses(NamedTuple):
    """What other layers name, what each definition of operations and analysis names, the public functions."""

    by_others: list[str]
    by_each: dict[str, list[str]]
    functions: set[str]


def _is_inner(module: str) -> bool:
    return module.startswith(INNER)


def _imported(module: ast.Module) -> Names:
    """What each name stands for that a module imports, wherever it does so."""
    found: Names = {}
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return found


def _defined(name: str, module: ast.Module) -> Iterator[tuple[str, ast.stmt]]:
    for node in module.body:
        match node:
            case ast.FunctionDef() | ast.ClassDef():
                yield f"{name}.{node.name}", node
            case ast.AnnAssign(target=ast.Name(id=target)) | ast.Assign(targets=[ast.Name(id=target)]):
                yield f"{name}.{target}", node


def _used(node: ast.AST, module: str, imported: Names) -> Iterator[str]:
    """Everything that is named in a piece of a module, by its full name."""
    for part in ast.walk(node):
        match part:
            case ast.Name(id=name):
                yield imported.get(name, f"{module}.{name}")
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in imported:
                yield f"{imported[name]}.{attribute}"


def uses_in(modules: Mapping[str, ast.Module]) -> Uses:
    """Who names what, in modules by their names."""
    found = Uses([], {}, set())
    for module, tree in modules.items():
        imported = _imported(tree)
        if not _is_inner(module):
            found.by_others.extend(_used(tree, module, imported))
            continue
        for name, node in _defined(module, tree):
            found.by_each[name] = list(_used(node, module, imported))
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                found.functions.add(name)
    return found


def unreached(uses: Uses, granted: Mapping[str, str]) -> set[str]:
    """Public functions of operations and analysis that nothing leads to from another layer.

    A function that only its siblings use is reached where one of them is; so are those granted.
    """
    to_do = [*granted, *uses.by_others]
    reached: set[str] = set()
    while to_do:
        name = to_do.pop()
        if name in uses.by_each and name not in reached:
            reached.add(name)
            to_do += uses.by_each[name]
    return uses.functions - reached


@pytest.fixture(scope="module")
def uses(modules: dict[str, ast.Module]) -> Uses:
    return uses_in(
        {
            path.removesuffix(".py").replace("/", ".").removesuffix(".__init__"): tree
            for path, tree in modules.items()
        }
    )


def test_everything_that_can_be_done_can_be_reached(uses: Uses) -> None:
    assert unreached(uses, {}) == set()


def test_a_function_that_only_its_siblings_use_is_found() -> None:
    uses = uses_in(
        {
            "qualcode.operations.a": ast.parse(
                "def used(): helped()\ndef helped(): ...\ndef alone(): beside()"
            ),
            "qualcode.analysis.b": ast.parse(
                "from qualcode.operations.a import used\ndef beside(): used()\ndef _own(): ..."
            ),
            "qualcode.ui.c": ast.parse("def act():\n    from qualcode.operations import a\n    a.used()"),
        }
    )
    assert unreached(uses, {}) == {"qualcode.operations.a.alone", "qualcode.analysis.b.beside"}
    granted = {"qualcode.operations.a.alone": "for a reason"}
    assert unreached(uses, granted) == {"qualcode.analysis.b.beside"}
