"""What a person tells about the speakers of a file, and what becomes of its lines.

Tests as well: ``chosen_marking``, ``seen_lines``, ``importers.source_file``, ``told_breaks``,
``told_labels``, ``told_lines``.
"""

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.reading import source_file
from qualcode.importers.speakers.guided import transcript_from
from qualcode.importers.speakers.seen_lines import LineUse, seen_lines
from qualcode.importers.speakers.told_breaks import speaker_places
from qualcode.importers.speakers.told_labels import label_in
from qualcode.model.errors import QualcodeError, UnreadableFileError
from qualcode.model.transcript import ReadTranscript, Role
from qualcode.model.transcripts.speaker_guide import (
    NOTHING_TOLD,
    LinePart,
    SpeakerGuide,
    SpeakerMarking,
    line_key,
)
from tests.importers.test_fuzzing import HOSTILE

TALK = """Date: 3 May
Ana: 34, teacher
Ben: 40, nurse

MOD: And you?
P1: Well
(phone rings)
yes
Shame: it is.
MOD: Ok?
P1: Yes
Break: soup
P1: more
MOD: thanks
"""
VTT = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>one\n\n00:03.000 --> 00:04.000\n<v Ben>two three\n"


def read(text: str, guide: SpeakerGuide = NOTHING_TOLD, name: str = "a.txt") -> ReadTranscript:
    return transcript_from(source_file(text.encode(), name), guide)


def heard(found: ReadTranscript) -> list[tuple[str, str]]:
    return [
        (turn.label, " ".join(found.text[turn.speech : turn.span.end].split()))
        for turn in found.turns
        if turn.label
    ]


def told(*lines: str, part: LinePart, guide: SpeakerGuide = NOTHING_TOLD) -> SpeakerGuide:
    return guide.with_lines(map(line_key, lines), part)


# -- labels ---------------------------------------------------------------------------------------


def test_a_doubtful_line_is_a_speaker_once_it_is_told() -> None:
    before = read(TALK)
    assert before.doubts == (("Shame", 1), ("Break", 1))
    after = read(TALK, NOTHING_TOLD.with_speaker("Shame", is_speaker=True))
    assert ("Shame", "it is.") in heard(after)
    assert after.doubts == (("Break", 1),)
    clear = read(
        TALK, NOTHING_TOLD.with_speaker("Shame", is_speaker=False).with_speaker("Break", is_speaker=False)
    )
    assert heard(clear) == heard(before)
    assert not clear.verdict


def test_a_label_that_is_no_speakers_is_speech_again() -> None:
    talk = "Ana: So?\nBen: Yes.\nBreak: soup\nAna: More?\nBreak: tea\nBen: No.\nBreak: cake\n"
    assert ("Break", 3) in read(talk).odd
    after = read(talk, NOTHING_TOLD.with_speaker("break", is_speaker=False))
    assert heard(after) == [
        ("Ana", "So?"), ("Ben", "Yes. Break: soup"), ("Ana", "More? Break: tea"), ("Ben", "No. Break: cake"),
    ]  # fmt: skip


def test_details_go_back_to_being_turns() -> None:
    assert dict(read(TALK).details) == {"Date": "3 May", "Ana": "34, teacher", "Ben": "40, nurse"}
    guide = NOTHING_TOLD.with_speaker("Ana", is_speaker=True).with_speaker("Ben", is_speaker=True)
    after = read(TALK, guide)
    assert after.details == (("Date", "3 May"),)
    assert heard(after)[:3] == [("Ana", "34, teacher"), ("Ben", "40, nurse"), ("MOD", "And you?")]


@pytest.mark.parametrize(
    "line",
    [
        "Note: x", "Note\tx", "[Note] x", "<Note> x", "#Note: x", "@Note: x", "Note (0:12) x", "Note; x",
        "**Note:** x", "12 Note: x", "[00:01] Note: x", "Note - x", "note: x", "Note   x", "- Note: x",
    ],
)  # fmt: skip
def test_a_told_label_is_found_in_whatever_form_it_stands(line: str) -> None:
    # Automatically nobody takes “Note” for a person.
    talk = f"MOD: So?\nP1: Yes.\n{line}\nMOD: And?\nP1: No.\n"
    assert "Note" not in read(talk).labels
    after = read(talk, NOTHING_TOLD.with_speaker("Note", is_speaker=True))
    assert ("Note", "x") in heard(after)
    assert label_in(line).casefold() == "note"


