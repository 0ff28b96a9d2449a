"""How often codes occur in each group: segments, runs, units, characters, words, people, transcripts."""

from dataclasses import dataclass
from typing import assert_never

import numpy as np
import numpy.typing as npt

from qualcode.analysis.groups import AnyGroups, QueryGroups
from qualcode.analysis.ragged import Whole, distinct, expand
from qualcode.analysis.runs import Passages, coded_passages, merged_runs
from qualcode.analysis.selected.selected_text import NOBODY, SelectedText
from qualcode.analysis.table_request import TableRequest
from qualcode.analysis.units import units_of
from qualcode.model.errors import QualcodeError
from qualcode.model.measures import Measures
from qualcode.model.questions.words import Figure


@dataclass(frozen=True, eq=False)
class Frequencies:
    """Counts with totals: shape (codes + 1, groups + 1), the last row and column being the totals.

    Where counts add up, a total is their sum; otherwise it counts different things once. A code
    below another one of the table plays no part in totals of columns. ``passages`` is how many segments
    or runs the codes in the totals have, and ``outside`` how many of them are in no column; both are 0
    where something else is counted.
    """

    table: Whole
    passages: int = 0
    outside: int = 0


@dataclass(frozen=True, eq=False)
class _Entries:
    """What is counted, one entry each: code, column, and either an amount or the thing itself."""

    code: Whole
    column: Whole
    amount: Whole | None = None
    thing: Whole | None = None
    passages: int = 0
    outside: int = 0


def frequencies(
    selected: SelectedText,
    groups: AnyGroups,
    request: TableRequest,
    figure: Figure,
    measures: Measures | None,
) -> Frequencies:
    """The counts of one figure. Words and sentences need ``measures``; raises QualcodeError without."""
    entries = _entries(selected, groups, request, figure, measures)
    shape = (len(selected.codes), len(groups.labels))
    top = outermost(selected)
    if entries.thing is None:
        table = _sums(entries, shape, top)
        if isinstance(groups, QueryGroups) and groups.overlapping:
            # Text in several columns counts once in a total.
            whole = _entries(selected, groups.united(), request, figure, measures)
            table[:, -1] = _sums(whole, (shape[0], 1), top)[:, 0]
    else:
        table = _different(entries.code, entries.column, entries.thing, shape, top)
    return Frequencies(table, entries.passages, entries.outside)


def people_behind(selected: SelectedText, groups: AnyGroups, request: TableRequest) -> Frequencies:
    """How many participants stand behind each figure of a request.

    Those of the column in whose turns the counted text lies. A segment or run counts only in the
    column in which it begins; so do the people of the column whom it reaches.
    """
    found = merged_runs(selected)
    column: Whole | None = None
    if request.figure in (Figure.SEGMENTS, Figure.RUNS) and not isinstance(groups, QueryGroups):
        found = coded_passages(selected) if request.figure is Figure.SEGMENTS else found
        column = groups.column_at(found.start)
    code, where, person = _participants(found, groups, column)
    shape = (len(selected.codes), len(groups.labels))
    return Frequencies(_different(code, where, person, shape, outermost(selected)))


def nested(selected: SelectedText) -> bool:
    """Whether the figures of one chosen code are contained in those of another one."""
    return not bool(outermost(selected).all())


def outermost(selected: SelectedText) -> npt.NDArray[np.bool_]:
    """Which chosen codes are not counted within another chosen code."""
    inner = set()
    if selected.selection.aggregate:
        inner = {code.id for chosen in selected.codes for code in selected.study.descendants(chosen)}
    return np.array([code_id not in inner for code_id in selected.codes], dtype=np.bool_)


def _entries(
    selected: SelectedText,
    groups: AnyGroups,
    request: TableRequest,
    figure: Figure,
    measures: Measures | None,
) -> _Entries:
    if figure in (Figure.SEGMENTS, Figure.RUNS):
        found = coded_passages(selected) if figure is Figure.SEGMENTS else merged_runs(selected)
        owner, column = groups.members(found)
        outside = outermost(selected)[found.code]
        passages = int(outside.sum())
        outside[owner] = False
        told = (passages, int(outside.sum()))
        if groups.overlapping:
            return _Entries(found.code[owner], column, None, owner, *told)
        return _Entries(found.code[owner], column, np.ones(len(owner), dtype=np.int64), None, *told)
    # In text order places are looked up several times faster than all over the line.
    runs = merged_runs(selected).in_text_order
    if figure is Figure.PARTICIPANTS:
        code, where, person = _participants(runs, groups)
        return _Entries(code, where, thing=person)
    pieces, column = groups.pieces(runs)
    if figure is Figure.CHARACTERS:
        return _Entries(pieces.code, column, amount=pieces.end - pieces.start)
    if figure is Figure.WORDS:
        words = word_starts(selected, measures)
        return _Entries(pieces.code, column, amount=words_within(words, pieces.start, pieces.end))
    if figure is Figure.TRANSCRIPTS:
        return _Entries(pieces.code, column, thing=pieces.transcript)
    if figure is not Figure.UNITS:
        assert_never(figure)
    owner, unit = units_of(selected, request.unit, measures).touched(pieces)
    return _Entries(pieces.code[owner], column[owner], thing=unit)


