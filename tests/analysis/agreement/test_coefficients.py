import numpy as np
import pytest

from qualcode.analysis.agreement.coefficients import AgreementSums, figures
from qualcode.model.results.agreement import AgreementMeasure


def test_four_measures_of_ten_segments_tell_four_stories() -> None:
    """Two coders, ten segments: 1100000000 and 0110010100."""
    one, other = (np.array([int(digit) for digit in row]) for row in ("1100000000", "0110010100"))
    chosen = np.array([[one.sum()], [other.sum()]], dtype=np.float64)
    both = np.array([[(one & other).sum()]], dtype=np.float64)
    found = {
        name: float(row[0]) for name, row in figures(AgreementSums(np.array(10.0), chosen, both)).items()
    }
    assert found[AgreementMeasure.PERCENT] == pytest.approx(0.60)
    assert found[AgreementMeasure.ALPHA] == pytest.approx(0.095, abs=5e-4)
    assert found[AgreementMeasure.KAPPA] == pytest.approx(0.091, abs=5e-4)
    assert found[AgreementMeasure.BP] == pytest.approx(0.200, abs=5e-4)
    assert found[AgreementMeasure.AC1] == pytest.approx(0.310, abs=5e-4)


def test_kappa_of_more_than_two_coders_is_the_mean_of_their_pairs() -> None:
    """Three coders who gave the code to 40, 40 and 10 of 100 units; the first two to the same ones."""
    sums = AgreementSums(
        np.array(100.0), np.array([[40.0], [40.0], [10.0]]), np.array([[40.0], [10.0], [10.0]])
    )
    pairs = [
        float(figures(sums.of_pair(*pair))[AgreementMeasure.KAPPA][0]) for pair in ((0, 1), (0, 2), (1, 2))
    ]
    assert pairs[0] == 1
    assert figures(sums)[AgreementMeasure.KAPPA][0] == pytest.approx(sum(pairs) / 3)
