"""Quotes that stand for a code: those that the researchers chose, then others, spread over participants."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from types import MappingProxyType
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.consent import Consent
from qualcode.analysis.quotations import USUAL, Quotations
from qualcode.analysis.repeated_words import QuotedBefore, RepeatedWords
from qualcode.model.codings import Codings
from qualcode.model.entities import TypicalQuote
from qualcode.model.identity import NO_KEY, id_of, key_of, keys_of
from qualcode.model.measures import Measures
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice
from qualcode.model.results.already_quoted import NOTHING_QUOTED, AlreadyQuoted
from qualcode.model.results.quotation import QuoteManner
from qualcode.model.results.report_values import CodeQuotes, Quote
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES

SHORTEST: Final = 20
LONGEST: Final = 600
FEWEST_WORDS: Final = 12
MOST_WORDS: Final = 60
NOT_AGAIN: Final = "; typical quotes of earlier chapters are printed again only where there is nothing else"
"""How quotes are chosen where there are others before them, for people who read the report."""
RULE: Final = (
    "Starred quotes come first, in the order of starring. The others are spread over participants: under a "
    "code nobody is quoted twice before everybody is quoted once. Whole sentences of "
    f"{FEWEST_WORDS} to {MOST_WORDS} words near the middle in length are preferred. No passage is quoted "
    "twice under these codes, nor words of an example; a sentence that only has a turn of phrase of one is "
    "quoted where there is nothing else. Codes with few passages choose first."
)
"""How quotes are found, for people who read the report."""

_LOOKED_AT: Final = 8
"""Passages of a participant that are compared with sentences, the nearest to the middle in length."""

_ENDS: Final = frozenset(".?!…:)]\"'”’»")
"""What may stand before and at the end of a whole sentence."""

Whole = npt.NDArray[np.int64]


class _Passage(NamedTuple):
    """A coded passage that could be quoted; ``person`` is None where no participant speaks."""

    transcript_id: UUID
    span: Span
    person: UUID | None
    words: int = 0
    chosen: bool = False

    @property
    def away(self) -> int:
        """By how many words it is shorter or longer than a quote should be."""
        return max(FEWEST_WORDS - self.words, self.words - MOST_WORDS, 0)


def typical_quotes(
    study: Study,
    measures: Measures,
    *,
    coders: CoderChoice = ALL_CODERS,
    most: int = 2,
    consent: bool = True,
    manner: QuoteManner = USUAL,
    codes: Collection[UUID] | None = None,
    examples: Mapping[UUID, str] = MappingProxyType({}),
    earlier: AlreadyQuoted = NOTHING_QUOTED,
    starred_only: Collection[UUID] = (),
) -> Mapping[UUID, CodeQuotes]:
    """At most ``most`` quotes of every code, or of ``codes``, in the order of the codebook; see ``RULE``.

    Chosen passages that are no longer coded so are passed over; of words that stand under another code
    already only that code is named. ``examples`` are printed beside the quotes, by code, and ``earlier``
    is quoted before: a code of which nothing else can be quoted has one quote of these again. Codes of
    ``starred_only`` have no others than the starred ones. With
    ``consent`` nobody is quoted without having agreed: ``left_out`` counts the quotes that would stand
    there otherwise, in whose places others stand where there are any.
    """
    if most < 1:
        return {}
    quotations, rule = Quotations(study, measures, manner), Consent(study)
    wanted = [row.id for row in study.codes_in_order if codes is None or row.id in codes]
    printed = RepeatedWords.of(examples.items()), QuotedBefore(earlier)
    pool = _Pool.of(study, measures, coders)
    search = _Search(study, quotations, pool, coders, most, wanted, *printed, starred_only)
    free = search.picked(None)
    respected = consent and rule.attribute is not None
    kept = search.picked(rule) if respected else free

    def missing(code_id: UUID) -> int:
        rows = free[code_id].rows if respected else []
        return sum(not _may(rule, row) for row in rows)

    return {
        code_id: CodeQuotes(
            tuple(Quote(quotations.of(row.transcript_id, row.span), row.chosen) for row in found.rows),
            missing(code_id),
            tuple(dict.fromkeys(found.elsewhere)),
        )
        for code_id, found in kept.items()
    }


@dataclass(slots=True)
class _Picked:
    """The quotes of one code, and the codes under which words that stand for it, too, are printed."""

    rows: list[_Passage] = field(default_factory=list)
    elsewhere: list[UUID] = field(default_factory=list)


@dataclass(frozen=True, eq=False)
class _Search:
    """Looks for the quotes of all codes; what is printed of each passage is worked out once."""

    study: Study
    quotations: Quotations
    pool: "_Pool"
    coders: CoderChoice
    most: int
    codes: Sequence[UUID]
    examples: RepeatedWords[UUID]
    earlier: QuotedBefore
    starred_only: Collection[UUID]
    _printed: dict[tuple[UUID, Span], Span] = field(default_factory=dict)
    _texts: dict[UUID, str] = field(default_factory=dict)

    def picked(self, rule: Consent | None) -> dict[UUID, _Picked]:
        """The quotes by code; with a rule of those who may be quoted."""
        taken = _Taken(self._span_of, self._as_printed, self.examples)
        found = {code_id: self._chosen(code_id, rule, taken) for code_id in self.codes}
        # Only now, so that nothing that was found stands in the way of what was chosen for a later code.
        turns = _turns_of_people(self.study)
        pools = {code_id: self.pool.of_code(code_id) for code_id in found if code_id not in self.starred_only}
        for code_id in sorted(pools, key=lambda row: len(pools[row])):
            picked, passages = found[code_id], pools[code_id]
            people = [person for person in passages.people if rule is None or rule.of_participant(person)]
            people.sort(key=lambda person: (not passages.fit(person), turns(code_id, person)))
            self._fill(picked, people, passages, taken, code_id)
            if not picked.rows and not picked.elsewhere:
                picked.elsewhere += _elsewhere(people, passages, taken, code_id)
        return found

    def _chosen(self, code_id: UUID, rule: Consent | None, taken: "_Taken") -> _Picked:
        picked = _Picked()
        for quote in self.study.typical_quotes_of(code_id):
            row = _passage(self.study, quote)
            forbidden = rule is not None and not _may(rule, row)
            if len(picked.rows) == self.most or forbidden or not _coded(self.study, quote, self.coders):
                continue
            there = taken.by(row)
            if there is None:
                picked.rows.append(row)
                taken.add(row, code_id)
            elif there != code_id:
                picked.elsewhere.append(there)
        return picked

    def _fill(
        self,
        picked: _Picked,
        people: Sequence[UUID],
        passages: "_PassagesOf",
        taken: "_Taken",
        code_id: UUID,
    ) -> None:
        """Add passages of others in turn until there are enough; one quoted before if there is nothing."""
        times = Counter(row.person for row in picked.rows)
        while len(picked.rows) < self.most:
            # Sorting is stable: who comes first of those that are quoted equally often stays first.
            order = sorted(people, key=lambda person: times[person])
            found = self._first(order, passages, taken)
            if found is None and not picked.rows and not picked.elsewhere:
                # Another sentence with a turn of phrase of an example is more than nothing.
                found = self._first(order, passages, replace(taken, by_sentence=True))
                found = found or self._first(order, passages, taken, again=True)
            if found is None:
                return
            picked.rows.append(found)
            times[found.person] += 1
            taken.add(found, code_id)

    def _first(
        self, people: Iterable[UUID], passages: "_PassagesOf", taken: "_Taken", *, again: bool = False
    ) -> _Passage | None:
        """The best passage of the first of these people who has one; ``again``: or one quoted before."""
        best = (self._best(passages.of(person), taken, again=again) for person in people)
        return next(filter(None, best), None)

    def _best(self, rows: Sequence[_Passage], taken: "_Taken", *, again: bool) -> _Passage | None:
        """The passage of one participant that is most like a quote; None where there is none."""
        free = [row for row in rows if not taken.overlaps(row) and (again or not self._overlaps_earlier(row))]
        middle = median(row.words for row in free) if free else 0
        free.sort(key=lambda row: (row.away, abs(row.words - middle)))
        first = None
        for number, row in enumerate(free):
            # Sentences are looked for only where there may be whole ones: in a large project that takes long.
            promising = number < _LOOKED_AT and not row.away and self._may_be_whole(row)
            if first is not None and not promising:
                continue
            # A quote that is made of whole sentences may reach into words that are printed already.
            if taken.by(row) is not None or not (again or self._is_new(row)):
                continue
            if promising and self._span_of(row) == self._bare(row):
                return row
            first = first or row
        return first

    def _overlaps_earlier(self, row: _Passage) -> bool:
        return self.earlier.overlaps(row.transcript_id, row.span)

    def _is_new(self, row: _Passage) -> bool:
        """Whether nothing that would be printed of a passage is quoted before."""
        printed = self.earlier.overlaps(row.transcript_id, self._span_of(row))
        return not printed and not self.earlier.says(self._as_printed(row))

    def _may_be_whole(self, row: _Passage) -> bool:
        """Whether a passage begins after the end of a sentence, or of a line, and ends with one."""
        text, bare = self._text(row.transcript_id), self._bare(row)
        before, after = text[max(0, bare.start - 30) : bare.start], text[bare.end : bare.end + 2]
        begins = not before.strip() or "\n" in before or before.rstrip()[-1:] in _ENDS
        return begins and (text[bare.start : bare.end][-1:] in _ENDS or not after.strip() or "\n" in after)

    def _bare(self, row: _Passage) -> Span:
        """A passage without white space at its ends."""
        words = self._text(row.transcript_id)[row.span.start : row.span.end]
        start = row.span.start + len(words) - len(words.lstrip())
        return Span(start, max(start, row.span.start + len(words.rstrip())))

    def _text(self, transcript_id: UUID) -> str:
        """The text of a transcript, which is read once however many of its passages are looked at."""
        if transcript_id not in self._texts:
            self._texts[transcript_id] = self.study.text(transcript_id)
        return self._texts[transcript_id]

    def _as_printed(self, row: _Passage) -> str:
        """The words that are printed of a passage."""
        span = self._span_of(row)
        return self._text(row.transcript_id)[span.start : span.end]

    def _span_of(self, row: _Passage) -> Span:
        """What is printed of a passage."""
        key = row.transcript_id, row.span
        if key not in self._printed:
            self._printed[key] = self.quotations.printed_span(*key)
        return self._printed[key]


def _turns_of_people(study: Study) -> Callable[[UUID, UUID], int]:
    """Who comes when under a code: the list of participants, one further on with every code.

    Nobody comes first everywhere, and what is coded under one code moves no quote of another.
    """
    people = {row.id: place for place, row in enumerate(study.participants_in_order)}
    codes = {row.id: place for place, row in enumerate(study.codes_in_order)}
    return lambda code_id, person: (people[person] - codes[code_id]) % len(people)


@dataclass(frozen=True, eq=False)
class _Taken:
    """What is printed already, and under which code.

    ``by_sentence``: words of an example are a whole sentence of it, and not only some in a row.
    """

    printed: Callable[[_Passage], Span]
    words: Callable[[_Passage], str]
    examples: RepeatedWords[UUID]
    spans: dict[UUID, list[tuple[Span, UUID]]] = field(default_factory=lambda: defaultdict(list))
    by_sentence: bool = False

    def add(self, row: _Passage, code_id: UUID) -> None:
        self.spans[row.transcript_id].append((self.printed(row), code_id))

    def overlaps(self, row: _Passage) -> bool:
        """Whether words of the passage are printed already; what would be printed around it is not asked."""
        return self._under(row.transcript_id, row.span) is not None

    def by(self, row: _Passage) -> UUID | None:
        """The code under which words of its quote are printed already, as a quote or as an example."""
        there = self._under(row.transcript_id, self.printed(row))
        if there is not None:
            return there
        said = self.words(row)
        return self.examples.of_sentence(said) if self.by_sentence else self.examples.by(said)

    def _under(self, transcript_id: UUID, span: Span) -> UUID | None:
        rows: Iterable[tuple[Span, UUID]] = self.spans.get(transcript_id, ())
        return next((code_id for other, code_id in rows if other.overlaps(span)), None)


def _elsewhere(people: Sequence[UUID], passages: "_PassagesOf", taken: _Taken, own: UUID) -> list[UUID]:
    """Where words are printed that could stand for a code, too; not that they are examples of its own."""
    found = (taken.by(row) for person in people for row in passages.of(person))
    return [code_id for code_id in found if code_id not in (None, own)][:1]


def _may(rule: Consent, row: _Passage) -> bool:
    return rule.of_passage(row.transcript_id, row.span)


def _passage(study: Study, row: TypicalQuote) -> _Passage:
    turn = study.turn_at(row.transcript_id, row.start)
    person = None if turn is None else turn.participant_id
    return _Passage(row.transcript_id, Span(row.start, row.end), person, chosen=True)


def _coded(study: Study, row: TypicalQuote, coders: CoderChoice) -> bool:
    """Whether a chosen passage shares words with a coding of its code."""
    here = study.codings_of(row.transcript_id).at(Span(row.start, row.end))
    mine = here.code == key_of(row.code_id)
    return bool(np.any(mine & _counts(here, coders)))


def _counts(codings: Codings, coders: CoderChoice) -> npt.NDArray[np.bool_]:
    if coders.everybody:
        return np.ones(len(codings), dtype=np.bool_)
    return np.isin(codings.coder, keys_of(coders.coders))


# -- what can be quoted ------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _PassagesOf:
    """The passages of one code by participant, made while they are asked for."""

    people: Mapping[UUID, Whole]
    transcripts: Sequence[UUID]
    columns: Whole

    def __len__(self) -> int:
        return sum(map(len, self.people.values()))

    def fit(self, person: UUID) -> bool:
        """Whether some passage of a participant is as long as a quote should be."""
        words = self.columns[3, self.people[person]]
        return bool(np.any((words >= FEWEST_WORDS) & (words <= MOST_WORDS)))

    def of(self, person: UUID) -> list[_Passage]:
        rows = self.columns[:, self.people[person]].T.tolist()
        return [
            _Passage(self.transcripts[place], Span(start, end), person, words)
            for place, start, end, words in rows
        ]


@dataclass(frozen=True, eq=False)
class _Pool:
    """All passages that may be quoted, ordered by code, participant, transcript and place."""

    code: Whole
    person: Whole
    transcripts: Sequence[UUID]
    columns: Whole

    @classmethod
    def of(cls, study: Study, measures: Measures, coders: CoderChoice) -> "_Pool":
        transcripts = [row.id for row in study.transcripts_in_order]
        parts = [_quotable_rows(study, measures, place, row, coders) for place, row in enumerate(transcripts)]
        rows = np.concatenate([*parts, np.empty((6, 0), dtype=np.int64)], axis=1)
        rows = rows[:, np.lexsort(rows[::-1])]
        # What two coders coded alike is one passage.
        first = np.ones(rows.shape[1], dtype=np.bool_)
        first[1:] = np.any(rows[:, 1:] != rows[:, :-1], axis=0)
        rows = rows[:, first]
        return cls(rows[0], rows[1], transcripts, rows[2:])

    def of_code(self, code_id: UUID) -> _PassagesOf:
        key = key_of(code_id)
        first, last = np.searchsorted(self.code, (key, key + 1)).tolist()
        people = self.person[first:last]
        groups = {id_of(who): first + np.flatnonzero(people == who) for who in np.unique(people).tolist()}
        return _PassagesOf(groups, self.transcripts, self.columns)


def _quotable_rows(
    study: Study, measures: Measures, place: int, transcript_id: UUID, coders: CoderChoice
) -> Whole:
    """Code, participant, transcript, start, end and words of passages within one turn of a participant."""
    turns, table = study.turns_of(transcript_id), study.codings_of(transcript_id)
    if not len(turns) or not len(table):
        return np.empty((6, 0), dtype=np.int64)
    index = np.maximum(np.searchsorted(turns.start, table.start, side="right") - 1, 0)
    length = table.end - table.start
    fits = (table.end <= turns.end[index]) & (length >= SHORTEST) & (length <= LONGEST)
    speaks = (turns.role[index] == ROLES.index(Role.PARTICIPANT)) & (turns.participant[index] != NO_KEY)
    kept = fits & speaks & _counts(table, coders)
    where = np.full(int(np.count_nonzero(kept)), place)
    starts = measures.words(study, transcript_id)[:, 0]
    start, end = table.start[kept], table.end[kept]
    words = np.searchsorted(starts, end) - np.searchsorted(starts, start)
    columns = (table.code[kept], turns.participant[index][kept], where, start, end, words)
    return np.stack(columns).astype(np.int64)