def test_of_a_told_label_only_its_usual_form_is_taken_so_that_answers_stay_answers() -> None:
    talk = "MOD: Who?\nP1: It was\nNote\nMOD: And?\nNote: me\nP1: No.\n"
    after = read(talk, NOTHING_TOLD.with_speaker("Note", is_speaker=True))
    assert heard(after)[1] == ("P1", "It was Note")
    assert after.labels["Note"] == 1


def test_a_speaker_told_is_taken_in_another_form_too_where_the_file_names_him_anyway() -> None:
    talk = "MOD: So?\nP1: Yes.\nMOD: And?\nP1; No.\nMOD: Why?\nP1: Oh.\n"
    assert read(talk).doubts == (("P1", 1),)
    after = read(talk, NOTHING_TOLD.with_speaker("P1", is_speaker=True))
    assert heard(after)[3] == ("P1", "No.")
    assert not after.verdict


def test_the_label_of_a_line() -> None:
    assert label_in("Dr. Ana Ruiz (guest): x") == "Dr. Ana Ruiz (guest)"
    assert label_in("Ana") == "Ana"
    assert label_in("12.5") == ""
    assert label_in("and then we went to the place where it was all " * 3) == ""


# -- lines ----------------------------------------------------------------------------------------


def test_a_remark_is_nobodys_becomes_a_note_and_whoever_spoke_goes_on() -> None:
    after = read(TALK, told("(phone rings)", part=LinePart.REMARK))
    assert heard(after)[1:3] == [("P1", "Well"), ("P1", "yes Shame: it is.")]
    (remark,) = after.remarks
    assert remark.text == after.text[remark.span.start : remark.span.end] == "(phone rings)"
    nobodys = [turn for turn in after.turns[1:] if not turn.label]
    assert [(turn.role, after.text[turn.speech : turn.span.end].strip()) for turn in nobodys] == [
        (Role.OTHER, "")
    ]


def test_a_line_left_out_is_not_in_the_text_and_that_is_said() -> None:
    after = read(TALK, told("(phone rings)", "Ben: 40, nurse", part=LinePart.LEFT_OUT))
    assert "phone" not in after.text
    assert ("Ben", "40, nurse") not in after.details
    assert after.warnings == ("2 lines left out of the text, as you chose",)
    assert heard(after)[1] == ("P1", "Well yes Shame: it is.")


def test_a_line_can_be_speech_or_a_detail() -> None:
    after = read(
        TALK, told("P1: more", part=LinePart.SPEECH, guide=told("MOD: thanks", part=LinePart.DETAIL))
    )
    assert heard(after)[-1] == ("P1", "Yes Break: soup P1: more")
    assert ("MOD", "thanks") in after.details
    assert ("Ana", "34, teacher") in after.details
    assert ("Ana", "34, teacher") not in read(TALK, told("Ana: 34, teacher", part=LinePart.SPEECH)).details


def test_two_details_of_one_name_are_two() -> None:
    talk = (
        "Participant: Ana, 34\nParticipant: Ben, 40\nDate: 3 May\n\nMOD: So?\nP1: Yes.\nMOD: Why?\nP1: So.\n"
    )
    found = read(talk, told("Participant: Ana, 34", "Participant: Ben, 40", part=LinePart.DETAIL))
    assert [pair for pair in found.details if pair[0] == "Participant"] == [
        ("Participant", "Ana, 34"),
        ("Participant", "Ben, 40"),
    ]


def test_lines_of_captions_are_told_of_too() -> None:
    assert heard(read(VTT, name="a.vtt")) == [("Ana", "one"), ("Ben", "two three")]
    less = read(VTT, told("Ben: two three", part=LinePart.LEFT_OUT), name="a.vtt")
    assert heard(less) == [("Ana", "one")]
    gone = read(VTT, told("Ana: one", part=LinePart.LEFT_OUT), name="a.vtt")
    assert heard(gone) == [("Ben", "two three")]
    assert heard(read(VTT, NOTHING_TOLD.with_speaker("Ben", is_speaker=False), name="a.vtt")) == [
        ("Ana", "one Ben: two three")
    ]


def test_a_file_of_which_all_is_left_out_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="no text"):
        read("Ana\n", told("Ana", part=LinePart.LEFT_OUT))


