import pytest

from qualcode.importers.tables.answer_days import days_of


@pytest.mark.parametrize(
    ("written", "days"),
    [
        (["2026-03-11 10:22:33", "", "2026-03-12T08:00:01Z"], ["2026-03-11", "", "2026-03-12"]),
        (["3/11/26 10:22:33", "3/25/26 9:01"], ["2026-03-11", "2026-03-25"]),
        (["11.03.2026 10:22", "12.03.2026 23:59"], ["2026-03-11", "2026-03-12"]),
        (["2026/03/11 10:22:33 am GMT+1", "2026/03/11 1:05:00 PM MEZ"], ["2026-03-11", "2026-03-11"]),
        (["11/03/2026 10:22:33", "25/03/2026 10:22:33"], ["2026-03-11", "2026-03-25"]),
        # Listed as they came: 3, 4 and 5 November, not 11 March, 11 April and 11 May.
        (
            ["11/3/26", "11/4/26", "11/5/26", "12/1/26"],
            ["2026-11-03", "2026-11-04", "2026-11-05", "2026-12-01"],
        ),
        (["3/3/2026 10:00", "4/4/2026 10:00"], ["2026-03-03", "2026-04-04"]),
    ],
)
def test_times_become_days(written: list[str], days: list[str]) -> None:
    assert days_of(written) == days


@pytest.mark.parametrize(
    "written",
    [
        [],
        ["", " "],
        ["yesterday"],
        ["2026-03-11", "later"],
        ["2026-13-41 10:00"],
        ["11/3/26 10:00"],
        ["1/2/26 10:00", "3/4/26 10:00"],
        ["5/6/26 10:00", "1/2/26 10:00", "3/4/26 10:00"],
        ["10:22:33"],
        ["123456"],
    ],
)
def test_what_nobody_can_tell_stays_as_it_is(written: list[str]) -> None:
    assert days_of(written) is None
