import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.errors import QualcodeError
from qualcode.model.transcripts.speaker_guide import (
    NOTHING_TOLD,
    LinePart,
    SpeakerGuide,
    SpeakerMarking,
    guide_of,
    guide_text,
    label_key,
    line_key,
)

LABELS = st.lists(st.text(min_size=1, max_size=20), max_size=4)


@given(
    st.sampled_from(SpeakerMarking), st.integers(0, 9), st.text(), LABELS, LABELS,
    st.dictionaries(st.text(min_size=1).map(line_key).filter(bool), st.sampled_from(LinePart), max_size=4),
)  # fmt: skip
def test_a_guide_in_writing_is_the_same_guide(
    marking: SpeakerMarking,
    column: int,
    pattern: str,
    yes: list[str],
    no: list[str],
    lines: dict[str, LinePart],
) -> None:
    guide = SpeakerGuide(marking, column, pattern, tuple(yes), tuple(no))
    for key, part in lines.items():
        guide = guide.with_lines([key], part)
    assert guide_of(guide_text(guide)) == guide
    assert pickle.loads(pickle.dumps(guide)) == guide  # noqa: S301 - made here


@pytest.mark.parametrize(
    "written", ["", "{}", "[]", '{"marking": "by smell"}', '{"marking": "colon", "column": null}']
)
def test_what_is_no_guide_is_refused_in_a_sentence(written: str) -> None:
    with pytest.raises(QualcodeError, match="Update qualcode"):
        guide_of(written)


def test_what_is_told_last_of_a_label_holds_and_can_be_taken_back() -> None:
    guide = NOTHING_TOLD.with_speaker("Ana  Ruiz", is_speaker=True)
    assert guide.speakers == ("Ana Ruiz",)
    other = guide.with_speaker("ANA RUIZ", is_speaker=False)
    assert (other.speakers, other.not_speakers) == ((), ("ANA RUIZ",))
    assert other.with_speaker("ana ruiz", is_speaker=None) == NOTHING_TOLD
    assert guide.with_speaker(" ", is_speaker=True) == guide


def test_what_is_told_last_of_a_line_holds_and_can_be_taken_back() -> None:
    guide = NOTHING_TOLD.with_lines([line_key("  (phone   rings) ")], LinePart.REMARK)
    assert dict(guide.lines) == {"(phone rings)": LinePart.REMARK}
    assert guide.repairs == 1
    assert guide.with_lines(["(phone rings)"], LinePart.SPEECH).lines["(phone rings)"] is LinePart.SPEECH
    assert guide.with_lines(["(phone rings)"], None) == NOTHING_TOLD


def test_labels_are_the_same_whatever_their_case_and_blanks() -> None:
    assert label_key(" Ana\xa0 RUIZ") == label_key("ana ruiz")
