"""What a handed-over project holds is counted as the window and the other commands count it."""

from qualcode.analysis.memo_list import listed_memos
from qualcode.model.exchange.included import included
from qualcode.model.study import Study
from tests.support.noted import noted_study
from tests.support.studies import example_study


def test_categories_are_no_codes_and_every_memo_of_the_list_is_one() -> None:
    study = noted_study()
    counts = {noun: number for number, noun, _ in included(study)}
    assert counts["code"] == sum(code.codable for code in study.codes.values()) < len(study.codes)
    assert counts["category"] == len(study.codes) - counts["code"]
    assert counts["memo"] == len(listed_memos(study)) > 1


def test_what_is_not_there_is_not_told() -> None:
    assert list(included(Study())) == []
    assert all(number for number, _, _ in included(example_study()))
