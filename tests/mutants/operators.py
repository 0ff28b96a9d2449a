"""The small faults that are made: every way to change one place of a module's syntax tree."""

import ast
import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

_COMPARISONS: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_FUNCTIONS: Final = {"min": "max", "max": "min", "any": "all", "all": "any"}
_ORDERS: Final = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)

# Types, decorators and base classes; of arguments, `strict`, which guards against faults and makes none.
_NOT_RUN: Final = frozenset(("annotation", "returns", "decorator_list", "type_params", "bases", "keywords"))


@dataclass(frozen=True)
class Mutant:
    """A module with one fault: which place of its tree becomes what."""

    module: str
    line: int
    function: str
    before: str
    after: str
    place: int
    """Its number among the faults of its module, by which it is made."""
    nth: int
    """Its number among those of its function that read alike."""

    @property
    def key(self) -> str:
        """A name that stays when the lines of its module move."""
        again = f" ({self.nth})" if self.nth > 1 else ""
        return f"{self.module}:{self.function}: {self.before} -> {self.after}{again}"

    def __str__(self) -> str:
        return f"{self.module}:{self.line} in {self.function}: {self.before}  ->  {self.after}"


@dataclass(frozen=True)
class _Change:
    """A node, where it hangs (by object, field and index), and what is to hang there instead."""

    parent: ast.AST
    field: str
    index: int | None
    function: str
    node: ast.AST
    instead: ast.AST


def mutants_of(module: str, source: str) -> list[Mutant]:
    """Every fault that can be made in a module, in the order of its lines."""
    found: list[Mutant] = []
    seen: Counter[tuple[str, str, str]] = Counter()
    for place, change in enumerate(_changes(ast.parse(source))):
        named = (change.function, _shown(change.node), _shown(change.instead))
        seen[named] += 1
        found.append(Mutant(module, _line(change), *named, place, seen[named]))
    return found


def mutated(source: str, place: int) -> ast.Module:
    """The tree of ``source`` with its ``place``-th fault in it."""
    tree = ast.parse(source)
    change = list(_changes(tree))[place]
    instead = ast.fix_missing_locations(ast.copy_location(change.instead, change.node))
    if change.index is None:
        setattr(change.parent, change.field, instead)
    else:
        getattr(change.parent, change.field)[change.index] = instead
    return tree


def _shown(node: ast.AST) -> str:
    """A node on one line; of a condition or a loop only what it asks."""
    match node:
        case ast.If() | ast.While():
            return f"{type(node).__name__.lower()} {ast.unparse(node.test)}"
    return " ".join(ast.unparse(node).split())


def _line(change: _Change) -> int:
    node = change.node.target if isinstance(change.node, ast.comprehension) else change.node
    return int(getattr(node, "lineno", 0))


def _changes(tree: ast.Module) -> Iterator[_Change]:
    yield from _below(tree, "module")


def _below(parent: ast.AST, function: str) -> Iterator[_Change]:
    """The changes of all that hangs below a node, in the order of the text."""
    for field, value in ast.iter_fields(parent):
        if _says_nothing(parent, field):
            continue
        nodes = value if isinstance(value, list) else [value]
        for index, node in enumerate(nodes):
            if isinstance(node, ast.AST) and not _for_types_only(node):
                here = _named(node, function)
                for instead in _instead_of(node):
                    yield _Change(
                        parent, field, index if isinstance(value, list) else None, here, node, instead
                    )
                yield from _below(node, here)


def _named(node: ast.AST, function: str) -> str:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return node.name if function == "module" else f"{function}.{node.name}"
    return function


def _says_nothing(parent: ast.AST, field: str) -> bool:
    """Whether what hangs there is no part of what the program does."""
    if isinstance(parent, ast.keyword):
        return parent.arg == "strict"
    return field in _NOT_RUN and not isinstance(parent, ast.Call)


def _for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


def _instead_of(node: ast.AST) -> Iterator[ast.AST]:
    """What could stand in the place of a node by mistake."""
    yield from _of_condition(node)
    yield from _of_value(node)
    yield from _of_statement(node)


def _of_condition(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for place, operator in enumerate(node.ops):
                ops = [*node.ops[:place], _COMPARISONS[type(operator)](), *node.ops[place + 1 :]]
                yield _with(node, ops=ops)
            if isinstance(node.ops[0], _ORDERS):
                yield ast.UnaryOp(ast.Not(), node)
        case ast.BoolOp():
            yield _with(node, op=ast.Or() if isinstance(node.op, ast.And) else ast.And())
        case ast.UnaryOp(op=ast.Not()):
            yield node.operand
        case ast.IfExp():
            yield _with(node, body=node.orelse, orelse=node.body)
        case ast.If(test=ast.Name() | ast.Attribute() | ast.Call()) | ast.While(test=ast.Name() | ast.Call()):
            yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
        case ast.comprehension(ifs=[_, *_]):
            yield _with(node, ifs=[])


def _of_value(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.BinOp() if type(node.op) in _ARITHMETIC and not _of_words(node):
            yield _with(node, op=_ARITHMETIC[type(node.op)]())
        case ast.UnaryOp(op=ast.USub()) if not isinstance(node.operand, ast.Constant):
            yield node.operand
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value) | float(value)):
            yield ast.Constant(value + 1)
        case ast.Call(func=ast.Name(id=name)) if name in _FUNCTIONS:
            yield _with(node, func=ast.Name(_FUNCTIONS[name], ast.Load()))


def _of_statement(node: ast.AST) -> Iterator[ast.AST]:
    match node:
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
        case ast.Expr(value=ast.Call(func=ast.Name("assert_never"))):
            pass  # never reached, for which mypy vouches
        case ast.AugAssign() | ast.Raise() | ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()):
            yield ast.Pass()
        case ast.Return(value=ast.expr() as value) if not _is_none(value):
            yield ast.Return(ast.Constant(None))


def _with(node: ast.AST, **fields: Any) -> ast.AST:
    """The same node but for some of its fields; what hangs below it is shared."""
    made = copy.copy(node)
    for name, value in fields.items():
        setattr(made, name, value)
    return made


def _of_words(node: ast.BinOp) -> bool:
    """Whether a sum is one of strings: its difference would be no mistake that anybody could make."""
    return any(
        isinstance(side, ast.JoinedStr) or (isinstance(side, ast.Constant) and isinstance(side.value, str))
        for side in (node.left, node.right)
    )


def _is_none(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and value.value is None
