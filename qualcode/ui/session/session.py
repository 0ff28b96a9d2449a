"""The session: the one listener to the project, which tells widgets of every step by a Qt signal."""

from collections.abc import Callable, Collection
from dataclasses import replace
from itertools import accumulate, chain
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal

from qualcode.exporters.pictures.drawing import Drawer, LocalDrawer
from qualcode.language.boundaries import Finder
from qualcode.language.measures import SpacyMeasures
from qualcode.model.change import ChangeSet, Touched
from qualcode.model.entities import Coder, Entity, Highlight, Memo, Summary, TypicalQuote
from qualcode.model.errors import (
    BusyError,
    QualcodeError,
    ReasonWantedError,
    ReplacedProjectError,
    UnreachableError,
    UnsoundError,
)
from qualcode.model.questions.names import ROW_NOUNS
from qualcode.model.step import Step, StepKind
from qualcode.model.study import Study
from qualcode.model.team import Membership, Round, RoundCoder, RoundTranscript, TeamRole
from qualcode.model.teamwork.roles import roles_by_coder
from qualcode.model.teamwork.sight import seen_step
from qualcode.operations.coders import ensure_coder, find_coder
from qualcode.operations.draft import together
from qualcode.operations.teamwork.permissions import for_leads, not_for_readers
from qualcode.project.making import PendingStep
from qualcode.ui.session.background import Background
from qualcode.ui.session.long_steps import NO_REASON, Failed, LongSteps, Then, ignored, nobody_to_ask

if TYPE_CHECKING:
    # Not when the program starts: the database takes a second to load.
    from qualcode.project.project import Project


_LITTLE: Final = 3000
"""Codings and turns of a study in which nothing takes longer than a moment to work out."""
_MUCH: Final = 1000
"""Extent of a change that takes longer than a moment to save."""
_MUCH_ON_RECORD: Final = 50_000
"""The same in bytes of the journal: what takes longer than a moment to undo."""
_SOME_ON_RECORD: Final = 5_000
"""Bytes of more than a few rows, which may be of any transcript: where there are many, that is much."""
_ROUNDS: Final[frozenset[type[Entity]]] = frozenset({Membership, Round, RoundCoder, RoundTranscript})
_WORK: Final[frozenset[type[Entity]]] = frozenset({Highlight, Memo, Summary, TypicalQuote})
_STAYS: Final = "What you typed is not saved yet; it is still in its field and will be tried again"
_PATIENCE: Final = 1.0
"""Seconds for which the window waits for a teammate whose change is being saved, before it goes on."""


def _there_is_little(study: Study) -> bool:
    # Of a thousand transcripts the first few tell.
    found = accumulate(map(len, chain(study.codings.values(), study.turns.values())))
    return all(number < _LITTLE for number in found)


