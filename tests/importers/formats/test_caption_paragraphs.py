"""Captions without speakers, joined into paragraphs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.reading import transcript_of
from qualcode.model.transcript import ReadTranscript
from qualcode.model.transcripts.reading_choices import CaptionLines, ReadingChoices

Said = list[tuple[float, float, str]]

TALK: Said = [
    (0.0, 2.0, "So I came to the garden"),
    (2.0, 4.0, "because my neighbour left."),
    (4.1, 6.0, "Nobody wanted the plot."),
    (9.0, 11.0, "After a pause I went on"),
    (11.0, 12.5, "with beans and peas."),
]


def vtt(said: Said) -> bytes:
    cues = [f"{clock(start)} --> {clock(end)}\n{words}\n" for start, end, words in said]
    return ("WEBVTT\n\n" + "\n".join(cues)).encode()


def srt(said: Said) -> bytes:
    cues = [
        f"{number}\n{clock(start)} --> {clock(end)}\n{words}\n".replace(".0", ",0").replace(".5", ",5")
        for number, (start, end, words) in enumerate(said, 1)
    ]
    return "\n".join(cues).encode()


def clock(time: float) -> str:
    minutes, rest = divmod(time, 60)
    return f"{int(minutes // 60):02}:{int(minutes % 60):02}:{rest:06.3f}"


def read(said: Said, lines: CaptionLines = CaptionLines.PARAGRAPHS) -> ReadTranscript:
    return transcript_of(vtt(said), "a.vtt", choices=ReadingChoices(captions=lines))


def test_paragraphs_end_with_a_sentence_before_a_pause() -> None:
    found = read(TALK)
    assert found.text.split("\n") == [
        "So I came to the garden because my neighbour left. Nobody wanted the plot.",
        "After a pause I went on with beans and peas.",
    ]
    assert [turn.time for turn in found.turns] == [0.0, 9.0]
    assert "5 captions joined into 2 paragraphs" in found.warnings


def test_each_caption_may_stay_a_line() -> None:
    found = read(TALK, CaptionLines.CAPTIONS)
    assert found.text.split("\n") == [words for _, _, words in TALK]
    assert [turn.time for turn in found.turns] == [start for start, _, _ in TALK]


def test_times_may_stay_inside_paragraphs() -> None:
    said = [(number * 8.0, number * 8.0 + 7.9, f"Word {number}, and") for number in range(6)]
    found = read(said, CaptionLines.TIMED_PARAGRAPHS)
    assert found.text == (
        "Word 0, and Word 1, and [00:00:16] Word 2, and Word 3, and [00:00:32] Word 4, and Word 5, and"
    )


def test_a_long_paragraph_ends_with_its_sentence_and_one_without_sentences_at_a_pause() -> None:
    sentences = [
        (number * 2.0, number * 2.0 + 2, f"This is the sentence number {number}.") for number in range(40)
    ]
    found = read(sentences)
    assert all(400 <= len(line) <= 450 for line in found.text.split("\n")[:-1])
    unmarked = [(number * 2.0, number * 2.0 + 2, f"and this goes on with {number}") for number in range(120)]
    assert all(len(line) <= 1300 for line in read(unmarked).text.split("\n"))
    assert read([(0, 1, "and so"), (9, 10, "we went on")]).text == "and so\nwe went on"


def test_a_question_ends_its_paragraph() -> None:
    said = [(0.0, 1.0, "And then?"), (1.0, 2.0, "I left."), (2.0, 3.0, "For good.")]
    assert read(said).text == "And then?\nI left. For good."


def test_where_somebody_is_named_captions_are_turns_as_before() -> None:
    named = [
        (0.0, 1.0, "Ana: So?"),
        (1.0, 2.0, "Ben: Well."),
        (2.0, 3.0, "Ana: Yes."),
        (3.0, 4.0, "Ben: No."),
    ]
    found = read(named)
    assert list(found.labels) == ["Ana", "Ben"]
    assert not any("joined" in told for told in found.warnings)


@pytest.mark.parametrize(
    ("name", "raw"),
    [
        ("a.srt", srt(TALK)),
        (
            "a.tsv",
            b"start\tend\ttext\n"
            + b"".join(
                f"{int(start * 1000)}\t{int(end * 1000)}\t{words}\n".encode() for start, end, words in TALK
            ),
        ),
        (
            "a.sbv",
            "\n".join(
                f"{clock(start)[1:]},{clock(end)[1:]}\n{words}\n" for start, end, words in TALK
            ).encode(),
        ),
    ],
)
def test_every_format_of_captions_is_joined_alike(name: str, raw: bytes) -> None:
    found = transcript_of(raw, name)
    assert found.text == read(TALK).text
    assert [turn.time for turn in found.turns] == [0.0, 9.0]


WORDS = st.lists(st.sampled_from(["so", "I", "went.", "home", "again!"]), min_size=1, max_size=6).map(
    " ".join
)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 5), WORDS), min_size=1, max_size=40))
def test_every_word_is_kept_once_and_every_paragraph_has_the_time_of_its_first(
    gaps: list[tuple[int, int, str]],
) -> None:
    said: Said = []
    time = 0.0
    for gap, length, words in gaps:
        time += gap
        said.append((time, time + length, words))
        time += length
    found = read(said)
    assert found.text.split() == " ".join(words for _, _, words in said).split()
    times = [start for start, _, _ in said]
    assert all(turn.time in times for turn in found.turns)
    assert "".join(found.text[turn.span.start : turn.span.end] for turn in found.turns) == found.text
