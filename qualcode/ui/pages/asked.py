"""What a page asks: a question of each kind that it can ask, of which one is seen; kept between runs."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar
from uuid import UUID

from qualcode.analysis.code_choice import CodeChoice
from qualcode.model.queries.query import identity_in, written_identity
from qualcode.model.questions.kinds import AnyQuestion, word_of
from qualcode.model.questions.matrices import PairsQuestion
from qualcode.model.questions.names import identities, still_there
from qualcode.model.questions.parts import parts_of, recalled, without, written
from qualcode.model.questions.rules import Coefficient, Count, Rule, default_count, refusal
from qualcode.model.study import Study

Q = TypeVar("Q")

_SEEN = "seen"


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions of different kinds. What several of them say they say alike: see ``change``."""

    seen: type[AnyQuestion]
    questions: tuple[AnyQuestion, ...]

    def of(self, kind: type[Q]) -> Q:
        """The question of a kind, or of the kinds that are built on it: first the one that is seen."""
        return next(row for row in (self.question, *self.questions) if isinstance(row, kind))

    @property
    def question(self) -> AnyQuestion:
        """The one that is seen."""
        return next(row for row in self.questions if type(row) is self.seen)

    def see(self, kind: type[AnyQuestion]) -> "Asked":
        """The same, another one seen."""
        return replace(self, seen=kind)

    def change(self, **parts: Any) -> "Asked":
        """With other parts in every question that has them."""
        return replace(self, questions=tuple(_changed(row, parts) for row in self.questions))

    def put(self, question: AnyQuestion) -> "Asked":
        """With another question in the place of the one of its kind."""
        kind = type(question)
        return replace(
            self, questions=tuple(question if type(row) is kind else row for row in self.questions)
        )

    def still_there(self, study: Study) -> "Asked":
        """The same without what is no longer in the project."""
        return replace(self, questions=tuple(still_there(study, row) for row in self.questions))


def _changed(question: AnyQuestion, parts: dict[str, Any]) -> AnyQuestion:
    own = {part.name for part in parts_of(type(question))}
    return replace(question, **{name: value for name, value in parts.items() if name in own})


# -- pairs of codes ------------------------------------------------------------------------------------


def under_rule(asked: Asked, rule: Rule) -> Asked:
    """Another rule; a count that means nothing under it gives way to the rule's usual one."""
    count = counted_of(asked.of(PairsQuestion))
    return counting(asked.change(rule=rule), count if refusal(rule, count) is None else default_count(rule))


def counting(asked: Asked, count: Count) -> Asked:
    """Another count; a coefficient that cannot be had from it gives way to plain numbers."""
    changed = asked.change(count=count)
    pairs = changed.of(PairsQuestion)
    return changed if pairs.coefficient in coefficients_for(pairs) else changed.change(coefficient=None)


def counted_of(pairs: PairsQuestion) -> Count:
    """What is counted, the rule's usual count where nothing was said."""
    return pairs.count or default_count(pairs.rule)


def coefficients_for(pairs: PairsQuestion) -> list[Coefficient | None]:
    """The coefficients that have a meaning under rule and count; None: plain numbers."""
    units = counted_of(pairs) is Count.UNITS
    return [None, *(which for which in Coefficient if units or not which.needs_units)]


# -- rows of the study ---------------------------------------------------------------------------------


def choosing(codes: CodeChoice) -> dict[str, Any]:
    """The parts of a question that say which codes."""
    return {
        "codes": None if codes.codes is None else identities(codes.codes),
        "code_set": None if codes.code_set is None else written_identity(codes.code_set),
        "most_used": codes.most_used or None,
        "used": codes.used,
    }


def chosen(name: str | None) -> UUID | None:
    """The row that a page has put in the place of a name."""
    return None if name is None else identity_in(name)


def all_chosen(names: Sequence[str]) -> tuple[UUID, ...]:
    """The rows that a page has put in the place of names."""
    return tuple(filter(None, map(identity_in, names)))


def named(row: UUID | None) -> str | None:
    """A row as a page puts it into a question; None stays None."""
    return None if row is None else written_identity(row)


# -- remembering ---------------------------------------------------------------------------------------


def remembered(asked: Asked) -> str:
    """Everything that is asked, as text."""
    kept = {word_of(row): written(row, whole=True) for row in asked.questions}
    return json.dumps({_SEEN: word_of(asked.question), **kept})


def recalled_as(usual: Asked, text: str) -> Asked:
    """What ``remembered`` wrote; as in ``usual`` where another version, or a hand, wrote something else."""
    try:
        kept = json.loads(text)
    except ValueError:
        return usual
    if not isinstance(kept, dict):
        return usual
    found = usual
    for row in usual.questions:
        found = found.put(recalled(row, kept.get(word_of(row))))
    kinds = {word_of(row): type(row) for row in usual.questions}
    seen = kept.get(_SEEN)
    return found.see(kinds[seen]) if isinstance(seen, str) and seen in kinds else found


def leaving_out(asked: Asked, names: Collection[str]) -> Asked:
    """The same with these parts as usual in every question."""
    return replace(asked, questions=tuple(without(row, names) for row in asked.questions))


def taking(asked: Asked, other: Asked, names: Collection[str]) -> Asked:
    """The same with these parts as they are in ``other``."""
    for row in other.questions:
        own = {part.name: getattr(row, part.name) for part in parts_of(type(row)) if part.name in names}
        mine = next(each for each in asked.questions if type(each) is type(row))
        asked = asked.put(_changed(mine, own))
    return asked.see(other.seen)
