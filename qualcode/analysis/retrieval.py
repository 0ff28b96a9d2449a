"""Coded segments as rows, in a stable order, one transcript at a time."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, repeat
from typing import Any, Final, NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.consent import Consent
from qualcode.analysis.query import found_on
from qualcode.analysis.remarks import readable, unmarked, words_between
from qualcode.analysis.segment_places import SegmentPlaces
from qualcode.analysis.selected.text_line import TextLine
from qualcode.analysis.stretches import Stretches
from qualcode.analysis.surroundings import words_after, words_before
from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.codings import NO_WEIGHT, Codings
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import from_milliseconds, id_list, id_of, keys_of, optional_id_of
from qualcode.model.queries.query_names import saved_query
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice, Selection
from qualcode.model.questions.words import ChapterOrder
from qualcode.model.segments import Segment, SegmentSort
from qualcode.model.study import Study
from qualcode.model.turns import Turns
from qualcode.model.words.name_order import name_order

Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """Which segments are wanted. None: all.

    ``descendants``: a code brings the codes below it along. ``context`` is the number of code
    points, ``context_turns`` that of whole turns given before and after; turns win. Of saved
    ``queries`` each must have a passage with which the segment shares text. With ``consent`` only
    passages whose speakers may all be quoted, and of their context what lies this side of words that
    may not. With ``whole_words`` context is given as it is read, instead of letter by letter.
    ``speakers`` are labels or names of participants; ``sort`` says what ``segments`` are listed by;
    ``places`` how the transcripts were chosen, where that was not by name. Without ``brackets`` remarks in
    brackets are not part of the words, except where there are no others.
    Raises QualcodeError for negative context.
    """

    codes: tuple[UUID, ...] | None = None
    descendants: bool = False
    coders: CoderChoice = ALL_CODERS
    transcripts: tuple[UUID, ...] | None = None
    context: int = 0
    context_turns: int | None = None
    queries: tuple[UUID, ...] = ()
    consent: bool = False
    whole_words: bool = False
    speakers: tuple[str, ...] = ()
    sort: SegmentSort = SegmentSort.TEXT
    places: str = ""
    brackets: bool = True

    def __post_init__(self) -> None:
        if self.context < 0 or (self.context_turns or 0) < 0:
            raise QualcodeError("Context cannot be negative; 0 gives none.")


EVERYTHING = Retrieval()


def segments(study: Study, wanted: Retrieval = EVERYTHING) -> Iterator[Segment]:
    """The coded segments by transcript, start, end, code path, coder and identity, or as ``sort`` says.

    Rows are made while they are taken, so that a million need no more memory than one transcript's;
    where they are sorted by something else than the text, all are made before the first is given.
    """
    names, rule = _Names.of(study), _rule(study, wanted)
    found = chain.from_iterable(
        _rows(study, transcript_id, codings, names, wanted, rule)
        for transcript_id, codings in _by_transcript(study, wanted, names, rule)
    )
    if wanted.sort is SegmentSort.TEXT:
        return found
    rows = list(found)
    return (rows[place] for place in segment_places(study, wanted).order.tolist())


def segment_count(study: Study, wanted: Retrieval = EVERYTHING) -> int:
    """How many segments ``segments`` will give, without making them."""
    return sum(len(codings) for _, codings in _by_transcript(study, wanted, None, _rule(study, wanted)))


def segments_under(study: Study, wanted: Retrieval, order: ChapterOrder) -> Counter[UUID | str]:
    """How many of them each code, transcript or participant (by name) has, without making them."""
    found: Counter[UUID | str] = Counter()
    for transcript_id, codings in _by_transcript(study, wanted, None, _rule(study, wanted)):
        match order:
            case ChapterOrder.TRANSCRIPT:
                found[transcript_id] += len(codings)
            case ChapterOrder.CODE:
                for key, number in _each(codings.code):
                    found[id_of(key)] += number
            case ChapterOrder.PARTICIPANT:
                turns = study.turns_of(transcript_id)
                places = _places(study, turns)
                for turn, number in _each(_turn_of(codings, turns)):
                    found[places[turn].participant] += number
    return found


def _each(values: npt.NDArray[np.integer]) -> Iterator[tuple[int, int]]:
    """The values that are there, with how often they are."""
    found, numbers = np.unique(values, return_counts=True)
    return zip(found.tolist(), numbers.tolist(), strict=True)


def segment_places(study: Study, wanted: Retrieval = EVERYTHING) -> SegmentPlaces:
    """The places of what ``segments`` gives, in the same order; a hundred thousand take no time."""
    names = _Names.of(study)
    parts = list(_by_transcript(study, wanted, names, _rule(study, wanted)))
    ranks: list[npt.NDArray[Any]]
    match wanted.sort:
        case SegmentSort.CODE:
            ranks = [names.code_rank[codings.code] for _, codings in parts]
        case SegmentSort.CODER:
            ranks = [names.coder_rank[codings.coder] for _, codings in parts]
        case SegmentSort.WEIGHT:
            ranks = [-codings.weight.astype(np.int64) for _, codings in parts]
        case SegmentSort.NEWEST:
            ranks = [-codings.created for _, codings in parts]
        case SegmentSort.SPEAKER:
            ranks = [_speakers_of(study, place, codings) for place, codings in parts]
        case SegmentSort.TEXT:
            ranks = []
    return SegmentPlaces.of([(place, codings.id) for place, codings in parts], ranks)


def _by_transcript(
    study: Study, wanted: Retrieval, names: "_Names | None", rule: Consent | None
) -> Iterator[tuple[UUID, Codings]]:
    """The wanted codings of each transcript that has some; in the order of the text where names are given."""
    chosen = None if wanted.transcripts is None else frozenset(wanted.transcripts)
    keep, scopes = _kept_codes(study, wanted), _scopes(study, wanted)
    for transcript in study.transcripts_in_order:
        if chosen is None or transcript.id in chosen:
            codings = _matching(study, transcript.id, wanted, keep, scopes, rule)
            if len(codings):
                yield transcript.id, codings if names is None else codings.take(_order(codings, names))


def _speakers_of(study: Study, transcript_id: UUID, codings: Codings) -> npt.NDArray[np.str_]:
    """Who says each, as names are sorted: the participant or, where nobody is known, the label."""
    places = _places(study, study.turns_of(transcript_id))
    said = np.array([name_order(place.participant or place.speaker) for place in places], dtype=str)
    return said[_turn_of(codings, study.turns_of(transcript_id))]


@dataclass(frozen=True, eq=False)
class _Names:
    """Names by key, and the place of each in the order of names."""

    codes: dict[int, tuple[UUID, str]]
    code_rank: npt.NDArray[np.int64]
    coders: dict[int, str]
    coder_rank: npt.NDArray[np.int64]

    @classmethod
    def of(cls, study: Study) -> "_Names":
        codes = sorted(study.codes, key=lambda row: (_path_order(study, row), row))
        coders = [row.id for row in study.coders_in_order]
        code_keys, coder_keys = keys_of(codes), keys_of(coders)
        return cls(
            {key: (row, study.path(row)) for key, row in zip(code_keys.tolist(), codes, strict=True)},
            _ranks(code_keys),
            {key: study.coders[row].name for key, row in zip(coder_keys.tolist(), coders, strict=True)},
            _ranks(coder_keys),
        )


def _path_order(study: Study, code_id: UUID) -> tuple[str, ...]:
    """What sorts a code by its path: level by level, each as names are."""
    return tuple(name_order(name) for name in study.path(code_id).split(PATH_SEPARATOR))


def _ranks(keys: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """The place of each key in ``keys``, by key."""
    return np.bincount(keys, weights=np.arange(len(keys))).astype(np.int64)


def _kept_codes(study: Study, wanted: Retrieval) -> npt.NDArray[np.int32] | None:
    if wanted.codes is None:
        return None
    codes = dict.fromkeys(wanted.codes)
    if wanted.descendants:
        codes |= {below.id: None for code in wanted.codes for below in study.descendants(code)}
    return keys_of(list(codes))


class _Scope(NamedTuple):
    """Where a query has its passages, and where each transcript begins on its line."""

    base: dict[UUID, int]
    passages: Stretches


def _scopes(study: Study, wanted: Retrieval) -> tuple[_Scope, ...]:
    if not wanted.queries:
        return ()
    chosen = Selection(transcripts=wanted.transcripts).transcripts_of(study)
    text_line = TextLine(study, chosen)
    base = dict(zip(chosen, text_line.bases.tolist(), strict=False))
    return tuple(
        _Scope(base, found_on(text_line, saved_query(study, query_id))) for query_id in wanted.queries
    )


def _rule(study: Study, wanted: Retrieval) -> Consent | None:
    return Consent(study) if wanted.consent else None


def _matching(
    study: Study,
    transcript_id: UUID,
    wanted: Retrieval,
    keep: npt.NDArray[np.int32] | None,
    scopes: tuple[_Scope, ...],
    rule: Consent | None,
) -> Codings:
    codings = study.codings_of(transcript_id)
    if keep is not None:
        codings = codings.take(np.isin(codings.code, keep))
    if not wanted.coders.everybody:
        codings = codings.take(np.isin(codings.coder, keys_of(wanted.coders.coders)))
    for base, passages in scopes:
        start = codings.start.astype(np.int64) + base[transcript_id]
        end = codings.end.astype(np.int64) + base[transcript_id]
        codings = codings.take(passages.touch(start, end))
    if rule is not None:
        codings = codings.take(rule.of_passages(transcript_id, codings.start, codings.end))
    if wanted.speakers:
        turns = study.turns_of(transcript_id)
        meant = np.array([not {*wanted.speakers}.isdisjoint(place[:2]) for place in _places(study, turns)])
        codings = codings.take(meant[_turn_of(codings, turns)])
    return codings


class _Place(NamedTuple):
    """Where a segment begins: speaker label, participant's name and number of the turn."""

    speaker: str
    participant: str
    turn: int