# -- markings -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("marking", "talk"),
    [
        (SpeakerMarking.COLON, "Cats: I had two.\nDogs: none.\nCats: still.\n"),
        (SpeakerMarking.OWN_LINE, "Ana Lee\n\nI had two.\n\nBen Fox\n\nnone.\n\nAna Lee\n\nstill.\n"),
        (SpeakerMarking.OWN_LINE, "Ana\nI had two.\n\nBen\nnone.\n\nAna\nstill.\n"),
        (SpeakerMarking.TIMED, "0:01 Ana\nI had two.\n0:09 Ben\nnone.\n0:12 Ana\nstill.\n"),
        (SpeakerMarking.TIMED, "Ana 0:01\nI had two.\nBen 0:09\nnone.\nAna 0:12\nstill.\n"),
        (SpeakerMarking.SIGNS, "[Ana] I had two.\n[Ben] none.\n[Ana] still.\n"),
        (SpeakerMarking.SIGNS, "<Ana> I had two.\n#Ben: none.\n@Ana: still.\n"),
        (SpeakerMarking.BOLD, "**Ana:** I had two.\n**Ben:** none.\n**Ana:** still.\n"),
    ],
)
def test_a_chosen_marking_is_believed(marking: SpeakerMarking, talk: str) -> None:
    found = read(talk, SpeakerGuide(marking), "a.md" if marking is SpeakerMarking.BOLD else "a.txt")
    assert [words for _, words in heard(found)] == ["I had two.", "none.", "still."]
    assert len(found.labels) == 2


def test_a_marking_that_does_not_occur_gives_no_speakers_and_says_so() -> None:
    found = read("MOD: So?\nP1: Yes.\nMOD: And?\n", SpeakerGuide(SpeakerMarking.BOLD))
    assert not found.labels
    assert found.verdict == "No speaker is marked in this way: the text will be one long turn."


def test_a_column_of_a_table_names_the_speakers() -> None:
    talk = "1\tAna\t00:01\tI had two of them\n2\tBen\t00:04\tnone\n3\tAna\t00:06\tstill\n"
    found = read(talk, SpeakerGuide(SpeakerMarking.COLUMN, column=1))
    assert heard(found) == [("Ana", "I had two of them"), ("Ben", "none"), ("Ana", "still")]
    assert [turn.time for turn in found.turns] == [1.0, 4.0, 6.0]
    assert not read(talk, SpeakerGuide(SpeakerMarking.COLUMN, column=7)).labels


def test_an_own_pattern_names_the_speakers() -> None:
    guide = SpeakerGuide(SpeakerMarking.PATTERN, pattern=r"(?P<name>\w+) > (?P<text>.*)")
    found = read("Ana > hi\nBen > hello\nthere\nAna > more\nBen > ok\n", guide)
    assert heard(found) == [("Ana", "hi"), ("Ben", "hello there"), ("Ana", "more"), ("Ben", "ok")]
    less = read("Ana > hi\nBen > x\nAna > more\n", guide.with_speaker("Ben", is_speaker=False))
    assert heard(less) == [("Ana", "hi Ben > x"), ("Ana", "more")]


def test_a_stamp_within_speech_starts_nothing_and_is_no_word() -> None:
    talk = "".join(f"{'IB'[at % 2]}: one #00:00:0{at}-1# two #00:00:1{at}-1#\n" for at in range(4))
    found = read(talk, SpeakerGuide(SpeakerMarking.COLON))
    assert heard(found) == [("IB"[at % 2], "one two") for at in range(4)]


# -- every line ------------------------------------------------------------------------------------

TOLD = st.builds(
    lambda yes, no, lines: _with(SpeakerGuide(speakers=tuple(yes), not_speakers=tuple(no)), lines),
    st.lists(st.sampled_from(["Ana", "Shame", "P1", "Date"]), max_size=2),
    st.lists(st.sampled_from(["Ben", "Break", "MOD"]), max_size=2),
    st.dictionaries(
        st.sampled_from([line_key(line) for line in TALK.split("\n") if line]),
        st.sampled_from(LinePart),
        max_size=5,
    ),
)


def _with(guide: SpeakerGuide, lines: dict[str, LinePart]) -> SpeakerGuide:
    for key, part in lines.items():
        guide = guide.with_lines([key], part)
    return guide


