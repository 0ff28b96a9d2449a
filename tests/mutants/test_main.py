"""What a run of mutants begins with: which faults there are, and which of them nobody could notice."""

import tomllib
from pathlib import Path

from tests.mutants import __main__ as mutants
from tests.mutants.covering import modules
from tests.mutants.operators import mutants_of


def test_every_fault_said_to_be_unnoticeable_can_still_be_made() -> None:
    """A changed function leaves its old faults behind in the list, and no run would begin."""
    listed = tomllib.loads(mutants.EQUIVALENTS.read_text(encoding="utf-8"))
    files = {mutants._path(file): file for file in modules().values()}
    named = {key.partition(":")[0] for key in listed}

    assert named <= set(files)
    assert set(listed) <= {one.key for name in named for one in mutants_of(name, _text(files[name]))}


def _text(file: Path) -> str:
    return file.read_text(encoding="utf-8")
