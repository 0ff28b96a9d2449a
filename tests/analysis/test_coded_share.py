from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.coded_share import coded_share
from tests.analysis.building import Coded, Talk, identity, study_of

SPANS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 20)).filter(lambda span: span[0] < span[1]))


@given(SPANS)
def test_every_coded_letter_counts_once(spans: list[tuple[int, int]]) -> None:
    codings = [Coded("AB", "stigma", start, end) for start, end in spans]
    study = study_of({"T": Talk("twenty letters to code"[:20], codings=codings)}, {"stigma": None})
    letters = {place for start, end in spans for place in range(start, end)}
    assert coded_share(study, identity("transcript", "T")) == len(letters) / 20


def test_of_nothing_nothing_is_coded() -> None:
    study = study_of({"T": Talk("")}, {"stigma": None})
    assert coded_share(study, identity("transcript", "T")) == 0
