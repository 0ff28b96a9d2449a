"""Pictures of conversations: shares, who follows whom, first mentions, groups side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, assert_never
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.conversations import (
    about_compared_shares,
    about_following_drawn,
    about_turn_taking,
)
from qualcode.analysis.conversation import (
    SHARE_COLUMNS,
    Conversation,
    conversation,
    first_mentions,
    shares,
    silent_participants,
    speaks_after,
)
from qualcode.analysis.group_comparison import comparison, ranked_words
from qualcode.analysis.network import NOWHERE, ring
from qualcode.exporters.pictures.bars import Bars
from qualcode.exporters.pictures.heat_map import HeatMap
from qualcode.exporters.pictures.sheet import Picture
from qualcode.exporters.pictures.talk_network import TalkNetwork
from qualcode.language.measures import SpacyMeasures
from qualcode.model.errors import NothingToShowError
from qualcode.model.questions.rules import Selection
from qualcode.model.questions.words import TalkForm
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.study import Study

_TOTAL: Final = Label("Total")


def talk_picture(study: Study, transcript_id: UUID, form: TalkForm) -> Picture:
    """One conversation: its shares, who follows whom (two ways), or first mentions of codes."""
    talk = conversation(study, transcript_id, measures=SpacyMeasures())
    match form:
        case TalkForm.SHARES:
            return shares_picture(talk)
        case TalkForm.HEATMAP:
            return following_picture(talk)
        case TalkForm.NETWORK:
            return talk_network_picture(talk)
        case TalkForm.CODES:
            return first_mentions_picture(talk)
        case _:
            assert_never(form)


def shares_picture(talk: Conversation) -> Bars:
    """The shares of turns, words and minutes as bars that are made up of the speakers."""
    matrix = shares(talk)
    columns = [
        column
        for column in SHARE_COLUMNS
        if not any((row, column) in matrix.notes for row in range(len(talk.voices)))
    ]
    if not columns:
        raise NothingToShowError(
            f"Nobody is known to speak in “{talk.transcript.name}”, so there are no shares to draw."
        )
    values = matrix.values[:, columns].T
    drawn = replace(
        matrix,
        rows=tuple(matrix.columns[column] for column in columns),
        columns=(*matrix.rows, _TOTAL),
        values=_with_sums(values),
        notes={},
        whole=frozenset(),
    )
    return Bars(drawn, stacked=True)


def following_picture(talk: Conversation) -> HeatMap:
    """Who speaks after whom as a heat map."""
    matrix = speaks_after(talk)
    about = about_following_drawn(talk.provenance, talk.transcript.name)
    return HeatMap(replace(matrix, provenance=about), (), "turns")


def talk_network_picture(
    talk: Conversation, kept: Mapping[str, tuple[float, float]] = NOWHERE
) -> TalkNetwork:
    """Who speaks after whom as a network, speakers in ``kept`` (by name) in these places."""
    names = [voice.label.name for voice in talk.voices]
    places = [kept.get(name, place) for name, place in zip(names, ring(len(names)), strict=True)]
    silent = frozenset(silent_participants(talk))
    return TalkNetwork(
        speakers=[voice.label for voice in talk.voices],
        turns=[len(voice.turns) for voice in talk.voices],
        places=places,
        following={pair: len(turns) for pair, turns in talk.following.items()},
        silent=silent,
        narrowed=talk.narrowed,
        provenance=about_turn_taking(talk.provenance, talk.transcript.name, codes=bool(silent)),
    )


def first_mentions_picture(talk: Conversation) -> HeatMap:
    """In which turn each person touches each code first as a heat map; who never does is named."""
    matrix = first_mentions(talk)
    touched = [row for row, code in enumerate(talk.codes) if code.touched]
    place = {row: new for new, row in enumerate(touched)}
    shown = replace(
        matrix,
        rows=tuple(matrix.rows[row] for row in touched),
        values=matrix.values[touched],
        notes={(place[row], column): note for (row, column), note in matrix.notes.items() if row in place},
    )
    return HeatMap(shown, (), "turn")


def compared_picture(study: Study, talks: Sequence[Conversation], selection: Selection) -> Bars:
    """How the words of each conversation are shared between interviewers and participants."""
    names, values = ranked_words(talks)
    compared = comparison(study, talks, selection)
    matrix = Matrix(
        rows=compared.rows,
        columns=(*names, _TOTAL),
        values=_with_sums(values),
        provenance=about_compared_shares(compared.provenance),
    )
    return Bars(matrix, stacked=True)


def _with_sums(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """A last column of sums, rounded: bars of the same length stay in their order."""
    return np.column_stack((values, np.round(values.sum(axis=1), 6)))
