"""Putting a fault into the program: into a function that is loaded, or into a module before it is."""

import ast
import gc
import inspect
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from pathlib import Path
from types import CodeType, FunctionType, ModuleType

from tests.mutants.operators import mutated


def function_at_fault(file: Path, place: int) -> CodeType | None:
    """The code of the one function that a fault changes; None where it is in what runs at loading."""
    source = file.read_text(encoding="utf-8")
    return _changed(_code(ast.parse(source), file), _code(mutated(source, place), file))


def put_into_loaded(file: Path, code: CodeType) -> None:
    """Give the loaded function of this name and line, however it is wrapped, another code."""
    # Objects that the collector leaves alone are not among those that it lists.
    gc.unfreeze()
    found = [
        function
        for function in gc.get_objects()
        if isinstance(function, FunctionType) and _same(function.__code__, file, code)
    ]
    if not found:
        raise LookupError(f"{code.co_qualname} of {file} is not loaded")
    for function in found:
        function.__code__ = code


def put_in_before_loading(module: str, file: Path, place: int) -> None:
    """From now on this process loads ``module`` with a fault."""
    tree = mutated(file.read_text(encoding="utf-8"), place)
    sys.meta_path.insert(0, _Finder(module, file, _code(tree, file)))


def _code(tree: ast.Module, file: Path) -> CodeType:
    return compile(tree, str(file), "exec")


def _same(loaded: CodeType, file: Path, code: CodeType) -> bool:
    return (
        loaded.co_firstlineno == code.co_firstlineno
        and loaded.co_qualname == code.co_qualname
        and Path(loaded.co_filename) == file
    )


def _changed(before: CodeType, after: CodeType) -> CodeType | None:
    if before.replace(co_consts=()) != after.replace(co_consts=()):
        return None
    different = [
        (one, other)
        for one, other in zip(before.co_consts, after.co_consts, strict=False)
        if one is not other and one != other
    ]
    if len(different) != 1 or len(before.co_consts) != len(after.co_consts):
        return None
    one, other = different[0]
    if not isinstance(one, CodeType) or not isinstance(other, CodeType):
        return None
    if not other.co_flags & inspect.CO_OPTIMIZED:
        return _changed(one, other)
    # A comprehension outside functions runs at loading and is gone.
    stays = not other.co_name.startswith("<") or other.co_name == "<lambda>"
    return other if stays and one.co_freevars == other.co_freevars else None


class _Finder(MetaPathFinder):
    def __init__(self, module: str, file: Path, code: CodeType) -> None:
        self._module, self._file, self._code = module, file, code

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != self._module:
            return None
        loader = _Loader(fullname, str(self._file), self._code)
        return spec_from_file_location(fullname, self._file, loader=loader)


class _Loader(SourceFileLoader):
    """Neither reads nor writes bytecode files: those belong to the module without the fault."""

    def __init__(self, fullname: str, path: str, code: CodeType) -> None:
        super().__init__(fullname, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        return self._code
