"""Runs: the union of the chosen coders' codings of each code, transcript by transcript, in flat arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from qualcode.analysis.ragged import Whole, expand, sorted_together
from qualcode.analysis.selected.selected_text import SelectedText, joined
from qualcode.model.identity import key_of, keys_of


@dataclass(frozen=True, eq=False)
class Passages:
    """Spans of codes; ``code`` is the place among the line's codes, positions are the line's."""

    selected: SelectedText
    code: Whole
    start: Whole
    end: Whole

    def __len__(self) -> int:
        return len(self.code)

    @property
    def codes(self) -> int:
        """Number of codes that may occur."""
        return len(self.selected.codes)

    @cached_property
    def in_text_order(self) -> "Passages":
        """The same passages by start and end."""
        start, length, code = sorted_together(self.start, self.end - self.start, self.code)
        return Passages(self.selected, code, start, start + length)

    @cached_property
    def transcript(self) -> Whole:
        """Number of each passage's transcript among the chosen."""
        return self.selected.transcript_at(self.start)

    @cached_property
    def touched_turns(self) -> tuple[Whole, Whole]:
        """First turn touched, and first turn after, of each passage."""
        return self.selected.turns.touched(self.start, self.end)


def coded_passages(selected: SelectedText) -> Passages:
    """The codings of the chosen codes, coders and transcripts, one passage each; within the query's scope.

    With ``aggregate`` a coding counts for its code and for every chosen code above it.
    """
    tables = [selected.study.codings_of(transcript_id) for transcript_id in selected.transcripts]
    keys = joined([table.code for table in tables])
    first, count, places = _places_by_key(selected, int(keys.max(initial=0)))
    chosen = count[keys] > 0
    coders = selected.selection.coders
    if not coders.everybody:
        chosen &= np.isin(joined([table.coder for table in tables]), keys_of(coders.coders))
    lengths = [len(table) for table in tables]
    # Of a few codes' codings only, so that those behind a cell are found while one waits.
    here = np.flatnonzero(chosen)
    base = selected.bases[np.searchsorted(np.cumsum(lengths), here, side="right")]
    keys = keys[here]
    start = _joined_at([table.start for table in tables], here) + base
    end = _joined_at([table.end for table in tables], here) + base
    if selected.scope is not None:
        shared = selected.scope.touch(start, end)
        keys, start, end = keys[shared], start[shared], end[shared]
    if np.all(count[keys] == 1):
        return Passages(selected, places[first[keys]], start, end)
    owner, entry = expand(first[keys], count[keys])
    return Passages(selected, places[entry], start[owner], end[owner])


def _joined_at(parts: Sequence[npt.NDArray[np.generic]], places: Whole) -> Whole:
    """Some entries of columns laid one after another."""
    return np.concatenate(parts)[places].astype(np.int64) if parts else np.empty(0, dtype=np.int64)


def merged_runs(selected: SelectedText) -> Passages:
    """The runs of all chosen codes, by code and start.

    Codings of one code that overlap merge; those that only touch do not.
    """
    passages = coded_passages(selected)
    if not len(passages):
        return passages
    code, start, length = sorted_together(passages.code, passages.start, passages.end - passages.start)
    # Each code on a stretch of its own: the furthest end so far never reaches into the next code.
    offset = code * selected.length
    reach = np.maximum.accumulate(start + length + offset)
    fresh = np.flatnonzero(start[1:] + offset[1:] >= reach[:-1]) + 1
    first = np.concatenate(([0], fresh))
    last = np.concatenate((fresh - 1, [len(code) - 1]))
    return Passages(selected, code[first], start[first], reach[last] - offset[first])


def _places_by_key(selected: SelectedText, largest: int) -> tuple[Whole, Whole, Whole]:
    """For each code key up to ``largest``: first entry and number of entries in a list of places."""
    study = selected.study
    found: dict[int, list[int]] = {}
    for place, code_id in enumerate(selected.codes):
        below = study.descendants(code_id) if selected.selection.aggregate else ()
        for identity in (code_id, *(code.id for code in below)):
            found.setdefault(key_of(identity), []).append(place)
    size = max(largest, *found, 0) + 1 if found else largest + 1
    first, count = np.zeros(size, dtype=np.int64), np.zeros(size, dtype=np.int64)
    places: list[int] = []
    for key, members in found.items():
        first[key], count[key] = len(places), len(members)
        places.extend(members)
    return first, count, np.array(places, dtype=np.int64)