def _participants(runs: Passages, groups: AnyGroups, only: Whole | None = None) -> tuple[Whole, Whole, Whole]:
    """Code, column and participant wherever a run lies in a turn of a column.

    ``only`` is the one column in which each run counts; people of other columns are left out.
    """
    if isinstance(groups, QueryGroups):
        pieces, column = groups.pieces(runs)
        first, after = pieces.touched_turns
        owner, turn = expand(first, after - first)
        code, column = pieces.code[owner], column[owner]
    else:
        first, after = runs.touched_turns
        owner, turn = expand(first, after - first)
        code, column = runs.code[owner], groups.turn_column[turn]
    person = runs.selected.counted_participant[turn]
    known = (person != NOBODY) & (column != NOBODY)
    if only is not None:
        known &= column == only[owner]
    return code[known], column[known], person[known]


def _sums(entries: _Entries, shape: tuple[int, int], outermost: npt.NDArray[np.bool_]) -> Whole:
    codes, columns = shape
    cells = entries.code * columns + entries.column
    counts = np.bincount(cells, weights=entries.amount, minlength=codes * columns)
    table = np.zeros((codes + 1, columns + 1), dtype=np.int64)
    table[:codes, :columns] = counts.reshape(shape)
    table[:codes, columns] = table[:codes, :columns].sum(axis=1)
    table[codes] = table[:codes][outermost].sum(axis=0)
    return table


def _different(
    code: Whole, column: Whole, thing: Whole, shape: tuple[int, int], outermost: npt.NDArray[np.bool_]
) -> Whole:
    codes, columns = shape
    width = columns + 1
    top = outermost[code]
    # Every entry counts in its cell, in the total of its row and, unless nested, in those of all rows.
    rows = np.concatenate([code, code, np.full(2 * int(top.sum()), codes)])
    whole_row = np.full(len(thing), columns)
    places = np.concatenate([column, whole_row, column[top], whole_row[top]])
    things = np.concatenate([thing, thing, thing[top], thing[top]])
    size = int(things.max(initial=0)) + 1
    keys = distinct((rows * width + places) * size + things)
    return np.bincount(keys // size, minlength=(codes + 1) * width).reshape(codes + 1, width)


def word_starts(selected: SelectedText, measures: Measures | None) -> Whole:
    """Where the words of the chosen transcripts begin, as positions of the line, ascending."""
    if measures is None:
        raise QualcodeError("Words were asked for, but nothing was given that finds words.")
    tables = [measures.words(selected.study, transcript_id) for transcript_id in selected.transcripts]
    return selected.text_line.along([table[:, 0] for table in tables])


def words_within(words: Whole, start: Whole, end: Whole) -> Whole:
    """How many words begin within each span."""
    return np.searchsorted(words, end, side="left") - np.searchsorted(words, start, side="left")


def spoken_words(selected: SelectedText, groups: AnyGroups, measures: Measures | None) -> Whole:
    """Words that the participants of each column said themselves, in scope; interviewers only if included.

    Header turns, which nobody speaks, do not count. The result has one entry a column.
    """
    turns = selected.turns
    words = words_within(word_starts(selected, measures), turns.speech, turns.end)
    spoken = _has_speaker(selected) & selected.turns_in_scope
    if not selected.selection.include_interviewers:
        spoken &= ~turns.interviewer
    turn, column = groups.turns_of_columns()
    kept = spoken[turn]
    counts = np.bincount(column[kept], weights=words[turn[kept]], minlength=len(groups.labels))
    return counts.astype(np.int64)


def _has_speaker(selected: SelectedText) -> npt.NDArray[np.bool_]:
    labels = [selected.study.turns_of(transcript_id).label for transcript_id in selected.transcripts]
    named = np.array([bool(label) for column in labels for label in column], dtype=np.bool_)
    known: npt.NDArray[np.bool_] = selected.turns.participant != NOBODY
    return named | known
