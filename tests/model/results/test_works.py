"""Works are cited in one of two ways, and listed where they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.results.works import KAPPA, SATURATION, SETS, UNITIZING, WORKS, Work, works_cited

SOME = st.lists(st.sampled_from(WORKS), unique=True)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.beside)
def test_what_a_sentence_says_is_what_the_entry_says(work: Work) -> None:
    first = work.names.removesuffix(" et al.").split(" and ")[0].split(", ")[0]
    assert work.entry.startswith(first)
    assert f"({work.year})" in work.entry
    assert "et al." not in work.entry


def test_forms() -> None:
    assert SATURATION.told == "Guest, Namey and Chen (2020)"
    assert KAPPA.beside == "Cohen, 1960"


def test_no_two_works_are_cited_alike() -> None:
    assert len({work.beside for work in WORKS}) == len({work.entry for work in WORKS}) == len(WORKS)
    assert works_cited([SETS.told]) == [SETS]
    assert works_cited([UNITIZING.beside]) == [UNITIZING]
    assert (
        works_cited(["Cohen, 19601", "McCohen (1960)", "Cohen 1960", *(work.entry for work in WORKS)]) == []
    )


@given(SOME, SOME)
def test_what_is_cited_is_found_in_either_form(told: list[Work], beside: list[Work]) -> None:
    words = "; ".join([*(f"as in {work.told}" for work in told), *(f"({work.beside})" for work in beside)])
    found = works_cited([words])
    assert set(found) == {*told, *beside}
    assert [work.entry for work in found] == sorted((work.entry for work in found), key=str.casefold)
