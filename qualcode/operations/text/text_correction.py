"""Correct the text of a transcript: a new version, and everything that hangs on the text moves along."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import Highlight, TextVersion, Transcript, TypicalQuote
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_at, new_id, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.text import StoredText
from qualcode.model.turns import Turns
from qualcode.model.words.in_words import counted, listed
from qualcode.operations.checks import checked_span, existing
from qualcode.operations.checks import place as place_in_words
from qualcode.operations.comments import move_comments
from qualcode.operations.draft import Draft
from qualcode.operations.memo_links import memo_places, move_memos
from qualcode.operations.recoding import move_codings
from qualcode.operations.text.alignment import Alignment, Correspondence, Patch, PatchedAlignment, Positions
from qualcode.operations.text.correction import Correction, TextMarks
from qualcode.operations.text.left_words import LeftWords
from qualcode.operations.text.turn_parts import TurnPart, firsts, with_moved, without_blanks
from qualcode.operations.typical_quotes import move_typical, typical_in


class _MovedCodings(NamedTuple):
    """What becomes of the codings of one transcript."""

    moved: int
    reworded: int
    lost: Codings
    replaced: Codings
    collapsed: int = 0
    torn: tuple[UUID, ...] = ()
    pieces: int = 0


def correct_text(study: Study, transcript_id: UUID, text: str) -> Correction:
    """Give a transcript a corrected text, as a new version.

    A coding keeps the words that are left of it, corrections of them, and those put in between or in the
    place of all; one whose words are nearby now, as where two were swapped, goes there; where none are left
    it is removed; where lines were moved out of it or into it, it may become pieces. Memos at a place stay,
    at the point where it was. Text put in between two turns belongs to the earlier; lines that were moved
    keep their speakers; a turn without text goes. Labels stay as they are.
    """
    transcript = existing(study, Transcript, transcript_id)
    plain = tidy_text(text)
    if not plain:
        raise QualcodeError(f"The text of {transcript.name} would be empty; delete the transcript instead.")
    old = study.text(transcript_id)
    label = f"Correct the text of {transcript.name}"
    if plain == old:
        return Correction(ChangeSet(label))
    return _corrected(study, label, {transcript_id: (plain, Alignment(old, plain))})


def reword(study: Study, patches: Mapping[UUID, Sequence[Patch]], label: str) -> Correction:
    """Put other words in the place of stretches, in any number of transcripts, as one step under ``label``.

    The rest follows as in ``correct_text``; nothing but the stretches is looked at. Patches of a transcript
    are in order and do not overlap; one that changes nothing is passed over.
    """
    texts: dict[UUID, tuple[str, Correspondence]] = {}
    for transcript_id, wanted in patches.items():
        transcript = existing(study, Transcript, transcript_id)
        old = study.text(transcript_id)
        tidy = [
            Patch(checked_span(study, transcript, span, point=True), tidy_text(words), each)
            for span, words, each in wanted
        ]
        changing = [patch for patch in tidy if old[patch.span.start : patch.span.end] != patch.words]
        if not changing:
            continue
        alignment = PatchedAlignment(old, changing)
        if not alignment.text:
            raise QualcodeError(
                f"The text of {transcript.name} would be empty; delete the transcript instead."
            )
        texts[transcript_id] = alignment.text, alignment
    meant = all(patch.each for wanted in patches.values() for patch in wanted)
    return _corrected(study, label, texts, meant=meant) if texts else Correction(ChangeSet(label))


def edit_words(study: Study, transcript_id: UUID, span: Span, words: str) -> Correction:
    """Give one stretch of a transcript other words; the rest as in ``reword``."""
    transcript = existing(study, Transcript, transcript_id)
    label = f"Edit {place_in_words(study, transcript, span.start)}"
    return reword(study, {transcript_id: [Patch(span, words)]}, label)


def tidy_text(text: str) -> str:
    """A text as it is stored: line ends LF, no mark of byte order, nothing that no database keeps."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").replace("\0", "")
    return plain.encode("utf-8", "replace").decode("utf-8")


