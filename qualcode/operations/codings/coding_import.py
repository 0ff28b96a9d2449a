"""Codings from a file: names become identities, and a million rows become columns in a few seconds."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.change import ChangeSet
from qualcode.model.codes.coding_rows import CodingRow, CodingTable
from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.columns import Column
from qualcode.model.entities import Code, Coder, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import KeyArray, key_of, new_ids, now, to_milliseconds
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import kept_name, name_key
from qualcode.operations.coders import find_coder, new_coder
from qualcode.operations.codes.codebook_tree import GrowingCodebook
from qualcode.operations.codings.coded_words import on_their_words
from qualcode.operations.draft import Draft
from qualcode.operations.recoding import first_of_each

SHOWN_FAULTS = 5
Lines = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class CodingImport:
    """What an import of codings does; ``skipped`` rows are there already or twice in the file.

    ``moved`` rows were not where they said, but their words are there once. ``memos`` of rows that are
    there already were taken where ours were empty; ``other_memos`` are lines with another memo than ours.
    """

    change: ChangeSet
    added: int
    skipped: int
    new_codes: tuple[str, ...]
    new_coders: tuple[str, ...]
    moved: int
    memos: int
    other_memos: tuple[int, ...]


def import_codings(study: Study, rows: Iterable[CodingRow]) -> CodingImport:
    """Import codings given row by row; see ``import_coding_columns``."""
    return import_coding_columns(study, CodingTable.from_rows(rows))


def import_coding_columns(study: Study, table: CodingTable) -> CodingImport:
    """Import codings in one step. Codes and coders that are not known are created.

    A transcript is known by its name or source file name, a code by its name or full path.
    Where the table says which words were coded, they are compared with the text, and a row whose words
    are elsewhere, once, is moved there. Raises QualcodeError that names the rows that do not fit by their
    lines; then nothing is imported.
    """
    faults = _Faults(table)
    table, moved, transcripts, codes, new_codes, coders, new_coders = _looked_up(study, table, faults)
    faults.refuse()
    draft = Draft(study)
    draft.put(*new_coders, *new_codes)
    added = memos = 0
    others: list[int] = []
    for transcript, codings, lines in _by_transcript(table, transcripts, codes, coders):
        known = study.codings_of(transcript.id)
        new = _unknown(known, codings)
        draft.swap_codings(transcript.id, Codings.empty(), new)
        added += len(new)
        with_memos, other = _memos_of_known(known, codings, lines)
        draft.swap_codings(transcript.id, known.take(np.isin(known.id, with_memos.id)), with_memos)
        memos += len(with_memos)
        others += other
    label = f"Import {counted(added, 'segment')}" + (f" and {counted(memos, 'memo')}" if memos else "")
    return CodingImport(
        change=draft.change(label),
        added=added,
        skipped=len(table) - added,
        new_codes=tuple(code.name for code in new_codes),
        new_coders=tuple(coder.name for coder in new_coders),
        moved=moved,
        memos=memos,
        other_memos=tuple(sorted(others)),
    )


def fitting_codings(study: Study, table: CodingTable) -> tuple[CodingTable, tuple[str, ...]]:
    """The rows that can be imported, and a phrase for each of the others."""
    faults = _Faults(table)
    _looked_up(study, table, faults)
    told = tuple(f"line {table.line[place]}: {faults.reasons[place]}" for place in sorted(faults.reasons))
    return table.without(faults.reasons), told


class _LookedUp(NamedTuple):
    """The names of a table with the rows that they stand for."""

    table: CodingTable
    moved: int
    transcripts: list[Transcript | None]
    codes: KeyArray
    new_codes: list[Code]
    coders: KeyArray
    new_coders: list[Coder]


def _looked_up(study: Study, table: CodingTable, faults: "_Faults") -> _LookedUp:
    transcripts = _transcripts(study, table, faults)
    texts = [None if row is None else study.text(row.id) for row in transcripts] if table.text else []
    table, moved, misplaced = on_their_words(table, texts, table.transcript.names)
    codes, new_codes = _codes(study, table, faults)
    coders, new_coders = _coders(study, table, faults)
    _check_spans(study, table, transcripts, faults)
    faults.add_each(misplaced)
    return _LookedUp(table, moved, transcripts, codes, new_codes, coders, new_coders)


def _memos_of_known(known: Codings, codings: Codings, lines: Lines) -> tuple[Codings, list[int]]:
    """Codings that are there and get the memo of the file, theirs being empty; lines with another memo."""
    said = np.flatnonzero(codings.memo != "")
    if not len(said):
        return Codings.empty(), []
    places = {key: place for place, key in enumerate(_keys(known))}
    memos: dict[int, str] = {}
    others = []
    for row, key in zip(said.tolist(), _keys(codings.take(said)), strict=True):
        place = places.get(key)
        if place is None:
            continue
        memo = str(codings.memo[row])
        ours = memos.get(place, str(known.memo[place]))
        if not ours.strip():
            memos[place] = memo
        elif " ".join(ours.split()) != " ".join(memo.split()):
            others.append(int(lines[row]))
    rows = np.array(sorted(memos), dtype=np.intp)
    taken = np.empty(len(rows), dtype=object)
    taken[:] = [memos[row] for row in rows.tolist()]
    return known.take(rows).replacing(memo=taken), others


def _keys(codings: Codings) -> list[tuple[int, int, int, int]]:
    columns = (codings.code, codings.coder, codings.start, codings.end)
    return list(zip(*(column.tolist() for column in columns), strict=True))


class _Faults:
    """Rows that do not fit, with the reason; the first reason found for a row is the one told."""

    def __init__(self, table: CodingTable) -> None:
        self._table = table
        self.reasons: dict[int, str] = {}
        for place, reason in table.faults:
            self.reasons.setdefault(place, reason)

    def add(self, places: npt.NDArray[np.intp], reason: Callable[[int], str]) -> None:
        for place in places.tolist():
            if place not in self.reasons:
                self.reasons[place] = reason(place)

    def add_each(self, faults: Iterable[tuple[int, str]]) -> None:
        """Rows with their reasons."""
        for place, reason in faults:
            self.reasons.setdefault(place, reason)

    def add_names(self, numbers: npt.NDArray[np.int32], reasons: dict[int, str]) -> None:
        """Rows whose name has a fault."""
        if reasons:
            places = np.flatnonzero(np.isin(numbers, list(reasons)))
            self.add(places, lambda place: reasons[int(numbers[place])])

    def refuse(self) -> None:
        """Raise QualcodeError where there are any."""
        if not self.reasons:
            return
        places = sorted(self.reasons)
        shown = [f"line {self._table.line[place]}: {self.reasons[place]}" for place in places[:SHOWN_FAULTS]]
        more = len(places) - len(shown)
        listed = "; ".join([*shown, *([f"and {more:,} more"] if more else [])])
        rows = "1 row does not fit" if len(places) == 1 else f"{len(places):,} rows do not fit"
        raise QualcodeError(f"Nothing was imported, because {rows}: {listed}.")


def _transcripts(study: Study, table: CodingTable, faults: _Faults) -> list[Transcript | None]:
    """The transcript of each distinct name."""
    by_name: dict[str, list[Transcript]] = {}
    by_source: dict[str, list[Transcript]] = {}
    for row in study.transcripts_in_order:
        by_name.setdefault(row.name, []).append(row)
        if row.source_name:
            by_source.setdefault(row.source_name, []).append(row)
    found: list[Transcript | None] = []
    reasons: dict[int, str] = {}
    for number, name in enumerate(table.transcript.names):
        rows = by_name.get(name) or by_source.get(name) or by_name.get(name.strip()) or []
        if len(rows) != 1:
            reasons[number] = (
                f"“{name}” names {len(rows)} transcripts" if rows else f"there is no transcript “{name}”"
            )
        found.append(rows[0] if rows else None)
    faults.add_names(table.transcript.numbers, reasons)
    return found


def _codes(study: Study, table: CodingTable, faults: _Faults) -> tuple[KeyArray, list[Code]]:
    """The key of each distinct code name's code, and the codes to create."""
    tree = GrowingCodebook(study)
    keys = np.full(len(table.code.names), -1, dtype=np.int32)
    unknown: list[int] = []
    reasons: dict[int, str] = {}
    for number, name in enumerate(table.code.names):
        found = tree.named(name)
        if len(found) == 1 and found[0].codable:
            keys[number] = key_of(found[0].id)
        elif len(found) == 1:
            reasons[number] = f"“{name}” is a category, not a code"
        elif found:
            reasons[number] = f"“{name}” names {len(found)} codes, give the full path"
        else:
            unknown.append(number)
    for number in unknown:
        try:
            keys[number] = key_of(tree.ensure(table.code.names[number]).id)
        except QualcodeError:
            reasons[number] = f"“{table.code.names[number]}” is not a name for a code"
    faults.add_names(table.code.numbers, reasons)
    return keys, tree.new


