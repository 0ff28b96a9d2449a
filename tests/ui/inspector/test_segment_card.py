"""Beside a long code the coder on a card is whole, or by initials; never half of them."""

from functools import partial

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from qualcode.operations.codes.codebook import rename_code
from qualcode.ui.inspector.segment_card import SegmentCard
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.fitting_label import FittingLabel
from tests.ui.material import found


def test_the_code_goes_on_in_the_next_line_and_the_coder_is_not_cut(
    qtbot: QtBot, session: Session, preferences: Preferences
) -> None:
    place, span = found(session.study, "FG1", "Nobody asked us.")
    (coding,) = [row for row in session.study.codings_of(place) if row.span == span]
    session.do(lambda: rename_code(session.study, coding.code_id, "conditions of acceptance among parents"))
    home = QWidget()
    qtbot.addWidget(home)
    card = SegmentCard(session, preferences, home, lambda _coding: False)
    qtbot.addWidget(card)
    card.show()
    coder = card.findChild(FittingLabel)
    assert coder is not None
    card.show_coding(session.study, place, coding, current=True)
    for name, short in (("AB", "AB"), ("Bethan Wojciechowska-Brown", "BW")):
        coder.say(name, short)
        for width, said in ((900, name), (150, short)):
            card.resize(width, 200)
            qtbot.waitUntil(partial(_shows, coder, said))
            assert coder.width() >= coder.fontMetrics().horizontalAdvance(said)


def test_beside_a_coder_of_two_words_the_code_is_not_one_word_a_line(
    qtbot: QtBot, session: Session, preferences: Preferences
) -> None:
    place, span = found(session.study, "FG1", "Nobody asked us.")
    (coding,) = [row for row in session.study.codings_of(place) if row.span == span]
    session.do(lambda: rename_code(session.study, coding.code_id, "how partners react at home"))
    home = QWidget()
    qtbot.addWidget(home)
    card = SegmentCard(session, preferences, home, lambda _coding: False)
    qtbot.addWidget(card)
    card.show()
    card.show_coding(session.study, place, coding, current=True)
    (coder,) = card.findChildren(FittingLabel)
    (name,) = (each for each in card.findChildren(QLabel) if each.text() == "how partners react at home")
    coder.say("Margaret Anne Wojciechowska", "MAW")
    for width in range(200, 400, 20):
        card.resize(width, 200)
        qtbot.wait(1)
        assert name.width() >= name.fontMetrics().horizontalAdvance("how partners")


def _shows(label: FittingLabel, words: str) -> bool:
    return label.shown() == words