_NOWHERE = _Place("", "", 0)


def _rows(
    study: Study,
    transcript_id: UUID,
    codings: Codings,
    names: _Names,
    wanted: Retrieval,
    rule: Consent | None,
) -> Iterator[Segment]:
    text, name = study.text(transcript_id), study.transcripts[transcript_id].name
    shown = text if wanted.brackets else readable(study, transcript_id, brackets=False)
    turns = study.turns_of(transcript_id)
    places = _places(study, turns)
    # Codings that came by the thousand in one import share their moment.
    moments = {moment: from_milliseconds(moment) for moment in np.unique(codings.created).tolist()}
    left, right = _context(codings, turns, len(text), wanted)
    if rule is not None:
        first, last = rule.room(transcript_id, codings.start, codings.end)
        left, right = np.maximum(left, first), np.minimum(right, last)
    if wanted.whole_words:
        left, right = _whole_labels(turns, left, right, codings)
    starts, ends = codings.start.tolist(), codings.end.tolist()
    codes = [names.codes[code] for code in codings.code.tolist()]
    said = [places[turn] for turn in _turn_of(codings, turns).tolist()]
    # Column by column, and put together without a step in Python for each row: there may be a million.
    columns: tuple[Iterable[object], ...] = (
        repeat(name),
        [path for _, path in codes],
        map(names.coders.__getitem__, codings.coder.tolist()),
        starts,
        ends,
        [place.speaker for place in said],
        [place.participant for place in said],
        [place.turn for place in said],
        map(text.__getitem__, map(slice, starts, ends))
        if wanted.brackets
        else map(partial(words_between, text, shown), starts, ends),
        codings.memo,
        map(moments.__getitem__, codings.created.tolist()),
        id_list(codings.id),
        repeat(transcript_id),
        [code_id for code_id, _ in codes],
        [None if weight == NO_WEIGHT else weight for weight in codings.weight.tolist()],
        *(
            around if wanted.brackets else map(unmarked, around)
            for around in _around(shown, codings, left, right, whole_words=wanted.whole_words)
        ),
    )
    return map(_made, zip(*columns, strict=False))


