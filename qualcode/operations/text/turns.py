"""What one can do with single turns: say who speaks, split one in two, join neighbours, set their times."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.change import ChangeSet
from qualcode.model.entities import Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of, new_id
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES, Turn, Turns
from qualcode.model.words.in_words import counted, listed
from qualcode.model.words.word_edges import nearer_word_edge
from qualcode.operations.checks import existing
from qualcode.operations.draft import Draft, together
from qualcode.operations.people.speaker_matching import GivenSpeaker, speaker_of
from qualcode.operations.text.alignment import Patch
from qualcode.operations.text.correction import Correction
from qualcode.operations.text.text_correction import reword

LATEST = 999 * 3600.0
"""Seconds; later than any recording."""


def set_speaker(study: Study, transcript_id: UUID, ordinals: Sequence[int], label: str) -> ChangeSet:
    """Give turns (first turn: 0) to another speaker, who may be new; nobody where ``label`` is empty.

    The label in the text stays as it is written.
    """
    transcript, table, chosen = _chosen(study, transcript_id, ordinals)
    speaker = speaker_of(study, transcript, label)
    before = table.take(chosen)
    after = before.replacing(
        label=_column(len(before), speaker.label, "O"),
        participant=_column(len(before), key_of(speaker.participant_id), "i4"),
        role=_column(len(before), ROLES.index(speaker.role), "i1"),
    )
    draft = Draft(study)
    draft.put(*speaker.new)
    draft.swap_turns(transcript_id, before, after)
    to = f"to {speaker.label}" if speaker.label else "to nobody"
    return draft.change(f"Give {_turns_in_words(transcript, chosen)} {to}")


def split_turn(
    study: Study,
    transcript_id: UUID,
    positions: Sequence[int],
    *,
    label: str | None = None,
) -> ChangeSet:
    """Begin new turns at code points within the speech of one; blanks there stay with what comes before.

    A code point within a word goes to the nearer end of the word.
    The same person goes on, or begins at the first place a turn of the speaker ``label``. Refused where
    there would be nothing on either side, and within a label.
    """
    transcript = existing(study, Transcript, transcript_id)
    text = study.text(transcript_id)
    turn = study.turn_at(transcript_id, min(positions))
    places = sorted({_after_blanks(text, nearer_word_edge(text, position)) for position in positions})
    said = text[turn.speech : turn.span.end] if turn else ""
    if turn is not None:
        # A selection may begin or end where its turn does: there is nothing to split there.
        first, last = turn.speech + len(said) - len(said.lstrip()), turn.speech + len(said.rstrip())
        places = [place for place in places if first < place < last] or places[:1]
    if turn is None or any(not _speech_on_both_sides(text, turn, place) for place in places):
        raise QualcodeError(
            f"No turn of {transcript.name} can be split here; choose a place within what somebody says."
        )
    speaker = None if label is None else speaker_of(study, transcript, label)
    ends = [*places[1:], turn.span.end]
    rows = [
        Turn(
            turn.id, 0, Span(turn.span.start, places[0]), turn.speech, turn.label, turn.participant_id,
            turn.role, turn.time,
        ),
        *(
            _part(turn, Span(start, end), speaker if start == places[0] else None)
            for start, end in zip(places, ends, strict=True)
        ),
    ]  # fmt: skip
    draft = Draft(study)
    if speaker is not None:
        draft.put(*speaker.new)
    draft.swap_turns(transcript_id, Turns.from_rows([turn]), Turns.from_rows(rows))
    return draft.change(f"Split {transcript.name}, turn {turn.ordinal + 1}")


def _part(turn: Turn, span: Span, speaker: GivenSpeaker | None) -> Turn:
    if speaker is None:
        return Turn(new_id(), 0, span, span.start, turn.label, turn.participant_id, turn.role, None)
    return Turn(new_id(), 0, span, span.start, speaker.label, speaker.participant_id, speaker.role, None)


def _after_blanks(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _speech_on_both_sides(text: str, turn: Turn, place: int) -> bool:
    return bool(text[turn.speech : place].strip() and text[place : turn.span.end].strip())


def join_turns(
    study: Study, transcript_id: UUID, first: int, last: int, whose: int | None = None
) -> Correction:
    """Make the turns from ordinal ``first`` to ``last`` (included) one.

    The speaker of the turn ``whose`` has it, one of them; without it, the first one's.
    The labels of the others go from the text, because they would read as if they had been said; their
    words follow in lines of their own.
    """
    transcript, table, _ = _chosen(study, transcript_id, range(first, last + 1))
    if first == last:
        raise QualcodeError("Only one turn is chosen; choose at least two that follow each other.")
    between = "and" if last == first + 1 else "to"
    label = f"Join turns {first + 1} {between} {last + 1} of {transcript.name}"
    if whose is not None:
        label += f", as {_who(study, table.row(whose)) or 'no speaker'}"
    heads = [
        Patch(Span(int(table.start[place]), int(table.speech[place])), "")
        for place in range(first + 1, last + 1)
    ]
    correction = reword(study, {transcript_id: heads}, label)
    corrected = study.after(correction.change)
    turns = corrected.turns_of(transcript_id)
    gone = table.id[first + 1 : last + 1]
    kept = int(turns.positions(table.id[first : first + 1])[0])
    others = [place for place in turns.positions(gone).tolist() if place >= 0]
    draft = Draft(corrected)
    joined = turns.take(np.array([kept, *others], dtype=np.intp))
    speaker = table.take(slice(whose, whose + 1)) if whose is not None else joined.take(slice(0, 1))
    row = joined.take(slice(0, 1)).replacing(
        end=np.array([joined.end.max()], dtype=np.int32),
        label=speaker.label,
        participant=speaker.participant,
        role=speaker.role,
    )
    draft.swap_turns(transcript_id, joined, row)
    change = together(study, correction.change.label, [correction.change, draft.change(label)])
    return correction.of(change)


def speakers_in(study: Study, transcript_id: UUID, first: int, last: int) -> dict[str, int]:
    """The names of those who speak in the turns from ``first`` to ``last``, with the first turn of each."""
    rows = study.turns_of(transcript_id).take(slice(first, last + 1))
    found: dict[str, int] = {}
    for place, turn in enumerate(rows, first):
        found.setdefault(_who(study, turn), place)
    return found


def said_by_others(study: Study, transcript_id: UUID, first: int, last: int, whose: int | None = None) -> str:
    """What joining the turns from ordinal ``first`` to ``last`` gives to another speaker; empty: nothing.

    They become a turn of the speaker of ``whose``, one of them; without it, of the first one's.

    Joining is meant for one who was cut in two: where others spoke, their words change hands, and no
    label in the text shows it afterwards.
    """
    names = list(speakers_in(study, transcript_id, first, last))
    if len(names) < 2:
        return ""
    turn = study.turns_of(transcript_id).row(first if whose is None else whose)
    now = _who(study, turn)
    others = listed([name for name in names if name and name != now])
    told = f"What {others} said is" if others else "The words without a speaker are"
    told += f" now attributed to {now or 'no speaker'}."
    if turn.role is Role.INTERVIEWER:
        told += " Codings there now count as the interviewer’s."
    return told


def _who(study: Study, turn: Turn) -> str:
    known = None if turn.participant_id is None else study.participants.get(turn.participant_id)
    return turn.label if known is None else known.name


def delete_turns(study: Study, transcript_id: UUID, ordinals: Sequence[int]) -> Correction:
    """Take turns out of the text, label and words; what is about their words goes with them."""
    transcript, table, chosen = _chosen(study, transcript_id, ordinals)
    patches = [Patch(Span(int(table.start[place]), int(table.end[place])), "") for place in chosen.tolist()]
    return reword(study, {transcript_id: patches}, f"Delete {_turns_in_words(transcript, chosen)}")


def set_turn_time(
    study: Study, transcript_id: UUID, ordinals: Sequence[int], seconds: float | None
) -> ChangeSet:
    """Say when turns begin, in seconds from the beginning of the recording; None: nobody knows."""
    transcript, table, chosen = _chosen(study, transcript_id, ordinals)
    if seconds is not None and not 0 <= seconds < LATEST:
        raise QualcodeError("A turn begins between 0:00 and 999 hours; write its time like 12:31 or 1:02:45.")
    before = table.take(chosen)
    after = before.replacing(time=_column(len(before), np.nan if seconds is None else seconds, "f8"))
    draft = Draft(study)
    draft.swap_turns(transcript_id, before, after)
    verb = "Remove the time of" if seconds is None else "Set the time of"
    return draft.change(f"{verb} {_turns_in_words(transcript, chosen)}")


def shift_turn_times(study: Study, transcript_id: UUID, ordinals: Sequence[int], seconds: float) -> ChangeSet:
    """Move the times of turns, those that have one, later or (below 0) earlier."""
    transcript, table, chosen = _chosen(study, transcript_id, ordinals)
    before = table.take(chosen)
    before = before.take(~np.isnan(before.time))
    if not len(before):
        raise QualcodeError("None of these turns has a time, so there is nothing to move.")
    # In thousandths, so that there and back again is where one was.
    times = np.round(before.time + seconds, 3)
    if times.min() < 0 or times.max() >= LATEST:
        when = "before the recording" if times.min() < 0 else "after 999 hours"
        raise QualcodeError(f"A turn would begin {when}; move the times by less.")
    draft = Draft(study)
    draft.swap_turns(transcript_id, before, before.replacing(time=times))
    return draft.change(f"Move the times of {_turns_in_words(transcript, chosen)}")


def _chosen(
    study: Study, transcript_id: UUID, ordinals: Iterable[int]
) -> tuple[Transcript, Turns, npt.NDArray[np.intp]]:
    """The transcript, its turns and the places of the chosen ones. Raises QualcodeError for others."""
    transcript = existing(study, Transcript, transcript_id)
    table = study.turns_of(transcript_id)
    chosen = np.unique(np.array(list(ordinals), dtype=np.intp))
    if not len(table):
        raise QualcodeError(f"{transcript.name} has no turns.")
    if not len(chosen) or chosen[0] < 0 or chosen[-1] >= len(table):
        raise QualcodeError(f"{transcript.name} has turns 1 to {len(table)}; choose among them.")
    return transcript, table, chosen


def _turns_in_words(transcript: Transcript, chosen: npt.NDArray[np.intp]) -> str:
    """``FG2, turn 14``, ``FG2, turns 3 to 7`` or ``3 turns of FG2``."""
    first, last = int(chosen[0]) + 1, int(chosen[-1]) + 1
    if first == last:
        return f"{transcript.name}, turn {first}"
    if last - first + 1 == len(chosen):
        return f"{transcript.name}, turns {first} to {last}"
    return f"{counted(len(chosen), 'turn')} of {transcript.name}"


def _column(size: int, value: object, dtype: str) -> npt.NDArray[np.generic]:
    return np.full(size, value, dtype=dtype)
