"""How many random examples a property gets: the profiles of Hypothesis, one of them for every purpose."""

import os

from hypothesis import HealthCheck, Phase, settings

_USUAL = 100
_AT_HAND = _USUAL // 2
"""Who runs the tests again and again gets other examples every time."""


def load() -> None:
    """Register the profiles and load the one that HYPOTHESIS_PROFILE names."""
    # Slowness is no failure on a shared machine; the benchmark judges speed.
    usual = settings(max_examples=_USUAL, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    at_hand = settings(usual, max_examples=_AT_HAND)
    ci = settings(usual, derandomize=True)
    # A fault that was put in need only be noticed, the same in every run: no smallest example is looked for.
    mutants = settings(ci, database=None, phases=(Phase.explicit, Phase.generate), report_multiple_bugs=False)
    settings.register_profile("default", at_hand)
    settings.register_profile("ci", ci)
    settings.register_profile("mutants", mutants)
    settings.register_profile("covering", mutants, max_examples=_USUAL // 4)
    settings.register_profile("thorough", usual, max_examples=20 * _USUAL)
    settings.load_profile(
        os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default")
    )


def of_hundred(number: int) -> int:
    """So many examples where the profile gives a hundred, and more or fewer where it gives more or fewer."""
    return max(1, number * settings().max_examples // _USUAL)
