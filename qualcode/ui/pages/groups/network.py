"""Who speaks after whom, as a network on the screen."""

from qualcode.analysis.conversation import Conversation, Voice, silent_participants
from qualcode.analysis.network import ring
from qualcode.model.words.in_words import counted
from qualcode.ui.network.graph import Graph, GraphEdge, GraphNode, Places


def graph_of(talk: Conversation, kept: Places) -> Graph:
    """Speakers on a circle, or where they were put; an arrow leads to the person who speaks directly after.

    A participant who touches no code is hollow, and said to be silent.
    """
    most = max((len(voice.turns) for voice in talk.voices), default=1) or 1
    often = max((len(turns) for turns in talk.following.values()), default=1)
    silent = silent_participants(talk)
    nodes = []
    for number, (voice, place) in enumerate(zip(talk.voices, ring(len(talk.voices)), strict=True)):
        key = key_of(talk, voice)
        x, y = kept.get(key, place)
        none = "none of the codes that count" if talk.narrowed else "no code"
        words = _said(voice, f", touches {none}" if number in silent else "")
        nodes.append(GraphNode(key, voice.label.name, len(voice.turns) / most, x, y, words, number in silent))
    edges = [
        GraphEdge(one, other, len(turns) / often, f"{len(turns):,}", _followed(talk, one, other, len(turns)))
        for (one, other), turns in talk.following.items()
    ]
    return Graph(tuple(nodes), tuple(edges), directed=True)


def key_of(talk: Conversation, voice: Voice) -> str:
    """Under which a speaker's place is remembered: in each transcript by itself."""
    return f"{talk.transcript.id}/{voice.label.name}"


def places_by_name(talk: Conversation, kept: Places) -> dict[str, tuple[float, float]]:
    """The remembered places of this conversation's speakers, by name, as a picture is told of them."""
    keys = {voice.label.name: key_of(talk, voice) for voice in talk.voices}
    return {name: kept[key] for name, key in keys.items() if key in kept}


def _said(voice: Voice, silence: str) -> str:
    turns = counted(len(voice.turns), "turn")
    return f"{voice.label.name} ({voice.role}): {turns}{silence}."


def _followed(talk: Conversation, one: int, other: int, number: int) -> str:
    times = "once" if number == 1 else f"{number:,} times"
    before, after = talk.voices[one].label.name, talk.voices[other].label.name
    if one == other:
        return f"{before} speaks twice in a row {times}."
    return f"{after} speaks directly after {before} {times}."
