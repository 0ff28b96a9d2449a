"""When the sections of the segment panel are filled: at once, or one a turn, after the words and stripes."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from qualcode.ui.session.chunks import ChunkRunner, Chunks


class Filling(QObject):
    """Fills sections when they are wanted; what is wanted again meanwhile is filled once, as it is then.

    At every step of the cursor the text is painted, and cards and fields beside it are laid out: done
    together, they would be felt. What keys act on is known at once; here is only what is seen of it.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.in_turns = False
        """Whether the sections wait for what stands beside them to be painted."""
        self._waiting: dict[object, Callable[[], object]] = {}
        self._runner = ChunkRunner(self)

    def want(self, section: object, fill: Callable[[], object]) -> None:
        """Have a section filled."""
        if not self.in_turns:
            fill()
            return
        self._waiting[section] = fill
        if not self._runner.under_way:
            self._runner.start(self._parts())

    def fill_now(self, section: object) -> None:
        """Fill a section that waits: somebody is about to write in it."""
        fill = self._waiting.pop(section, None)
        if fill is not None:
            fill()

    def _parts(self) -> Chunks:
        # The text is painted after the first of them, the stripes beside it after the second.
        yield
        yield
        while self._waiting:
            self.fill_now(next(iter(self._waiting)))
            yield
