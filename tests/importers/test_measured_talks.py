"""What is promised of speakers in generated talks of each kind: no word lost, none somebody else's unsaid.

Tests: ``speakers.odd_labels``, ``speakers.speaker_doubts``.
"""

from collections import defaultdict

import pytest

from tests.importers.measured_talks import KINDS, SLIPS, Sums, table, tried

ON_LINES_OF_THEIR_OWN = ("own_line", "own_line_close")


def _sums(number: int, slip: str = "") -> dict[tuple[str, bool, bool], Sums]:
    """By kind, whether it is a PDF, and whether names occur once."""
    sums: dict[tuple[str, bool, bool], Sums] = defaultdict(Sums)
    for (kind, form, once, _), text, one in tried(number, slip):
        assert not (one.clear and one.wrong), (kind, form, slip, text)
        sums[kind, form == "pdf", once].add(one)
    return sums


def _check_clean(number: int) -> None:
    for (kind, _, once), all_ in _sums(number).items():
        assert all_.lost == 0, kind
        least = 0.98 if once or kind in ON_LINES_OF_THEIR_OWN else 1.0
        assert all_.right >= least * all_.borders, (kind, once)
        assert all_.right >= 0.99 * all_.found, (kind, once)
        if not once:
            assert all_.wrong == 0, kind
            assert all_.clear >= 0.9 * all_.files, kind


def test_talks_of_each_kind_in_each_format() -> None:
    _check_clean(1)


@pytest.mark.parametrize("slip", SLIPS)
def test_no_slip_gives_words_to_somebody_else_where_the_verdict_is_clear(slip: str) -> None:
    # The comparison is in _sums.
    assert len(_sums(1, slip)) == 4 * len(KINDS)


def test_slips_are_noticed() -> None:
    noticed = sum(not one.clear for *_, one in tried(1, "no_colon") if one.wrong)
    assert noticed > 5


def test_the_table_has_a_line_for_each_kind_and_slip() -> None:
    assert len(list(table(1))) == 1 + 2 * len(KINDS) * (1 + len(SLIPS))


@pytest.mark.long
def test_many_talks_of_each_kind() -> None:
    _check_clean(8)
    for slip in SLIPS:
        _sums(4, slip)
