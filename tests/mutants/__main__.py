"""Puts seeded faults into analysis and operations and counts those that tests notice: ``make mutants``."""

import argparse
import os
import random
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from tests.mutants import apart
from tests.mutants.covering import Covering, covering, modules
from tests.mutants.operators import Mutant, mutants_of
from tests.mutants.trying import Fate, Trial, tried_at_loading, tried_in_functions

WANTED: Final = 0.95
EQUIVALENTS: Final = Path(__file__).with_name("equivalents.toml")


def main() -> int:
    chosen = _arguments()
    apart.load_once()
    names = {file.relative_to(apart.ROOT).as_posix(): name for name, file in modules().items()}
    everything = [
        mutant
        for module in names
        for mutant in mutants_of(module, (apart.ROOT / module).read_text(encoding="utf-8"))
    ]
    equivalent = _equivalent(everything)
    sample = random.Random(chosen.seed).sample(everything, min(chosen.number, len(everything)))
    counted = [mutant for mutant in sample if mutant.key not in equivalent and chosen.only in str(mutant)]
    with tempfile.TemporaryDirectory() as folder:
        found = covering(Path(folder), chosen.processes)
        trials = [
            Trial.of(mutant, names[mutant.module], apart.ROOT / mutant.module, found) for mutant in counted
        ]
        fates = list(_tried(trials, found, chosen.processes, Path(folder)))
    return _reported(fates, len(everything), len(sample) - len(counted))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--number", type=int, default=300, help="how many faults are tried")
    parser.add_argument("--seed", type=int, default=20, help="which ones")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", default="", help="of those, the ones whose line in the report holds this")
    return parser.parse_args()


def _equivalent(everything: Sequence[Mutant]) -> dict[str, str]:
    """Faults that nobody could notice, by key; refused where one can no longer be made: its code changed."""
    listed: dict[str, str] = tomllib.loads(EQUIVALENTS.read_text(encoding="utf-8"))
    stale = sorted(set(listed) - {mutant.key for mutant in everything})
    if stale:
        raise SystemExit("\n  ".join((f"{EQUIVALENTS.name} names what is no longer there:", *stale)))
    return listed


def _tried(trials: Sequence[Trial], found: Covering, processes: int, folder: Path) -> Iterator[Fate]:
    # In this order: after the second, the program is loaded here too.
    at_loading = [trial for trial in trials if trial.function is None]
    for fate in tried_at_loading(at_loading, processes, folder):
        _say(fate)
        yield fate
    in_functions = [trial for trial in trials if trial.function]
    yield from tried_in_functions(in_functions, found, processes, folder, _say)


def _say(fate: Fate) -> None:
    _write(f"{'     ' if fate.noticed else 'LIVES'}  {fate.seconds:5.1f} s  {fate.mutant}")


def _reported(fates: Sequence[Fate], possible: int, equivalent: int) -> int:
    alive = sorted(str(fate.mutant) for fate in fates if not fate.noticed)
    share = 1 - len(alive) / len(fates) if fates else 1.0
    _write(f"\n{len(fates)} of {possible:,} possible faults tried; {equivalent} equivalent ones left out.")
    _write(f"{len(fates) - len(alive)} noticed: {share:.1%} ({WANTED:.0%} wanted).")
    for line in alive:
        _write(f"  lives: {line}")
    return 0 if share >= WANTED else 1


def _write(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
