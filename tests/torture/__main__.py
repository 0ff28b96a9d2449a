"""The long forms: ``python -m tests.torture mutations [NUMBER] [FIRST]``."""

import argparse
import sys

from tests.torture.fuzzing import cases, figures


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.torture", description=__doc__)
    parser.add_argument("what", choices=["mutations"])
    parser.add_argument("number", type=int, nargs="?", default=5000)
    parser.add_argument("first", type=int, nargs="?", default=0)
    asked = parser.parse_args()
    found = []
    for case in cases(range(asked.first, asked.first + asked.number)):
        found.append(case)
        if case.is_fault:
            print(f"{case.seed} {case.damage}\n  {case.verdict.outcome}: {case.verdict.words}", flush=True)  # noqa: T201
    print(figures(found))  # noqa: T201 - the figures are the output
    sys.exit(any(case.is_fault for case in found))


if __name__ == "__main__":
    main()
