"""Tests of speakers.

Tests as well: ``chat_lines``, ``timed_lines``.
"""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.reading import read_transcript
from qualcode.importers.source_text import KnownTurn, SourceText
from qualcode.importers.speakers.speakers import ReadConversation, find_conversation
from qualcode.model.transcript import Role


def conversation(text: str, **settings: object) -> ReadConversation:
    return find_conversation(SourceText(text, "text"), **settings)  # type: ignore[arg-type]  # test shorthand


def said(text: str) -> list[tuple[str, str]]:
    found = conversation(text)
    return [(turn.label, text[turn.speech : turn.span.end].strip()) for turn in found.turns]


SHAPES = {
    "colon": "{name}: {words}\n",
    "colon on its own line": "{name}:\n{words}\n\n",
    "no blank after the colon": "{name}:{words}\n",
    "blank before the colon": "{name} : {words}\n",
    "tab after the colon": "{name}:\t{words}\n",
    "brackets": "[{name}] {words}\n",
    "brackets and colon": "[{name}]: {words}\n",
    "parentheses": "({name}) {words}\n",
    "markdown": "**{name}:** {words}\n\n",
    "markdown, colon outside": "**{name}**: {words}\n\n",
    "time before": "[00:03:{second:02}] {name}: {words}\n",
    "bare time before": "00:03:{second:02} {name}: {words}\n",
    "time after": "{name} (00:03:{second:02}): {words}\n",
    "time after, no colon": "{name} [00:03:{second:02}] {words}\n",
    "time and name on their own line": "00:03:{second:02} {name}\n{words}\n\n",
    "name and time on their own line": "{name}   3:{second:02}\n{words}\n\n",
    "name, then time below": "{name}\n3:{second:02}\n{words}\n\n",
    "old meeting shape": "0:3:{second:02}.0 --> 0:4:00.100\n{name}\n{words}\n",
    "own line": "{name}\n{words}\n\n",
    "numbered lines": "{second} {name}: {words}\n",
    "tab": "{name}\t{words}\n",
    "time, tab, name, tab": "00:03:{second:02}\t{name}\t{words}\n",
    "number, tab, name, tab": "{second}\t{name}\t{words}\n",
    "dash": "{name} - {words}\n",
}
WORDS = (
    "Well, it depends on who is asking, for example: the school.",
    "I see what you mean.",
    "Note: that was at 10:30, see https://example.org/a:b for it.",
    "She said: no, and that was that.",
    "And then they came back again.",
    "Nobody ever asked me.",
)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
@pytest.mark.parametrize(
    "names", [("INT", "P1"), ("Interviewer", "Ruth"), ("MOD", "P1", "P2"), ("Anna Smith", "Ben Kofi")]
)
def test_a_shape_gives_its_turns(shape: str, names: tuple[str, ...]) -> None:
    turns = [(names[place % len(names)], WORDS[place % len(WORDS)]) for place in range(18)]
    text = "".join(
        shape.format(name=name, words=words, second=place) for place, (name, words) in enumerate(turns)
    )
    assert said(text) == turns


@pytest.mark.parametrize("shape", [shape for shape in SHAPES.values() if "{second:02}" in shape])
def test_a_shape_with_times_gives_the_times(shape: str) -> None:
    text = "".join(
        shape.format(name=f"P{place % 3}", words="Yes, I know.", second=place) for place in range(9)
    )
    assert [turn.time for turn in conversation(text).turns] == [180.0 + place for place in range(9)]


@pytest.mark.parametrize(
    "text",
    [
        "I have three things. For example: this one.\nNote: it is late.\n",
        "We met at 10:30.\nhttps://example.org: that is the page.\n",
        "Question: what now?\nThen we went home, all of us, and nobody said anything.\n",
        "There is no speaker here.\n\nNone at all.",
        "It was like this:\nfirst the one thing,\nthen the other.",
    ],
)
def test_prose_has_no_speakers(text: str) -> None:
    found = conversation(text)
    assert [(turn.span, turn.label, turn.role) for turn in found.turns] == [((0, len(text)), "", Role.OTHER)]
    assert found.confidence == 0.0


