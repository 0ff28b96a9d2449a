"""What each participant said and how it was coded: turns, words, codes with counts, typical quotes."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final
from uuid import UUID

import numpy as np

from qualcode.analysis.consent import Consent
from qualcode.analysis.quotations import Quotations
from qualcode.analysis.remarks import words_of
from qualcode.analysis.repeated_words import QuotedBefore
from qualcode.analysis.retrieval import Retrieval, segments
from qualcode.model.entities import AttributeSubject, Participant
from qualcode.model.identity import NO_KEY, KeyArray, id_of, keys_of
from qualcode.model.measures import Measures
from qualcode.model.people import participants_of
from qualcode.model.questions.rules import ALL_CODERS, CoderChoice
from qualcode.model.results.already_quoted import NOTHING_QUOTED, AlreadyQuoted
from qualcode.model.results.quotation import QuoteManner
from qualcode.model.results.report_values import ParticipantFigures
from qualcode.model.segments import Segment
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES, Turns
from qualcode.model.words.dates import value_in_words

Pairs = Mapping[tuple[UUID, UUID], int]

_SHORTEST_QUOTE: Final = 20
_LONGEST_QUOTE: Final = 600


def participant_figures(
    study: Study,
    measures: Measures,
    *,
    coders: CoderChoice = ALL_CODERS,
    quotes: int = 3,
    consent: bool = True,
    brackets: bool = True,
    earlier: AlreadyQuoted = NOTHING_QUOTED,
) -> tuple[ParticipantFigures, ...]:
    """The figures of every participant who is not an interviewer, in the study's order.

    A segment belongs to the participant in whose turn it begins; ``quotes`` is the largest number of
    quotes given of one. A quote lies wholly in words of its participant. With ``consent`` nobody is
    quoted without having agreed; without ``brackets`` remarks in brackets are not quoted. Of whom all
    that can be quoted is quoted ``earlier``, one quote is given again.
    """
    people = participants_of(study)
    spoken = _spoken(study, measures)
    counts = segments_by_participant(study, coders)
    quotations = Quotations(study, measures, QuoteManner(brackets=brackets))
    choice = _Choice(
        lambda row: quotations.printed_span(row.transcript_id, _span(row)),
        lambda row, span: study.text(row.transcript_id)[span.start : span.end],
        QuotedBefore(earlier),
    )
    typical = _typical_quotes(study, coders, [row.id for row in people], counts, quotes, choice)
    if not brackets:
        typical = {person: _without_brackets(study, rows) for person, rows in typical.items()}
    rule = Consent(study) if consent else None
    return tuple(
        _figures(study, person, spoken.get(person.id, _Spoken()), counts, typical, rule) for person in people
    )


def segments_in_all(study: Study, coders: CoderChoice = ALL_CODERS) -> int:
    """How many segments the coders made, whoever speaks in them."""
    if coders.everybody:
        return study.coding_count
    chosen = keys_of(coders.coders)
    return sum(int(np.isin(table.coder, chosen).sum()) for table in study.codings.values())


def segments_by_participant(
    study: Study, coders: CoderChoice = ALL_CODERS, transcripts: Collection[UUID] | None = None
) -> Pairs:
    """Number of segments by (participant, code): a segment belongs to the turn in which it begins.

    ``transcripts`` None: of all of them. Where a participant asks as an interviewer, nothing is counted.
    """
    participants = keys_of([row.id for row in participants_of(study)])
    found: Counter[tuple[UUID, UUID]] = Counter()
    chosen = keys_of(coders.coders)
    for transcript_id, table in study.codings.items():
        if transcripts is not None and transcript_id not in transcripts:
            continue
        turns = study.turns_of(transcript_id)
        codings = table if coders.everybody else table.take(np.isin(table.coder, chosen))
        if not len(turns) or not len(codings):
            continue
        index = np.searchsorted(turns.start, codings.start, side="right") - 1
        inside = (index >= 0) & (codings.start < turns.end[np.maximum(index, 0)])
        person = np.where(inside, _counted(turns, participants)[np.maximum(index, 0)], NO_KEY)
        pairs, numbers = np.unique(np.stack((person, codings.code)), axis=1, return_counts=True)
        for (who, code), number in zip(pairs.T.tolist(), numbers.tolist(), strict=True):
            if who != NO_KEY:
                found[id_of(who), id_of(code)] += number
    return found


def _counted(turns: Turns, participants: KeyArray) -> KeyArray:
    """By turn whose it is; nobody's where a participant is the interviewer, as in matrices."""
    asks = (turns.role == ROLES.index(Role.INTERVIEWER)) & np.isin(turns.participant, participants)
    return np.where(asks, np.int32(NO_KEY), turns.participant)


@dataclass(slots=True)
class _Spoken:
    """What was said: turns, words, and in which transcripts."""

    turns: int = 0
    words: int = 0
    transcripts: tuple[str, ...] = ()