class Session(QObject):
    """An open project in a window: who codes, the present study, and the feed of changes.

    Views refresh from ``changed`` only, never from their own click. Known errors reach people
    through ``refused``, a sentence for the message bar.
    """

    long_began = Signal(object, str)
    """(Task, what is being done in words) of a step that is made in the background."""
    changed = Signal(object, object)
    """(Step, Touched) after every step, one's own or a teammate's."""
    refused = Signal(str)
    """A sentence; actions in braces, such as ``{code.choose}``, are said with the keys that hold."""
    coder_changed = Signal(str)
    reached = Signal(bool)
    """Whether the server answers, when that changes."""
    company_changed = Signal()
    """Teammates came, went, or are in other transcripts."""
    _news = Signal()
    _feed_company = Signal()
    _feed_reached = Signal(bool)

    def __init__(
        self,
        project: "Project",
        coder_name: str,
        parent: QObject | None = None,
        *,
        finder: Finder | None = None,
        drawer: Drawer | None = None,
        background: Background | None = None,
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._coder_name = coder_name
        known = find_coder(project.study, coder_name)
        self._coder_id = None if known is None else known.id
        self.away = False
        """Whether the server that the project is on does not answer at present."""
        self.measures = SpacyMeasures(finder)
        """Where words and sentences begin and end; to be asked from other threads, for it takes time."""
        self.drawer: Drawer = LocalDrawer() if drawer is None else drawer
        """Who draws pictures; to be asked from other threads, too."""
        self._long = LongSteps(project, background or Background(self), self)
        self._long.began.connect(self.long_began)
        self._long.refused.connect(self.refused)
        self._long.ask_reason = self._asked
        self._asking = False
        self._seen = project.study
        self._gone: tuple[int, list[Entity]] = (0, [])
        """The last step, and what went with it that queries and reports may name."""
        self.ask_reason: Callable[[ReasonWantedError], str] = nobody_to_ask
        """How the window asks why, where the project wants to know."""
        project.viewer = coder_name
        project.subscribe(self._heard)
        # The team's feed speaks on its own thread; a queued signal brings it onto ours.
        self._news.connect(self._catch_up, Qt.ConnectionType.QueuedConnection)
        self._feed_reached.connect(self._on_reached, Qt.ConnectionType.QueuedConnection)
        self._feed_company.connect(self.company_changed, Qt.ConnectionType.QueuedConnection)
        project.listen_to_team(self._news.emit, self._feed_reached.emit, self._feed_company.emit)

    @property
    def project(self) -> "Project":
        return self._project

    @property
    def study(self) -> Study:
        return self._project.study

    @property
    def coder_name(self) -> str:
        return self._coder_name

    @property
    def role(self) -> TeamRole:
        """What whoever codes may do in this project."""
        return self._project.role_of(self._coder_name)

    @property
    def role_word(self) -> str:
        """How whoever codes is called: by their role where there are roles, or the server says so."""
        free = not self._project.whole.rows(Membership)
        return str(TeamRole.CODER if free and self.role is TeamRole.LEAD else self.role)

    @property
    def has_place(self) -> bool:
        """Whether whoever codes has a role in the team, or nobody has one, or nobody keeps to them."""
        study = self._project.whole
        if self._project.path is not None or not study.rows(Membership):
            return True
        coder = find_coder(study, self._coder_name)
        return coder is not None and coder.id in roles_by_coder(study)

    @property
    def why_nothing(self) -> str:
        """Why nothing can be changed here, in a sentence; empty where something can."""
        if self._project.read_only or self.role is not TeamRole.READER:
            return self._project.read_only
        return not_for_readers(self._project.whole)

    @property
    def why_not_all(self) -> str:
        """Why what leads do cannot be done here, in a sentence; empty where it can."""
        if self.why_nothing or self.role is TeamRole.LEAD:
            return self.why_nothing
        return for_leads(self._project.whole)

    @property
    def company(self) -> list[tuple[str, str]]:
        """The names of teammates who have the project open, each with that of the transcript they are in."""
        texts = self._project.whole.transcripts
        return [
            (each.name, "" if each.transcript_id is None else texts[each.transcript_id].name)
            for each in self._project.company
        ]

    def set_coder(self, name: str) -> None:
        """Code from now on as the person of this name."""
        if name != self._coder_name:
            self._coder_name = name
            known = find_coder(self.study, name)
            self._coder_id = None if known is None else known.id
            before = self.study
            self._project.viewer = name
            self.coder_changed.emit(name)
            if self.study is not before:
                # Somebody else looks, who may see more or less in a blind round.
                self.changed.emit(self._project.steps[-1], self._all_work())

    def coder(self) -> Coder:
        """The row of the person who codes, made on first use (a step of its own)."""
        self._long.settle()
        coder, change = ensure_coder(self.study, self._coder_name)
        if change:
            self._project.do(change, self._coder_name)
        return coder

    def told(self, step: Step) -> str:
        """What a step did that was just made, and what still names the things that it took away."""
        number, rows = self._gone
        return f"{step.happened}. {self.named(rows) if number == step.number else ''}".rstrip()

    def named(self, rows: Collection[Entity]) -> str:
        """Which saved queries and saved reports name these, in a sentence; empty where none does."""
        from qualcode.project.reports.still_named import still_named

        return still_named(self.study, rows)

    def handed_on(self, rows: Collection[Entity], into: str) -> str:
        """Which saved queries and saved reports will name what these are merged ``into``, in a sentence."""
        from qualcode.project.reports.still_named import handed_on

        return handed_on(self.study, rows, into)

    # -- changing -----------------------------------------------------------------------------

    def do(self, intent: Callable[[], ChangeSet]) -> Step | None:
        """Work out a change and save it; None where there is nothing to do or it was refused.

        ``intent`` is called here, so that its refusals are told in the same way as those of
        saving: ``session.do(lambda: apply_code(session.study, ...))``.
        """
        step, _ = self._done(intent)
        return step

    def keep(self, intent: Callable[[], ChangeSet]) -> bool:
        """Like ``do``, for a text that somebody has typed: whether it is saved now."""
        return self._done(intent)[1]

    def keep_note(self, intent: Callable[[], ChangeSet]) -> bool:
        """Like ``keep``, for a text that stays in its field until it is saved, and is tried again there."""
        return self._done(intent, _STAYS)[1]

    def _done(self, intent: Callable[[], ChangeSet], beginning: str = "") -> tuple[Step | None, bool]:
        """The step, where there was something to do, and whether all is as it was meant to be."""
        self._long.settle()
        try:
            change = intent()
            pending = PendingStep.of(change, self._coder_name, self.study)
            return self._made(pending), True
        except QualcodeError as error:
            self.refused.emit(f"{beginning}: {error.why}" if beginning and error.why else str(error))
            return None, False

    def _made(self, pending: PendingStep) -> Step | None:
        """Make a step; where the project asks why, ask first whoever makes it."""
        try:
            return self._project.make(pending, patience=_PATIENCE)
        except ReasonWantedError as error:
            reason = self._asked(error)
            if not reason:
                raise QualcodeError(NO_REASON) from error
        return self._project.make(replace(pending, reason=reason), patience=_PATIENCE)

    def _asked(self, wanted: ReasonWantedError) -> str:
        """Why, in the words of whoever is asked; empty where they would rather leave it.

        While somebody is being asked, what is saved of itself waits: it comes again.
        """
        if self._asking:
            return ""
        self._asking = True
        try:
            return self.ask_reason(wanted)
        finally:
            self._asking = False

    def do_as_coder(self, intent: Callable[[Study, Coder], ChangeSet]) -> Step | None:
        """Like ``do``, for changes that bear the coder's identity.

        A coder who is new to the project comes along in the same step, so that one undo takes
        both back.
        """
        return self.do(lambda: self._with_coder(self.study, intent))

    def _with_coder(self, study: Study, intent: Callable[[Study, Coder], ChangeSet]) -> ChangeSet:
        coder, arrival = ensure_coder(study, self._coder_name)
        if not arrival:
            return intent(study, coder)
        change = intent(study.after(arrival), coder)
        return together(study, change.label, [arrival, change]) if change else change

    # -- changing much --------------------------------------------------------------------------

    def carry_out(
        self,
        intent: Callable[[Study], ChangeSet],
        then: Then = ignored,
        failed: Failed = ignored,
        *,
        whole: bool = False,
    ) -> None:
        """Like ``do``, for changes that may be large: those are worked out and saved in the background.

        ``intent`` is called with the study of that moment, maybe on another thread. ``then`` is called
        with the step, at once where the change is small; ``failed`` where it was refused or stopped,
        which is told in any case. ``whole``: the study is all there is, not only what may be seen.
        """
        pending = PendingStep(intent, self._coder_name, whole=whole)
        if not self._long.under_way and _there_is_little(self.study):
            try:
                change = intent(self._project.whole if whole else self.study)
            except QualcodeError as error:
                self._fail(str(error), failed)
                return
            pending = PendingStep.of(change, self._coder_name, self.study, whole=whole)
            if change.extent < _MUCH:
                self._make_here(pending, then, failed)
                return
        self._long.make(lambda: pending, "Working out what changes", then, failed)

    def carry_out_as_coder(
        self,
        intent: Callable[[Study, Coder], ChangeSet],
        then: Then = ignored,
        failed: Failed = ignored,
    ) -> None:
        """Like ``carry_out``, for changes that bear the coder's identity."""
        self.carry_out(lambda study: self._with_coder(study, intent), then, failed)

    def undo(self, *, then: Then = ignored, failed: Failed = ignored, reason: str = "") -> None:
        """Undo the last step; a large one in the background."""
        self._repeat(StepKind.UNDO, "Undo", then, failed, reason)

    def redo(self, *, then: Then = ignored, failed: Failed = ignored) -> None:
        """Redo the last undone step; a large one in the background."""
        self._repeat(StepKind.REDO, "Redo", then, failed)

    def _repeat(self, kind: StepKind, verb: str, then: Then, failed: Failed, reason: str = "") -> None:
        project, coder = self._project, self._coder_name

        def pending() -> PendingStep:
            passed = project.passed_over(kind, coder, once=True)
            if passed:
                # Whether an earlier step is taken instead is for the person to decide.
                raise QualcodeError(passed)
            return replace(project.reversal(kind, coder), reason=reason)

        if self._long.under_way:
            self._long.make(pending, verb, then, failed)
            return
        try:
            wanted = pending()
            target = wanted.target
            if target is not None and self._is_much(target):
                self._long.make(lambda: wanted, f"{verb}: {target.label}", then, failed)
                return
        except QualcodeError as error:
            self._fail(str(error), failed)
            return
        self._make_here(wanted, then, failed)

    def _is_much(self, step: Step) -> bool:
        most = _MUCH_ON_RECORD if _there_is_little(self.study) else _SOME_ON_RECORD
        return self._project.size_of(step) > most

    def _make_here(self, pending: PendingStep, then: Then, failed: Failed) -> None:
        try:
            step = self._made(pending)
        except BusyError:
            self._long.make(lambda: pending, "Waiting for a teammate’s change to be saved", then, failed)
        except QualcodeError as error:
            self._fail(str(error), failed)
        else:
            if step is not None:
                then(step)

    def _fail(self, sentence: str, failed: Failed) -> None:
        self.refused.emit(sentence)
        failed(sentence)

    @property
    def undoable(self) -> Step | None:
        return self._offered(StepKind.UNDO)

    @property
    def redoable(self) -> Step | None:
        return self._offered(StepKind.REDO)

    def _offered(self, kind: StepKind) -> Step | None:
        if self.why_nothing:
            return None
        try:
            return self._project.offered(kind, self._coder_name)
        except (UnreachableError, ReplacedProjectError, UnsoundError):
            # Found out when the server is back; what became of a file, the next step says.
            return None

    # -- hearing ------------------------------------------------------------------------------

    def _heard(self, step: Step, touched: Touched) -> None:
        before, self._seen = self._seen, self.study
        kinds = touched.kinds & ROW_NOUNS.keys()
        gone = [(before.rows(kind), self._seen.rows(kind)) for kind in kinds]
        self._gone = (
            step.number,
            [then[row] for then, now in gone for row in touched.rows if row in then and row not in now],
        )
        if Coder in touched.kinds:
            self._follow_coder()
        if _ROUNDS & touched.kinds:
            # What may be seen of others' work has changed with the round.
            work = self._all_work()
            touched = replace(work, kinds=work.kinds | touched.kinds, rows=touched.rows, turns=touched.turns)
        self.changed.emit(seen_step(step, self._project.sight), touched)

    def _all_work(self) -> Touched:
        """As a step would touch that concerns the work of all coders."""
        texts = frozenset(self._project.whole.codings)
        return Touched(_WORK, frozenset(), frozenset(), texts)

    def _follow_coder(self) -> None:
        """Stay the same coder when they are renamed: under the old name there would be two of them."""
        known = find_coder(self.study, self._coder_name)
        mine = None if self._coder_id is None else self.study.coders.get(self._coder_id)
        if known is not None:
            self._coder_id = known.id
        elif mine is not None:
            self.set_coder(mine.name)

    def _on_reached(self, there: bool) -> None:
        self.away = not there
        self.reached.emit(there)

    def _catch_up(self) -> None:
        self._long.catch_up()

    def close(self) -> None:
        """Let go of the project and close it."""
        self._project.unsubscribe(self._heard)
        self._long.stop()
        self._project.close()
