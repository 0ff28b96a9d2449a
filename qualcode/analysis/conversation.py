"""Who talks in a conversation: shares of it, who speaks after whom, who brings up and takes up a code."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.captions.conversations import (
    about_conversation,
    about_first_mentions,
    about_following,
    about_shares,
)
from qualcode.analysis.cooccurrence import code_labels
from qualcode.analysis.ragged import expand
from qualcode.analysis.runs import merged_runs
from qualcode.analysis.selected.selected_text import SelectedText
from qualcode.model.identity import NO_KEY, id_of
from qualcode.model.measures import Measures
from qualcode.model.questions.provenance import Provenance
from qualcode.model.questions.rules import ALL, Selection
from qualcode.model.results.matrix import Label, Matrix
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES, Turns

SILENT: Final = "never"
_NOBODY: Final = -1


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker of one transcript: a participant or, where none is known, a label.

    ``turns`` are indices into the transcript's turns. ``words`` is None where nothing was given
    that finds them; ``seconds`` adds up the ``timed`` turns, those of which beginning and end are
    known.
    """

    label: Label
    role: Role
    turns: tuple[int, ...]
    words: int | None
    seconds: float
    timed: int


@dataclass(frozen=True, slots=True)
class Uptake:
    """A code in a conversation: who touches it, in the order in which they do so first.

    ``touched`` pairs the number of a voice with the indices of its turns, the first one first;
    ``silent`` are the numbers of the participants who never touch it.
    """

    code: Label
    touched: tuple[tuple[int, tuple[int, ...]], ...]
    silent: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Conversation:
    """One transcript as a conversation.

    ``voice`` is the number of the speaker of each turn, -1 where nobody speaks. ``following`` maps
    (one, other) to the turns in which the other speaks directly after the one. ``counted`` are the
    voices whose codes count: all but interviewers, unless they are included, and of a query only those
    of whose turns its passages touch one. ``narrowed`` says that only some codes or passages count.
    """

    transcript: Label
    voices: tuple[Voice, ...]
    voice: tuple[int, ...]
    following: dict[tuple[int, int], tuple[int, ...]]
    counted: tuple[int, ...]
    codes: tuple[Uptake, ...]
    provenance: Provenance
    narrowed: bool = False

    @property
    def silent(self) -> tuple[int, ...]:
        """The numbers of the participants who touch none of the codes."""
        spoken = {number for code in self.codes for number, _ in code.touched}
        return tuple(number for number in self.counted if number not in spoken)


def conversation(
    study: Study,
    transcript_id: UUID,
    selection: Selection = ALL,
    measures: Measures | None = None,
) -> Conversation:
    """How a transcript's speakers share it. Words are counted only with ``measures``.

    The selection's codes, coders and query say what is coded; a code is touched in every turn that a
    run of it shares a character with and that is in the query's scope. Turns without a speaker
    (headers) are passed over.
    """
    selected = SelectedText(study, replace(selection, transcripts=(transcript_id,)))
    turns = study.turns_of(transcript_id)
    voice, labels = _voices(study, turns)
    spoken = _words_by_turn(study, transcript_id, turns, measures)
    seconds = durations(turns)
    voices = tuple(
        _voice(label, turns, np.flatnonzero(voice == number), spoken, seconds)
        for number, label in enumerate(labels)
    )
    name = study.transcripts[transcript_id].name
    counted = tuple(
        number
        for number, speaker in enumerate(voices)
        if (selection.include_interviewers or speaker.role is not Role.INTERVIEWER)
        and bool(selected.turns_in_scope[list(speaker.turns)].any())
    )
    return Conversation(
        transcript=Label(name, transcript_id),
        voices=voices,
        voice=tuple(voice.tolist()),
        following=_following(voice),
        counted=counted,
        codes=_taken_up(selected, voice, counted),
        provenance=about_conversation(study, selected.selection, name),
        narrowed=selection.narrowed,
    )


