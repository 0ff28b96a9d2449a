"""The works that documents cite: how a sentence names each, and its entry in a list of references."""

import re
from collections.abc import Iterable
from functools import cached_property
from typing import Final, NamedTuple

from qualcode.model.results.citation import AUTHORS, YEAR, apa


class _Fields(NamedTuple):
    names: str
    year: int
    entry: str


class Work(_Fields):
    """``names`` are the authors as sentences have them: ``Guest, Namey and Chen``."""

    @property
    def told(self) -> str:
        """In a sentence that goes on with it: ``Guest, Namey and Chen (2020)``."""
        return f"{self.names} ({self.year})"

    @property
    def beside(self) -> str:
        """In brackets beside what it says: ``Guest, Namey and Chen, 2020``."""
        return f"{self.names}, {self.year}"

    @cached_property
    def _cited(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w){re.escape(self.names)}(?:, | \(){self.year}(?!\d)")

    def cited_in(self, words: str) -> bool:
        """Whether a sentence names it in either way."""
        return self._cited.search(words) is not None


ALPHA: Final = Work(
    "Krippendorff",
    2019,
    "Krippendorff, K. (2019). Content analysis: An introduction to its methodology (4th ed.). Sage.",
)
KAPPA: Final = Work(
    "Cohen",
    1960,
    "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological "
    "Measurement, 20(1), 37–46.",
)
AC1: Final = Work(
    "Gwet",
    2008,
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high "
    "agreement. British Journal of Mathematical and Statistical Psychology, 61(1), 29–48.",
)
BRENNAN_PREDIGER: Final = Work(
    "Brennan and Prediger",
    1981,
    "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and alternatives. "
    "Educational and Psychological Measurement, 41(3), 687–699.",
)
CONGER: Final = Work(
    "Conger",
    1980,
    "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological "
    "Bulletin, 88(2), 322–328.",
)
FLEISS: Final = Work(
    "Fleiss",
    1971,
    "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, "
    "76(5), 378–382.",
)
PAIRS_OF_CODERS: Final = Work(
    "Light",
    1971,
    "Light, R. J. (1971). Measures of response agreement for qualitative data: Some generalizations and "
    "alternatives. Psychological Bulletin, 76(5), 365–377.",
)
UNITIZING: Final = Work(
    "Krippendorff et al.",
    2016,
    "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing "
    "textual continua: Further developments. Quality & Quantity, 50(6), 2347–2364.",
)
SETS: Final = Work(
    "Krippendorff and Craggs",
    2016,
    "Krippendorff, K., & Craggs, R. (2016). The reliability of multi-valued coding of data. "
    "Communication Methods and Measures, 10(4), 181–198.",
)
JACCARD: Final = Work(
    "Jaccard",
    1912,
    "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, 11(2), 37–50.",
)
MASI: Final = Work(
    "Passonneau",
    2006,
    "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic "
    "annotation. In Proceedings of the Fifth International Conference on Language Resources and "
    "Evaluation (LREC 2006).",
)
RECALL: Final = Work(
    "van Rijsbergen",
    1979,
    "van Rijsbergen, C. J. (1979). Information retrieval (2nd ed.). Butterworths.",
)
SAMPLE_OF_TURNS: Final = Work(
    "Donner and Rotondi",
    2010,
    "Donner, A., & Rotondi, M. A. (2010). Sample size requirements for interval estimation of the kappa "
    "statistic for interobserver agreement studies with a binary outcome and multiple raters. The "
    "International Journal of Biostatistics, 6(1), 31.",
)
SATURATION: Final = Work(
    "Guest, Namey and Chen",
    2020,
    "Guest, G., Namey, E., & Chen, M. (2020). A simple method to assess and report thematic saturation in "
    "qualitative research. PLOS ONE, 15(5), e0232076. https://doi.org/10.1371/journal.pone.0232076",
)
COREQ: Final = Work(
    "Tong, Sainsbury and Craig",
    2007,
    "Tong, A., Sainsbury, P., & Craig, J. (2007). Consolidated criteria for reporting qualitative "
    "research (COREQ): A 32-item checklist for interviews and focus groups. International Journal for "
    "Quality in Health Care, 19(6), 349–357. https://doi.org/10.1093/intqhc/mzm042",
)
SRQR: Final = Work(
    "O’Brien et al.",
    2014,
    "O’Brien, B. C., Harris, I. B., Beckman, T. J., Reed, D. A., & Cook, D. A. (2014). Standards for "
    "reporting qualitative research: A synthesis of recommendations. Academic Medicine, 89(9), "
    "1245–1251. https://doi.org/10.1097/ACM.0000000000000388",
)
THIS_PROGRAM: Final = Work(AUTHORS, YEAR, apa())

WORKS: Final = (
    *(ALPHA, KAPPA, AC1, BRENNAN_PREDIGER, CONGER, FLEISS, PAIRS_OF_CODERS, UNITIZING, SETS, JACCARD, MASI),
    *(RECALL, SAMPLE_OF_TURNS, SATURATION, COREQ, SRQR, THIS_PROGRAM),
)
"""All of them."""


def works_cited(sentences: Iterable[str]) -> list[Work]:
    """Those that the sentences name, in the order of a list of references."""
    found: set[Work] = set()
    for words in sentences:
        found.update(work for work in WORKS if work not in found and work.cited_in(words))
    return sorted(found, key=lambda work: work.entry.casefold())
