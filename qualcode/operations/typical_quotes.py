"""What one can do with typical quotes, the passages chosen to stand for a code in reports."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import Codings
from qualcode.model.entities import Code, Transcript, TypicalQuote
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_of, key_of, new_id, now
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.operations.checks import checked_span, existing, place
from qualcode.operations.draft import Draft

Moved = Callable[[int, int], tuple[int, int]]
"""Where a stretch of the old text lies in the new one; empty where nothing is left of it."""


def mark_typical(study: Study, code_id: UUID, transcript_id: UUID, span: Span) -> ChangeSet:
    """Choose a coded passage to stand for a code. Empty where it is chosen already.

    Refused where no coding of the code lies on the passage: a quote that is not coded so would
    stand for a code to which nobody has assigned it.
    """
    code, transcript = existing(study, Code, code_id), existing(study, Transcript, transcript_id)
    plain = checked_span(study, transcript, span)
    label = f"Mark a typical quote of “{code.name}” in {place(study, transcript, plain.start)}"
    here = study.codings_of(transcript_id).at(plain)
    if not np.any(here.code == key_of(code_id)):
        raise QualcodeError(f"This passage is not coded “{code.name}”; code it first.")
    draft = Draft(study)
    if typical_quote_on(study, code_id, transcript_id, plain) is None:
        draft.put(TypicalQuote(new_id(), code_id, transcript_id, *plain, now()))
    return draft.change(label)


def unmark_typical(study: Study, quote_id: UUID) -> ChangeSet:
    """Let a passage no longer stand for its code; its codings stay."""
    row = existing(study, TypicalQuote, quote_id)
    draft = Draft(study)
    draft.drop(row)
    where = place(study, study.transcripts[row.transcript_id], row.start)
    return draft.change(f"Unmark a typical quote of “{study.codes[row.code_id].name}” in {where}")


def mark_typical_across(study: Study, codings: Mapping[UUID, Sequence[UUID]]) -> ChangeSet:
    """Choose the passages of codings, given by transcript, each for its code; empty where all are chosen.

    What several coders coded alike is one passage.
    """
    new = [
        TypicalQuote(new_id(), code_id, place, *span, now())
        for place, code_id, span in _passages(study, codings)
        if typical_quote_on(study, code_id, place, span) is None
    ]
    draft = Draft(study)
    draft.put(*new)
    return draft.change(_label(study, "Mark", new))


def unmark_typical_across(study: Study, codings: Mapping[UUID, Sequence[UUID]]) -> ChangeSet:
    """Let the passages of codings no longer stand for their codes; empty where none does."""
    found = [
        typical_quote_on(study, code_id, place, span) for place, code_id, span in _passages(study, codings)
    ]
    there = [row for row in found if row is not None]
    draft = Draft(study)
    draft.drop(*there)
    return draft.change(_label(study, "Unmark", there))


def _passages(study: Study, codings: Mapping[UUID, Sequence[UUID]]) -> list[tuple[UUID, UUID, Span]]:
    """Transcript, code and passage of codings, each once, in their order."""
    found: dict[tuple[UUID, UUID, Span], None] = {}
    for transcript_id, wanted in codings.items():
        rows = {row.id: row for row in study.codings_of(transcript_id)}
        found.update(((transcript_id, rows[each].code_id, rows[each].span), None) for each in wanted)
    return list(found)


def _label(study: Study, verb: str, quotes: Sequence[TypicalQuote]) -> str:
    if len(quotes) != 1:
        return f"{verb} {counted(len(quotes), 'typical quote')}"
    (row,) = quotes
    where = place(study, study.transcripts[row.transcript_id], row.start)
    return f"{verb} a typical quote of “{study.codes[row.code_id].name}” in {where}"


def toggle_typical(study: Study, code_id: UUID, transcript_id: UUID, span: Span) -> ChangeSet:
    """Choose a passage, or no longer."""
    there = typical_quote_on(study, code_id, transcript_id, span)
    if there is not None:
        return unmark_typical(study, there.id)
    return mark_typical(study, code_id, transcript_id, span)


def typical_quote_on(study: Study, code_id: UUID, transcript_id: UUID, span: Span) -> TypicalQuote | None:
    """The typical quote of a code on exactly this passage."""
    wanted = (transcript_id, span.start, span.end)
    return next(
        (
            row
            for row in study.typical_quotes_of(code_id)
            if (row.transcript_id, row.start, row.end) == wanted
        ),
        None,
    )


# -- what other operations do to them ----------------------------------------------------------------


def drop_typical_of_codes(study: Study, draft: Draft, gone: set[UUID]) -> None:
    """Typical quotes of codes that go."""
    draft.drop(*(row for row in study.rows(TypicalQuote).values() if row.code_id in gone))


def hand_on_typical(study: Study, draft: Draft, gone: set[UUID], into: UUID) -> None:
    """Typical quotes of codes that merge into another stand for that one; a passage once."""
    rows = [row for row in study.rows(TypicalQuote).values() if row.code_id in gone or row.code_id == into]
    _settle(draft, rows, lambda row: replace(row, code_id=into))


def drop_typical_in(study: Study, draft: Draft, transcripts: set[UUID]) -> None:
    """Typical quotes in transcripts that go."""
    draft.drop(*(row for row in study.rows(TypicalQuote).values() if row.transcript_id in transcripts))


def move_typical(study: Study, draft: Draft, transcript_id: UUID, moved: Moved) -> list[TypicalQuote]:
    """Typical quotes of a corrected text keep their words; gives those that have none left, which go."""
    lost = []

    def corrected(row: TypicalQuote) -> TypicalQuote | None:
        start, end = moved(row.start, row.end)
        if start < end:
            return replace(row, start=start, end=end)
        lost.append(row)
        return None

    _settle(draft, typical_in(study, transcript_id), corrected)
    return lost


def follow_codings(study: Study, draft: Draft, transcript_id: UUID, before: Codings, after: Codings) -> None:
    """Typical quotes go where the codings go on which they lie exactly.

    ``before`` are codings that go or change, ``after`` those of them that stay, as they will be. A
    quote stays where another coding of its code lies on the same passage.
    """
    quotes = typical_in(study, transcript_id)
    if not quotes:
        return
    rest = study.codings_of(transcript_id).without(before.id)
    kept = set(zip(rest.code.tolist(), rest.start.tolist(), rest.end.tolist(), strict=True))
    goes: dict[tuple[int, int, int], tuple[int, int, int] | None] = {}
    arrived = _keys(after)
    for key, there in zip(_keys(before), after.positions(before.id).tolist(), strict=True):
        goes.setdefault(key, arrived[there] if there >= 0 else None)

    def followed(row: TypicalQuote) -> TypicalQuote | None:
        key = (key_of(row.code_id), row.start, row.end)
        if key in kept or key not in goes:
            return row
        new = goes[key]
        return None if new is None else replace(row, code_id=id_of(new[0]), start=new[1], end=new[2])

    _settle(draft, quotes, followed)


def _keys(codings: Codings) -> list[tuple[int, int, int]]:
    return list(zip(codings.code.tolist(), codings.start.tolist(), codings.end.tolist(), strict=True))


def typical_in(study: Study, transcript_id: UUID) -> list[TypicalQuote]:
    return [row for row in study.rows(TypicalQuote).values() if row.transcript_id == transcript_id]


def _settle(
    draft: Draft, rows: Iterable[TypicalQuote], moved: Callable[[TypicalQuote], TypicalQuote | None]
) -> None:
    """Put quotes where they go; of those that come to lie on one passage the first chosen stays."""
    taken: set[tuple[UUID, UUID, int, int]] = set()
    for row in sorted(rows, key=lambda row: (row.created_at, row.start, row.id)):
        there = moved(row)
        place_of = None if there is None else (there.code_id, there.transcript_id, there.start, there.end)
        if there is None or place_of is None or place_of in taken:
            draft.drop(row)
        else:
            taken.add(place_of)
            draft.put(there)
