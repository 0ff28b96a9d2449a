"""Numbers and short names of codes."""

from collections.abc import Mapping
from uuid import UUID

from hypothesis import given, settings

from qualcode.model.branches import PATH_SEPARATOR, told_apart
from qualcode.model.codes.code_names import (
    code_numbers,
    level,
    names_in_documents,
    names_in_lists,
    short_names,
    without_paths,
)
from qualcode.model.study import Study
from tests.analysis.building import study_of
from tests.support.profiles import of_hundred
from tests.support.studies import History, example_study, histories


def by_path(study: Study, found: Mapping[UUID, str]) -> dict[str, str]:
    return {study.path(row): name for row, name in found.items()}


def test_numbers_and_levels_follow_the_codebook() -> None:
    study = study_of(
        {}, {"trust": None, "private": "trust", "banks": "private", "public": "trust", "stigma": None}
    )
    assert by_path(study, code_numbers(study)) == {
        "trust": "1",
        "trust > private": "1.1",
        "trust > private > banks": "1.1.1",
        "trust > public": "1.2",
        "stigma": "2",
    }
    assert level(study, study.code_named("banks").id) == 3
    assert short_names(study)[study.code_named("banks").id] == "banks"


def test_in_a_list_no_line_ends_between_a_number_and_a_name() -> None:
    study = study_of({}, {"trust in banks": None, "private life": "trust in banks"})
    assert by_path(study, names_in_documents(study))["trust in banks"] == "1 trust in banks"
    assert by_path(study, names_in_lists(study)) == {
        "trust in banks": "1\u00a0trust in banks",
        "trust in banks > private life": "1.1\u00a0private life",
    }


@settings(max_examples=of_hundred(60))
@given(histories(start=example_study()))
def test_names_are_different_and_end_as_the_path_does(history: History) -> None:
    study = history.end
    names, numbers = short_names(study), code_numbers(study)
    assert set(names) == set(numbers) == set(study.codes)
    assert len(set(names.values())) == len(names)
    assert list(numbers.values()) == sorted(numbers.values(), key=lambda word: [*map(int, word.split("."))])
    for row, name in names.items():
        path = study.path(row)
        assert path == name or path.endswith(PATH_SEPARATOR + name)
        assert numbers[row].count(".") == level(study, row) - 1


def test_paths_in_any_words_become_short_names() -> None:
    study = study_of({}, {"trust": None, "private": "trust", "banks": "private", "stigma": None})
    brief = without_paths(study)
    assert brief("Apply “trust > private > banks” to FG2") == "Apply “banks” to FG2"
    assert brief("trust > private: 3") == "private: 3"
    assert brief("a > b, trust") == "a > b, trust"


def test_names_have_as_much_of_the_path_as_tells_them_apart() -> None:
    paths = [
        "Trust > in firms > cost",
        "Life > cost",
        "Trust > in people",
        "fear",
        "Fear > FEAR",
        "X > fear",
    ]
    assert told_apart(paths) == [
        "in firms > cost",
        "Life > cost",
        "in people",
        "fear",
        "Fear > FEAR",
        "X > fear",
    ]
    assert told_apart([]) == []
    twice = ["a > \u00e9t\u00e9", "b > E\u0301te\u0301"]
    assert told_apart(twice) == twice
    assert told_apart(["same", "same"]) == ["same", "same"]
