"""What a stopped run found out is kept: as long as the program, or the tests, are what it is about."""

from pathlib import Path

import pytest

from tests.mutants import apart, kept
from tests.mutants.kept import Kept
from tests.mutants.operators import Mutant
from tests.mutants.trying import Fate, Verdict


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(apart, "ROOT", tmp_path)
    (tmp_path / "tests" / "analysis").mkdir(parents=True)
    (tmp_path / "tests" / "analysis" / "test_m.py").write_text("assert 1")
    for name in ("m.py", "n.py"):
        (tmp_path / name).write_text("x = 1")
    kept._digest.cache_clear()
    return tmp_path


def mutant(module: str) -> Mutant:
    return Mutant(module, 1, "module", "1", "2", place=0, nth=1)


def known(root: Path, *mutants: Mutant) -> list[Verdict | None]:
    kept._digest.cache_clear()
    again = Kept(folder=root / "kept")
    return [fate.verdict if fate else None for fate in map(again.fate, mutants)]


def test_fates_are_known_again_until_their_module_or_for_survivors_a_test_changes(root: Path) -> None:
    noticed, lives = mutant("m.py"), mutant("n.py")
    first = Kept(folder=root / "kept")
    first.keep(Fate(noticed, Verdict.NOTICED, 1.0, "a test"))
    first.keep(Fate(lives, Verdict.LIVES, 2.0))
    assert known(root, noticed, lives) == [Verdict.NOTICED, Verdict.LIVES]
    (root / "tests" / "analysis" / "test_m.py").write_text("assert 2")
    assert known(root, noticed, lives) == [Verdict.NOTICED, None]
    (root / "m.py").write_text("x = 3")
    assert known(root, noticed, lives) == [None, None]


def test_what_was_not_decided_is_tried_again_and_a_fresh_start_forgets(root: Path) -> None:
    first = Kept(folder=root / "kept")
    first.keep(Fate(mutant("m.py"), Verdict.UNDECIDED, 1.0))
    first.keep(Fate(mutant("n.py"), Verdict.NOTICED, 1.0))
    assert known(root, mutant("m.py"), mutant("n.py")) == [None, Verdict.NOTICED]
    assert Kept(fresh=True, folder=root / "kept").fate(mutant("n.py")) is None
