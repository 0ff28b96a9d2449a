"""Work in the background that takes a large project a while: told of, and stopped by whoever waits for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from qualcode.model.machine.progress import Progress
from qualcode.ui.dialogs.step_progress import StepProgress
from qualcode.ui.session.background import Task
from qualcode.ui.session.long_steps import STOPPED

if TYPE_CHECKING:
    from qualcode.ui.shell.main_window import MainWindow

T = TypeVar("T")


def run_stoppable(
    window: "MainWindow",
    title: str,
    words: str,
    work: Callable[[Progress], T],
    done: Callable[[T], object],
    stopped: str = STOPPED,
) -> Task:
    """As ``Background.run``, with a window that tells how far it is; ``stopped`` is said where it was."""
    task = window.background.run(work, done)

    def tell() -> None:
        if task.cancelled:
            window.messages.inform(stopped)

    task.ended.connect(tell)
    StepProgress(task, words, window, title, words)
    return task
