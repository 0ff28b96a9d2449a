"""What one can do with codings: apply codes, remove, resize and recode codings, weigh and note them.

Nothing here walks all codings: an action costs what the codings of its own transcripts cost.
"""

from collections.abc import Sequence
from uuid import UUID

import numpy as np

from qualcode.model.change import ChangeSet
from qualcode.model.codings import NO_WEIGHT, Coding, Codings
from qualcode.model.entities import Code, Coder, Transcript
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import id_array, key_of, new_id, new_ids, now, to_milliseconds
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.operations.checks import checked_span, existing, place
from qualcode.operations.codes.codebook import names_of
from qualcode.operations.draft import Draft
from qualcode.operations.recoding import move_codings
from qualcode.operations.typical_quotes import follow_codings


def apply_code(
    study: Study,
    code_id: UUID,
    transcript_id: UUID,
    span: Span,
    coder_id: UUID,
    *,
    weight: int | None = None,
    memo: str = "",
) -> ChangeSet:
    """Apply a code to a span. Empty where the coder has this code on this span already."""
    code = applicable(study, code_id)
    coder = existing(study, Coder, coder_id)
    transcript = existing(study, Transcript, transcript_id)
    plain = checked_span(study, transcript, span)
    label = f"Apply “{code.name}” to {place(study, transcript, plain.start)}"
    if _is_there(study.codings_of(transcript_id), code.id, coder.id, plain):
        return ChangeSet(label)
    coding = Coding(new_id(), code.id, coder.id, plain, now(), _checked_weight(weight), memo)
    draft = Draft(study)
    draft.swap_codings(transcript_id, Codings.empty(), Codings.from_rows([coding]))
    return draft.change(label)


def apply_codes(
    study: Study, code_ids: Sequence[UUID], transcript_id: UUID, span: Span, coder_id: UUID
) -> ChangeSet:
    """Apply several codes to one span in one step; those already there are left out."""
    codes = [applicable(study, code_id) for code_id in dict.fromkeys(code_ids)]
    transcript = existing(study, Transcript, transcript_id)
    draft = Draft(study)
    for code in codes:
        draft.include(apply_code(study, code.id, transcript_id, span, coder_id))
    return draft.change(f"Apply {names_of(codes)} to {place(study, transcript, span.start)}")


def code_passages(
    study: Study, code_id: UUID, passages: Sequence[tuple[UUID, Span]], coder_id: UUID
) -> ChangeSet:
    """Apply a code to many passages in one step ("code all"); those already coded so are left out."""
    code = applicable(study, code_id)
    coder = existing(study, Coder, coder_id)
    spans: dict[UUID, list[Span]] = {}
    for transcript_id, span in dict.fromkeys(passages):
        transcript = existing(study, Transcript, transcript_id)
        spans.setdefault(transcript_id, []).append(checked_span(study, transcript, span))
    draft = Draft(study)
    number = 0
    for transcript_id, wanted in spans.items():
        table = study.codings_of(transcript_id)
        mine = table.take((table.code == key_of(code.id)) & (table.coder == key_of(coder.id)))
        known = set(zip(mine.start.tolist(), mine.end.tolist(), strict=True))
        new = [span for span in wanted if span not in known]
        draft.swap_codings(transcript_id, Codings.empty(), _codings(code.id, coder.id, new))
        number += len(new)
    where = study.transcripts[next(iter(spans))].name if len(spans) == 1 else f"{len(spans)} transcripts"
    return draft.change(f"Apply “{code.name}” to {counted(number, 'passage')} in {where}")


def remove_codings(study: Study, transcript_id: UUID, coding_ids: Sequence[UUID]) -> ChangeSet:
    """Remove codings of one transcript."""
    transcript, chosen = _chosen(study, transcript_id, coding_ids)
    draft = Draft(study)
    draft.swap_codings(transcript_id, chosen, Codings.empty())
    follow_codings(study, draft, transcript_id, chosen, Codings.empty())
    return draft.change(_label(study, transcript, chosen, "Remove", "from"))


def resize_coding(study: Study, transcript_id: UUID, coding_id: UUID, span: Span) -> ChangeSet:
    """Give a coding another span; it collapses with one that is the same there."""
    transcript, chosen = _chosen(study, transcript_id, [coding_id])
    plain = checked_span(study, transcript, span)
    moved = chosen.replacing(start=np.array([plain.start]), end=np.array([plain.end]))
    return _moved(study, transcript, chosen, moved, "Move the edges of", "in")


