import pytest

from qualcode.model.results.significance_result import SignificanceResult


def found(p: float, **more: object) -> SignificanceResult:
    figures: dict[str, object] = {"observations": 40, "rows": 3, "columns": 2, "chi_square": 7.5}
    figures |= {"degrees": 2, "cramers_v": 0.43}
    return SignificanceResult("segments", p=p, **{**figures, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("p", "words"),
    [
        (0.0004, "less than once in 1,000 cases (p < 0.001)"),
        (0.004, "in about 4 of 1,000 cases (p = 0.004)"),
        (0.0943, "in about 94 of 1,000 cases (p = 0.094)"),
        (0.5, "in about 50 of 100 cases (p = 0.500)"),
        (1.0, "in about 100 of 100 cases (p = 1.000)"),
    ],
)
def test_the_answer_is_a_sentence(p: float, words: str) -> None:
    assert found(p).answer.endswith(f"would occur {words}.")


def test_the_exact_test_gives_the_answer_where_there_is_one() -> None:
    both = found(0.004, fisher_p=0.02)
    assert "20 of 1,000" in both.answer
    assert ("Fisher’s exact test, p", "0.020") in both.lines()
    assert ("p-value", "0.004") in both.lines()


def test_figures_and_warnings_are_printed_in_order() -> None:
    lines = found(0.0004, warnings=("Too few.",)).lines()
    assert [name for name, _ in lines] == [
        "question", "answer", "chi-square", "degrees of freedom", "p-value", "Cramér’s V", "computed on",
        "warning",
    ]  # fmt: skip
    assert lines[4] == ("p-value", "< 0.001")
    assert lines[6][1].startswith("40 segments in 3 codes by 2 columns")


def test_what_was_not_tested_says_why_and_gives_no_figures() -> None:
    lines = SignificanceResult("words", undefined="Words are not observations.").lines()
    assert lines == [
        ("question", "Significance test"),
        ("answer", "Not tested: Words are not observations."),
    ]
