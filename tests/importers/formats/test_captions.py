from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.formats.captions import read_srt, read_vtt
from qualcode.importers.guarded.limits import DEFAULT_LIMITS
from qualcode.importers.reading import read_transcript, transcript_of
from qualcode.model.errors import UnreadableFileError
from qualcode.model.transcript import Role
from qualcode.model.transcripts.reading_choices import AS_RECOGNISED, CaptionLines, ReadingChoices

VOICES = """WEBVTT

0d3f6a3e-1/12-0
00:00:01.500 --> 00:00:03.000
<v Anna Smith>Hello, and</v>

0d3f6a3e-1/12-1
00:00:03.000 --> 00:00:04.000
<v Anna Smith>welcome to this &amp; that.</v>

00:01:04.000 --> 00:01:05.000
<v Ben>Hi.</v>
"""


def turns(
    raw: str, name: str = "x.vtt", choices: ReadingChoices = AS_RECOGNISED
) -> list[tuple[str, str, float | None]]:
    read = transcript_of(raw.encode(), name, choices=choices)
    return [(turn.label, read.text[turn.speech : turn.span.end].strip(), turn.time) for turn in read.turns]


def test_cues_of_one_voice_are_one_turn() -> None:
    read = transcript_of(VOICES.encode(), "x.vtt")
    assert read.text == "Anna Smith: Hello, and welcome to this & that.\nBen: Hi."
    assert turns(VOICES) == [("Anna Smith", "Hello, and welcome to this & that.", 1.5), ("Ben", "Hi.", 64.0)]
    assert read.format == "vtt"
    assert read.confidence == 1.0


def test_names_before_a_colon() -> None:
    raw = (
        "1\n00:00:01,000 --> 00:00:02,000\nMOD: So?\n\n"
        "2\n00:00:02,500 --> 00:00:03,000\nP1: For example: this.\n\n"
        "3\n00:00:04,000 --> 00:00:05,000\nand that.\n\n4\n00:00:05,000 --> 00:00:06,000\nMOD: Well.\n\n"
        "5\n00:00:06,000 --> 00:00:07,000\nP1: Yes.\n"
    )
    assert turns(raw, "x.srt") == [
        ("MOD", "So?", 1.0),
        ("P1", "For example: this. and that.", 2.5),
        ("MOD", "Well.", 5.0),
        ("P1", "Yes.", 6.0),
    ]
    assert {turn.role for turn in transcript_of(raw.encode(), "x.srt").turns} == {
        Role.INTERVIEWER,
        Role.PARTICIPANT,
    }


def test_a_name_above_the_times() -> None:
    raw = "WEBVTT\n\nAnna Smith\n00:00:01.000 --> 00:00:02.000\nHello.\n\n"
    raw += "Ben\n00:00:02.000 --> 00:00:03.000\nHi.\n"
    assert turns(raw) == [("Anna Smith", "Hello.", 1.0), ("Ben", "Hi.", 2.0)]


def test_two_voices_in_one_cue() -> None:
    raw = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v.loud Anna>So?</v> <v Ben>Yes.</v>\n"
    assert turns(raw) == [("Anna", "So?", 1.0), ("Ben", "Yes.", 1.0)]


def test_cues_without_speaker_are_turns_with_times() -> None:
    raw = "WEBVTT\n\n00:01.000 --> 00:02.000\nThe <i>first</i> one\nin two lines\n\n"
    raw += "00:02.000 --> 00:03.000\nNote: more.\n"
    each = ReadingChoices(captions=CaptionLines.CAPTIONS)
    assert turns(raw, choices=each) == [("", "The first one in two lines", 1.0), ("", "Note: more.", 2.0)]


def test_a_broken_time_does_not_cost_the_words() -> None:
    raw = "WEBVTT\n\n00:01.000 --> 00:02.000\none\n\n00:02.000 --> 00:1d.000\ntwo\n"
    read = transcript_of(raw.encode(), "x.vtt")
    assert read.text == "one two"
    assert read.warnings[0] == "1 caption without a readable time, the words are kept"


