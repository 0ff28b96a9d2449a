"""Who draws pictures for a window: this process, or one of its own so that the window never waits."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from qualcode.apart import Apart
from qualcode.exporters.pictures.numbered import with_counted_columns_alone
from qualcode.exporters.pictures.sheet import Picture, picture_bytes
from qualcode.exporters.writing import whole_file
from qualcode.model.machine.progress import Progress, no_progress

_ENDED: Final = "The picture could not be drawn: the process that draws has ended. Try again."


@dataclass(frozen=True, eq=False)
class DrawingRequest:
    """A picture, and the file whose ending names the format; nothing is written there.

    ``bare``: as a part of a document, which says title and caption itself.
    """

    path: Path
    picture: Picture
    bare: bool = False


class Drawer(Protocol):
    """Draws pictures; may be shared by threads."""

    def draw(self, request: DrawingRequest, progress: Progress = no_progress) -> bytes:
        """The picture as png, svg or pdf; ``progress`` is called meanwhile and may stop it.

        Raises QualcodeError for what cannot be drawn.
        """
        ...

    def close(self) -> None:
        """Draw no more; anyone who waits for a picture is told Cancelled."""
        ...


class LocalDrawer:
    """Draws in this process."""

    def draw(self, request: DrawingRequest, progress: Progress = no_progress) -> bytes:
        progress(0, 0, "")
        return _draw(request)

    def close(self) -> None:
        """Nothing to let go of."""


class IsolatedDrawer:
    """Draws in a process that is started by the first picture and ended by ``close``.

    Where a picture is no longer wanted while it is drawn, the process ends with it: it may be drawing
    for minutes. The next picture starts another one.
    """

    def __init__(self) -> None:
        self.apart = Apart(_draw, _ENDED)

    def draw(self, request: DrawingRequest, progress: Progress = no_progress) -> bytes:
        """As ``LocalDrawer``."""
        content: bytes = self.apart.ask(request, progress)
        return content

    def close(self) -> None:
        """End the process; pictures under way are given up."""
        self.apart.close()


def write_drawn(path: Path, picture: Picture, drawer: Drawer, progress: Progress = no_progress) -> None:
    """Have a picture drawn and write it in the format that the ending of ``path`` names.

    In a file it has no columns in which nothing is counted; it says so.
    """
    content = drawer.draw(DrawingRequest(path, with_counted_columns_alone(picture)), progress)
    with whole_file(path) as stream:
        stream.write(content)


def _draw(request: DrawingRequest) -> bytes:
    return picture_bytes(request.path, request.picture, bare=request.bare)
