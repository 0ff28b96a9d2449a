"""Rounds of what people and machines do to a project that is open, each with a look at what is left."""

import errno
import json
import multiprocessing
import os
import random
import shutil
import signal
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from qualcode.model.errors import QualcodeError
from qualcode.operations.coders import ensure_coder
from qualcode.project.checking import check_project, problems
from qualcode.project.opening import create_project, open_project
from qualcode.project.restoring import earlier_states, restore
from tests.torture.clock import Watch
from tests.torture.writer import CLOSE, CODER, GO_ON, write

SECONDS_UNTIL_HUNG = 10.0
_PATIENCE = 120.0
_LONGEST_HISTORY = 60
# Forked, so that a round costs no start of a program; this process keeps no threads and no open project.
_CONTEXT = multiprocessing.get_context("fork")

Said = dict[int, str]
"""The steps that were said to be saved: the hash of each by its number."""


class Fault(Exception):  # noqa: N818 - a finding of the test
    """Something was lost, hangs, or is a bug: ``kind`` says which."""

    def __init__(self, kind: str, words: str) -> None:
        super().__init__(f"{kind}: {words}")
        self.kind = kind


class Writer:
    """A process that makes steps in the project, and what it has said so far."""

    def __init__(self, path: Path, seed: int, room: int | None = None, life: float | None = None) -> None:
        self._ours, theirs = _CONTEXT.Pipe()
        arguments = (path, seed, theirs, room, life)
        self._process = _CONTEXT.Process(target=write, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self.said: Said = {}
        self.hashes: list[str] | None = None
        self.refused: list[str] = []
        self.aside: Path | None = None
        self.ended = False

    def hear(self, until: str = "") -> None:
        """Listen until a word is said, or nothing more will come."""
        while not self.ended:
            watch = Watch(self._process.pid)
            while not self._ours.poll(0.5):
                if watch.seconds() > SECONDS_UNTIL_HUNG or watch.whole() > _PATIENCE:
                    raise Fault("HANG", "a writer says nothing any more")
            try:
                word, value = self._ours.recv()
            except (EOFError, OSError):
                self.ended = True
                return
            self._take(word, value)
            if word == until:
                return

    def _take(self, word: str, value: Any) -> None:
        match word:
            case "open":
                self.hashes = value
            case "saved":
                self.said[value[0]] = value[1]
            case "refused":
                self.refused.append(value)
            case "aside":
                self.aside = Path(value[0])
            case "bug":
                raise Fault("BUG", value)

    def tell(self, word: str) -> None:
        with suppress(OSError):
            self._ours.send(word)

    def work(self) -> None:
        """Have it make a few steps, and wait then."""
        self.tell(GO_ON)
        self.hear(until="waiting")

    def kill(self) -> None:
        """As the system ends a program: at once, wherever it is."""
        if self._process.pid is not None and self._process.is_alive():
            os.kill(self._process.pid, signal.SIGKILL)
        self.hear()
        self._process.join()

    def end(self) -> None:
        """Leave nothing of it running, whatever it still had to say."""
        self._process.kill()
        self._process.join()
        self._ours.close()

    def close(self) -> None:
        self.tell(CLOSE)
        self.hear(until="closed")
        self.kill()


@dataclass
class Place:
    """The folder of the rounds, the project in it, and what has to be found in it."""

    folder: Path
    chance: random.Random
    path: Path = field(init=False)
    hashes: list[str] = field(default_factory=list)
    """All steps that the project is known to hold, by what was said and what was seen."""
    writers: list[Writer] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.path = self.folder / "study.qualcode"

    def begin(self) -> None:
        """A new project in an empty folder."""
        for item in self.folder.iterdir():
            shutil.rmtree(item) if item.is_dir() else item.unlink()
        with closing(create_project(str(self.path), CODER, "Study")) as project:
            project.do(ensure_coder(project.study, CODER)[1], CODER)
            self.hashes = project.database.hashes()

    def writer(self, path: Path | None = None, room: int | None = None, life: float | None = None) -> Writer:
        """A process that has the project open."""
        made = Writer(path or self.path, self.chance.randrange(10**9), room, life)
        self.writers.append(made)
        made.hear(until="open")
        return made

    def clear(self) -> None:
        """Leave nothing running."""
        while self.writers:
            self.writers.pop().end()

    def said_by(self, writer: Writer) -> Said:
        """Everything that has to be there once this writer has ended."""
        return {**dict(enumerate(self.hashes, 1)), **writer.said}

    # -- looking --------------------------------------------------------------------------------

    def seen(self, path: Path) -> list[str]:
        """The steps of a project that opens and is sound. Raises QualcodeError or Fault otherwise."""
        watch = Watch(os.getpid())
        with closing(open_project(str(path))) as project:
            found = problems(project)
            hashes = project.database.hashes()
        if watch.seconds() > SECONDS_UNTIL_HUNG:
            raise Fault("HANG", f"opening took {watch.seconds():.1f} s")
        if found:
            raise Fault("UNSOUND", f"{path.name}: {'; '.join(found)}")
        return hashes

    def must_hold(self, said: Said) -> None:
        """The project opens, is sound and holds all that was said to be saved."""
        try:
            hashes = self.seen(self.path)
        except QualcodeError as error:
            raise Fault("LOST", f"it does not open: {error}") from error
        lost = _missing(hashes, said)
        if lost:
            raise Fault("LOST", f"steps {lost} were said to be saved and are not there")
        self.hashes = hashes

    def must_hold_somewhere(self, said: Said) -> None:
        """Some project file in the folder or among the copies is sound and holds all that was said."""
        for candidate in sorted(self.folder.rglob("*.qualcode")):
            with suppress(QualcodeError, Fault):
                if not _missing(self.seen(candidate), said):
                    return
        raise Fault("LOST", f"{len(said)} steps were said to be saved and are in no file")

    def must_be_sound_or_say_why(self, path: Path) -> list[str] | None:
        """The steps of a file that may be anything; None where opening or check says what is wrong."""
        try:
            return self.seen(path)
        except Fault as fault:
            if fault.kind != "UNSOUND":
                raise
            return None
        except QualcodeError as error:
            try:
                found = check_project(str(path)).problems
            except QualcodeError as refusal:
                found = (str(refusal),)
            if not found:
                raise Fault("BUG", f"check finds nothing in what does not open: {error}") from error
            return None


def _missing(hashes: list[str], said: Said) -> list[int]:
    return [number for number, digest in said.items() if hashes[number - 1 : number] != [digest]]


# -- what is done -------------------------------------------------------------------------------


def killed(place: Place) -> None:
    """A program is ended at any moment, most often within a step."""
    writer = place.writer(life=0.01 + 0.15 * place.chance.random())
    while not writer.ended:
        writer.work()
    writer.kill()
    place.must_hold(place.said_by(writer))


def closed(place: Place) -> None:
    writer = place.writer()
    writer.work()
    writer.close()
    place.must_hold(place.said_by(writer))


def full_disk(place: Place) -> None:
    """No file can grow beyond a few pages more; steps are refused, and what was saved stays."""
    writer = place.writer(room=place.path.stat().st_size + place.chance.choice((0, 4096, 20000, 60000)))
    writer.work()
    writer.work()
    writer.close() if place.chance.random() < 0.5 else writer.kill()
    place.must_hold(place.said_by(writer))


def full_folder(place: Place) -> None:
    """The disk itself is full, with all that is written beside the file."""
    if not place.folder.is_mount():
        # Not ours to fill.
        full_disk(place)
        return
    writer = place.writer()
    ballast = place.folder / "ballast"
    try:
        with ballast.open("wb") as file:
            _fill(file, place.chance.choice((0, 8192, 100_000)))
        writer.work()
        writer.kill()
    finally:
        ballast.unlink()
    place.must_hold(place.said_by(writer))


def _fill(file: Any, spare: int) -> None:
    free = os.statvfs(file.name)
    try:
        file.write(bytes(max(0, free.f_bavail * free.f_frsize - spare)))
        file.flush()
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def copied_at_rest(place: Place) -> None:
    """A file manager copies the file between two steps: the copy holds all of them."""
    writer = place.writer()
    writer.work()
    said = place.said_by(writer)
    copy = Path(_copied(place.path, place.folder / "by hand.qualcode"))
    writer.work()
    writer.kill()
    if _missing(place.seen(copy), said):
        raise Fault("LOST", "a copy made between two steps lacks some")
    copy.unlink()
    place.must_hold(place.said_by(writer))


def copied_at_work(place: Place) -> None:
    """A synchronising program copies the file at any moment: whole, or told to be damaged."""
    writer = place.writer()
    said = place.said_by(writer)
    writer.tell(GO_ON)
    copy = Path(_copied(place.path, place.folder / "by hand.qualcode"))
    writer.hear(until="waiting")
    writer.kill()
    hashes = place.must_be_sound_or_say_why(copy)
    if hashes is not None and _missing(hashes, said):
        raise Fault("LOST", "a copy that opens lacks steps that were saved before")
    copy.unlink()
    place.must_hold(place.said_by(writer))


def _copied(source: Path, target: Path) -> Path:
    # As another program does it, whose closing of the file takes none of our locks away.
    process = _CONTEXT.Process(target=shutil.copyfile, args=(source, target))
    process.start()
    process.join()
    return target


def replaced(place: Place) -> None:
    """An older copy takes the file's name while it is open: what is open is saved aside."""
    older = _copied(place.path, place.folder / "older.qualcode")
    writer = place.writer()
    writer.work()
    older.replace(place.path)
    writer.tell(GO_ON)
    writer.hear(until="aside")
    said = place.said_by(writer)
    writer.kill()
    _must_be_aside(place, writer, said)
    place.hashes = place.seen(place.path)


def deleted(place: Place) -> None:
    """The file is deleted while it is open."""
    writer = place.writer()
    writer.work()
    place.path.unlink()
    writer.tell(GO_ON)
    writer.hear(until="aside")
    said = place.said_by(writer)
    writer.kill()
    _must_be_aside(place, writer, said)
    assert writer.aside is not None
    writer.aside.rename(place.path)
    place.hashes = place.seen(place.path)


def _must_be_aside(place: Place, writer: Writer, said: Said) -> None:
    if writer.aside is None:
        raise Fault("LOST", "the file was another one, and the program went on without a word")
    if _missing(place.seen(writer.aside), said):
        raise Fault("LOST", "what was saved aside lacks steps that were said to be saved")


def renamed_and_back(place: Place) -> None:
    """A synchronising program gives the file another name for a moment."""
    writer = place.writer()
    writer.tell(GO_ON)
    other = place.folder / "study (conflict).qualcode"
    place.path.rename(other)
    time.sleep(0.02 * place.chance.random())
    other.rename(place.path)
    writer.hear(until="waiting")
    writer.kill()
    place.must_hold_somewhere(place.said_by(writer))
    place.hashes = place.seen(place.path)


def restored(place: Place) -> None:
    """An earlier state is put back after a program was ended; what was there is kept."""
    writer = place.writer()
    writer.work()
    writer.kill()
    said = place.said_by(writer)
    copies = [state for state in earlier_states(str(place.path)) if not state.problem]
    restore(str(place.path), place.chance.choice(copies).path)
    place.must_hold_somewhere(said)
    place.hashes = place.seen(place.path)


def two_writers(place: Place) -> None:
    """A second program wants to change the same file, also by a link."""
    first = place.writer()
    first.work()
    name = place.folder / "other name.qualcode"
    how = place.chance.choice((Path.symlink_to, Path.hardlink_to, None))
    if how is not None:
        how(name, place.path)
    second = place.writer(path=place.path if how is None else name)
    if second.hashes is not None:
        raise Fault("LOST", f"two programs have one file open for changes ({how})")
    second.kill()
    first.work()
    first.kill()
    name.unlink(missing_ok=True)
    place.must_hold(place.said_by(first))


def log_of_another(place: Place) -> None:
    """The log that a kill left lies beside a copy that was put in the file's place."""
    older = _copied(place.path, place.folder / "older.qualcode")
    expected = place.hashes
    for _ in range(4):
        writer = place.writer(life=0.02 + 0.1 * place.chance.random())
        while not writer.ended:
            writer.work()
        writer.kill()
        log = place.path.with_name(f"{place.path.name}-journal")
        if log.exists() and log.stat().st_size:
            break
        place.must_hold(place.said_by(writer))
    place.path.rename(place.folder / "as it was left.sqlite")
    older.replace(place.path)
    try:
        hashes = place.seen(place.path)
    except QualcodeError as error:
        raise Fault("LOST", f"a copy that was put back does not open: {error}") from error
    if hashes[: len(expected)] != expected:
        raise Fault("LOST", "a copy that was put back is no longer what it was")
    place.begin()


Doing = Callable[[Place], None]
ALL: tuple[Doing, ...] = (
    killed, killed, killed, killed, killed, closed, full_disk, full_disk, full_folder,
    copied_at_rest, copied_at_work, replaced, deleted, renamed_and_back, restored, two_writers,
    log_of_another,
)  # fmt: skip
"""Everything that is done; kills most often."""


@dataclass(frozen=True)
class Round:
    """One round: what was done, and what was wrong afterwards."""

    number: int
    what: str
    fault: str = ""


def rounds(numbers: range, *, disk: Path) -> Iterator[Round]:
    """Rounds by number in a folder on a small disk; after one that went wrong another project is begun."""
    place = Place(disk, random.Random(numbers.start))
    place.begin()
    for number in numbers:
        place.chance.seed(number)
        what = place.chance.choice(ALL)
        try:
            what(place)
            fault = ""
        except Fault as error:
            fault = str(error)
        except Exception:  # noqa: BLE001 - whatever else is raised is the finding
            fault = f"BUG: {traceback.format_exc()}"
        place.clear()
        yield Round(number, what.__name__, fault)
        if fault or len(place.hashes) > _LONGEST_HISTORY:
            place.begin()


@contextmanager
def small_disk() -> Iterator[Path]:
    """A folder of its own, where possible on a disk of 32 MB, which can be filled."""
    with tempfile.TemporaryDirectory(prefix="qualcode-torture-") as name:
        folder = Path(name)
        mounted = os.system(f"mount -t tmpfs -o size=32m tmpfs '{folder}' 2>/dev/null") == 0  # noqa: S605 - a test's own folder
        try:
            yield folder
        finally:
            if mounted:
                os.system(f"umount '{folder}'")  # noqa: S605


def figures(found: list[Round]) -> str:
    """How often each thing was done, and how many faults there were, as a line of JSON."""
    done = Counter(item.what for item in found)
    return json.dumps({"rounds": len(found), "faults": sum(bool(item.fault) for item in found), **done})
