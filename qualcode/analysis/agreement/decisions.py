"""What was settled about passages that coders read differently, as an agreement report tells it."""

from collections.abc import Collection
from uuid import UUID

import numpy as np

from qualcode.model.identity import id_array, id_of
from qualcode.model.results.agreement import SettledPassage
from qualcode.model.study import Study
from qualcode.model.team import Decision, Outcome
from qualcode.model.teamwork.reading_words import agreed_code


def settled_passages(
    study: Study,
    coders: Collection[UUID],
    transcripts: Collection[UUID],
    codes: Collection[UUID] | None,
) -> tuple[SettledPassage, ...]:
    """Decisions between two of these coders in these transcripts, in the order of the text.

    ``codes`` None: about any; else those that are about one of them.
    """
    found = []
    for row in study.rows(Decision).values():
        if row.transcript_id not in transcripts or not {row.one_id, row.other_id} <= set(coders):
            continue
        about, start = _about(study, row)
        if codes is None or about & set(codes):
            place = study.transcripts[row.transcript_id].position, start, row.decided_at
            found.append((place, row.id, _told(study, row, about, start)))
    return tuple(told for *_, told in sorted(found, key=lambda each: each[:2]))


def _about(study: Study, row: Decision) -> tuple[set[UUID], int]:
    """The codes that it is about, and where its passage begins; as far as its codings are still there."""
    table = study.codings_of(row.transcript_id)
    places = table.positions(id_array(UUID(each) for each in (*row.originals, *row.agreed)))
    places = places[places >= 0]
    start = int(table.start[places].min()) if len(places) else 0
    return {id_of(int(key)) for key in np.unique(table.code[places])}, start


def _told(study: Study, row: Decision, about: set[UUID], start: int) -> SettledPassage:
    turn = study.turns_of(row.transcript_id).index_at(start)
    codes = tuple(study.path(code.id) for code in study.codes_in_order if code.id in about)
    return SettledPassage(
        transcript=study.transcripts[row.transcript_id].name,
        turn=None if turn is None else turn + 1,
        codes=codes,
        coders=(study.coders[row.one_id].name, study.coders[row.other_id].name),
        outcome=_outcome(study, row),
        reason=row.reason,
        author=row.author,
        decided=row.decided_at,
    )


def _outcome(study: Study, row: Decision) -> str:
    whose = {Outcome.ONE: row.one_id, Outcome.OTHER: row.other_id}
    if row.outcome in whose:
        return f"{study.coders[whose[row.outcome]].name}’s reading"
    if row.outcome is Outcome.NEW:
        code = agreed_code(study, row)
        return f"“{code}” instead" if code else "another code"
    return "both readings" if row.outcome is Outcome.BOTH else "neither reading"
