from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.offsets import Offsets

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@given(texts)
def test_positions_go_to_utf_16_and_back(text: str) -> None:
    offsets = Offsets(text)
    assert (offsets.length, offsets.utf16_length) == (len(text), units(text))
    for position in range(len(text) + 1):
        utf16 = offsets.to_utf16(position)
        assert utf16 == units(text[:position])
        assert offsets.to_code_points(utf16) == position


@given(texts)
def test_the_second_half_of_a_pair_belongs_to_its_character(text: str) -> None:
    offsets = Offsets(text)
    for position, letter in enumerate(text):
        if ord(letter) > 0xFFFF:
            assert offsets.to_code_points(offsets.to_utf16(position) + 1) == position


def test_an_emoji_an_accent_a_space_and_a_separator_before_the_words() -> None:
    text = "🙂e\u0301\u00a0\u2028words"
    offsets = Offsets(text)
    start = text.index("words")
    assert (start, offsets.to_utf16(start)) == (5, 6)
    assert offsets.to_code_points(6) == 5
    assert Offsets("plain").to_utf16(3) == 3
