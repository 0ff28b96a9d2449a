"""The works in which measures of agreement were published."""

from typing import Final

from qualcode.model.results.agreement import ALPHA_SOURCE

KAPPA_SOURCE: Final = (
    "Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological "
    "Measurement, 20(1), 37–46."
)
AC1_SOURCE: Final = (
    "Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of high "
    "agreement. British Journal of Mathematical and Statistical Psychology, 61(1), 29–48."
)
MEASURE_SOURCES: Final = (
    (
        "Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: Some uses, misuses, and alternatives. "
        "Educational and Psychological Measurement, 41(3), 687–699."
    ),
    KAPPA_SOURCE,
    (
        "Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological "
        "Bulletin, 88(2), 322–328."
    ),
    (
        "Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin, "
        "76(5), 378–382."
    ),
    AC1_SOURCE,
    "Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist, 11(2), 37–50.",
    ALPHA_SOURCE,
    (
        "Krippendorff, K., & Craggs, R. (2016). The reliability of multi-valued coding of data. "
        "Communication Methods and Measures, 10(4), 181–198."
    ),
    (
        "Krippendorff, K., Mathet, Y., Bouvry, S., & Widlöcher, A. (2016). On the reliability of unitizing "
        "textual continua: Further developments. Quality & Quantity, 50(6), 2347–2364."
    ),
    (
        "Light, R. J. (1971). Measures of response agreement for qualitative data: Some generalizations and "
        "alternatives. Psychological Bulletin, 76(5), 365–377."
    ),
    (
        "Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic "
        "annotation. In Proceedings of the Fifth International Conference on Language Resources and "
        "Evaluation (LREC 2006)."
    ),
)
"""All that the report on agreement names."""
