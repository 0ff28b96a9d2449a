"""What is counted of pairs of passages, and what a code counts by itself, by the kind of count."""

from typing import assert_never

import numpy as np

from qualcode.analysis.ragged import Whole, distinct, expand
from qualcode.analysis.runs import Passages
from qualcode.analysis.selected.selected_text import NOBODY
from qualcode.analysis.tallies import CharacterTally, PairTally, SharedTurnTally, SubjectTally, Tally
from qualcode.model.questions.rules import Count


def tally_of(ordered: Passages, count: Count) -> Tally:
    """What takes the pairs of passages and counts them so."""
    match count:
        case Count.CHARACTERS:
            return CharacterTally(ordered)
        case Count.PARTICIPANTS:
            return SharedTurnTally(ordered)
        case Count.TRANSCRIPTS:
            return SubjectTally(ordered.code, ordered.transcript, ordered.codes)
        case Count.PAIRS:
            return PairTally(ordered.code, ordered.codes)
        case Count.UNITS:
            raise ValueError("passages are not counted as units")
        case _:
            assert_never(count)


def diagonal(runs: Passages, count: Count) -> Whole:
    """What a code counts by itself: runs, characters, participants or transcripts; length: codes."""
    match count:
        case Count.CHARACTERS:
            lengths = np.bincount(runs.code, weights=runs.end - runs.start, minlength=runs.codes)
            return lengths.astype(np.int64)
        case Count.PARTICIPANTS:
            return _by_code(*_participants(runs), runs.codes)
        case Count.TRANSCRIPTS:
            return _by_code(runs.code, runs.transcript, runs.codes)
        case Count.PAIRS:
            return np.bincount(runs.code, minlength=runs.codes)
        case Count.UNITS:
            raise ValueError("passages are not counted as units")
        case _:
            assert_never(count)


def _participants(runs: Passages) -> tuple[Whole, Whole]:
    """Code and participant for every turn that a run touches, those without participant left out."""
    first, after = runs.touched_turns
    owner, turn = expand(first, after - first)
    person = runs.selected.counted_participant[turn]
    known = person != NOBODY
    return runs.code[owner[known]], person[known]


def _by_code(code: Whole, subject: Whole, codes: int) -> Whole:
    """Number of different subjects of each code."""
    different = distinct(subject * codes + code)
    return np.bincount(different % codes, minlength=codes) if codes else different
