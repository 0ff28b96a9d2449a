"""The captions of conversations: what counts in each, and in what follows from it."""

from collections.abc import Callable
from functools import partial

import pytest

from qualcode.analysis.captions import conversations, pictures
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import CoderChoice, Selection
from tests.support.studies import example_study

STUDY = example_study()
TEXTS = tuple(row.id for row in STUDY.transcripts_in_order)
CHOSEN = Selection(
    codes=(STUDY.code_named("stigma").id, STUDY.code_named("firms").id), transcripts=TEXTS[:1],
    places="folder “Wave 1”", coders=CoderChoice((STUDY.coder_named("AB").id,)), aggregate=True,
)  # fmt: skip
FACTS = (
    ("coders", "coder AB"),
    ("codes", "2 (chosen), with all their subcodes"),
    ("transcripts", "1 of 2 (folder “Wave 1”)"),
    ("interviewers", "left out of participants"),
)
TURNS = "turns in order, speakers by participant or label"
PERCENTAGES = (
    "percentages of interviewers are of everything, those of one person of what participants say; "
    "codes in the turns of participants"
)
FEW = "coder AB, 2 transcripts (folder “Wave 1”), 2 chosen codes, subcodes included"
WHOSE = "coder AB, 2 chosen codes, subcodes included"
TOUCHED = "a code is touched in each turn that shares a character with it"
TALK = conversations.about_conversation(STUDY, CHOSEN, "FG1")


@pytest.mark.parametrize(
    ("found", "title", "facts", "sentence"),
    [
        (
            TALK,
            "Conversation",
            [*FACTS, ("transcript", "FG1")],
            f"Conversation FG1: {TURNS}; {TOUCHED}, {WHOSE}",
        ),
        (
            conversations.about_conversations(STUDY, CHOSEN),
            "Conversations",
            [*FACTS],
            f"T{TURNS[1:]}, coder AB, 1 transcript (folder “Wave 1”), 2 chosen codes, subcodes included",
        ),
        (
            conversations.about_comparison(STUDY, CHOSEN, TEXTS),
            "Conversations compared",
            [*FACTS[:2], ("transcripts", "all 2 (folder “Wave 1”)"), FACTS[3]],
            f"2 conversations (folder “Wave 1”) side by side; {PERCENTAGES}, {WHOSE}",
        ),
        (
            pictures.about_portrait(STUDY, CHOSEN, "FG1"),
            "Codes along FG1",
            [*FACTS, ("transcript", "FG1")],
            f"Codes by turns of FG1, {WHOSE}",
        ),
        (
            pictures.about_timeline(STUDY, CHOSEN, "FG1", 2.5),
            "Codes by time in FG1",
            [*FACTS, ("stretch", "2.5 minutes")],
            f"Runs of codes by time in FG1, {WHOSE}",
        ),
        (
            pictures.about_bands(STUDY, CHOSEN, 2),
            "Comparison of transcripts",
            [*FACTS],
            f"Dominant codes of turns, {FEW}",
        ),
    ],
)
def test_every_choice_is_told(
    found: Provenance, title: str, facts: list[tuple[str, str]], sentence: str
) -> None:
    assert (found.title, found.facts) == (title, (*facts, ("in words", sentence)))


@pytest.mark.parametrize(
    ("about", "title", "facts", "sentence"),
    [
        (conversations.about_shares, "Who speaks how much in FG1", [("transcript", "FG1")], f"T{TURNS[1:]}"),
        (
            conversations.about_following,
            "Who speaks after whom in FG1",
            [("transcript", "FG1")],
            f"Rows speak first, columns directly after them; {TURNS}",
        ),
        (
            conversations.about_following_drawn,
            "Who speaks after whom in FG1",
            [],
            "Rows speak first, columns directly after them",
        ),
        (
            partial(conversations.about_turn_taking, codes=False),
            "Who speaks after whom in FG1",
            [("transcript", "FG1")],
            f"T{TURNS[1:]}",
        ),
        (
            partial(conversations.about_turn_taking, codes=True),
            "Who speaks after whom in FG1",
            [*FACTS, ("transcript", "FG1")],
            f"T{TURNS[1:]}; {TOUCHED}, {WHOSE}",
        ),
        (
            conversations.about_first_mentions,
            "Turn of the first mention in FG1",
            [*FACTS, ("transcript", "FG1")],
            f"T{TURNS[1:]}; {TOUCHED}, {WHOSE}",
        ),
    ],
)
def test_what_follows_from_a_conversation_says_what_counts_in_it(
    about: Callable[[Provenance, str], Provenance], title: str, facts: list[tuple[str, str]], sentence: str
) -> None:
    found = about(TALK, "FG1")
    assert (found.title, found.facts) == (title, (*facts, ("in words", sentence)))


def test_compared_shares_have_a_sentence_of_their_own() -> None:
    compared = conversations.about_comparison(STUDY, CHOSEN, TEXTS)
    found = conversations.about_compared_shares(compared)
    assert found.title == "Shares of words in conversations"
    assert found.facts[:-1] == compared.facts[:-1]
    assert found.sentence == (
        "Shares of words in percent: interviewers, then participants by their words, then others"
    )
