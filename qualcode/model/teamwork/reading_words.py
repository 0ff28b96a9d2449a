"""Differences of readings, and what was settled, in words; nobody’s reading is called wrong."""

from uuid import UUID

from qualcode.model.study import Study
from qualcode.model.team import Decision, Outcome
from qualcode.model.teamwork.readings import Difference, ReadingDifference


def kind_in_words(study: Study, each: ReadingDifference) -> str:
    """``only AB``, ``other code``, ``other boundaries``."""
    match each.kind:
        case Difference.ONLY_ONE:
            return f"only {study.coders[each.one_id].name}"
        case Difference.ONLY_OTHER:
            return f"only {study.coders[each.other_id].name}"
        case _:
            return str(each.kind)


def decided(study: Study, each: ReadingDifference) -> tuple[str, str]:
    """What was decided, and the code where it is another one, as a table says it; empty where nothing was."""
    row = each.decision
    if row is None:
        return "", ""
    names = {Outcome.ONE: row.one_id, Outcome.OTHER: row.other_id}
    if row.outcome in names:
        return study.coders[names[row.outcome]].name, ""
    return str(row.outcome), agreed_code(study, row) if row.outcome is Outcome.NEW else ""


def agreed_code(study: Study, row: Decision) -> str:
    """The path of the code that a passage got instead; empty where its coding has gone since."""
    wanted = {UUID(hex=coding) for coding in row.agreed}
    for coding in study.codings_of(row.transcript_id):
        if coding.id in wanted:
            return study.path(coding.code_id)
    return ""


def decision_in_words(study: Study, each: ReadingDifference) -> str:
    """``Settled: AB’s reading (definition unclear), by Lead``; ``Not settled``."""
    by = "" if each.decision is None else f", by {each.decision.author}"
    return f"{outcome_in_words(study, each)}{by}"


def outcome_in_words(study: Study, each: ReadingDifference) -> str:
    """``Settled: AB’s reading (definition unclear)``; ``Not settled``."""
    row = each.decision
    if row is None:
        return "Not settled"
    outcome, code = decided(study, each)
    if row.outcome in (Outcome.ONE, Outcome.OTHER):
        outcome = f"{outcome}’s reading"
    what = f"“{code}”" if code else outcome
    why = f" ({row.reason})" if row.reason else ""
    return f"Settled: {what}{why}"


def outcome_told(study: Study, row: Decision | None, became: str) -> str:
    """What was done with a passage and why: ``Not kept. Between AB and CD it was settled as neither …``."""
    if row is None:
        return f"{became}."
    names = {Outcome.ONE: row.one_id, Outcome.OTHER: row.other_id}
    if row.outcome in names:
        outcome = f"{study.coders[names[row.outcome]].name}’s reading"
    else:
        outcome = f"“{agreed_code(study, row)}”" if row.outcome is Outcome.NEW else str(row.outcome)
    why = f" ({row.reason})" if row.reason else ""
    people = " and ".join(study.coders[each].name for each in (row.one_id, row.other_id))
    return f"{became}. Between {people} it was settled as {outcome}{why}, by {row.author}."
