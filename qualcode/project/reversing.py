"""Which steps can be taken back or made again as things are: in a team, others may have gone on from them."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from qualcode.model.change import ChangeSet, Touched
from qualcode.model.checks.invariants import broken_invariants
from qualcode.model.errors import ConflictError
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study
from qualcode.project.history import History

_SMALL: Final = 10_000
"""Extent up to which what a step changed is kept at hand."""
_KEPT: Final = 16
_VERB: Final = {StepKind.UNDO: ("undone", "Undo", "takes back"), StepKind.REDO: ("redone", "Redo", "makes")}

_Key = tuple[StepKind, int]


@dataclass(frozen=True, slots=True)
class _Verdict:
    """Whether a step could be reversed at step ``at`` of the study; true until one concerns the same."""

    fits: bool
    at: int
    touched: Touched


class Reversing:
    """What undo and redo offer each coder of a project, and what they pass over.

    A step after which a teammate has changed the same is passed over; it is offered again where they take
    that back. To be used from one thread, and from another while no step is made.
    """

    def __init__(self, history: History, change_of: Callable[[int], ChangeSet]) -> None:
        self._history = history
        self._change_of = change_of
        self._changes: dict[int, ChangeSet] = {}
        self._verdicts: dict[_Key, _Verdict] = {}
        self._told: set[_Key] = set()
        self._asked: set[tuple[StepKind, str]] = set()

    def change(self, kind: StepKind, step: Step) -> ChangeSet:
        """What undoing or redoing a step changes."""
        change = self._changes.get(step.number)
        if change is None:
            change = self._change_of(step.number)
            if change.extent <= _SMALL:
                kept = list(self._changes.items())[1 - _KEPT :]
                self._changes = {**dict(kept), step.number: change}
        return change.inverse() if kind is StepKind.UNDO else change

    def offered(self, study: Study, kind: StepKind, coder: str) -> Step | None:
        """The step that undo or redo would take for a coder; None where there is none that can be."""
        return self._look(study, kind, coder)[0]

    def passed_over(self, study: Study, kind: StepKind, coder: str, *, once: bool) -> str:
        """A sentence about the steps that are passed over; empty where there are none.

        ``once``: only where one of them has not been told before.
        """
        offered, passed = self._look(study, kind, coder)
        if once:
            passed = [step for step in passed if (kind, step.number) not in self._told]
        if not passed:
            return ""
        self._told.update((kind, step.number) for step in passed)
        return _sentence(kind, passed, offered)

    def does_not_fit(self, study: Study, kind: StepKind, step: Step, touched: Touched) -> None:
        """A teammate was faster than one thought."""
        self._verdicts[kind, step.number] = _Verdict(False, study.step, touched)

    def look_ahead(self, study: Study) -> None:
        """Find out what can be reversed in the study to come, where that may take a moment."""
        for kind, coder in tuple(self._asked):
            self._look(study, kind, coder, ahead=True)

    def take_in(self, step: Step, touched: Touched) -> None:
        """A step was made: what was found out before about those that concern the same is out of date."""
        self._verdicts = {
            key: verdict
            for key, verdict in tuple(self._verdicts.items())
            if verdict.at >= step.number or not _meet(verdict.touched, touched)
        }
        if step.target is not None:
            self._told -= {(kind, step.target) for kind in _VERB}

    def _look(
        self, study: Study, kind: StepKind, coder: str, *, ahead: bool = False
    ) -> tuple[Step | None, list[Step]]:
        """The step that is offered, and those that are passed over before it."""
        self._asked.add((kind, coder))
        history = self._history
        steps = history.undoables(coder) if kind is StepKind.UNDO else history.redoables(coder)
        passed: list[Step] = []
        for step in steps:
            # What was done last, and by nobody else since, can be taken back.
            latest = not ahead and not passed and history.is_latest(step, coder)
            if latest or self._fits(study, kind, step):
                return step, passed
            passed.append(step)
        return None, passed

    def _fits(self, study: Study, kind: StepKind, step: Step) -> bool:
        known = self._verdicts.get((kind, step.number))
        if known is None or known.at > study.step:
            change = self.change(kind, step)
            known = _Verdict(not why_not(study, change), study.step, change.touched())
            self._verdicts[kind, step.number] = known
        return known.fits


def why_not(study: Study, change: ChangeSet) -> str:
    """What keeps a change that was worked out for an earlier study from this one; empty where it fits.

    Beside what it changes itself, it must leave no names twice and nothing without what it belongs to.
    """
    try:
        moved = study.after(change)
    except ConflictError as error:
        return str(error)
    faults = broken_invariants(moved)
    if not faults:
        return ""
    before = set(broken_invariants(study))
    return next((fault for fault in faults if fault not in before), "")


def _sentence(kind: StepKind, passed: list[Step], offered: Step | None) -> str:
    """Why steps are passed over, and what is offered instead."""
    past, verb, takes = _VERB[kind]
    newest, more = f"“{passed[0].label}”", len(passed) - 1
    if more:
        newest += " and the step before it" if more == 1 else f" and {more:,} steps before it"
    first = f"{newest} can no longer be {past}, because a teammate has changed the same since."
    if offered is None:
        return f"{first} There is nothing else to {verb.lower()}."
    return f"{first} {verb} now {takes} “{offered.label}”."


def _meet(one: Touched, other: Touched) -> bool:
    return bool(
        one.kinds & other.kinds
        or one.turns & other.turns
        or one.codings & other.codings
        # A code that goes takes its codings' ground away, and the other way round.
        or (one.kinds and other.codings)
        or (one.codings and other.kinds)
    )
