"""Conversations side by side: who speaks, how much is the interviewers', who says most and least."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.conversations import about_comparison
from qualcode.analysis.conversation import Conversation, Voice, shares
from qualcode.model.questions.rules import Selection
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.study import Study
from qualcode.model.transcript import Role

PARTICIPANTS: Final = "participants"
TURNS: Final = "turns"
WORDS: Final = "words"
MINUTES: Final = "minutes"
ASKED_TURNS: Final = "turns of interviewers %"
ASKED_WORDS: Final = "words of interviewers %"
MOST: Final = "most words by one %"
FEWEST: Final = "fewest words by one %"
CODES: Final = "codes touched"
SILENT_ONES: Final = "touch no code"

FIGURES: Final = (
    PARTICIPANTS, TURNS, WORDS, MINUTES, ASKED_TURNS, ASKED_WORDS, MOST, FEWEST, CODES, SILENT_ONES,
)  # fmt: skip
WHOLE: Final = frozenset((PARTICIPANTS, TURNS, WORDS, CODES, SILENT_ONES))
"""The figures that are numbers of things."""
PERCENTAGES: Final = frozenset((ASKED_TURNS, ASKED_WORDS, MOST, FEWEST))

NOT_COUNTED: Final = "not counted"
NOBODY: Final = "nobody"
NO_TIMES: Final = "no times"


@dataclass(frozen=True, slots=True)
class TalkFigure:
    """One figure of one conversation: its value or the note in its stead, whose it is, and its turns."""

    value: float | str
    turns: tuple[int, ...]
    who: tuple[str, ...] = ()


def figures_of(talk: Conversation) -> dict[str, TalkFigure]:
    """All figures of one conversation, by name.

    Participants are those whose role says so: an observer, say, is neither counted nor called silent.
    """
    people = [voice for voice in talk.voices if voice.role is Role.PARTICIPANT]
    askers = [voice for voice in talk.voices if voice.role is Role.INTERVIEWER]
    every = _turns(talk.voices)
    timed = sum(voice.timed for voice in talk.voices)
    minutes: float | str = sum(voice.seconds for voice in talk.voices) / 60 if timed else NO_TIMES
    asked = _turns(askers)
    touched = [code for code in talk.codes if code.touched]
    coded = {turn for code in touched for _, turns in code.touched for turn in turns}
    silent = [talk.voices[number] for number in talk.silent if talk.voices[number].role is Role.PARTICIPANT]
    most, fewest = _extremes(people)
    return {
        PARTICIPANTS: TalkFigure(float(len(people)), _turns(people), _names(people)),
        TURNS: TalkFigure(float(len(every)), every),
        WORDS: TalkFigure(_words(talk.voices), every),
        MINUTES: TalkFigure(minutes, every),
        ASKED_TURNS: TalkFigure(100 * len(asked) / len(every) if every else NOBODY, asked, _names(askers)),
        ASKED_WORDS: TalkFigure(_share(askers, talk.voices), asked, _names(askers)),
        MOST: most,
        FEWEST: fewest,
        CODES: TalkFigure(float(len(touched)), tuple(sorted(coded))),
        SILENT_ONES: TalkFigure(float(len(silent)), _turns(silent), _names(silent)),
    }


def _turns(voices: Sequence[Voice]) -> tuple[int, ...]:
    return tuple(sorted(turn for voice in voices for turn in voice.turns))


def _names(voices: Sequence[Voice]) -> tuple[str, ...]:
    return tuple(voice.label.name for voice in voices)


def _words(voices: Sequence[Voice]) -> float | str:
    if any(voice.words is None for voice in voices):
        return NOT_COUNTED
    return float(sum(voice.words or 0 for voice in voices))


def _share(some: Sequence[Voice], everybody: Sequence[Voice]) -> float | str:
    part, whole = _words(some), _words(everybody)
    if isinstance(part, str) or isinstance(whole, str):
        return NOT_COUNTED
    return 100 * part / whole if whole else NOBODY


def _extremes(people: Sequence[Voice]) -> tuple[TalkFigure, TalkFigure]:
    """Who has most and who has fewest of the participants' words; the first where several have as many."""
    if not people:
        return TalkFigure(NOBODY, ()), TalkFigure(NOBODY, ())
    most = max(people, key=lambda voice: voice.words or 0)
    fewest = min(people, key=lambda voice: voice.words or 0)
    one, other = (
        TalkFigure(_share([voice], people), voice.turns, _names([voice])) for voice in (most, fewest)
    )
    return one, other


def comparison(study: Study, talks: Sequence[Conversation], selection: Selection) -> Matrix:
    """Conversations by figures: float64, notes where nothing is known."""
    rows = [figures_of(talk) for talk in talks]
    values = np.zeros((len(talks), len(FIGURES)))
    notes: dict[tuple[int, int], str] = {}
    for row, figures in enumerate(rows):
        for column, name in enumerate(FIGURES):
            value = figures[name].value
            if isinstance(value, str):
                notes[row, column] = value
            else:
                values[row, column] = value
    return Matrix(
        rows=tuple(talk.transcript for talk in talks),
        columns=tuple(map(Label, FIGURES)),
        values=values,
        provenance=about_comparison(
            study, selection, [talk.transcript.id for talk in talks if talk.transcript.id]
        ),
        notes=notes,
        remarks=tuple(
            f"{talk.transcript.name}: {remark}" for talk in talks for remark in shares(talk).remarks
        ),
        shows="compares the conversations",
        shaded=False,
        whole=frozenset(place for place, name in enumerate(FIGURES) if name in WHOLE),
    )


def ranked_words(talks: Sequence[Conversation]) -> tuple[tuple[Label, ...], npt.NDArray[np.float64]]:
    """Shares of words in percent: interviewers, participants from the one who says most to the least, others.

    Returns the names of the columns and the values, a row a conversation.
    """
    ranked = [sorted(_words_by(talk, Role.PARTICIPANT), reverse=True) for talk in talks]
    most = max(map(len, ranked), default=0)
    values = np.zeros((len(talks), most + 2))
    for row, (talk, people) in enumerate(zip(talks, ranked, strict=True)):
        asked, others = sum(_words_by(talk, Role.INTERVIEWER)), sum(_words_by(talk, Role.OTHER))
        whole = asked + sum(people) + others or 1
        values[row, 0], values[row, -1] = 100 * asked / whole, 100 * others / whole
        values[row, 1 : len(people) + 1] = [100 * words / whole for words in people]
    names = ["interviewers", *(f"participant {place}" for place in range(1, most + 1)), "others"]
    used = [0, *(column for column in range(1, most + 2) if values[:, column].any())]
    return tuple(Label(names[column]) for column in used), values[:, used]


def _words_by(talk: Conversation, role: Role) -> list[int]:
    return [voice.words or 0 for voice in talk.voices if voice.role is role]
