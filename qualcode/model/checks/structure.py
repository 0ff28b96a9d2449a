"""What every part of the program relies on in a study, and sentences about what does not hold.

A project in which it does not is not opened: texts, turns and codings would be shown in wrong places,
or not at all.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.branches import Nested
from qualcode.model.codings import Codings
from qualcode.model.columns import TranscriptColumns
from qualcode.model.entities import (
    Attribute,
    AttributeValue,
    CodeSet,
    CodeSetMember,
    Comment,
    Folder,
    Highlight,
    Memo,
    MemoLink,
    MemoSubject,
    ProjectInfo,
    Summary,
    TextVersion,
    TypicalQuote,
)
from qualcode.model.identity import NO_KEY, KeyArray, id_at, keys_of
from qualcode.model.study import Study
from qualcode.model.team import (
    CodingProgress,
    Decision,
    GivenCopy,
    Membership,
    Revisit,
    Round,
    RoundCoder,
    RoundTranscript,
)
from qualcode.model.turns import ROLES, Turns

_Among = Callable[[KeyArray], npt.NDArray[np.bool_]]

SHOWN: Final = 3
"""How many rows of one transcript a sentence of each kind is made for."""

_OF_ROUNDS: Final[tuple[type[Any], ...]] = (RoundTranscript, RoundCoder, CodingProgress, GivenCopy)
_COLOUR: Final = re.compile(r"#[0-9a-f]{6}")
_LATEST: Final = 253_402_300_799_999
"""The last millisecond of the year 9999, beyond which there are no moments."""


def broken_structure(study: Study) -> list[str]:
    """A sentence for everything that a study cannot be worked with; none for nearly all there are."""
    found = [*_project(study), *_codes(study), *_folders(study), *_belongings(study), *_texts(study)]
    # Positions are judged against texts, and parents walked, only where these are sound.
    lengths = _lengths(study)
    found += [*_memos(study, lengths), *_highlights(study, lengths), *_typical_quotes(study, lengths)]
    found += _comments(study, lengths)
    found += [*_turns(study, lengths), *_codings(study, lengths)]
    return found


def _codes(study: Study) -> Iterator[str]:
    for code in study.codes.values():
        if code.parent_id is not None and code.parent_id not in study.codes:
            yield f"The code “{code.name}” is below a code that does not exist."
        elif _in_circle(study.codes, code.id):
            yield f"The code “{code.name}” is below itself."
        if _COLOUR.fullmatch(code.colour) is None:
            yield f"The code “{code.name}” has the colour “{code.colour}”, which is not a colour."


def _folders(study: Study) -> Iterator[str]:
    folders = study.rows(Folder)
    for folder in folders.values():
        if folder.parent_id is not None and folder.parent_id not in folders:
            yield f"The folder “{folder.name}” is in a folder that does not exist."
        elif _in_circle(folders, folder.id):
            yield f"The folder “{folder.name}” is inside itself."
    for transcript in study.transcripts.values():
        if transcript.folder_id is not None and transcript.folder_id not in folders:
            yield f"{transcript.name} is in a folder that does not exist."


def _belongings(study: Study) -> Iterator[str]:
    members = study.rows(CodeSetMember).values()
    if any(row.set_id not in study.rows(CodeSet) or row.code_id not in study.codes for row in members):
        yield "A code set holds a code that does not exist."
    cells = study.rows(Summary).values()
    if any(row.participant_id not in study.participants or row.code_id not in study.codes for row in cells):
        yield "A summary is about a participant or code that does not exist."
    if any(row.coder_id not in study.coders for row in study.rows(Membership).values()):
        yield "A role belongs to a coder who does not exist."
    yield from _rounds(study)
    yield from _decisions(study)
    if any(row.memo_id not in study.rows(Memo) for row in study.rows(MemoLink).values()):
        yield "A link belongs to a memo that does not exist."
    attributes = study.rows(Attribute)
    if any(row.attribute_id not in attributes for row in study.rows(AttributeValue).values()):
        yield "A value belongs to an attribute that does not exist."


def _rounds(study: Study) -> Iterator[str]:
    rounds = study.rows(Round)
    for kind in _OF_ROUNDS:
        for row in study.rows(kind).values():
            if (
                row.round_id not in rounds
                or getattr(row, "transcript_id", None) not in (None, *study.transcripts)
                or getattr(row, "coder_id", None) not in (None, *study.coders)
            ):
                yield "A round holds a transcript or coder that does not exist."
                return


def _decisions(study: Study) -> Iterator[str]:
    for row in study.rows(Decision).values():
        people = {row.one_id, row.other_id, row.layer_id}
        if row.transcript_id not in study.transcripts or not people <= study.coders.keys():
            yield "A decision is about a transcript or coder that does not exist."
            return
    if not {row.transcript_id for row in study.rows(Revisit).values()} <= study.transcripts.keys():
        yield "A segment was revisited in a transcript that does not exist."


def _project(study: Study) -> Iterator[str]:
    number = len(study.rows(ProjectInfo))
    if number != 1:
        yield f"The project is described {number} times instead of once."


def _in_circle(rows: Mapping[UUID, Nested], identity: UUID) -> bool:
    parent_id = rows[identity].parent_id
    for _ in range(len(rows)):
        if parent_id is None or parent_id not in rows:
            return False
        if parent_id == identity:
            return True
        parent_id = rows[parent_id].parent_id
    return True


def _texts(study: Study) -> Iterator[str]:
    versions: Counter[tuple[UUID, int]] = Counter()
    for row in study.rows(TextVersion).values():
        versions[row.transcript_id, row.number] += 1
        if row.transcript_id not in study.transcripts:
            yield f"A wording ({row.id}) belongs to a transcript that does not exist."
    for (transcript_id, number), count in versions.items():
        if count > 1:
            yield f"{_name(study, transcript_id)} has {count} wordings with the number {number}."
    for transcript in study.transcripts.values():
        if (transcript.id, transcript.version) not in versions:
            yield f"{transcript.name} has no wording number {transcript.version}."


def _lengths(study: Study) -> dict[UUID, int]:
    """Length of the current text of each transcript that has one."""
    current = {(row.id, row.version) for row in study.transcripts.values()}
    return {
        row.transcript_id: row.text.length
        for row in study.rows(TextVersion).values()
        if (row.transcript_id, row.number) in current
    }


def _memos(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    rows: list[Memo | MemoLink] = [*study.rows(Memo).values(), *study.rows(MemoLink).values()]
    for row in rows:
        length = lengths.get(row.subject_id)
        # About a transcript that is gone: odd, but shown nowhere.
        if row.subject is not MemoSubject.PLACE or length is None:
            continue
        if row.start is None or row.end is None or not 0 <= row.start <= row.end <= length:
            where = _name(study, row.subject_id)
            noun = "memo" if isinstance(row, Memo) else "memo’s link"
            yield f"A {noun} of {where} is outside the text ({row.start} to {row.end})."


def _comments(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    rows = study.rows(Comment)
    for row in rows.values():
        known = row.transcript_id in (None, *study.transcripts) and row.code_id in (None, *study.codes)
        first = None if row.first_id is None else rows.get(row.first_id)
        if not known or (row.first_id is not None and (first is None or first.first_id is not None)):
            yield f"The comment {row.id} is about a transcript, code or comment that does not exist."
        elif row.first_id is None and row.transcript_id is None and row.code_id is None:
            yield f"The comment {row.id} is about nothing."
        elif row.start is not None and row.transcript_id is not None:
            length = lengths.get(row.transcript_id, 0)
            if row.end is None or not 0 <= row.start <= row.end <= length:
                where = _name(study, row.transcript_id)
                yield f"A comment on {where} is outside the text ({row.start} to {row.end})."


def _highlights(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    for row in study.rows(Highlight).values():
        if row.transcript_id not in study.transcripts or row.coder_id not in study.coders:
            yield f"The highlight {row.id} belongs to a transcript or coder that does not exist."
        elif not 0 <= row.start < row.end <= lengths.get(row.transcript_id, 0):
            where = _name(study, row.transcript_id)
            yield f"A highlight of {where} is outside the text ({row.start} to {row.end})."


def _typical_quotes(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    for row in study.rows(TypicalQuote).values():
        if row.transcript_id not in study.transcripts or row.code_id not in study.codes:
            yield f"The typical quote {row.id} belongs to a transcript or code that does not exist."
        elif not 0 <= row.start < row.end <= lengths.get(row.transcript_id, 0):
            where = _name(study, row.transcript_id)
            yield f"A typical quote of {where} is outside the text ({row.start} to {row.end})."


def _turns(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    people = _among(np.append(keys_of(list(study.participants)), NO_KEY))
    for transcript_id, length in lengths.items():
        if length and not len(study.turns_of(transcript_id)):
            yield f"{_name(study, transcript_id)} has no turns."
    for transcript_id, table in study.turns.items():
        name = _name(study, transcript_id)
        if transcript_id not in lengths:
            yield f"There are turns of {name}, which has no text."
            continue
        yield from _turns_of(table, name, lengths[transcript_id], people)
    yield from _repeated_ids(study.turns.values(), "turns")


def _turns_of(table: Turns, name: str, length: int, people: _Among) -> Iterator[str]:
    starts, ends = table.start, table.end
    if len(table) and (starts[0] != 0 or ends[-1] != length):
        yield f"The turns of {name} do not cover its text ({starts[0]} to {ends[-1]} of {length})."
    gaps = np.flatnonzero(starts[1:] != ends[:-1])
    yield from _listed(
        gaps, lambda place: f"{name}, turn {place + 1}: the next turn does not begin where it ends."
    )
    unknown = np.flatnonzero(~people(table.participant))
    yield from _listed(unknown, lambda place: f"{name}, turn {place + 1}: this participant does not exist.")
    wrong = (starts >= ends) | (table.speech < starts) | (table.speech > ends)
    wrong |= (table.role < 0) | (table.role >= len(ROLES)) | np.isinf(table.time)
    yield from _listed(
        np.flatnonzero(wrong), lambda place: f"{name}, turn {place + 1}: its edges, role or time cannot be."
    )


def _codings(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    codes, coders = _among(keys_of(list(study.codes))), _among(keys_of(list(study.coders)))
    for transcript_id, table in study.codings.items():
        name = _name(study, transcript_id)
        if transcript_id not in lengths:
            yield f"There are {len(table)} codings of {name}, which has no text."
            continue
        yield from _codings_of(table, name, lengths[transcript_id], codes, coders)
    yield from _repeated_ids(study.codings.values(), "codings")


def _codings_of(table: Codings, name: str, length: int, codes: _Among, coders: _Among) -> Iterator[str]:
    start, end = table.start, table.end
    outside = (start < 0) | (start >= end) | (end > length)
    yield from _listed(
        np.flatnonzero(outside),
        lambda place: f"{name}: a coding ({start[place]} to {end[place]}) is outside the text ({length}).",
    )
    yield from _listed(
        np.flatnonzero(~codes(table.code)),
        lambda place: f"{name}: the coding {id_at(table.id, place)} has a code that does not exist.",
    )
    yield from _listed(
        np.flatnonzero(~coders(table.coder)),
        lambda place: f"{name}: the coding {id_at(table.id, place)} has a coder that does not exist.",
    )
    yield from _listed(
        np.flatnonzero((table.weight < -1) | (table.weight > 100)),
        lambda place: f"{name}: the coding {id_at(table.id, place)} has the weight {table.weight[place]}.",
    )
    yield from _listed(
        np.flatnonzero((table.created < 0) | (table.created > _LATEST)),
        lambda place: f"{name}: the coding {id_at(table.id, place)} was made at a moment that cannot be.",
    )
    if np.any(start[1:] < start[:-1]):
        yield f"The codings of {name} are not in order."


def _among(keys: KeyArray) -> _Among:
    """Which of the keys of a column are among these: to be asked for every transcript."""
    # Keys are counted from NO_KEY; the last place stands for all that are larger than any of these.
    known = np.zeros(int(keys.max(initial=NO_KEY)) - NO_KEY + 2, dtype=np.bool_)
    known[keys - NO_KEY] = True
    return lambda column: known[np.minimum(column - NO_KEY, len(known) - 1)]


def _listed(places: npt.NDArray[np.intp], sentence: Callable[[int], str]) -> Iterator[str]:
    for place in places[:SHOWN].tolist():
        yield sentence(place)
    if len(places) > SHOWN:
        yield f"(and {len(places) - SHOWN:,} more like this)"


def _repeated_ids(tables: Iterable[TranscriptColumns], noun: str) -> Iterator[str]:
    parts = [table.id for table in tables]
    if not parts:
        return
    ids = np.concatenate(parts)
    halves = ids.view(np.uint64).reshape(len(ids), 2)
    # Sorting one number each finds candidates quickly; only where two agree are identities compared.
    mixed = np.sort(halves[:, 0] * np.uint64(0x9E3779B97F4A7C15) ^ halves[:, 1])
    if np.any(mixed[1:] == mixed[:-1]):
        number = len(ids) - len(np.unique(ids))
        if number:
            yield f"{number:,} {noun} have the identity of another."


def _name(study: Study, transcript_id: UUID) -> str:
    transcript = study.transcripts.get(transcript_id)
    return transcript.name if transcript is not None else f"transcript {transcript_id}"
