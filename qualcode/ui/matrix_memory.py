"""The last question of the matrix page, kept between runs: how it was counted, and by project of what."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from qualcode.analysis.code_choice import CodeChoice
from qualcode.model.questions.words import By, Figure, Shown, Sorting
from qualcode.model.rules import Coefficient, Count, Rule, refusal
from qualcode.ui.matrix_choice import Columns, MatrixChoice

PROJECTS_LIMIT: Final = 50
_HOW: Final = "how"
_OF_WHAT: Final = "of what"

_FIELDS: Final[dict[str, Callable[[Any], Any]]] = {
    "rule": Rule,
    "count": Count,
    "within": lambda value: min(99, max(0, int(value))),
    "strength": lambda value: None if value is None else Coefficient(value),
    "figure": Figure,
    "unit": Rule,
    "shown": Shown,
    "least": lambda value: 0 if int(value) < 2 else min(20, int(value)),
    "aggregate": bool,
    "interviewers": bool,
    "sorting": Sorting,
}
"""What holds in every project: no name and no identity of anything in one."""


def recalled(text: str, project_id: UUID) -> MatrixChoice:
    """The question to begin with in a project; the usual one where nothing sensible is remembered."""
    kept = _read(text)
    choice = MatrixChoice()
    how = kept.get(_HOW)
    for name, read in _FIELDS.items():
        try:
            choice = replace(choice, **{name: read(how[name])})  # type: ignore[index]
        except (KeyError, TypeError, ValueError):
            continue
    if refusal(choice.rule, choice.count) is not None:
        choice = choice.with_rule(choice.rule)
    choice = choice.with_count(choice.count)
    if choice.figure is not Figure.UNITS or not choice.unit.by_unit:
        choice = replace(choice, unit=Rule.TURN)
    try:
        own = kept[_OF_WHAT][str(project_id)]
        query = own.get("query")
        return replace(
            choice,
            columns=_columns(own),
            codes=_codes(own),
            coders=_ids(own.get("coders") or ()),
            query=None if query is None else UUID(query),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        return choice


def remembered(text: str, project_id: UUID, choice: MatrixChoice) -> str:
    """``text`` with this question in it; projects longest ago are forgotten."""
    kept = _read(text)
    projects = kept.get(_OF_WHAT)
    projects = dict(projects) if isinstance(projects, dict) else {}
    projects.pop(str(project_id), None)
    projects[str(project_id)] = {
        "by": choice.columns.by,
        "attribute": None if choice.columns.attribute is None else str(choice.columns.attribute),
        "queries": [str(row) for row in choice.columns.queries],
        "query": None if choice.query is None else str(choice.query),
        "codes": None if choice.codes.codes is None else [str(row) for row in choice.codes.codes],
        "set": None if choice.codes.code_set is None else str(choice.codes.code_set),
        "most used": choice.codes.most_used,
        "coders": [str(row) for row in choice.coders],
    }
    last = list(projects.items())[-PROJECTS_LIMIT:]
    how = {name: getattr(choice, name) for name in _FIELDS}
    return json.dumps({_HOW: how, _OF_WHAT: dict(last)})


def _read(text: str) -> dict[str, Any]:
    try:
        kept = json.loads(text)
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def _columns(own: dict[str, Any]) -> Columns:
    by, attribute = own.get("by"), own.get("attribute")
    queries = _ids(own.get("queries") or ())
    if by is None or (by == By.ATTRIBUTE) != (attribute is not None) or (by == By.QUERY) != bool(queries):
        return Columns()
    return Columns(By(by), None if attribute is None else UUID(attribute), queries)


def _codes(own: dict[str, Any]) -> CodeChoice:
    if own.get("most used"):
        return CodeChoice(most_used=max(1, int(own["most used"])))
    if own.get("set"):
        return CodeChoice(code_set=UUID(own["set"]))
    return CodeChoice() if own.get("codes") is None else CodeChoice(_ids(own["codes"]))


def _ids(texts: Any) -> tuple[UUID, ...]:
    return tuple(UUID(text) for text in texts)
