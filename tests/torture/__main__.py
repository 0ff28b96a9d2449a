"""The long forms: ``python -m tests.torture mutations|rounds|team [NUMBER] [FIRST]``."""

import argparse
import sys
from collections.abc import Callable

from tests.torture import fuzzing, rounds, team


def _mutations(seeds: range) -> tuple[str, bool]:
    found = []
    for case in fuzzing.cases(seeds):
        found.append(case)
        if case.is_fault:
            print(f"{case.seed} {case.damage}\n  {case.verdict.outcome}: {case.verdict.words}", flush=True)  # noqa: T201
    return fuzzing.figures(found), any(case.is_fault for case in found)


def _rounds(numbers: range) -> tuple[str, bool]:
    found = []
    with rounds.small_disk() as disk:
        for item in rounds.rounds(numbers, disk=disk):
            found.append(item)
            if item.fault:
                print(f"{item.number} {item.what}\n  {item.fault}", flush=True)  # noqa: T201
    return rounds.figures(found), any(item.fault for item in found)


def _team(numbers: range) -> tuple[str, bool]:
    found = team.torture(steps=len(numbers), openings=max(10, 2 * len(numbers) // 5), seed=numbers.start)
    return team.figures(found), bool(found["faults"])


_FORMS: dict[str, tuple[Callable[[range], tuple[str, bool]], int]] = {
    "mutations": (_mutations, 5000),
    "rounds": (_rounds, 2000),
    "team": (_team, 500),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("what", choices=list(_FORMS))
    parser.add_argument("number", type=int, nargs="?")
    parser.add_argument("first", type=int, nargs="?", default=0)
    asked = parser.parse_args()
    form, usual = _FORMS[asked.what]
    told, failed = form(range(asked.first, asked.first + (asked.number or usual)))
    print(told)  # noqa: T201 - the figures are the output
    sys.exit(failed)


if __name__ == "__main__":
    main()
