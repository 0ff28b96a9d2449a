"""Keys that apply codes, in words and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codes.pinned_keys import PINNED_KEYS, key_name, key_number, short_key_name


def test_names() -> None:
    assert (key_name(3), key_name(13), short_key_name(13)) == ("3", "Shift+3", "⇧3")
    assert len(PINNED_KEYS) == 18


@pytest.mark.parametrize("number", PINNED_KEYS)
def test_every_name_leads_back(number: int) -> None:
    assert key_number(key_name(number)) == number
    assert key_number(f" {key_name(number).lower().replace('+', ' + ')} ") == number


@given(st.text(max_size=8))
def test_nothing_else_is_a_key(text: str) -> None:
    found = key_number(text)
    assert found is None or key_name(found).casefold() == text.replace(" ", "").casefold()
