import pytest

from qualcode.model.words.repetitions import MOST_REPETITIONS, repetitions


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("", 1),
        (r"\w+: .*", 1),
        (r"\d{1,2}:\d{2}", 4),
        (r"(a{3}){4}", 12),
        (r"a{,5}b{7,}", 35),
        (r"a{0}", 1),
        (r"a{ 2 , 3 }", 3),
    ],
)
def test_counted_repetitions_multiply(pattern: str, number: int) -> None:
    assert repetitions(pattern) == number


@pytest.mark.parametrize("pattern", [r"(((a{1000}){1000}){1000})", "a{99999999999999999999}"])
def test_what_no_memory_is_enough_for_is_too_much(pattern: str) -> None:
    assert repetitions(pattern) > MOST_REPETITIONS
