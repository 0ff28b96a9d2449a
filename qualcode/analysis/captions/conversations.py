"""The captions of conversations: one by itself, several side by side, and pictures of them."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from qualcode.analysis.captions.about import about
from qualcode.model.questions.provenance import IN_WORDS, Provenance
from qualcode.model.questions.rules import Selection
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, with_capital

_TURNS: Final = "turns in order, speakers by participant or label"
_BEGINNING: Final = with_capital(_TURNS)
_ROWS_FIRST: Final = "Rows speak first, columns directly after them"


def about_conversation(study: Study, selection: Selection, name: str) -> Provenance:
    """The conversation in the transcript of this name, which the selection is narrowed to."""
    words = (
        f"Conversation {name}: {_TURNS}; a code is touched in each turn that shares a character with it, "
        f"{selection.coders.describe(study)}{selection.narrowed_words(study)}"
    )
    return about(study, "Conversation", (*selection.facts(study), ("transcript", name), (IN_WORDS, words)))


def about_shares(talk: Provenance, name: str) -> Provenance:
    """How the speakers share a conversation."""
    return _of_turns(talk, name, f"Who speaks how much in {name}")


def about_following(talk: Provenance, name: str) -> Provenance:
    """Who speaks after whom, as a table."""
    return _of_turns(talk, name, _title_of_following(name)).saying(f"{_ROWS_FIRST}; {_TURNS}")


def about_following_drawn(talk: Provenance, name: str) -> Provenance:
    """Who speaks after whom, as a heat map."""
    return replace(about_following(talk, name), facts=((IN_WORDS, _ROWS_FIRST),))


def about_turn_taking(talk: Provenance, name: str, *, codes: bool) -> Provenance:
    """Who speaks after whom, as a network; ``codes``: who touches none of them is marked."""
    about = _of_turns(talk, name, _title_of_following(name))
    if not codes:
        return about
    return replace(about, facts=talk.facts).saying(f"{_BEGINNING}; {_what_counts(talk)}")


def about_first_mentions(talk: Provenance, name: str) -> Provenance:
    """In which turn each participant touches each code first."""
    words = f"{_BEGINNING}; {_what_counts(talk)}"
    return replace(talk.saying(words), title=f"Turn of the first mention in {name}")


def _title_of_following(name: str) -> str:
    return f"Who speaks after whom in {name}"


def _of_turns(talk: Provenance, name: str, title: str) -> Provenance:
    """What is said of figures in which codes, coders and queries play no part."""
    facts = (("transcript", name), (IN_WORDS, _BEGINNING))
    return replace(talk, title=title, facts=facts)


def _what_counts(talk: Provenance) -> str:
    """Of codes, without the name of the transcript, which is in the title."""
    return talk.sentence.partition(f": {_TURNS}; ")[2]


def about_conversations(study: Study, selection: Selection) -> Provenance:
    """The file of several conversations, one below the other."""
    transcripts = counted(len(selection.transcripts_of(study)), "transcript")
    words = (
        f"{_BEGINNING}, {selection.coders.describe(study)}, {transcripts}"
        f"{selection.places_in_words()}{selection.narrowed_words(study)}"
    )
    return about(study, "Conversations", (*selection.facts(study), (IN_WORDS, words)))


def about_comparison(study: Study, selection: Selection, transcripts: Sequence[UUID]) -> Provenance:
    """Conversations side by side: those of these transcripts."""
    words = (
        f"{counted(len(transcripts), 'conversation')}{selection.places_in_words()} side by side; percentages "
        "of interviewers are of everything, those of one person of what participants say; codes in the turns "
        "of participants, "
        f"{selection.coders.describe(study)}{selection.narrowed_words(study)}"
    )
    chosen = replace(selection, transcripts=tuple(transcripts))
    return about(study, "Conversations compared", (*chosen.facts(study), (IN_WORDS, words)))


def about_compared_shares(compared: Provenance) -> Provenance:
    """The shares of words in conversations side by side, drawn."""
    words = "Shares of words in percent: interviewers, then participants by their words, then others"
    return replace(compared.saying(words), title="Shares of words in conversations")
