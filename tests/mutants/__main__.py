"""Puts seeded faults into analysis and operations and counts those that tests notice: ``make mutants``."""

import argparse
import os
import sys
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from tests.mutants import apart
from tests.mutants.covering import modules
from tests.mutants.kept import Kept
from tests.mutants.operators import Mutant, mutants_of
from tests.mutants.trying import Fate, Trial, Verdict, tried_at_loading, tried_in_functions

WANTED: Final = 0.95
EQUIVALENTS: Final = Path(__file__).with_name("equivalents.toml")

Tell = Callable[[Fate], None]


def main() -> int:
    chosen = _arguments()
    apart.load_once()
    everything = [
        mutant
        for file in modules().values()
        for mutant in mutants_of(_path(file), file.read_text(encoding="utf-8"))
    ]
    equivalent = _equivalent(everything)
    sample = _sample([one for one in everything if chosen.only in str(one)], chosen.seed, chosen.number)
    counted = [mutant for mutant in sample if mutant.key not in equivalent]
    kept = Kept(chosen.fresh)
    fates = [fate for fate in map(kept.fate, counted) if fate]
    for fate in fates:
        _say(fate)
    decided = {fate.mutant for fate in fates}

    def tell(fate: Fate) -> None:
        kept.keep(fate)
        fates.append(fate)
        _say(fate)

    _try([mutant for mutant in counted if mutant not in decided], kept, chosen.processes, tell)
    return _reported(fates, len(everything), len(sample) - len(counted))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--number", type=int, default=300, help="how many faults are tried")
    parser.add_argument("--seed", type=int, default=20, help="which ones")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="of those that the report names so: FILE:LINE")
    parser.add_argument("--fresh", action="store_true", help="forget what an earlier run has found out")
    return parser.parse_args()


def _path(file: Path) -> str:
    return file.relative_to(apart.ROOT).as_posix()


def _equivalent(everything: Sequence[Mutant]) -> dict[str, str]:
    """Faults that nobody could notice, by key; refused where one can no longer be made: its code changed."""
    listed: dict[str, str] = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))
    stale = sorted(set(listed) - {mutant.key for mutant in everything})
    if stale:
        raise SystemExit("\n  ".join((f"{EQUIVALENTS.name} names what is no longer there:", *stale)))
    return listed


def _sample(possible: Sequence[Mutant], seed: int, number: int) -> list[Mutant]:
    """Some of them by lot, so that a change of the program replaces only those that it concerns."""

    def lot(mutant: Mutant) -> bytes:
        return sha256(f"{seed} {mutant.key}".encode()).digest()

    return sorted(possible, key=lot)[:number]


def _try(mutants: Sequence[Mutant], kept: Kept, processes: int, tell: Tell) -> None:
    if not mutants:
        return
    names = {_path(file): (name, file) for name, file in modules().items()}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        found = kept.covering(folder, processes)
        trials = [Trial.of(mutant, *names[mutant.module], found) for mutant in mutants]
        # In this order: after the second, the program is loaded here too.
        at_loading = [trial for trial in trials if trial.function is None]
        for fate in tried_at_loading(at_loading, found, processes, folder):
            tell(fate)
        in_functions = [trial for trial in trials if trial.function]
        if in_functions:
            tried_in_functions(in_functions, found, processes, folder, tell)


def _say(fate: Fate) -> None:
    by = f"  by {fate.by}" if fate.by else ""
    _write(f"{fate.verdict:11}  {fate.seconds:6.1f} s  {fate.mutant}{by}")


def _reported(fates: Sequence[Fate], possible: int, equivalent: int) -> int:
    count = {verdict: [fate for fate in fates if fate.verdict == verdict] for verdict in Verdict}
    share = len(count[Verdict.NOTICED]) / len(fates) if fates else 1.0
    _write(f"\n{len(fates)} of {possible:,} possible faults tried; {equivalent} equivalent ones left out.")
    for verdict, of_verdict in count.items():
        _write(f"{len(of_verdict):5}  {verdict}")
    seconds = sum(fate.seconds for fate in fates)
    _write(f"{share:.1%} noticed ({WANTED:.0%} wanted), in {seconds:,.0f} seconds of CPU time.")
    for fate in sorted(fates, key=lambda fate: str(fate.mutant)):
        if fate.verdict != Verdict.NOTICED:
            _say(fate)
    return 0 if share >= WANTED else 1


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
