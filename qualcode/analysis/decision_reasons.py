"""Why passages had to be settled, code by code: reasons that come again tell what its definition lacks."""

from collections import Counter
from collections.abc import Mapping
from uuid import UUID

import numpy as np

from qualcode.model.identity import id_array, id_of
from qualcode.model.study import Study
from qualcode.model.team import Decision
from qualcode.model.words.in_words import counted, plural_of
from qualcode.model.words.name_order import name_order


def decision_reasons(study: Study) -> Mapping[UUID, Counter[str]]:
    """For every code how many decisions name each reason; decisions without one are not counted.

    A decision is about the codes of the codings that it settled and of those that were agreed, as far as
    they are still there: about each of them once.
    """
    found: dict[UUID, Counter[str]] = {}
    for row in study.rows(Decision).values():
        for code_id in _codes(study, row) if row.reason else ():
            found.setdefault(code_id, Counter())[row.reason] += 1
    return found


def decided_between(study: Study, code_id: UUID) -> tuple[UUID, UUID] | None:
    """Whose readings the newest decision was about that is on a code and bears a reason; None without one."""
    rows = sorted(study.rows(Decision).values(), key=lambda row: row.decided_at, reverse=True)
    return next(
        ((row.one_id, row.other_id) for row in rows if row.reason and code_id in _codes(study, row)), None
    )


def _codes(study: Study, row: Decision) -> list[UUID]:
    table = study.codings_of(row.transcript_id)
    wanted = id_array([UUID(each) for each in (*row.originals, *row.agreed)])
    places = table.positions(wanted)
    return [id_of(int(key)) for key in np.unique(table.code[places[places >= 0]])]


def reasons_in_words(reasons: Counter[str]) -> str:
    """``5 decisions say: definition unclear; 2 say: slip``, the commonest first."""
    order = sorted(reasons.items(), key=lambda pair: (-pair[1], name_order(pair[0])))
    parts = []
    for place, (reason, number) in enumerate(order):
        who = counted(number, "decision") if place == 0 else f"{number:,}"
        parts.append(f"{who} {plural_of(number, 'says', 'say')}: {reason}")
    return "; ".join(parts)
