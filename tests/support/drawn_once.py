"""Pictures for the windows of tests: each is drawn once, which takes longer than all else of a page."""

import pickle

from qualcode.exporters.pictures.drawing import DrawingRequest, LocalDrawer
from qualcode.model.machine.progress import Progress, no_progress


class DrawnOnce:
    """Draws as a window without a process of its own for it does, and gives what it has drawn again."""

    def __init__(self) -> None:
        self._local = LocalDrawer()
        self._drawn: dict[bytes, bytes] = {}

    def draw(self, request: DrawingRequest, progress: Progress = no_progress) -> bytes:
        """The picture; ``progress`` may stop it, whether it was drawn before or not."""
        # All that it is: values and names, and in what format it is wanted.
        asked = pickle.dumps((request.path.suffix, request.picture, request.bare))
        if asked not in self._drawn:
            self._drawn[asked] = self._local.draw(request, progress)
        progress(0, 0, "")
        return self._drawn[asked]

    def close(self) -> None:
        """Nothing to let go of: the next window asks again."""
