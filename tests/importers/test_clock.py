import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.clock import seconds


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("0:12", 12.0),
        ("[00:03:12]", 192.0),
        ("01:02:03.4", 3723.4),
        ("0:3:5,25", 185.25),
        ("61:00", 3660.0),
        ("no", None),
    ],
)
def test_times(written: str, expected: float | None) -> None:
    assert seconds(written) == expected


@given(st.integers(0, 99), st.integers(0, 59), st.integers(0, 59))
def test_hours_minutes_seconds(hours: int, minutes: int, rest: int) -> None:
    assert seconds(f"{hours:02}:{minutes:02}:{rest:02}") == hours * 3600 + minutes * 60 + rest
