"""What can be undone and redone, worked out from the journal's entries alone."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from qualcode.model.step import TYPED_AS_WORDS, Step, StepKind

FIRST = 1
"""The step that makes the project; it cannot be undone."""


class _Undone(NamedTuple):
    step: Step
    by: str


class History:
    """The steps of a project in order, and which of them stand.

    On a server every coder undoes their own steps (``per_coder``); in a file the last step is
    undone, no matter who made it.
    """

    def __init__(self, steps: Iterable[Step] = (), *, per_coder: bool = False) -> None:
        self.per_coder = per_coder
        self._by_number: dict[int, Step] = {}
        # By number, in the order in which they were done and undone last.
        self._done: dict[int, Step] = {}
        self._undone: dict[int, _Undone] = {}
        # Of each coder the latest entry; of each step the entry that did or undid it last.
        self._latest: dict[str, int] = {}
        self._turned: dict[int, int] = {}
        for step in steps:
            self.add(step)

    @property
    def steps(self) -> tuple[Step, ...]:
        """All journal entries, oldest first."""
        return tuple(self._by_number.values())

    def add(self, step: Step) -> None:
        """Take in the next journal entry."""
        self._by_number[step.number] = step
        self._latest[step.coder] = step.number
        self._turned[step.number if step.target is None else step.target] = step.number
        match step.kind:
            case StepKind.DO if step.number == FIRST:
                # The making of the project itself: there is no project to go back to.
                pass
            case StepKind.DO:
                self._done[step.number] = step
                # A new step starts a new branch: what was undone before it stays undone.
                kept = [item for item in self._undone.values() if self._foreign(item.by, step.coder)]
                self._undone = {item.step.number: item for item in kept}
            case StepKind.UNDO:
                original = self._original(step)
                self._done.pop(original.number, None)
                self._undone[original.number] = _Undone(original, step.coder)
            case StepKind.REDO:
                original = self._original(step)
                self._undone.pop(original.number, None)
                self._done[original.number] = original

    def undoables(self, coder: str) -> Iterator[Step]:
        """The steps that undo would take back for ``coder`` one after the other."""
        done = reversed(self._done.values())
        return (step for step in done if not self._foreign(step.coder, coder))

    def redoables(self, coder: str) -> Iterator[Step]:
        """The steps that redo would make again for ``coder`` one after the other."""
        undone = reversed(self._undone.values())
        return (item.step for item in undone if not self._foreign(item.by, coder))

    def undoable(self, coder: str) -> Step | None:
        """The step that undo would take back first."""
        return next(self.undoables(coder), None)

    def redoable(self, coder: str) -> Step | None:
        """The step that redo would make again first."""
        return next(self.redoables(coder), None)

    def is_latest(self, step: Step, coder: str) -> bool:
        """Whether nobody but ``coder`` has made a step since this one was done or undone last."""
        if not self.per_coder:
            return True
        others = (number for name, number in self._latest.items() if name != coder)
        return max(others, default=0) < self._turned[step.number]

    def is_in_force(self, number: int) -> bool:
        """Whether the step with this number is in force (done and not undone); the first always is."""
        return number == FIRST or number in self._done

    def was_never_meant(self, number: int) -> bool:
        """Whether a step was taken back because its key was a letter of a word, and not made again since."""
        entry = self._by_number.get(self._turned.get(number, 0))
        return entry is not None and entry.kind is StepKind.UNDO and entry.reason == TYPED_AS_WORDS

    def _foreign(self, one: str, other: str) -> bool:
        return self.per_coder and one != other

    def _original(self, step: Step) -> Step:
        if step.target is None:
            raise AssertionError(f"step {step.number} is an {step.kind} without a target")
        return self._by_number[step.target]