_made: Final[Callable[[tuple[object, ...]], Segment]] = partial(tuple.__new__, Segment)


def _around(
    text: str, codings: Codings, left: Places, right: Places, *, whole_words: bool
) -> tuple[Iterable[str], Iterable[str]]:
    """What comes before each coding, from ``left`` on, and after it, up to ``right``."""
    start, end = codings.start, codings.end
    if np.array_equal(left, start) and np.array_equal(right, end):
        return repeat(""), repeat("")
    cut_before, cut_after = (words_before, words_after) if whole_words else (_cut, _cut)
    return (
        map(cut_before, repeat(text), left.tolist(), start.tolist()),
        map(cut_after, repeat(text), end.tolist(), right.tolist()),
    )


def _cut(text: str, start: int, end: int) -> str:
    return text[start:end]


def _order(codings: Codings, names: _Names) -> Places:
    """By start, end, code path, coder and identity."""
    coder, code = names.coder_rank[codings.coder], names.code_rank[codings.code]
    return np.lexsort((codings.id, coder, code, codings.end, codings.start))


def _places(study: Study, turns: Turns) -> list[_Place]:
    """By turn; the last entry, which -1 reaches, stands for "in no turn"."""
    names = {key: _participant(study, key) for key in np.unique(turns.participant).tolist()}
    people = turns.participant.tolist()
    found = [
        _Place(str(label), names[key], number)
        for number, (label, key) in enumerate(zip(turns.label, people, strict=True), start=1)
    ]
    return [*found, _NOWHERE]


