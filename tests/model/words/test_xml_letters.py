"""Letters that XML cannot hold are replaced one for one."""

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.words.xml_letters import for_xml


def test_what_xml_cannot_hold_is_replaced_one_for_one() -> None:
    assert (
        for_xml("a\x00b\x0bc\ud800d\uffff\t\n\x7f\u2028🏠") == "a\ufffdb\ufffdc\ufffdd\ufffd\t\n\x7f\u2028🏠"
    )
    assert for_xml("a\r\nb\rc") == "a\nb\nc"


@given(st.text())
def test_words_for_xml_need_no_second_look(words: str) -> None:
    assert for_xml(for_xml(words)) == for_xml(words)
