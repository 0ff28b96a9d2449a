"""A process that makes steps and says so after each: what it said to be saved has to be found again."""

import random
import resource
import signal
import traceback
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError, ReplacedProjectError
from qualcode.model.span import Span
from qualcode.operations.coders import ensure_coder
from qualcode.operations.codes.codebook import add_code
from qualcode.operations.codings.coding import apply_code
from qualcode.operations.transcripts.documents import add_transcripts
from qualcode.project.copying import save_what_is_open
from qualcode.project.opening import open_project
from qualcode.project.project import Project
from tests.support.studies import read_transcript

CODER = "AB"
GO_ON, CLOSE = "go on", "close"
AT_ONCE = 3
"""How many steps it makes before it waits for the next word."""


def write(path: Path, seed: int, ours: Connection, room: int | None, life: float | None) -> None:
    """Open the project and make a few steps each time it is told to.

    No file may grow beyond ``room`` bytes. After ``life`` seconds of work the system ends the process.
    """
    try:
        if life is not None:
            # By its own work, not by the clock: on a crowded machine it would be idle when it is ended.
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_PROF, life)
        _write(path, random.Random(seed), ours, room)
    except (EOFError, BrokenPipeError):
        pass
    except Exception:  # noqa: BLE001 - whatever else is raised is the finding
        with suppress(OSError):
            ours.send(("bug", traceback.format_exc()))


def _write(path: Path, chance: random.Random, ours: Connection, room: int | None) -> None:
    try:
        project = open_project(str(path))
    except QualcodeError as error:
        ours.send(("refused", str(error)))
        return
    ours.send(("open", project.database.hashes()))
    if room is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, resource.RLIM_INFINITY))
    try:
        while ours.recv() != CLOSE:
            for _ in range(AT_ONCE):
                _step(project, path, chance, ours)
            ours.send(("waiting", ""))
    except _GivenUp:
        return
    finally:
        if room is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        with suppress(QualcodeError):
            project.close()
    ours.send(("closed", ""))


class _GivenUp(Exception):  # noqa: N818 - there is no file any more that could be written
    """The file is gone, and what was open is saved aside."""


def _step(project: Project, path: Path, chance: random.Random, ours: Connection) -> None:
    try:
        step = made_step(project, chance, CODER)
    except ReplacedProjectError as error:
        aside = path.parent / f"aside {chance.randrange(10**9)}.qualcode"
        save_what_is_open(project, aside)
        ours.send(("aside", (str(aside), str(error))))
        raise _GivenUp from None
    except QualcodeError as error:
        ours.send(("refused", str(error)))
        return
    if step is not None:
        ours.send(("saved", (step, tip_of(project))))


def tip_of(project: Project) -> str:
    """The hash of the last step that the open project saved."""
    tip = project.database._tip
    assert tip is not None
    return tip.digest


def made_step(project: Project, chance: random.Random, coder: str) -> int | None:
    """The number of a step by that coder, chosen at random; None where it came to nothing."""
    kind = chance.random()
    if kind < 0.15 and project.history.undoable(coder):
        return project.undo(coder).number
    if kind < 0.25 and project.history.redoable(coder):
        return project.redo(coder).number
    step = project.do(_change(project, chance), coder)
    return None if step is None else step.number


def _change(project: Project, chance: random.Random) -> ChangeSet:
    study, kind = project.study, chance.random()
    if kind < 0.15 or not study.transcripts:
        # Many pages in one transaction: a kill finds it half way.
        said = [
            (f"P{turn % 4}", f"words {chance.random()} 🙂 " * 20) for turn in range(chance.choice((5, 150)))
        ]
        name = f"FG {chance.randrange(10**9)}"
        return add_transcripts(study, [read_transcript(name, said)]).change
    if kind < 0.3 or not study.codes:
        return add_code(study, f"code {chance.randrange(10**9)}")[1]
    if kind < 0.4 or not study.coders:
        return ensure_coder(study, f"coder {chance.randrange(10**6)}")[1]
    where = chance.choice(study.transcripts_in_order)
    start = chance.randrange(study.text_version(where.id).text.length - 9)
    code, coder = chance.choice(study.codes_in_order), study.coders_in_order[0]
    return apply_code(study, code.id, where.id, Span(start, start + 9), coder.id, memo=f"{chance.random()}")