@given(TOLD, st.sampled_from(SpeakerMarking))
def test_whatever_is_told_turns_cover_the_text_and_each_line_is_shown_once(
    guide: SpeakerGuide, marking: SpeakerMarking
) -> None:
    pattern = r"(?P<name>\w+): (?P<text>.*)" if marking is SpeakerMarking.PATTERN else ""
    guide = guide.with_marking(marking, pattern=pattern)
    file = source_file(TALK.encode(), "a.txt")
    found = transcript_from(file, guide)
    assert found.turns[0].span.start == 0
    assert found.turns[-1].span.end == len(found.text)
    for turn, after in zip(found.turns, found.turns[1:], strict=False):
        assert turn.span.end == after.span.start
    assert all(turn.span.start <= turn.speech <= turn.span.end for turn in found.turns)
    lines = list(seen_lines(file, found, guide))
    assert [line.line for line in lines] == [line.strip() for line in TALK.split("\n") if line.strip()]
    gone = [line.line for line in lines if line.use is LineUse.LEFT_OUT]
    assert sorted(gone) == sorted(key for key, part in guide.lines.items() if part is LinePart.LEFT_OUT)
    # Nothing but what was left out is lost.
    kept = " ".join(line.line for line in lines if line.use is not LineUse.LEFT_OUT)
    assert re.findall(r"\w+", found.text) == re.findall(r"\w+", kept)
    spoken = " ".join(line.words for line in lines if line.use in (LineUse.SPEAKER, LineUse.SPEECH))
    assert spoken.split() == " ".join(words for _, words in heard(found)).split()


def test_what_each_line_is() -> None:
    file = source_file(TALK.encode(), "a.txt")
    guide = told("(phone rings)", part=LinePart.REMARK, guide=told("yes", part=LinePart.LEFT_OUT))
    shown = list(seen_lines(file, transcript_from(file, guide), guide))
    assert [(line.use, line.label, line.words, line.told) for line in shown[:8]] == [
        (LineUse.DETAIL, "", "", False),
        (LineUse.DETAIL, "", "", False),
        (LineUse.DETAIL, "", "", False),
        (LineUse.SPEAKER, "MOD", "And you?", False),
        (LineUse.SPEAKER, "P1", "Well", False),
        (LineUse.REMARK, "", "", True),
        (LineUse.LEFT_OUT, "", "", True),
        (LineUse.SPEAKER, "P1", "Shame: it is.", False),
    ]


def test_a_name_on_its_own_line_and_what_is_said_below_it() -> None:
    file = source_file(b"Ana\nI had two.\n\nBen\nnone.\n\nAna\nstill.\n\nBen\nok\n", "a.txt")
    shown = list(seen_lines(file, transcript_from(file), NOTHING_TOLD))
    assert [(line.use, line.label, line.words, line.turn) for line in shown[:4]] == [
        (LineUse.SPEAKER, "Ana", "", 1),
        (LineUse.SPEECH, "Ana", "I had two.", 1),
        (LineUse.SPEAKER, "Ben", "", 2),
        (LineUse.SPEECH, "Ben", "none.", 2),
    ]