def test_notes_and_styles_are_no_words_and_the_language_is_kept() -> None:
    raw = "WEBVTT\nKind: captions\nLanguage: cy\n\nNOTE by Kyle\n\n"
    raw += "STYLE\n::cue {}\n\n00:01.000 --> 00:02.000\none\n"
    read = transcript_of(raw.encode(), "x.vtt")
    assert (read.text, read.language) == ("one", "cy")
    assert read.details == (("Note", "by Kyle"),)


@pytest.mark.parametrize(
    "raw", [b"", b"WEBVTT", b"WEBVTT\n\nNOTE only this\n", b"1\n00:00:01,000 --> 00:00:02,000\n\n"]
)
def test_files_without_captions_are_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="no captions"):
        read_vtt(raw, DEFAULT_LIMITS)
    with pytest.raises(UnreadableFileError, match="no captions"):
        read_srt(raw, DEFAULT_LIMITS)


def test_real_files_keep_all_their_words(corpora: Path) -> None:
    read, refused = [], []
    for path in sorted((corpora / "vtt_srt").glob("*.[vs][tr]t")):
        try:
            transcript = read_transcript(path)
        except UnreadableFileError:
            refused.append(path.name)
            continue
        read.append(path.name)
        captions = [
            line for line in path.read_text("utf-8-sig").splitlines() if line.startswith("Caption text")
        ]
        assert [line for line in captions if line not in transcript.text] == []
    assert refused == ["empty.vtt", "invalid_format1.srt", "no_captions.vtt"]
    assert len(read) == 14


CUES = st.lists(
    st.tuples(
        st.sampled_from(["Anna", "Ben Kofi", "P1"]), st.text("abc <>&.:-\u2028", min_size=1).filter(str.strip)
    ),
    min_size=1,
)


@given(CUES)
def test_every_word_of_every_voice_is_there(cues: list[tuple[str, str]]) -> None:
    raw = "WEBVTT\n\n" + "".join(
        f"00:{number // 60:02}:{number % 60:02}.000 --> 00:59:00.000\n<v {name}>{escaped(words)}</v>\n\n"
        for number, (name, words) in enumerate(cues)
    )
    spoken: list[list[str]] = []
    for name, words in cues:
        if spoken and spoken[-1][0] == name:
            spoken[-1][1:] = [" ".join((spoken[-1][1] + " " + words).split())]
        else:
            spoken.append([name, " ".join(words.split())])
    assert [[label, words] for label, words, _ in turns(raw)] == spoken


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


HEARD = [
    ("Maya Chen", "Hello there.", 1.0),
    ("Tom", "Hi.", 1.0),
    ("Maya Chen", "So?", 4.0),
    ("Tom", "Well.", 4.0),
]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("- Maya Chen: Hello there.\n- Tom: Hi.", "- Maya Chen: So?\n- Tom: Well."),
        (">> Maya Chen: Hello there.\n>> Tom: Hi.", ">> Maya Chen: So?\n>> Tom: Well."),
        ("(Maya Chen)\nHello there.\n(Tom)\nHi.", "(Maya Chen)\nSo?\n(Tom)\nWell."),
        ("– [Maya Chen]: Hello there.\n– [Tom]: Hi.", "– [Maya Chen]: So?\n– [Tom]: Well."),
    ],
)
def test_a_cue_may_hold_two_speakers(first: str, second: str) -> None:
    raw = f"WEBVTT\n\n00:01.000 --> 00:03.000\n{first}\n\n00:04.000 --> 00:06.000\n{second}\n"
    assert turns(raw) == HEARD


def test_a_remark_in_brackets_is_no_speaker() -> None:
    raw = "WEBVTT\n\n00:01.000 --> 00:03.000\n(laughs)\nHello.\n\n00:03.000 --> 00:05.000\n(laughs)\nYes.\n"
    assert [label for label, _, _ in turns(raw)] == [""]
