"""How strongly a coding applies: a whole number from 0 to 100, or a project's own steps and words for it."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from qualcode.model.entities import ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.words.spelling import key

LEAST_WEIGHT: Final = 0
MOST_WEIGHT: Final = 100

_STEP: Final = re.compile(r"(\d{1,3})\s*(?:[:=–-]\s*)?(.*)", re.DOTALL)


class WeightStep(NamedTuple):
    """One step of a scale: its number and, where it has one, its word."""

    number: int
    word: str

    def __str__(self) -> str:
        return f"{self.number} {self.word}".rstrip()


def weight_steps(info: ProjectInfo) -> tuple[WeightStep, ...]:
    """The steps of a project's own scale, the least first; none where any number will do."""
    return tuple(_step(line) for line in info.weights)


def weight_in_words(info: ProjectInfo, weight: int) -> str:
    """A weight as it is shown: ``5 strong``, or its number alone."""
    return next((str(step) for step in weight_steps(info) if step.number == weight), str(weight))


def weight_called(info: ProjectInfo, typed: str) -> int:
    """The weight that is typed as its number, its word or both. Raises QualcodeError for anything else."""
    for step in weight_steps(info):
        if key(typed) in (key(step.word), key(str(step))) and typed.strip():
            return step.number
    if not typed.strip().isdecimal():
        steps = weight_steps(info)
        choices = (
            ", ".join(map(str, steps)) if steps else f"a whole number from {LEAST_WEIGHT} to {MOST_WEIGHT}"
        )
        raise QualcodeError(f"“{typed.strip()}” is not a weight in this project; choose {choices}.")
    return int(typed)


def tidy_weights(typed: Iterable[str]) -> tuple[str, ...]:
    """A scale as it is kept, the least step first. Raises QualcodeError for what cannot be a step."""
    steps: dict[int, WeightStep] = {}
    for entry in typed:
        if not entry.strip():
            continue
        step = _step(" ".join(entry.split()))
        if not LEAST_WEIGHT <= step.number <= MOST_WEIGHT:
            raise QualcodeError(f"“{step}” is outside the weights from {LEAST_WEIGHT} to {MOST_WEIGHT}.")
        if step.number in steps:
            raise QualcodeError(f"The scale has {step.number} twice; give each step a number of its own.")
        if step.word and any(key(step.word) == key(other.word) for other in steps.values()):
            raise QualcodeError(f"The scale has “{step.word}” twice; give each step a word of its own.")
        steps[step.number] = step
    return tuple(str(steps[number]) for number in sorted(steps))


def _step(entry: str) -> WeightStep:
    found = _STEP.fullmatch(entry)
    if found is None:
        raise QualcodeError(f"“{entry}” does not begin with a number; write a step like “5 strong”.")
    return WeightStep(int(found[1]), found[2].strip())