def _spoken(study: Study, measures: Measures) -> dict[UUID, _Spoken]:
    found: dict[UUID, _Spoken] = {}
    participants = keys_of([row.id for row in participants_of(study)])
    for transcript in study.transcripts_in_order:
        turns = study.turns_of(transcript.id)
        if not len(turns):
            continue
        starts = measures.words(study, transcript.id)[:, 0]
        words = np.searchsorted(starts, turns.end) - np.searchsorted(starts, turns.start)
        counted = _counted(turns, participants)
        for who in np.unique(counted).tolist():
            if who == NO_KEY:
                continue
            mine = counted == who
            entry = found.setdefault(id_of(who), _Spoken())
            entry.turns += int(np.count_nonzero(mine))
            entry.words += int(words[mine].sum())
            entry.transcripts += (transcript.name,)
    return found


def _figures(
    study: Study,
    person: Participant,
    spoken: _Spoken,
    counts: Pairs,
    typical: Mapping[UUID, Sequence[Segment]],
    rule: Consent | None,
) -> ParticipantFigures:
    values = study.values_of(person.id)
    attributes = tuple(
        (row.name, value_in_words(row, values[row.id].value))
        for row in study.attributes_in_order
        if row.subject is AttributeSubject.PARTICIPANT and row.id in values
    )
    quotes = typical.get(person.id, ())
    kept = tuple(
        row for row in quotes if rule is None or rule.of_passage(row.transcript_id, Span(row.start, row.end))
    )
    return ParticipantFigures(
        person,
        attributes,
        spoken.transcripts,
        spoken.turns,
        spoken.words,
        _most_used(study, person.id, counts),
        kept,
        len(quotes) - len(kept),
        rule is None or rule.of_participant(person.id),
    )


def _most_used(study: Study, participant_id: UUID, counts: Pairs) -> tuple[tuple[UUID, int], ...]:
    used = [
        (code.id, counts[participant_id, code.id])
        for code in study.codes_in_order
        if (participant_id, code.id) in counts
    ]
    # The sort is stable: codes used equally often stay in the order of the codebook.
    return tuple(sorted(used, key=lambda pair: -pair[1]))


def _typical_quotes(
    study: Study,
    coders: CoderChoice,
    people: Iterable[UUID],
    counts: Pairs,
    most: int,
    choice: "_Choice",
) -> dict[UUID, list[Segment]]:
    """For each participant's most used codes one quote: the one nearest the middle in length."""
    mine: dict[tuple[UUID, UUID], list[Segment]] = {}
    participants = {row.id for row in participants_of(study)}
    for segment in segments(study, Retrieval(coders=coders)):
        turn = study.turn_at(segment.transcript_id, segment.start)
        if turn is None or turn.participant_id is None or segment.end > turn.span.end:
            continue
        if turn.role is Role.INTERVIEWER and turn.participant_id in participants:
            continue
        if _SHORTEST_QUOTE <= len(segment.text.strip()) <= _LONGEST_QUOTE:
            mine.setdefault((turn.participant_id, segment.code_id), []).append(segment)
    chosen: dict[UUID, list[Segment]] = {}
    for person in people:
        by_code = [mine.get((person, code_id), []) for code_id, _ in _most_used(study, person, counts)]
        chosen[person] = choice.one_of_each(by_code, most) or choice.one_of_each(
            by_code, min(1, most), again=True
        )
    return chosen


@dataclass(frozen=True)
class _Choice:
    """Chooses passages by what is printed of them; ``before`` is quoted already."""

    printed: Callable[[Segment], Span]
    words: Callable[[Segment, Span], str]
    before: QuotedBefore

    def one_of_each(
        self, by_code: Iterable[Sequence[Segment]], most: int, *, again: bool = False
    ) -> list[Segment]:
        """At most ``most`` of which no words are printed twice; ``again``: of those quoted before, too."""
        found: list[Segment] = []
        for every in by_code:
            if len(found) < most:
                rows = _by_length([row for row in every if not _overlaps(row, _span(row), found, _span)])
                first = next((row for row in rows if self._may(row, found, again=again)), None)
                found += [] if first is None else [first]
        return found

    def _may(self, row: Segment, found: Sequence[Segment], *, again: bool) -> bool:
        span = self.printed(row)
        if _overlaps(row, span, found, self.printed):
            return False
        if again:
            return True
        there = self.before.overlaps(row.transcript_id, span)
        return not there and not self.before.says(self.words(row, span))


def _without_brackets(study: Study, rows: Iterable[Segment]) -> list[Segment]:
    return [
        row._replace(text=words_of(study, row.transcript_id, Span(row.start, row.end), brackets=False))
        for row in rows
    ]


def _span(row: Segment) -> Span:
    return Span(row.start, row.end)


def _overlaps(
    row: Segment, span: Span, others: Iterable[Segment], span_of: Callable[[Segment], Span]
) -> bool:
    """Whether a span shares words with that of a passage of the same transcript."""
    return any(row.transcript_id == other.transcript_id and span.overlaps(span_of(other)) for other in others)


def _by_length(rows: Sequence[Segment]) -> list[Segment]:
    """Those nearest the middle first."""
    middle = median(len(row.text) for row in rows) if rows else 0
    return sorted(rows, key=lambda row: (abs(len(row.text) - middle), row.transcript, row.start))
