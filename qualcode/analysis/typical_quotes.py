"""Quotes that stand for a code: those that the researchers chose, then others, spread over participants."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final, NamedTuple
from uuid import UUID

import numpy as np
import numpy.typing as npt

from qualcode.analysis.consent import Consent
from qualcode.model.codings import Codings
from qualcode.model.entities import TypicalQuote
from qualcode.model.identity import NO_KEY, id_of, key_of, keys_of
from qualcode.model.report_values import CodeQuotes, Quote
from qualcode.model.rules import ALL_CODERS, CoderChoice
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcript import Role
from qualcode.model.turns import ROLES

SHORTEST: Final = 20
LONGEST: Final = 600
RULE: Final = (
    "first those that the researchers chose, in the order of choosing; then others, spread over "
    "participants: who was quoted least so far comes first, with the passage nearest the middle in length "
    f"among their passages of {SHORTEST} to {LONGEST} characters within one turn"
)
"""How quotes are found, for people who read the report."""

Whole = npt.NDArray[np.int64]


class _Passage(NamedTuple):
    """A coded passage that could be quoted; ``person`` is None where no participant speaks."""

    transcript_id: UUID
    span: Span
    person: UUID | None
    chosen: bool = False

    def overlaps(self, other: "_Passage") -> bool:
        return self.transcript_id == other.transcript_id and self.span.overlaps(other.span)


def typical_quotes(
    study: Study, *, coders: CoderChoice = ALL_CODERS, most: int = 2, consent: bool = True
) -> Mapping[UUID, CodeQuotes]:
    """At most ``most`` quotes of every code, codes in the order of the codebook; see ``RULE``.

    Chosen passages that are no longer coded so are passed over. With ``consent`` nobody is quoted
    without having agreed: ``left_out`` counts the quotes that would stand there otherwise, in whose
    places others stand where there are any.
    """
    if most < 1:
        return {}
    pool = _Pool.of(study, coders)
    rule = Consent(study)
    rank = {row.id: place for place, row in enumerate(study.participants_in_order)}
    quoted: Counter[UUID | None] = Counter()
    found: dict[UUID, CodeQuotes] = {}
    for code in study.codes_in_order:
        chosen = [
            _passage(study, row) for row in study.typical_quotes_of(code.id) if _coded(study, row, coders)
        ]
        passages = pool.of_code(code.id)
        order = sorted(passages.people, key=lambda person: (quoted[person], rank[person]))
        free = _picked(chosen, passages, order, most)
        picked = free
        if consent and not all(_may(rule, row) for row in free):
            allowed = [row for row in chosen if _may(rule, row)]
            consenting = [person for person in order if rule.of_participant(person)]
            picked = _picked(allowed, passages, consenting, most)
        quoted.update(row.person for row in picked)
        left_out = sum(not _may(rule, row) for row in free) if consent else 0
        found[code.id] = CodeQuotes(tuple(_quote(study, row) for row in picked), left_out)
    return found


def _may(rule: Consent, passage: _Passage) -> bool:
    return rule.of_passage(passage.transcript_id, passage.span)


def _picked(
    chosen: Sequence[_Passage], pool: "_PassagesOf", order: Sequence[UUID], most: int
) -> list[_Passage]:
    """Chosen passages first, then those of others in turn; none shares words with another."""
    picked = list(chosen[:most])
    times = Counter(row.person for row in picked)
    while len(picked) < most:
        # Sorting is stable: who is quoted least under this code, and of these who comes first in ``order``.
        for person in sorted(order, key=lambda one: times[one]):
            rows = [row for row in pool.of(person) if not any(row.overlaps(other) for other in picked)]
            if rows:
                picked.append(_middle(rows))
                times[person] += 1
                break
        else:
            break
    return picked


def _middle(rows: Sequence[_Passage]) -> _Passage:
    middle = median(row.span.end - row.span.start for row in rows)
    return min(rows, key=lambda row: abs(row.span.end - row.span.start - middle))


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


def _quote(study: Study, row: _Passage) -> Quote:
    turn = study.turn_at(row.transcript_id, row.span.start)
    who = "" if turn is None else turn.label
    if row.person is not None:
        who = study.participants[row.person].name
    return Quote(
        transcript=study.transcripts[row.transcript_id].name,
        turn=0 if turn is None else turn.ordinal + 1,
        who=who,
        text=study.quoted(row.transcript_id, row.span).strip(),
        chosen=row.chosen,
    )


# -- what can be quoted ------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class _PassagesOf:
    """The passages of one code by participant, made while they are asked for."""

    people: Mapping[UUID, Whole]
    transcripts: Sequence[UUID]
    columns: Whole

    def of(self, person: UUID) -> list[_Passage]:
        rows = self.columns[:, self.people[person]].T.tolist()
        return [_Passage(self.transcripts[place], Span(start, end), person) for place, start, end in rows]


@dataclass(frozen=True, eq=False)
class _Pool:
    """All passages that may be quoted, ordered by code, participant, transcript and place."""

    code: Whole
    person: Whole
    transcripts: Sequence[UUID]
    columns: Whole

    @classmethod
    def of(cls, study: Study, coders: CoderChoice) -> "_Pool":
        transcripts = [row.id for row in study.transcripts_in_order]
        parts = [_quotable_rows(study, place, row, coders) for place, row in enumerate(transcripts)]
        rows = np.concatenate([*parts, np.empty((5, 0), dtype=np.int64)], axis=1)
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


def _quotable_rows(study: Study, place: int, transcript_id: UUID, coders: CoderChoice) -> Whole:
    """Code, participant, transcript, start and end of passages within one turn of a participant."""
    turns, table = study.turns_of(transcript_id), study.codings_of(transcript_id)
    if not len(turns) or not len(table):
        return np.empty((5, 0), dtype=np.int64)
    index = np.maximum(np.searchsorted(turns.start, table.start, side="right") - 1, 0)
    length = table.end - table.start
    fits = (table.end <= turns.end[index]) & (length >= SHORTEST) & (length <= LONGEST)
    speaks = (turns.role[index] == ROLES.index(Role.PARTICIPANT)) & (turns.participant[index] != NO_KEY)
    kept = fits & speaks & _counts(table, coders)
    where = np.full(int(np.count_nonzero(kept)), place)
    columns = (table.code[kept], turns.participant[index][kept], where, table.start[kept], table.end[kept])
    return np.stack(columns).astype(np.int64)