def _voices(study: Study, turns: Turns) -> tuple[npt.NDArray[np.int64], list[Label]]:
    """The number of each turn's speaker, and the speakers in order of appearance."""
    numbers: dict[int | str, int] = {}
    labels: list[Label] = []
    voice = np.full(len(turns), _NOBODY, dtype=np.int64)
    for place, (key, label) in enumerate(zip(turns.participant.tolist(), turns.label, strict=True)):
        who: int | str = str(label) if key == NO_KEY else key
        if who == "":
            continue
        if who not in numbers:
            numbers[who] = len(labels)
            person = None if key == NO_KEY else study.participants[id_of(key)]
            labels.append(Label(str(label)) if person is None else Label(person.name, person.id))
        voice[place] = numbers[who]
    return voice, labels


def _voice(
    label: Label,
    turns: Turns,
    own: npt.NDArray[np.intp],
    words: npt.NDArray[np.int64] | None,
    seconds: npt.NDArray[np.float64],
) -> Voice:
    known = seconds[own][~np.isnan(seconds[own])]
    roles = np.bincount(turns.role[own], minlength=len(ROLES))
    return Voice(
        label=label,
        role=ROLES[int(np.argmax(roles))],
        turns=tuple(own.tolist()),
        words=None if words is None else int(words[own].sum()),
        seconds=float(known.sum()),
        timed=len(known),
    )


def _words_by_turn(
    study: Study, transcript_id: UUID, turns: Turns, measures: Measures | None
) -> npt.NDArray[np.int64] | None:
    if measures is None:
        return None
    begin = measures.words(study, transcript_id)[:, 0]
    return np.searchsorted(begin, turns.end) - np.searchsorted(begin, turns.speech)


def durations(turns: Turns) -> npt.NDArray[np.float64]:
    """Seconds from the beginning of each turn to that of the next one; NaN where either is unknown.

    The last turn has no known end, and a clock that goes backwards tells nothing.
    """
    seconds = np.full(len(turns), np.nan)
    seconds[:-1] = np.diff(turns.time)
    return np.where(seconds >= 0, seconds, np.nan)


def _following(voice: npt.NDArray[np.int64]) -> dict[tuple[int, int], tuple[int, ...]]:
    spoken = np.flatnonzero(voice != _NOBODY)
    found: dict[tuple[int, int], list[int]] = {}
    for before, after in zip(spoken[:-1].tolist(), spoken[1:].tolist(), strict=True):
        found.setdefault((int(voice[before]), int(voice[after])), []).append(after)
    return {pair: tuple(turns) for pair, turns in sorted(found.items())}


def _taken_up(
    selected: SelectedText, voice: npt.NDArray[np.int64], counted: Sequence[int]
) -> tuple[Uptake, ...]:
    runs = merged_runs(selected)
    first, after = runs.touched_turns
    owner, turn = expand(first, after - first)
    code, who = runs.code[owner], voice[turn]
    counts = np.isin(who, counted) & selected.turns_in_scope[turn]
    found: list[dict[int, set[int]]] = [{} for _ in selected.codes]
    for place, number, index in zip(
        code[counts].tolist(), who[counts].tolist(), turn[counts].tolist(), strict=True
    ):
        found[place].setdefault(number, set()).add(index)
    return tuple(
        Uptake(
            code=label,
            touched=tuple(
                sorted(((who, tuple(sorted(own))) for who, own in voices.items()), key=lambda pair: pair[1])
            ),
            silent=tuple(number for number in counted if number not in voices),
        )
        for label, voices in zip(code_labels(selected), found, strict=True)
    )


def silent_participants(talk: Conversation) -> tuple[int, ...]:
    """The numbers of the participants, not of observers, who touch nothing where something is coded."""
    if not any(code.touched for code in talk.codes):
        return ()
    return tuple(number for number in talk.silent if talk.voices[number].role is Role.PARTICIPANT)


