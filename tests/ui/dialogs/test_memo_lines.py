"""The list of memos holds every memo there is, and tells where each leads.

Tests as well: ``memos``.
"""

from qualcode.model.entities import MemoSubject
from qualcode.model.spelling import narrowing_by_words
from qualcode.operations.codebook import edit_code
from qualcode.operations.coding import set_coding_memo
from qualcode.operations.documents import set_transcript_memo
from qualcode.operations.highlights import add_highlight
from qualcode.operations.memos import add_memo
from qualcode.operations.participants import set_participant_memo
from qualcode.operations.project import set_project_memo
from qualcode.ui.dialogs.memo_lines import memo_lines
from qualcode.ui.session.session import Session
from tests.ui.material import code, found, transcript


def test_every_kind_of_memo_is_listed(session: Session) -> None:
    place, span = found(session.study, "FG1", "Nobody asked us.")
    coding = session.study.codings_of(place).at(span).row(0)
    person = session.study.participants_in_order[0]
    session.do(lambda: set_project_memo(session.study, "about the study"))
    session.do(lambda: set_transcript_memo(session.study, place, "about the group"))
    session.do(lambda: set_coding_memo(session.study, place, coding.id, "about the segment"))
    session.do(lambda: edit_code(session.study, code(session.study, "stigma"), memo="about the code"))
    session.do(lambda: set_participant_memo(session.study, person.id, "about the person"))
    session.do_as_coder(lambda study, coder: add_highlight(study, place, span, coder.id, "about the mark"))
    session.do(
        lambda: add_memo(
            session.study, MemoSubject.PLACE, place, "about the place", author="AB", title="Look", span=span
        )[1]
    )
    lines = {line.text: line for line in memo_lines(session.study)}
    assert set(lines) == {
        "about the study", "about the group", "about the segment", "about the code", "about the person",
        "about the mark", "about the place",
    }  # fmt: skip
    assert lines["about the segment"].about == "consent by AB in FG1, turn 3"
    assert (lines["about the segment"].transcript_id, lines["about the segment"].span) == (place, span)
    assert lines["about the place"].about == "Place in FG1, turn 3: Look by AB"
    assert lines["about the code"].code_id == code(session.study, "stigma")


def test_words_are_found_in_any_order_and_case(session: Session) -> None:
    session.do(
        lambda: set_transcript_memo(session.study, transcript(session.study, "FG1"), "Loud at the end")
    )
    (line,) = memo_lines(session.study)
    assert narrowing_by_words("END loud")(line.whole)
    assert narrowing_by_words("fg1")(line.whole)
    assert not narrowing_by_words("loud interview")(line.whole)
