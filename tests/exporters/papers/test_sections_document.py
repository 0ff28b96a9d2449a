"""Tables of rows: columns as wide as what is in them, and no wider than a page needs."""

import pytest

from qualcode.exporters.document.room import OUR_PAGE, fitted
from qualcode.exporters.papers.sections_document import rows_table


@pytest.mark.parametrize(("columns", "share"), [(2, 0.5), (4, 0.65), (9, 1.0)])
def test_few_columns_of_little_are_not_scattered_over_the_page(columns: int, share: float) -> None:
    rows = [tuple(number if place else "AB" for place in range(columns)) for number in range(3)]
    made = rows_table([f"Figure {place}" for place in range(columns)], rows, "Few")
    assert made.share == pytest.approx(share, abs=0.1)


def test_a_figure_with_its_interval_stands_in_one_line() -> None:
    head = ("What", "Compared", "Agreement", "Cohen’s kappa", "Krippendorff’s alpha", "Gwet’s AC1")
    row = (
        "All transcripts: all codes pooled",
        "22 codes, 699 turns",
        "98% [98%, 99%]",
        *["0.70 [0.66, 0.73]"] * 3,
    )
    table = rows_table(head, [row], "Agreement of coders")
    found = fitted(table, OUR_PAGE[False])
    points = [share * OUR_PAGE[False].wide for share in found.shares]
    # 17 letters of which most are digits, each 0.56 of the size, in the font that is widest.
    assert min(points[3:]) >= 17 * 0.45 * 9 * 1.16
    assert max(points[3:]) - min(points[3:]) < 12
