"""What holds in every study, and sentences about what does not: the check behind ``qualcode check``."""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.model.codings import Codings
from qualcode.model.columns import TranscriptColumns
from qualcode.model.entities import (
    Attribute,
    AttributeSubject,
    AttributeType,
    AttributeValue,
    CodeSet,
    CodeSetMember,
    Highlight,
    Memo,
    MemoSubject,
    ProjectInfo,
    Report,
    Summary,
    TextVersion,
    TypicalQuote,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import NO_KEY, KeyArray, id_at, id_of, keys_of
from qualcode.model.pinned_keys import PINNED_KEYS
from qualcode.model.query_text import read_query
from qualcode.model.study import PATH_SEPARATOR, Study
from qualcode.model.turns import ROLES, Turns

SHOWN = 3
"""How many rows of one transcript a sentence of each kind is made for."""

_COLOUR = re.compile(r"#[0-9a-f]{6}")


def broken_invariants(study: Study) -> list[str]:
    """A sentence for everything that is not as it should be; none for a sound study."""
    found = [*_project(study), *_names(study), *_codebook(study), *_texts(study)]
    found += _sets_and_summaries(study)
    # Positions are judged against texts, and parents walked, only where these are sound.
    lengths = _lengths(study)
    found += [*_attributes(study), *_memos(study, lengths), *_highlights(study, lengths)]
    found += _typical_quotes(study, lengths)
    found += [*_turns(study, lengths), *_codings(study, lengths)]
    return found


def _project(study: Study) -> Iterator[str]:
    number = len(study.rows(ProjectInfo))
    if number != 1:
        yield f"The project is described {number} times instead of once."


def _names(study: Study) -> Iterator[str]:
    for noun, names in (
        ("transcripts", (row.name for row in study.transcripts.values())),
        ("participants", (row.name for row in study.participants.values())),
        ("coders", (row.name for row in study.coders.values())),
    ):
        yield from _repeated((name.casefold() for name in names), f"Two {noun} are called")
    for subject in AttributeSubject:
        rows = (row for row in study.rows(Attribute).values() if row.subject is subject)
        yield from _repeated(
            (row.name.casefold() for row in rows), f"Two attributes of {subject.value}s are called"
        )


def _sets_and_summaries(study: Study) -> Iterator[str]:
    yield from _repeated(
        (row.name.casefold() for row in study.rows(CodeSet).values()), "Two code sets are called"
    )
    yield from _repeated(
        (row.name.casefold() for row in study.rows(Report).values()), "Two reports are called"
    )
    yield from _queries(study)
    members = [(row.set_id, row.code_id) for row in study.rows(CodeSetMember).values()]
    if len(set(members)) < len(members):
        yield "A code belongs to a code set twice."
    if any(set_id not in study.rows(CodeSet) or code_id not in study.codes for set_id, code_id in members):
        yield "A code set holds a code that does not exist."
    cells = [(row.participant_id, row.code_id) for row in study.rows(Summary).values()]
    if len(set(cells)) < len(cells):
        yield "Two summaries are about the same participant and code."
    if any(person not in study.participants or code_id not in study.codes for person, code_id in cells):
        yield "A summary is about a participant or code that does not exist."


def _queries(study: Study) -> Iterator[str]:
    rows = study.queries_in_order
    yield from _repeated((row.name.casefold() for row in rows), "Two queries are called")
    for row in rows:
        # What a query names may have gone since; that is said when it is asked.
        try:
            read_query(row.content)
        except QualcodeError as error:
            yield f"The query “{row.name}” cannot be read: {error}"


def _repeated(values: Iterable[Hashable], beginning: str) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{beginning} “{value}”."


def _codebook(study: Study) -> Iterator[str]:
    siblings: Counter[tuple[UUID | None, str]] = Counter()
    for code in study.codes.values():
        siblings[code.parent_id, code.name.casefold()] += 1
        if code.parent_id is not None and code.parent_id not in study.codes:
            yield f"The code “{code.name}” hangs below a code that does not exist."
        elif _in_circle(study, code.id):
            yield f"The code “{code.name}” hangs below itself."
        if not code.name.strip() or PATH_SEPARATOR in f" {code.name} ":
            yield f"The code “{code.name}” has a name that cannot stand in a path."
        if _COLOUR.fullmatch(code.colour) is None:
            yield f"The code “{code.name}” has the colour “{code.colour}”, which is none."
        if code.digit is not None and not (code.digit in PINNED_KEYS and code.codable):
            yield f"The code “{code.name}” is pinned to {code.digit}, which cannot be."
    for (_, name), count in siblings.items():
        if count > 1:
            yield f"{count} codes in one place of the codebook are called “{name}”."
    digits = (code.digit for code in study.codes.values() if code.digit is not None)
    yield from _repeated(digits, "Two codes are pinned to the key")


def _in_circle(study: Study, code_id: UUID) -> bool:
    parent_id = study.codes[code_id].parent_id
    for _ in range(len(study.codes)):
        if parent_id is None or parent_id not in study.codes:
            return False
        if parent_id == code_id:
            return True
        parent_id = study.codes[parent_id].parent_id
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


def _attributes(study: Study) -> Iterator[str]:
    attributes = study.rows(Attribute)
    pairs: Counter[tuple[UUID, UUID]] = Counter()
    for row in study.rows(AttributeValue).values():
        attribute = attributes.get(row.attribute_id)
        if attribute is None:
            yield f"The value “{row.value}” belongs to an attribute that does not exist."
            continue
        pairs[row.attribute_id, row.subject_id] += 1
        of_people = attribute.subject is AttributeSubject.PARTICIPANT
        if row.subject_id not in (study.participants if of_people else study.transcripts):
            yield f"A value of “{attribute.name}” is about a {attribute.subject.value} that does not exist."
        if attribute.type is AttributeType.CHOICE and row.value not in attribute.choices:
            yield f"“{row.value}” is none of the choices of “{attribute.name}”."
    for (attribute_id, _), count in pairs.items():
        if count > 1:
            attribute = attributes[attribute_id]
            yield f"“{attribute.name}” has {count} values for one {attribute.subject.value}."


def _memos(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    subjects: dict[MemoSubject, Iterable[UUID]] = {
        MemoSubject.PROJECT: study.rows(ProjectInfo),
        MemoSubject.TRANSCRIPT: study.transcripts,
        MemoSubject.PARTICIPANT: study.participants,
        MemoSubject.CODE: study.codes,
        MemoSubject.PLACE: study.transcripts,
    }
    for row in study.rows(Memo).values():
        if row.subject_id not in subjects[row.subject]:
            yield f"The memo {row.id} is about a {row.subject.value} that does not exist."
        elif row.subject is MemoSubject.PLACE:
            length = lengths.get(row.subject_id, 0)
            if row.start is None or row.end is None or not 0 <= row.start <= row.end <= length:
                where = _name(study, row.subject_id)
                yield f"A memo of {where} lies outside the text ({row.start} to {row.end})."
        elif row.start is not None or row.end is not None:
            yield f"The memo {row.id} has a place, although it is about a {row.subject.value}."


def _highlights(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    for row in study.rows(Highlight).values():
        if row.transcript_id not in study.transcripts or row.coder_id not in study.coders:
            yield f"The highlight {row.id} belongs to a transcript or coder that does not exist."
        elif not 0 <= row.start < row.end <= lengths.get(row.transcript_id, 0):
            where = _name(study, row.transcript_id)
            yield f"A highlight of {where} lies outside the text ({row.start} to {row.end})."


def _typical_quotes(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    places: Counter[tuple[UUID, UUID, int, int]] = Counter()
    for row in study.rows(TypicalQuote).values():
        places[row.code_id, row.transcript_id, row.start, row.end] += 1
        if row.transcript_id not in study.transcripts or row.code_id not in study.codes:
            yield f"The typical quote {row.id} belongs to a transcript or code that does not exist."
        elif not 0 <= row.start < row.end <= lengths.get(row.transcript_id, 0):
            where = _name(study, row.transcript_id)
            yield f"A typical quote of {where} lies outside the text ({row.start} to {row.end})."
    if any(number > 1 for number in places.values()):
        yield "A passage is a typical quote of a code twice."


def _turns(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    people = np.append(keys_of(list(study.participants)), NO_KEY)
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


def _turns_of(table: Turns, name: str, length: int, people: KeyArray) -> Iterator[str]:
    starts, ends = table.start, table.end
    if len(table) and (starts[0] != 0 or ends[-1] != length):
        yield f"The turns of {name} do not cover its text ({starts[0]} to {ends[-1]} of {length})."
    gaps = np.flatnonzero(starts[1:] != ends[:-1])
    yield from _listed(
        gaps, lambda place: f"{name}, turn {place + 1}: the next turn does not begin where it ends."
    )
    unknown = np.flatnonzero(~np.isin(table.participant, people))
    yield from _listed(unknown, lambda place: f"{name}, turn {place + 1}: this participant does not exist.")
    wrong = (starts >= ends) | (table.speech < starts) | (table.speech > ends)
    wrong |= (table.role < 0) | (table.role >= len(ROLES))
    yield from _listed(
        np.flatnonzero(wrong), lambda place: f"{name}, turn {place + 1}: its edges or its role cannot be."
    )


def _codings(study: Study, lengths: dict[UUID, int]) -> Iterator[str]:
    codes = keys_of([code.id for code in study.codes.values() if code.codable])
    coders = keys_of(list(study.coders))
    for transcript_id, table in study.codings.items():
        name = _name(study, transcript_id)
        if transcript_id not in lengths:
            yield f"There are {len(table)} codings of {name}, which has no text."
            continue
        yield from _codings_of(study, table, name, lengths[transcript_id], codes, coders)
    yield from _repeated_ids(study.codings.values(), "codings")


def _codings_of(
    study: Study, table: Codings, name: str, length: int, codes: KeyArray, coders: KeyArray
) -> Iterator[str]:
    start, end = table.start, table.end
    outside = (start < 0) | (start >= end) | (end > length)
    yield from _listed(
        np.flatnonzero(outside),
        lambda place: f"{name}: a coding ({start[place]} to {end[place]}) lies outside the text ({length}).",
    )
    yield from _listed(
        np.flatnonzero(~np.isin(table.code, codes)), lambda place: _code_fault(study, table, name, place)
    )
    yield from _listed(
        np.flatnonzero(~np.isin(table.coder, coders)),
        lambda place: f"{name}: the coding {id_at(table.id, place)} has a coder that does not exist.",
    )
    yield from _listed(
        np.flatnonzero((table.weight < -1) | (table.weight > 100)),
        lambda place: f"{name}: the coding {id_at(table.id, place)} has the weight {table.weight[place]}.",
    )
    if np.any(start[1:] < start[:-1]):
        yield f"The codings of {name} are not in order."


def _code_fault(study: Study, table: Codings, name: str, place: int) -> str:
    code = study.codes.get(id_of(int(table.code[place])))
    if code is None:
        return f"{name}: the coding {id_at(table.id, place)} has a code that does not exist."
    return f"{name}: a coding hangs on the category “{code.name}”."


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
