"""The session: the one listener to the project, which tells widgets of every step by a Qt signal."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from qualcode.exporters.pictures.drawing import Drawer, DrawsHere
from qualcode.language.boundaries import Finder
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import Coder
from qualcode.model.errors import QualcodeError
from qualcode.model.step import Step
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.operations.draft import together

if TYPE_CHECKING:
    # Not when the program starts: the database takes a second to load.
    from qualcode.project.project import Project


class Session(QObject):
    """An open project in a window: who codes, the present study, and the feed of changes.

    Views refresh from ``changed`` only, never from their own click. Known errors reach people
    through ``refused``, a sentence for the message bar.
    """

    changed = Signal(object, object)
    """(Step, Touched) after every step, one's own or a teammate's."""
    refused = Signal(str)
    coder_changed = Signal(str)
    _news = Signal()

    def __init__(
        self,
        project: "Project",
        coder_name: str,
        parent: QObject | None = None,
        *,
        finder: Finder | None = None,
        drawer: Drawer | None = None,
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._coder_name = coder_name
        self.measures = SpacyMeasures(finder)
        """Where words and sentences begin and end; to be asked from other threads, for it takes time."""
        self.drawer: Drawer = DrawsHere() if drawer is None else drawer
        """Who draws pictures; to be asked from other threads, too."""
        project.subscribe(self._heard)
        # The team's feed speaks on its own thread; a queued signal brings it onto ours.
        self._news.connect(self._catch_up, Qt.ConnectionType.QueuedConnection)
        project.listen_to_team(self._news.emit)

    @property
    def project(self) -> "Project":
        return self._project

    @property
    def study(self) -> Study:
        return self._project.study

    @property
    def coder_name(self) -> str:
        return self._coder_name

    def set_coder(self, name: str) -> None:
        """Code from now on as the person of this name."""
        if name != self._coder_name:
            self._coder_name = name
            self.coder_changed.emit(name)

    def coder(self) -> Coder:
        """The row of the person who codes, made on first use (a step of its own)."""
        coder, change = ensure_coder(self.study, self._coder_name)
        if change:
            self._project.do(change, self._coder_name)
        return coder

    # -- changing -----------------------------------------------------------------------------

    def do(self, intent: Callable[[], ChangeSet]) -> Step | None:
        """Work out a change and save it; None where there is nothing to do or it was refused.

        ``intent`` is called here, so that its refusals are told in the same way as those of
        saving: ``session.do(lambda: apply_code(session.study, ...))``.
        """
        return self._told(lambda: self._project.do(intent(), self._coder_name))

    def do_as_coder(self, intent: Callable[[Study, Coder], ChangeSet]) -> Step | None:
        """Like ``do``, for changes that bear the coder's identity.

        A coder who is new to the project comes along in the same step, so that one undo takes
        both back.
        """
        return self.do(lambda: self._with_coder(intent))

    def _with_coder(self, intent: Callable[[Study, Coder], ChangeSet]) -> ChangeSet:
        coder, arrival = ensure_coder(self.study, self._coder_name)
        if not arrival:
            return intent(self.study, coder)
        change = intent(self.study.after(arrival), coder)
        return together(self.study, change.label, [arrival, change]) if change else change

    def undo(self) -> Step | None:
        """Take back the last step."""
        return self._told(lambda: self._project.undo(self._coder_name))

    def redo(self) -> Step | None:
        """Make the last undone step again."""
        return self._told(lambda: self._project.redo(self._coder_name))

    def _told(self, work: Callable[[], Step | None]) -> Step | None:
        try:
            return work()
        except QualcodeError as error:
            self.refused.emit(str(error))
            return None

    @property
    def undoable(self) -> Step | None:
        return self._project.history.undoable(self._coder_name)

    @property
    def redoable(self) -> Step | None:
        return self._project.history.redoable(self._coder_name)

    # -- hearing ------------------------------------------------------------------------------

    def _heard(self, step: Step, touched: Touched) -> None:
        self.changed.emit(step, touched)

    def _catch_up(self) -> None:
        try:
            self._project.catch_up()
        except QualcodeError as error:
            self.refused.emit(str(error))

    def close(self) -> None:
        """Let go of the project and close it."""
        self._project.unsubscribe(self._heard)
        self._project.close()
