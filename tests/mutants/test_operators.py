"""The faults themselves: each is one change of the program, and none is of what only describes it."""

import ast

import pytest

from tests.mutants.covering import modules
from tests.mutants.operators import mutants_of, mutated


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a < b", ["a <= b", "not a < b"]),
        ("a == b", ["a != b"]),
        ("0 <= a < 9", ["0 < a < 9", "0 <= a <= 9", "not 0 <= a < 9", "1 <= a < 9", "0 <= a < 10"]),
        ("a and b", ["a or b"]),
        ("not a", ["a"]),
        ("a if b else c", ["c if b else a"]),
        ("a // b", ["a * b"]),
        ("-a", ["a"]),
        ("f(True)", ["f(False)"]),
        ("min(a, b)", ["max(a, b)"]),
        ("[a for a in b if a]", ["[a for a in b]"]),
        ("f'{a}' + b", []),
        ("zip(a, b, strict=True)", []),
    ],
)
def test_expressions(before: str, after: list[str]) -> None:
    found = [
        ast.unparse(mutated(f"x = {before}", mutant.place)) for mutant in mutants_of("m", f"x = {before}")
    ]
    assert sorted(found) == sorted(f"x = {line}" for line in after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("raise E", "pass"),
        ("a += b", "pass"),
        ("a.append(b)", "pass"),
        ("return a", "return None"),
        ("return None", None),
        ("assert_never(a)", None),
        ("yield a", "pass"),
        ("x: Final[int | None] = None", None),
        ('"""Words."""', None),
    ],
)
def test_statements(before: str, after: str | None) -> None:
    source = f"def f():\n    {before}"
    found = [ast.unparse(mutated(source, mutant.place)) for mutant in mutants_of("m", source)]
    assert found == ([] if after is None else [f"def f():\n    {after}"])


def test_what_is_for_types_only_stays() -> None:
    source = (
        "if TYPE_CHECKING:\n    x = 1\n@dataclass(frozen=True)\nclass C(B, metaclass=M(1)):\n    y: A[1]\n"
    )
    assert mutants_of("m", source) == []


def test_faults_of_the_program_differ_in_their_names_and_change_it() -> None:
    for file in list(modules().values())[::20]:
        source = file.read_text(encoding="utf-8")
        whole = ast.unparse(ast.parse(source))
        found = mutants_of(file.name, source)
        assert len({mutant.key for mutant in found}) == len(found)
        for mutant in found[::25]:
            tree = mutated(source, mutant.place)
            compile(tree, file.name, "exec")
            assert ast.unparse(tree) != whole
