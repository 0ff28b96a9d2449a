"""What is worked out in the background for one place of the window: asked again, the new question counts."""

from collections.abc import Callable
from typing import TypeVar

from qualcode.model.machine.progress import Progress
from qualcode.ui.session.background import Background, Task

T = TypeVar("T")


class Latest:
    """One question at a time; the earlier one is given up, and nobody is told of its answer."""

    def __init__(self, background: Background) -> None:
        self._background = background
        self._task: Task | None = None

    @property
    def under_way(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    def ask(
        self,
        function: Callable[[Progress], T],
        done: Callable[[T], object],
        failed: Callable[[str], object] | None = None,
        broken: Callable[[], object] = lambda: None,
    ) -> Task:
        """As ``Background.run``."""
        self.stop()

        def answer(found: T) -> None:
            self._task = None
            done(found)

        def refuse(sentence: str) -> None:
            self._task = None
            (failed or self._background.refused.emit)(sentence)

        def give_up() -> None:
            self._task = None
            broken()

        self._task = self._background.run(function, answer, refuse, broken=give_up)
        return self._task

    def stop(self) -> None:
        """Want no answer any more."""
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
