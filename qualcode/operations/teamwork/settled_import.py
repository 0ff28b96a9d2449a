"""Differences settled in a spreadsheet, as one step: all of them, or none where a line does not fit."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.team import Outcome
from qualcode.model.teamwork.reading_words import decided
from qualcode.model.teamwork.readings import AGREED, ReadingDifference
from qualcode.model.teamwork.settled_rows import SettledRow
from qualcode.model.words.in_words import counted
from qualcode.model.words.spelling import same_name
from qualcode.operations.teamwork.settling import Settlement, settle_all

_SHOWN_FAULTS: Final = 5


def import_settled(
    study: Study,
    found: Sequence[ReadingDifference],
    rows: Sequence[SettledRow],
    author: str,
    layer: str = AGREED,
) -> ChangeSet:
    """Settle what the lines decide; what is settled so already stays as it is.

    ``found`` are the differences that there are now. Raises QualcodeError naming lines that do not fit.
    """
    by_key = {each.key: each for each in found}
    settled: list[Settlement] = []
    faults: list[str] = []
    for row in rows:
        try:
            made = _settlement(study, by_key, row)
        except QualcodeError as error:
            faults.append(f"line {row.line}: {error}")
            continue
        if made is not None:
            settled.append(made)
    _refuse(faults)
    return settle_all(study, settled, author, layer) if settled else ChangeSet("Settle nothing new")


def _settlement(study: Study, by_key: dict[str, ReadingDifference], row: SettledRow) -> Settlement | None:
    """What a line decides; None where that is so already."""
    difference = by_key.get(row.key)
    if difference is None:
        raise QualcodeError("there is no such difference any more, because its codings were changed since.")
    outcome = _outcome(study, difference, row.decision)
    code = study.code_named(row.code).id if outcome is Outcome.NEW else None
    if _is_so(study, difference, outcome, code, row.reason):
        return None
    return Settlement(difference, outcome, row.reason, code)


def _is_so(
    study: Study, difference: ReadingDifference, outcome: Outcome, code: UUID | None, reason: str
) -> bool:
    """Whether just this was decided already."""
    known = difference.decision
    if known is None or (known.outcome, known.reason) != (outcome, reason):
        return False
    return code is None or decided(study, difference)[1] == study.path(code)


def _outcome(study: Study, difference: ReadingDifference, written: str) -> Outcome:
    for name, outcome in (
        (study.coders[difference.one_id].name, Outcome.ONE),
        (study.coders[difference.other_id].name, Outcome.OTHER),
        *((str(each), each) for each in (Outcome.BOTH, Outcome.NEITHER, Outcome.NEW)),
    ):
        if same_name(written, name):
            return outcome
    one, other = (study.coders[each].name for each in (difference.one_id, difference.other_id))
    raise QualcodeError(f"“{written}” is not a decision; write {one}, {other}, both, neither or new.")


def _refuse(faults: list[str]) -> None:
    if faults:
        more = len(faults) - _SHOWN_FAULTS
        listed = " ".join([*faults[:_SHOWN_FAULTS], *([f"And {more:,} more."] if more > 0 else [])])
        number = counted(len(faults), "line does not fit", "lines do not fit")
        raise QualcodeError(f"Nothing was settled, because {number}: {listed}")