def _participant(study: Study, key: int) -> str:
    identity = optional_id_of(key)
    return "" if identity is None else study.participants[identity].name


def _turn_of(codings: Codings, turns: Turns) -> Places:
    """Index of the turn in which each coding begins, -1 for none."""
    if not len(turns):
        return np.full(len(codings), -1, dtype=np.intp)
    index = np.searchsorted(turns.start, codings.start, side="right") - 1
    return np.where((index >= 0) & (codings.start < turns.end[index]), index, -1)


def _context(codings: Codings, turns: Turns, length: int, wanted: Retrieval) -> tuple[Places, Places]:
    """Where the context before each coding begins and that after it ends."""
    start, end = codings.start.astype(np.intp), codings.end.astype(np.intp)
    if wanted.context_turns is None:
        return np.maximum(start - wanted.context, 0), np.minimum(end + wanted.context, length)
    if not wanted.context_turns or not len(turns):
        return start, end
    first = np.searchsorted(turns.start, start, side="right") - 1 - wanted.context_turns
    last = np.searchsorted(turns.start, end, side="left") - 1 + wanted.context_turns
    left = turns.start[np.maximum(first, 0)]
    right = turns.end[np.minimum(last, len(turns) - 1)]
    return np.minimum(start, left).astype(np.intp), np.maximum(end, right).astype(np.intp)


def _whole_labels(turns: Turns, left: Places, right: Places, codings: Codings) -> tuple[Places, Places]:
    """Context that would begin within a speaker's label begins with it, and ends before one it would cut."""
    if not len(turns):
        return left, right
    first = np.maximum(np.searchsorted(turns.start, left, side="right") - 1, 0)
    last = np.maximum(np.searchsorted(turns.start, right, side="left") - 1, 0)
    begins, ends = turns.start[first], turns.start[last]
    cut = (begins < left) & (left < turns.speech[first])
    left = np.where(cut, begins, left).astype(np.intp)
    cut = (ends < right) & (right <= turns.speech[last]) & (ends >= codings.end)
    return left, np.where(cut, ends, right).astype(np.intp)