def _coders(study: Study, table: CodingTable, faults: _Faults) -> tuple[KeyArray, list[Coder]]:
    keys = np.full(len(table.coder.names), -1, dtype=np.int32)
    new: dict[str, Coder] = {}
    colours = [row.colour for row in study.coders.values()]
    reasons: dict[int, str] = {}
    for number, name in enumerate(table.coder.names):
        if not kept_name(name):
            reasons[number] = "it names no coder"
            continue
        coder = find_coder(study, name) or new.get(name_key(name))
        if coder is None:
            coder = new_coder(name, colours)
            colours.append(coder.colour)
            new[name_key(coder.name)] = coder
        keys[number] = key_of(coder.id)
    faults.add_names(table.coder.numbers, reasons)
    return keys, list(new.values())


def _check_spans(
    study: Study, table: CodingTable, transcripts: list[Transcript | None], faults: _Faults
) -> None:
    lengths = [0 if row is None else study.text_version(row.id).text.length for row in transcripts]
    known = np.array([row is not None for row in transcripts], dtype=np.bool_)
    length = np.array(lengths, dtype=np.int64)[table.transcript.numbers]
    start, end = table.start, table.end
    faults.add(
        np.flatnonzero(start >= end),
        lambda place: f"its end {end[place]} is not after its start {start[place]}",
    )
    outside = known[table.transcript.numbers] & ((start < 0) | (end > length))
    faults.add(
        np.flatnonzero(outside),
        lambda place: (
            f"{start[place]} to {end[place]} is outside the text of "
            f"“{table.transcript.names[table.transcript.numbers[place]]}” ({length[place]} characters)"
        ),
    )