@pytest.mark.parametrize(("name", "text"), HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("marking", [SpeakerMarking.COLON, SpeakerMarking.OWN_LINE, SpeakerMarking.PATTERN])
def test_hostile_text_ends_whatever_is_told_of_it(marking: SpeakerMarking, name: str, text: str) -> None:
    pattern = r"(?P<name>\w+): (?P<text>.*)" if marking is SpeakerMarking.PATTERN else ""
    guide = SpeakerGuide(marking, pattern=pattern, speakers=("a", "P1"), not_speakers=("b",))
    guide = told("Anna", part=LinePart.REMARK, guide=guide)
    with suppress(QualcodeError):
        file = source_file(text.encode(), name)
        assert list(seen_lines(file, transcript_from(file, guide), guide))


def test_many_remarks_are_cut_out_in_one_go() -> None:
    talk = "MOD: So?\nP1: Well.\n(noise)\nyes.\n" * 5000
    found = read(talk, told("(noise)", part=LinePart.REMARK))
    assert len(found.turns) == 20_000
    assert len(found.remarks) == 5000


# -- another speaker within a line ----------------------------------------------------------------

ONE_LINE = "Int. How was it? Ana. Long and cold. Int. And then? Ana. We slept in a barn.\nAna. Well.\n"


@pytest.mark.parametrize(
    ("line", "labels", "places"),
    [
        (ONE_LINE.split("\n")[0], [], ["Ana", "Int", "Ana"]),
        ("Q: How? A: Long. Q: And then? A: We slept.", [], ["A", "Q", "A"]),
        ("MOD: So? P1: We left. And then he said: go home. P2 Yes we did.", ["P1", "P2"], ["P1", "P2"]),
        ("Maya: Hello. [Tom] Hello. Dr Ana Silva: yes", ["Tom", "Ana Silva"], ["Tom", "Ana Silva"]),
        ("Yes. I went. Yes. I came. No. Never.", [], []),
        ("Maya: he told Tom and Ana, 3:15, and left", ["Tom", "Ana"], []),
        ("Tom: hello", ["Tom"], []),
        ("", ["Tom"], []),
    ],
)
def test_labels_within_a_line_are_places_where_somebody_may_begin(
    line: str, labels: list[str], places: list[str]
) -> None:
    found = speaker_places(line, labels)
    assert [place.label for place in found] == places
    assert all(line[place.start :].startswith(place.words) for place in found)


def test_somebody_begins_at_the_place_that_was_told() -> None:
    text = "MOD: So? P1: Well. P1: No.\nP1: Yes. P2: So.\n"
    words = speaker_places(text.split("\n")[0], ["P1"])[0].words
    guide = NOTHING_TOLD.with_breaks(line_key("MOD: So? P1: Well. P1: No."), [words])
    found = read(text, guide)
    assert heard(found) == [("MOD", "So?"), ("P1", "Well. P1: No."), ("P1", "Yes. P2: So.")]
    assert found.text == "MOD: So?\nP1: Well. P1: No.\nP1: Yes. P2: So.\n"
    back = guide.without_breaks([line_key("MOD: So? P1: Well. P1: No.")])
    assert back == NOTHING_TOLD


def test_somebody_begins_wherever_their_label_is_in_a_line() -> None:
    guide = NOTHING_TOLD
    for label in ("Int", "Ana"):
        guide = guide.with_speaker(label, is_speaker=True).with_speaker_within(label, begins=True)
    found = read(ONE_LINE, guide)
    assert heard(found) == [
        *(("Int", "How was it?"), ("Ana", "Long and cold.")),
        *(("Int", "And then?"), ("Ana", "We slept in a barn."), ("Ana", "Well.")),
    ]
    lines = list(seen_lines(source_file(ONE_LINE.encode(), "a.txt"), found, guide))
    assert [(line.label, bool(line.broken)) for line in lines] == [
        *(("Int", True), ("Ana", True), ("Int", True), ("Ana", True), ("Ana", False))
    ]
    assert guide.with_speaker_within("ana", begins=False).within == ("Int",)


def test_where_the_file_states_who_speaks_no_line_is_broken() -> None:
    guide = NOTHING_TOLD.with_speaker_within("Ben", begins=True)
    assert read(VTT, guide, "a.vtt") == read(VTT, name="a.vtt")


@given(
    st.lists(st.sampled_from(["Ana", "Ben: ", "Ana. ", "P1 ", "\t", " ", "Oh", "\n", "[Ben] "]), max_size=40)
)
def test_no_word_is_lost_where_lines_are_broken(pieces: list[str]) -> None:
    text = "".join(pieces) + "x"
    guide = NOTHING_TOLD
    for label in ("Ana", "Ben", "P1"):
        guide = guide.with_speaker_within(label, begins=True)
    found = read(text, guide)
    assert found.text.split() == text.split()
    assert "".join(found.text[turn.span.start : turn.span.end] for turn in found.turns) == found.text
    lines = list(seen_lines(source_file(text.encode(), "a.txt"), found, guide))
    assert [line.line for line in lines] == [line.strip() for line in found.text.split("\n") if line.strip()]


def test_thousands_of_speakers_in_one_line_are_told_apart() -> None:
    text = " ".join(f"Q: word {number}. A: well {number}." for number in range(3000))
    found = read(
        text, NOTHING_TOLD.with_speaker_within("Q", begins=True).with_speaker_within("A", begins=True)
    )
    assert len(found.turns) == 6000


def test_a_doubtful_line_proposes_the_label_that_it_begins_with() -> None:
    text = "MOD: So?\nP1: Well.\nP2: Hi.\nMOD: Ok?\nP2 Another thought without a colon.\nP1: Yes.\n"
    found = read(text)
    assert found.doubts == (("P2", 1),)
    lines = list(seen_lines(source_file(text.encode(), "a.txt"), found, NOTHING_TOLD))
    assert lines[4].proposed == "P2"
    told_of_it = read(text, NOTHING_TOLD.with_speaker("P2", is_speaker=True))
    assert heard(told_of_it)[4] == ("P2", "Another thought without a colon.")
