from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.name_order import name_order

NAMES = st.text(st.sampled_from("aAbzZłŁøßëËéi İP0129٢ -’\0"), max_size=6) | st.text(max_size=6)


def test_accents_strokes_and_numbers_are_sorted_as_they_are_read() -> None:
    read = ["Agnes", "Élodie", "emma", "İpek", "Łukasz", "Øyvind", "P2", "P10", "straße", "Strauss", "Zoë"]
    for names in (read[::-1], sorted(read)):
        assert sorted(names, key=name_order) == read
    assert name_order("P" + "9" * 5_000) < name_order("P1" + "0" * 5_000)


@given(st.lists(NAMES, unique=True))
def test_every_name_has_its_place_whatever_order_it_came_in(names: list[str]) -> None:
    assert len({name_order(name) for name in names}) == len(names)
    assert sorted(names, key=name_order) == sorted(sorted(names), key=name_order)


@given(st.text("abcxyz09 łøë", max_size=5), st.text("abcxyz09 łøë", max_size=5))
def test_capitals_do_not_change_the_order(one: str, other: str) -> None:
    def without_spelling(name: str) -> str:
        return name_order(name).split("\0")[0]

    assert without_spelling(one) == without_spelling(one.upper())
    if without_spelling(one) != without_spelling(other):
        assert (name_order(one) < name_order(other)) == (name_order(one.upper()) < name_order(other))
