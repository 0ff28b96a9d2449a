"""Every kind of row has a noun of its own, in words and not as the program calls it."""

from qualcode.model.entities import KINDS
from qualcode.model.entity_nouns import ENTITY_NOUNS


def test_every_kind_has_a_noun_of_its_own() -> None:
    assert set(ENTITY_NOUNS) == set(KINDS)
    assert len(set(ENTITY_NOUNS.values())) == len(KINDS)
    assert all(noun == noun.lower() for noun in ENTITY_NOUNS.values())
