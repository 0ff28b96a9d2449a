"""How many turns two or more coders have to code, for the interval of kappa to be as narrow as is wanted."""

from math import ceil, comb
from statistics import NormalDist
from typing import Final

from qualcode.model.errors import QualcodeError

MOST_CODERS: Final = 10
_CONFIDENCE: Final = 0.95


def turns_needed(expected: float, lowest: float, prevalence: float, coders: int = 2) -> int:
    """The number of turns for the 95% interval to end above ``lowest``, where kappa is ``expected``.

    ``prevalence`` is the share of turns that get the code. Donner and Rotondi (2010, International Journal of
    Biostatistics 6, 31): in the common correlation model the chance that j of n coders give the code is, with
    the prevalence p, (1 - kappa) C(n, j) p^j (1 - p)^(n - j), and kappa p more where all give it, and
    kappa (1 - p) more where nobody does. The limits of the interval are where the goodness of fit,
    N sum_j (P_j(expected) - P_j(lowest))^2 / P_j(lowest), is the 95 % point of chi-squared with one degree of
    freedom; solved for N.

    Raises QualcodeError for figures that have no meaning.
    """
    if not 0 < lowest < expected < 1:
        raise QualcodeError("The lowest kappa must be above 0 and below the one expected, which is below 1.")
    if not 0 < prevalence < 1:
        raise QualcodeError("The share of turns that get the code must be between 0 and 100%.")
    if not 2 <= coders <= MOST_CODERS:
        raise QualcodeError(f"The sample can be planned for 2 to {MOST_CODERS} coders.")
    there, limit = (_chances(kappa, prevalence, coders) for kappa in (expected, lowest))
    distance = sum((one - other) ** 2 / other for one, other in zip(there, limit, strict=True))
    critical = NormalDist().inv_cdf((1 + _CONFIDENCE) / 2) ** 2
    return ceil(critical / distance)


def _chances(kappa: float, prevalence: float, coders: int) -> list[float]:
    """How likely it is that none, one, two … all of the coders give the code."""
    absent = 1 - prevalence
    found = [
        (1 - kappa) * comb(coders, number) * prevalence**number * absent ** (coders - number)
        for number in range(coders + 1)
    ]
    found[0] += kappa * absent
    found[-1] += kappa * prevalence
    return found
