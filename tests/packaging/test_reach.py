"""Whatever can be done or learnt can be reached: by the window, a command, or what both are made of."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
INNER = ("qualcode.operations", "qualcode.analysis")

Names = dict[str, str]


def _modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted((ROOT / "qualcode").rglob("*.py")):
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        found[name] = ast.parse(path.read_text(encoding="utf-8"), str(path))
    return found


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


def unreached(modules: Mapping[str, ast.Module], granted: Mapping[str, str]) -> set[str]:
    """Public functions of operations and analysis that nothing leads to from another layer.

    A function that only its siblings use is reached where one of them is; so are those granted.
    """
    imported = {name: _imported(module) for name, module in modules.items()}
    defined = {
        name: (module, node)
        for module, tree in modules.items()
        if _is_inner(module)
        for name, node in _defined(module, tree)
    }
    to_do = list(granted)
    for name, tree in modules.items():
        if not _is_inner(name):
            to_do += _used(tree, name, imported[name])
    reached: set[str] = set()
    while to_do:
        name = to_do.pop()
        if name in defined and name not in reached:
            reached.add(name)
            module, node = defined[name]
            to_do += _used(node, module, imported[module])
    return {
        name
        for name, (_, node) in defined.items()
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and name not in reached
    }


def test_everything_that_can_be_done_can_be_reached() -> None:
    assert unreached(_modules(), {}) == set()


def test_a_function_that_only_its_siblings_use_is_found() -> None:
    modules = {
        "qualcode.operations.a": ast.parse("def used(): helped()\ndef helped(): ...\ndef alone(): beside()"),
        "qualcode.analysis.b": ast.parse(
            "from qualcode.operations.a import used\ndef beside(): used()\ndef _own(): ..."
        ),
        "qualcode.ui.c": ast.parse("def act():\n    from qualcode.operations import a\n    a.used()"),
    }
    assert unreached(modules, {}) == {"qualcode.operations.a.alone", "qualcode.analysis.b.beside"}
    granted = {"qualcode.operations.a.alone": "for a reason"}
    assert unreached(modules, granted) == {"qualcode.analysis.b.beside"}
