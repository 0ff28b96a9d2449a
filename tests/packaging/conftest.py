"""The program's own modules, parsed once for all tests that look at them."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="package")
def modules() -> dict[str, ast.Module]:
    """Every module of the program by its path from the root; not to be changed."""
    files = sorted((ROOT / "qualcode").rglob("*.py"))
    assert files
    return {
        file.relative_to(ROOT).as_posix(): ast.parse(file.read_text(encoding="utf-8"), str(file))
        for file in files
    }