def _corrected(
    study: Study, label: str, texts: Mapping[UUID, tuple[str, Correspondence]], *, meant: bool = False
) -> Correction:
    draft = Draft(study)
    codings: dict[UUID, _MovedCodings] = {}
    highlights: list[Highlight] = []
    quotes: list[TypicalQuote] = []
    others: list[_Others] = []
    emptied = 0
    for transcript_id, (text, alignment) in texts.items():
        transcript = study.transcripts[transcript_id]
        numbers = [v.number for v in study.rows(TextVersion).values() if v.transcript_id == transcript_id]
        version = TextVersion(new_id(), transcript_id, max(numbers) + 1, now(), StoredText.of(text))
        draft.put(version, replace(transcript, version=version.number))
        turns = _move_turns(study, draft, transcript_id, alignment, text)
        both = _Texts(study.text(transcript_id), text)
        left = LeftWords(*both, alignment, meant=meant)
        emptied += _emptied(study.turns_of(transcript_id), turns, alignment, both)
        moved = partial(_moved, alignment, left)
        move_memos(study, draft, transcript_id, moved)
        move_comments(study, draft, transcript_id, moved)
        highlights += _move_highlights(study, draft, transcript_id, left)
        quotes += move_typical(study, draft, transcript_id, moved)
        codings[transcript_id] = _move_codings(study, draft, transcript_id, alignment, left)
        others.append(_others(study, transcript_id, left))
    lost = {place: found.lost for place, found in codings.items() if len(found.lost)}
    marks = zip(*(row.marks for row in others), strict=True)
    replaced = {place: found.replaced for place, found in codings.items() if len(found.replaced)}
    removed = sum(map(len, lost.values()))
    return Correction(
        draft.change(label + _with_what(removed, emptied)),
        moved=sum(found.moved for found in codings.values()),
        collapsed=sum(found.collapsed for found in codings.values()),
        reworded=sum(found.reworded for found in codings.values()),
        lost=lost,
        lost_highlights=tuple(highlights),
        lost_quotes=tuple(quotes),
        replaced=replaced,
        replaced_marks=TextMarks(*map(sum, marks)),
        bare_memos=sum(row.bare_memos for row in others),
        torn=tuple(coding_id for found in codings.values() for coding_id in found.torn),
        pieces=sum(found.pieces for found in codings.values()),
        emptied=emptied,
    )


def _with_what(removed: int, emptied: int) -> str:
    """What a correction takes along, as its label says it."""
    parts = [
        *([f"removing {counted(removed, 'coding')} whose words are gone"] if removed else []),
        *([f"leaving {counted(emptied, 'turn')} without words"] if emptied else []),
    ]
    return f", {listed(parts)}" if parts else ""


class _Texts(NamedTuple):
    """A text before and after it was corrected."""

    old: str
    new: str

    def leave_no_word(self, was: Span, now: Sequence[Span]) -> bool:
        """Whether a stretch has lost all its words, though a full stop may be left of it."""
        return any(map(str.isalnum, self.old[was.start : was.end])) and not any(
            letter.isalnum() for piece in now for letter in self.new[piece.start : piece.end]
        )


def _move_codings(
    study: Study, draft: Draft, transcript_id: UUID, alignment: Correspondence, left: LeftWords
) -> _MovedCodings:
    table = study.codings_of(transcript_id)
    if not len(table):
        return _MovedCodings(0, 0, Codings.empty(), Codings.empty())
    starts, ends = alignment.stretches(table.start.astype(np.int64), table.end.astype(np.int64))
    pieces: dict[int, Sequence[Span]] = {}
    for place in _touched_by_moves(table, starts, ends, alignment):
        pieces[place] = alignment.pieces(int(table.start[place]), int(table.end[place]))
    touched = alignment.touched(table.start.astype(np.int64), table.end.astype(np.int64))
    replaced = np.zeros(len(table), dtype=np.bool_)
    for place in np.flatnonzero(touched).tolist():
        here = Span(int(starts[place]), int(ends[place])) if starts[place] < ends[place] else None
        found = left.follow(
            Span(int(table.start[place]), int(table.end[place])),
            pieces.get(place, [here] if here is not None else []),
        )
        pieces[place], replaced[place] = found
    for place, found_now in pieces.items():
        starts[place], ends[place] = found_now[0] if found_now else (0, 0)
    torn = {place: found_now[1:] for place, found_now in pieces.items() if len(found_now) > 1}
    stays = starts < ends
    before = table.take(stays)
    after = before.replacing(start=starts[stays].astype(np.int32), end=ends[stays].astype(np.int32))
    changed = (starts != table.start) | (ends != table.end)
    draft.swap_codings(transcript_id, table.take(~stays), Codings.empty())
    # What other pieces a coding has now are codings like it; its memo stays with the first.
    others = Codings.from_rows(
        replace(table.row(place), id=new_id(), span=piece, memo="")
        for place, pieces in torn.items()
        for piece in pieces
    )
    collapsed = move_codings(draft, transcript_id, before, before, after.joined(others))
    return _MovedCodings(
        int(np.count_nonzero(changed & stays)),
        int(np.count_nonzero(touched & stays)),
        table.take(~stays),
        table.take(replaced & stays),
        collapsed,
        tuple(id_at(table.id, place) for place in torn),
        len(others),
    )


