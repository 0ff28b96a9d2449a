"""What a person tells about speakers of listed files: one telling after the other, in the background."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from qualcode.model.transcripts.speaker_guide import SpeakerGuide
from qualcode.project.importing.listed import ReadFile
from qualcode.project.importing.state import ImportState, Reach, read_as_told
from qualcode.ui.session.background import Background, Task

Change = Callable[[SpeakerGuide], SpeakerGuide]


class _Told(NamedTuple):
    """What is told of a file (by its name and content), and which others it reaches."""

    name: str
    sha256: str
    change: Change
    reach: Reach


class Telling:
    """Each telling starts from what the one before it made; none is lost, however fast they come."""

    def __init__(
        self,
        background: Background,
        state: Callable[[], ImportState],
        take: Callable[[ImportState], object],
        failed: Callable[[str], object],
    ) -> None:
        self._background = background
        self._state = state
        self._take = take
        self._failed = failed
        self._waiting: list[_Told] = []
        self._task: Task | None = None

    @property
    def under_way(self) -> bool:
        """Whether files are still being read as was told."""
        return self._task is not None

    def tell(self, file: ReadFile, change: Change, reach: Reach) -> None:
        """Read a file, and others that this reaches, under a changed guide."""
        self._waiting.append(_Told(file.name, file.original.source_sha256, change, reach))
        self._go_on()

    def stop(self) -> None:
        """Want nothing of it any more."""
        self._waiting = []
        task, self._task = self._task, None
        if task is not None:
            task.cancel()

    def _go_on(self) -> None:
        while self._task is None and self._waiting:
            told, state = self._waiting[0], self._state()
            place = next((at for at, file in enumerate(state.files) if _is(file, told)), None)
            if place is None:
                self._waiting.pop(0)
                continue
            files = [state.files[at] for at in state.reached(place, told.reach)]
            work = partial(read_as_told, files, told.change)
            self._task = self._background.run(work, self._have, self._refused)

    def _have(self, found: list[tuple[ReadFile, ReadFile]]) -> None:
        self._task = None
        told, state = self._waiting[0], self._state()
        here = {id(file) for file in state.files}
        if all(id(before) in here for before, _ in found):
            self._waiting.pop(0)
            self._take(state.with_told(found, told.reach))
        # Else a file was changed in another way meanwhile: it is read again as it is now.
        self._go_on()

    def _refused(self, sentence: str) -> None:
        self._task = None
        self._waiting.pop(0)
        self._failed(sentence)
        self._go_on()


def _is(file: ReadFile, told: _Told) -> bool:
    return (file.name, file.original.source_sha256) == (told.name, told.sha256)
