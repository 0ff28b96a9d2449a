import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.machine.traces import CUT, kind_of, trace_without_words, without_words

WORDS = "Maria said she was afraid"


def _caught(work: object) -> Exception:
    try:
        work()  # type: ignore[operator]
    except Exception as error:  # noqa: BLE001 - whatever it is
        return error
    raise AssertionError("nothing was raised")


@pytest.mark.parametrize(
    "stumble",
    [
        {}.__getitem__,
        int,
        float,
        [].index,
        lambda said: open(f"/nowhere/{said}.docx"),  # noqa: PTH123, SIM115 - raises
        json.loads,
        lambda said: said.encode("ascii") and getattr("", said),
    ],
)
def test_a_trace_tells_where_and_what_kind_but_not_what_was_said(stumble: object) -> None:
    said = WORDS
    error = _caught(lambda: stumble(said))  # type: ignore[operator]
    trace = trace_without_words(error)
    assert type(error).__name__ in trace
    assert "test_traces.py" in trace
    for line in (trace, kind_of(error)):
        assert "Maria" not in line
        assert "afraid" not in line


def test_causes_are_told_too_and_cut_likewise() -> None:
    def work() -> None:
        try:
            int(WORDS)
        except ValueError as error:
            raise RuntimeError("over there") from error

    trace = trace_without_words(_caught(work))
    assert trace.index("ValueError") < trace.index("RuntimeError: over there")
    assert "Maria" not in trace


def test_a_cause_that_was_set_aside_stays_aside() -> None:
    def work() -> None:
        try:
            int(WORDS)
        except ValueError:
            raise RuntimeError("over there") from None

    assert "ValueError" not in trace_without_words(_caught(work))


def test_the_places_in_another_processs_trace_stay() -> None:
    places = 'Traceback:\n  File "/a/b.py", line 3, in f\n    x[name]\nKeyError: '
    assert without_words(f"{places}'Maria'") == places + CUT


@given(st.text())
def test_whatever_python_quotes_is_cut(said: str) -> None:
    nothing: dict[str, str] = {}
    error = _caught(lambda: nothing[f"Maria{said}afraid"])
    assert kind_of(error) == f"KeyError: {CUT}"
