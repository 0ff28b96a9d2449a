"""What runs have found out, in a file outside git: one that was stopped goes on where it was."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from tests.mutants import apart
from tests.mutants.covering import FOLDERS, Covering, covering
from tests.mutants.operators import Mutant
from tests.mutants.trying import Fate, Verdict

_FOLDER: Final = apart.ROOT / "build" / "mutants"
_TESTS: Final = tuple(f"tests/{name}" for name in (*FOLDERS, "support"))


class Kept:
    """Fates as far as they still hold, and which tests run which lines.

    A fault that was noticed stays so while its module stays as it was; one that lives is tried again once
    there are other tests, and one that was not decided always.
    """

    def __init__(self, fresh: bool = False, folder: Path = _FOLDER) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._fates, self._covering = folder / "fates.jsonl", folder / "covering.json"
        if fresh:
            self._fates.unlink(missing_ok=True)
            self._covering.unlink(missing_ok=True)
        lines = self._fates.read_text(encoding="utf-8").splitlines() if self._fates.exists() else []
        self._known: dict[str, dict[str, Any]] = {line["key"]: line for line in map(json.loads, lines)}

    def fate(self, mutant: Mutant) -> Fate | None:
        """What became of a fault, where it is known."""
        known = self._known.get(mutant.key)
        if known is None or known["under"] != _under(mutant, known["verdict"]):
            return None
        return Fate(mutant, Verdict(known["verdict"]), known["seconds"], known["by"])

    def keep(self, fate: Fate) -> None:
        if fate.verdict == Verdict.UNDECIDED:
            return
        told = {
            "key": fate.mutant.key,
            "verdict": fate.verdict,
            "seconds": round(fate.seconds, 1),
            "by": fate.by,
            "under": _under(fate.mutant, fate.verdict),
        }
        self._known[fate.mutant.key] = told
        with self._fates.open("a", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\n")

    def covering(self, temporary: Path, processes: int) -> Covering:
        """Which tests run which lines: of this program and these tests."""
        under = _digest("qualcode", *_TESTS)
        if self._covering.exists():
            known = json.loads(self._covering.read_text(encoding="utf-8"))
            if known["under"] == under:
                return Covering.of(known)
        found = covering(temporary, processes)
        self._covering.write_text(json.dumps({"under": under, **asdict(found)}), encoding="utf-8")
        return found


def _under(mutant: Mutant, verdict: str) -> str:
    """The program, and for a fault that lives the tests, that a verdict is about."""
    return _digest(mutant.module, *(_TESTS if verdict == Verdict.LIVES else ()))


@cache
def _digest(*names: str) -> str:
    digest = sha256()
    for file in _files(names):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _files(names: Iterable[str]) -> list[Path]:
    found = [apart.ROOT / name for name in names]
    return [one for name in found for one in ([name] if name.suffix else sorted(name.rglob("*.py")))]