# -- as matrices ----------------------------------------------------------------------------------

SHARE_COLUMNS: Final = (1, 3, 5)
"""The columns of ``shares`` that are percentages: of turns, of words and of minutes."""


def shares(talk: Conversation) -> Matrix:
    """Speakers by turns, words and minutes, each also in percent: float64, notes where nothing is known."""
    columns: list[Label] = []
    values = np.zeros((len(talk.voices), 6))
    notes: dict[tuple[int, int], str] = {}
    figures: tuple[tuple[str, list[float | None]], ...] = (
        ("turns", [float(len(voice.turns)) for voice in talk.voices]),
        ("words", [None if voice.words is None else float(voice.words) for voice in talk.voices]),
        ("minutes", [voice.seconds / 60 if voice.timed else None for voice in talk.voices]),
    )
    for place, (name, amounts) in enumerate(figures):
        # The second of each pair is one of SHARE_COLUMNS.
        columns += [Label(name), Label(f"% of {name}")]
        total = sum(amount or 0.0 for amount in amounts)
        for row, amount in enumerate(amounts):
            if amount is None or not total:
                notes |= {(row, 2 * place): _UNKNOWN[name], (row, 2 * place + 1): _UNKNOWN[name]}
            else:
                values[row, 2 * place : 2 * place + 2] = amount, 100 * amount / total
    labels = tuple(voice.label for voice in talk.voices)
    return Matrix(
        labels,
        tuple(columns),
        values,
        about_shares(talk.provenance, talk.transcript.name),
        notes=notes,
        remarks=_time_remark(talk),
        shows="compares how much each speaker said",
        shaded=False,
        whole=_WHOLE,
    )


_WHOLE: Final = frozenset((0, 2))
"""The columns of turns and words."""
_UNKNOWN: Final = {"turns": "none", "words": "not counted", "minutes": "no times"}


def _time_remark(talk: Conversation) -> tuple[str, ...]:
    timed = sum(voice.timed for voice in talk.voices)
    turns = sum(len(voice.turns) for voice in talk.voices)
    if not timed or timed == turns:
        return ()
    return (f"Minutes are those of {timed:,} of {turns:,} turns: of the others beginning or end is unknown.",)


def speaks_after(talk: Conversation) -> Matrix:
    """Who speaks after whom: rows speak first, columns directly after them."""
    values = np.zeros((len(talk.voices), len(talk.voices)), dtype=np.int64)
    for pair, turns in talk.following.items():
        values[pair] = len(turns)
    labels = tuple(voice.label for voice in talk.voices)
    about = about_following(talk.provenance, talk.transcript.name)
    return Matrix(
        labels, labels, values, about, shows="counts how often each speaker spoke directly after each other"
    )


def first_mentions(talk: Conversation) -> Matrix:
    """Codes by speakers: the number (from 1) of the turn in which each touches each code first."""
    place = {number: column for column, number in enumerate(talk.counted)}
    values = np.zeros((len(talk.codes), len(place)), dtype=np.int64)
    notes: dict[tuple[int, int], str] = {}
    for row, code in enumerate(talk.codes):
        for number, turns in code.touched:
            values[row, place[number]] = turns[0] + 1
        notes |= {(row, place[number]): SILENT for number in code.silent}
    columns = tuple(talk.voices[number].label for number in talk.counted)
    rows = tuple(code.code for code in talk.codes)
    silent = [talk.voices[number].label.name for number in talk.silent]
    which = "None of the codes that count here" if talk.narrowed else "No code at all"
    remarks = (f"{which} is touched by: {', '.join(silent)}.",) if silent and talk.codes else ()
    return Matrix(
        rows,
        columns,
        values,
        about_first_mentions(talk.provenance, talk.transcript.name),
        notes=notes,
        remarks=remarks,
        shows="gives the number of the turn in which each participant touched each code first",
        shaded=False,
    )
