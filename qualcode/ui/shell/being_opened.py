"""Which project is being opened, so that one that is asked for twice meanwhile is opened once."""

from qualcode.ui.session.background import Task
from qualcode.ui.session.chunks import Chunks


class BeingOpened:
    """A project is read in the background, then put into the window part by part."""

    def __init__(self) -> None:
        self._address = ""

    def is_at(self, address: str) -> bool:
        """Whether it is this one: somebody clicked twice, or clicked and pressed Enter."""
        return bool(address) and address == self._address

    def read_by(self, task: Task, address: str) -> None:
        """It is being read by a task, however that ends."""
        self._address = address
        task.ended.connect(lambda: self._no_more(address))

    def through(self, parts: Chunks, address: str) -> Chunks:
        """The same parts of the work; when they are done, or given up, it is opened no more."""
        self._address = address
        try:
            yield from parts
        finally:
            self._no_more(address)

    def _no_more(self, address: str) -> None:
        if self._address == address:
            self._address = ""
