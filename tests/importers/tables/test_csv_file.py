from itertools import accumulate
from pathlib import Path

import pytest

from qualcode.importers.tables.csv_file import csv_chunks


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("above", [[], ["sep=;"]])
@pytest.mark.parametrize("at_once", [1, 2, 3, 100])
def test_lines_are_counted_through_cells_with_line_ends(
    tmp_path: Path, end: str, above: list[str], at_once: int
) -> None:
    broken = f'x;"y{end}y{end}y"'
    rows = ["a;b", "1;2", "3;4", broken, "5;6", "", "7;8", broken, broken, "9;10"]
    (tmp_path / "a.csv").write_bytes(end.join([*above, *rows]).encode())
    takes = [3 if row == broken else 1 for row in rows]
    expected = list(accumulate(takes[:-1], initial=1 + len(above)))
    assert [line for lines, _ in csv_chunks(tmp_path / "a.csv", at_once) for line in lines] == expected
