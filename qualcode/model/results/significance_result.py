"""Whether the rows and columns of a table go together more than chance would have it, ready to be printed."""

from dataclasses import dataclass
from typing import Final

QUESTION: Final = "Significance test"


@dataclass(frozen=True, slots=True)
class SignificanceResult:
    """The figures of a test of a table of counts. A figure is None where ``undefined`` says why.

    ``of_what`` names what was counted; ``rows`` and ``columns`` how many of each took part (those
    without any figure do not); ``fisher_p`` is there for two rows and two columns. ``warnings`` are
    sentences on why not to believe the answer; ``left_out`` says what of the table was not tested.
    ``different``: of how many people or units the observations are, where one may be in several cells.
    """

    of_what: str
    observations: int = 0
    rows: int = 0
    columns: int = 0
    chi_square: float | None = None
    degrees: int | None = None
    p: float | None = None
    cramers_v: float | None = None
    fisher_p: float | None = None
    undefined: str = ""
    warnings: tuple[str, ...] = ()
    left_out: str = ""
    different: int = 0

    @property
    def answer(self) -> str:
        """The result in plain words."""
        if self.p is None:
            return f"Not tested: {self.undefined}"
        p = self.p if self.fisher_p is None else self.fisher_p
        return (
            "If codes and columns were unrelated, a table at least as uneven as this one "
            f"would occur {_how_often(p)}."
        )

    def lines(self) -> list[tuple[str, str]]:
        """Names and figures as they are printed, in order; warnings last."""
        found = [("question", QUESTION), ("answer", self.answer)]
        if self.p is not None and self.chi_square is not None and self.cramers_v is not None:
            found += [
                ("chi-square", f"{self.chi_square:.3f}"),
                ("degrees of freedom", f"{self.degrees}"),
                ("p-value", p_in_words(self.p)),
                ("Cramér’s V", f"{self.cramers_v:.3f} (0 = none, 1 = perfect)"),
            ]
        if self.fisher_p is not None:
            found.append(("Fisher’s exact test, p", p_in_words(self.fisher_p)))
        if self.p is not None:
            found.append(("computed on", self.computed_on))
        if self.left_out:
            found.append(("left out", self.left_out))
        return [*found, *(("warning", words) for words in self.warnings)]

    @property
    def computed_on(self) -> str:
        """Which figures took part."""
        several = 0 < self.different < self.observations
        number = (
            f"{self.different:,} {self.of_what}, counted {self.observations:,} times,"
            if several
            else f"{self.observations:,} {self.of_what}"
        )
        return (
            f"{number} in {self.rows:,} codes by {self.columns:,} columns; "
            "totals, and rows and columns without any figure, are left out"
        )


def p_in_words(p: float) -> str:
    """``p`` with three decimals; below that only that it is below."""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _how_often(p: float) -> str:
    if p < 0.001:
        return "less than once in 1,000 cases (p < 0.001)"
    if p >= 0.095:
        return f"in about {round(100 * p)} of 100 cases (p = {p:.3f})"
    return f"in about {round(1000 * p):,} of 1,000 cases (p = {p:.3f})"