def _touched_by_moves(
    table: Codings, starts: Positions, ends: Positions, alignment: Correspondence
) -> list[int]:
    """Places of codings out of which lines were moved, or into the new places of which."""
    touched = np.zeros(len(table), dtype=np.bool_)
    for move in alignment.moves:
        touched |= (table.start < move.old.end) & (table.end > move.old.start)
        touched |= (starts < move.new.end) & (ends > move.new.start)
    return [int(place) for place in np.flatnonzero(touched)]


def _emptied(before: Turns, after: Turns, alignment: Correspondence, both: _Texts) -> int:
    """How many turns that stay have lost all their words."""
    touched = alignment.touched(before.speech.astype(np.int64), before.end.astype(np.int64))
    places = np.flatnonzero(touched)
    found = 0
    for place, there in zip(places.tolist(), after.positions(before.id[places]).tolist(), strict=True):
        if there >= 0:
            was = Span(int(before.speech[place]), int(before.end[place]))
            found += both.leave_no_word(was, [Span(int(after.speech[there]), int(after.end[there]))])
    return found


def _move_turns(
    study: Study, draft: Draft, transcript_id: UUID, alignment: Correspondence, text: str
) -> Turns:
    """Put the turns where they are in the new text, and return them."""
    table = study.turns_of(transcript_id)
    if not len(table):
        return table
    edges = alignment.borders(table.start.astype(np.int64)).copy()
    edges[0] = 0
    edges = np.append(edges, len(text))
    # The label's end: what is put in right after the label is speech.
    label_end = np.where(
        table.speech > table.start, alignment.ends(table.speech.astype(np.int64)), edges[:-1]
    )
    if not alignment.moves:
        stays = edges[:-1] < edges[1:]
        starts, ends = edges[:-1][stays], edges[1:][stays]
        moved = table.take(stays).replacing(
            start=starts.astype(np.int32),
            end=ends.astype(np.int32),
            speech=np.clip(label_end[stays], starts, ends).astype(np.int32),
        )
        draft.swap_turns(transcript_id, table, moved)
        return moved
    parts = [
        TurnPart(place, int(edges[place]), int(edges[place + 1]), int(label_end[place]))
        for place in range(len(table))
        if edges[place] < edges[place + 1]
    ]
    for move in alignment.moves:
        parts = with_moved(parts, table, move)
    parts = without_blanks(parts, text)
    rows = [
        replace(
            table.row(part.turn),
            id=id_at(table.id, part.turn) if is_first else new_id(),
            span=Span(part.start, part.end),
            speech=min(max(part.speech, part.start), part.end),
        )
        for part, is_first in firsts(parts)
    ]
    moved = Turns.from_rows(rows) if rows else Turns.empty()
    draft.swap_turns(transcript_id, table, moved)
    return moved


def _move_highlights(study: Study, draft: Draft, transcript_id: UUID, left: LeftWords) -> list[Highlight]:
    """Those that have lost their words, which go."""
    lost = []
    for row in study.highlights_of(transcript_id):
        pieces = left.follow(Span(row.start, row.end)).pieces
        if pieces:
            draft.put(replace(row, start=pieces[0].start, end=pieces[0].end))
            draft.put(*(replace(row, id=new_id(), start=piece.start, end=piece.end) for piece in pieces[1:]))
        else:
            draft.drop(row)
            lost.append(row)
    return lost


class _Others(NamedTuple):
    """How many marks on a text have other words only, and how many memos none."""

    marks: TextMarks
    bare_memos: int


def _others(study: Study, transcript_id: UUID, left: LeftWords) -> _Others:
    found = [
        [left.follow(span) for span in spans]
        for spans in (
            [Span(row.start, row.end) for row in study.highlights_of(transcript_id)],
            [Span(row.start, row.end) for row in typical_in(study, transcript_id)],
            memo_places(study, transcript_id),
        )
    ]
    marks = TextMarks(*(sum(row.others for row in rows) for rows in found))
    return _Others(marks, sum(not row.pieces for row in found[-1]))


def _moved(alignment: Correspondence, left: LeftWords, start: int, end: int) -> tuple[int, int]:
    """Where a stretch is now, the longest of its pieces; a point where no word is left of it."""
    pieces = left.follow(Span(start, end)).pieces
    if pieces:
        return max(pieces, key=lambda piece: piece.length)
    here = alignment.span(start, end)
    return here.start, min(here)