def test_later_paragraphs_and_asides_belong_to_the_running_turn() -> None:
    text = "INT: Tell me.\n\nP1: First.\n\n  Second, another time.\n\n[pause]\n\nINT: And?\nP1: That is all."
    assert said(text) == [
        ("INT", "Tell me."),
        ("P1", "First.\n\n  Second, another time.\n\n[pause]"),
        ("INT", "And?"),
        ("P1", "That is all."),
    ]


def test_what_stands_before_the_first_speaker_is_a_header() -> None:
    text = "Interview 4\nThe second of two\n\nINT: Hello.\nP1: Hi.\nINT: So.\n"
    turns = conversation(text).turns
    assert (turns[0].label, turns[0].role, turns[0].span) == ("", Role.OTHER, (0, text.index("INT:")))
    assert [turn.label for turn in turns[1:]] == ["INT", "P1", "INT"]


def test_confidence_is_the_share_of_text_with_a_speaker() -> None:
    header, body = "A heading of this file\n\n", "INT: Hello.\nP1: Hi.\nINT: So.\n"
    assert conversation(header + body).confidence == pytest.approx(len(body) / len(header + body))


def test_roles_follow_the_label_and_the_wish() -> None:
    text = "Moderator: So?\nObserver: Chat is on.\nAnna: Yes.\nBen: No.\nModerator: Well.\n"
    text += "Anna: Yes.\nBen: No.\n"
    roles = {turn.label: turn.role for turn in conversation(text, interviewers=["anna"]).turns}
    assert roles == {
        "Moderator": Role.INTERVIEWER,
        "Observer": Role.OTHER,
        "Anna": Role.INTERVIEWER,
        "Ben": Role.PARTICIPANT,
    }


def test_turns_that_the_format_states_are_kept() -> None:
    source = SourceText("a b", "vtt", turns=(KnownTurn(0, 0, "X", 1.0), KnownTurn(2, 2, "Y", 2.0)))
    found = find_conversation(source)
    assert [(turn.label, turn.span, turn.time) for turn in found.turns] == [
        ("X", (0, 2), 1.0),
        ("Y", (2, 3), 2.0),
    ]


@given(st.text(alphabet=st.sampled_from("AnP1: \n\t[]()*-0:3.,\u2028\U0001f600é"), max_size=200))
def test_turns_cover_any_text_without_gap_or_overlap(text: str) -> None:
    turns = conversation(text).turns
    assert "".join(text[turn.span.start : turn.span.end] for turn in turns) == text
    assert all(turn.span.start <= turn.speech <= turn.span.end for turn in turns)
    assert all(turn.span.length > 0 for turn in turns)


@given(
    st.lists(
        st.tuples(st.sampled_from(["INT", "P1", "P2"]), st.text("abc ,.!\U0001f600\u2028", min_size=1)),
        min_size=3,
    )
)
def test_every_colon_turn_is_found_whatever_is_said(turns: list[tuple[str, str]]) -> None:
    text = "".join(f"{label}: {words}\n" for label, words in turns)
    assert said(text) == [(label, words.strip()) for label, words in turns]


@pytest.mark.parametrize("name", ["Bmr003", "ES2012c", "covid_1", "education_22"])
def test_meetings_equal_their_turn_table(corpora: Path, name: str) -> None:
    read = read_transcript(corpora / "meetings" / f"{name}.txt")
    table = json.loads((corpora / "meetings" / f"{name}.coded.json").read_text(encoding="utf-8"))["turns"]
    found = [(turn.label, turn.span.start, turn.speech) for turn in read.turns]
    assert found == [(row["speaker"], row["start"], row["text_start"]) for row in table]


@pytest.mark.parametrize("name", ["changelog--friends-30", "the-changelog-375"])
def test_every_bold_name_of_the_panels_is_a_turn(corpora: Path, name: str) -> None:
    read = read_transcript(corpora / "panels" / f"{name}.md")
    names = {match.start() for match in re.finditer(r"^\*\*[^*\n]+(?::\*\*|\*\*:)", read.text, re.MULTILINE)}
    assert {turn.span.start for turn in read.turns} == names