def recode_codings(study: Study, transcript_id: UUID, coding_ids: Sequence[UUID], code_id: UUID) -> ChangeSet:
    """Give codings another code; they collapse with those that are the same there. All else stays."""
    code = applicable(study, code_id)
    transcript, chosen = _chosen(study, transcript_id, coding_ids)
    moved = chosen.replacing(code=np.full(len(chosen), key_of(code_id), dtype=np.int32))
    return _moved(study, transcript, chosen, moved, "Recode", f"as “{code.name}” in")


def weigh_codings(
    study: Study, transcript_id: UUID, coding_ids: Sequence[UUID], weight: int | None
) -> ChangeSet:
    """Give codings a weight (0-100); None takes it away."""
    transcript, chosen = _chosen(study, transcript_id, coding_ids)
    checked = _checked_weight(weight)
    changed = chosen.replacing(
        weight=np.full(len(chosen), NO_WEIGHT if checked is None else checked, dtype=np.int16)
    )
    verb = "Take the weight from" if checked is None else f"Give weight {checked} to"
    return _swapped(study, transcript, chosen, changed, verb, "in")


def set_coding_memo(study: Study, transcript_id: UUID, coding_id: UUID, memo: str) -> ChangeSet:
    """Write the memo of a coding."""
    transcript, chosen = _chosen(study, transcript_id, [coding_id])
    changed = chosen.replacing(memo=np.array([memo], dtype=object))
    return _swapped(study, transcript, chosen, changed, "Edit the memo of", "in")


def applicable(study: Study, code_id: UUID) -> Code:
    """The code, which is not a category. Raises QualcodeError otherwise."""
    code = existing(study, Code, code_id)
    if not code.codable:
        raise QualcodeError(
            f"“{code.name}” is a category and cannot be applied; choose a subcode of it or make it a code."
        )
    return code


def _is_there(table: Codings, code_id: UUID, coder_id: UUID, span: Span) -> bool:
    first, last = np.searchsorted(table.start, (span.start, span.start + 1))
    rows = slice(int(first), int(last))
    same = (table.end[rows] == span.end) & (table.code[rows] == key_of(code_id))
    return bool(np.any(same & (table.coder[rows] == key_of(coder_id))))


def _codings(code_id: UUID, coder_id: UUID, spans: Sequence[Span]) -> Codings:
    count = len(spans)
    return Codings.of(
        {
            "id": new_ids(count),
            "code": np.full(count, key_of(code_id), dtype=np.int32),
            "coder": np.full(count, key_of(coder_id), dtype=np.int32),
            "start": [span.start for span in spans],
            "end": [span.end for span in spans],
            "weight": np.full(count, NO_WEIGHT, dtype=np.int16),
            "created": np.full(count, to_milliseconds(now()), dtype=np.int64),
            "memo": [""] * count,
        }
    )


def _chosen(study: Study, transcript_id: UUID, coding_ids: Sequence[UUID]) -> tuple[Transcript, Codings]:
    transcript = existing(study, Transcript, transcript_id)
    table = study.codings_of(transcript_id)
    places = table.positions(id_array(dict.fromkeys(coding_ids)))
    if np.any(places < 0):
        raise QualcodeError(f"A coding of {transcript.name} is no longer in the project; choose another one.")
    return transcript, table.take(np.sort(places))


def _moved(
    study: Study, transcript: Transcript, before: Codings, after: Codings, verb: str, joint: str
) -> ChangeSet:
    draft = Draft(study)
    if before != after:
        move_codings(draft, transcript.id, study.codings_of(transcript.id), before, after)
        follow_codings(study, draft, transcript.id, before, after)
    return draft.change(_label(study, transcript, before, verb, joint))


def _swapped(
    study: Study, transcript: Transcript, before: Codings, after: Codings, verb: str, joint: str
) -> ChangeSet:
    draft = Draft(study)
    draft.swap_codings(transcript.id, before, after)
    return draft.change(_label(study, transcript, before, verb, joint))


def _label(study: Study, transcript: Transcript, chosen: Codings, verb: str, joint: str) -> str:
    """``Remove “stigma” from FG2, turn 14``, or with the number of several codings."""
    if len(chosen) != 1:
        return f"{verb} {counted(len(chosen), 'segment')} {joint} {transcript.name}"
    coding = chosen.row(0)
    where = place(study, transcript, coding.span.start)
    return f"{verb} “{study.codes[coding.code_id].name}” {joint} {where}"


def _checked_weight(weight: int | None) -> int | None:
    if weight is not None and not 0 <= weight <= 100:
        raise QualcodeError(f"A weight is between 0 and 100; {weight} is not.")
    return weight
