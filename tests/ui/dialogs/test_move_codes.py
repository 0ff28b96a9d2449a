"""The places that codes can be moved to."""

from qualcode.ui.dialogs.move_codes import places
from qualcode.ui.session.session import Session
from tests.ui.material import code


def texts(session: Session, names: list[str], words: str) -> list[str]:
    ids = [code(session.study, name) for name in names]
    return [line.text for line in places(session.study, ids, words, lambda _parent: None)]


def test_a_code_can_go_anywhere_but_below_itself(session: Session) -> None:
    assert texts(session, ["Trust"], "") == ["Top of the codebook", "stigma", "consent"]
    assert texts(session, ["stigma"], "")[:2] == ["Top of the codebook", "Trust"]


def test_words_narrow_the_list_and_what_begins_with_them_comes_first(session: Session) -> None:
    assert texts(session, ["consent"], "trust") == [
        "Trust",
        "Trust > trust in schools",
        "Trust > trust in firms",
    ]
    assert texts(session, ["consent"], "top") == ["Top of the codebook"]
    assert texts(session, ["consent"], "nowhere") == []


def test_taking_a_place_moves_there(session: Session) -> None:
    went: list[object] = []
    ids = [code(session.study, "consent")]
    for line in places(session.study, ids, "stigma", went.append):
        line.act()
    assert went == [code(session.study, "stigma")]