def _by_transcript(
    table: CodingTable, transcripts: list[Transcript | None], codes: KeyArray, coders: KeyArray
) -> Iterable[tuple[Transcript, Codings, Lines]]:
    """The rows of each transcript as codings, in the order of the file, and their lines."""
    count = len(table)
    # Two names (its own and its file's) may stand for one transcript.
    first: dict[UUID, int] = {}
    merged = [first.setdefault(row.id, n) if row is not None else n for n, row in enumerate(transcripts)]
    number = np.array(merged, dtype=np.int32)[table.transcript.numbers]
    order = np.argsort(number, kind="stable")
    memos = np.empty(count, dtype=object)
    memos[:] = table.memo
    weights = np.full(count, NO_WEIGHT) if table.weight is None else table.weight
    columns: dict[str, Column] = {
        "id": new_ids(count),
        "code": codes[table.code.numbers][order],
        "coder": coders[table.coder.numbers][order],
        "start": table.start[order].astype(np.int32),
        "end": table.end[order].astype(np.int32),
        "weight": weights[order].astype(np.int16),
        "created": np.full(count, to_milliseconds(now()), dtype=np.int64),
        "memo": memos[order],
    }
    everything, lines = Codings(columns), table.line[order]
    used, starts = np.unique(number[order], return_index=True)
    for place, start, end in zip(used, starts, np.append(starts, count)[1:], strict=True):
        row = transcripts[place]
        if row is not None:
            rows = slice(int(start), int(end))
            yield row, everything.take(rows), lines[rows]


def _unknown(table: Codings, new: Codings) -> Codings:
    """Those of ``new`` that are neither in ``table`` nor the same as an earlier one of ``new``."""
    both = Codings.concatenated((table, new)) if len(table) else new
    # Identities ascend with the order of the file, so what was there and what came first wins.
    arrived = np.arange(len(both)) >= len(table)
    order = np.lexsort((arrived, both.end, both.start, both.coder, both.code))
    first = first_of_each(both.take(order), ("code", "coder", "start", "end"))
    kept = np.zeros(len(both), dtype=np.bool_)
    kept[order[first]] = True
    return both.take(kept & arrived).sorted()
