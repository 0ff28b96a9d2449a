"""Four people code in one project on a server, while programs are killed and the server is restarted."""

import json
import multiprocessing
import os
import random
import signal
import time
import traceback
from contextlib import closing, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Final

from qualcode.model.errors import ConflictError, QualcodeError, UnreachableError
from qualcode.model.study import Study
from qualcode.operations.coders import ensure_coder
from qualcode.project.checking import problems
from qualcode.project.opening import create_project, open_project
from qualcode.project.project import Project
from tests.support import postgres
from tests.torture.rounds import Said
from tests.torture.writer import made_step, tip_of

PEOPLE: Final = ("AB", "CD", "EF", "GH")
SECONDS_UNTIL_SLOW: Final = 10.0
_PATIENCE: Final = 1800.0
_CONTEXT = multiprocessing.get_context("fork")


def _code(address: str, person: str, number: int, seed: int, theirs: Connection) -> None:
    """Make so many steps and say each; what is refused is tried again, with another step."""
    chance = random.Random(seed)
    project: Project | None = None
    try:
        while number:
            try:
                if project is None:
                    project = open_project(address)
                step = made_step(project, chance, person)
            except UnreachableError:
                if project is not None:
                    project.close()
                project = None
                time.sleep(0.2)
            except (ConflictError, QualcodeError) as error:
                theirs.send(("refused", str(error)))
            else:
                if step is not None:
                    number -= 1
                    theirs.send(("saved", (step, tip_of(project))))
        theirs.send(("done", ""))
    except BrokenPipeError:
        pass
    except Exception:  # noqa: BLE001 - whatever else is raised is the finding
        with suppress(OSError):
            theirs.send(("bug", traceback.format_exc()))


@dataclass
class _Seat:
    """One person's place: the program that runs there now, and how many steps are still to be made."""

    address: str
    person: str
    left: int
    said: Said = field(default_factory=dict)
    refused: int = 0
    bugs: list[str] = field(default_factory=list)
    killed: int = 0

    def sit_down(self, seed: int) -> None:
        self._ours, theirs = _CONTEXT.Pipe()
        arguments = (self.address, self.person, self.left, seed, theirs)
        self._process = _CONTEXT.Process(target=_code, args=arguments, daemon=True)
        self._process.start()
        theirs.close()

    def hear(self) -> None:
        """Take in what was said since; the end of a killed program too."""
        with suppress(EOFError, OSError):
            while self.left and self._ours.poll():
                word, value = self._ours.recv()
                if word == "saved":
                    self.said[value[0]] = value[1]
                    self.left -= 1
                elif word == "refused":
                    self.refused += 1
                elif word == "bug":
                    self.bugs.append(value)
                    self.left = 0

    def kill(self, seed: int) -> None:
        if self._process.pid is not None and self._process.is_alive():
            os.kill(self._process.pid, signal.SIGKILL)
            self.killed += 1
        self._process.join()
        self.hear()
        if self.left:
            self.sit_down(seed)

    def leave(self) -> None:
        self._process.kill()
        self._process.join()


def torture(steps: int, openings: int, seed: int = 0) -> dict[str, object]:
    """Have every person make so many steps, and open the project so many times meanwhile.

    Gives the figures; “faults” lists what was lost, torn or a bug.
    """
    chance = random.Random(seed)
    server = postgres.start()
    try:
        with server.database() as address:
            with closing(create_project(address, PEOPLE[0], "Team")) as project:
                for person in PEOPLE:
                    project.do(ensure_coder(project.study, person)[1], person)
            seats = [_Seat(address, person, steps) for person in PEOPLE]
            for seat in seats:
                seat.sit_down(chance.randrange(10**9))
            try:
                return _watched(server, address, seats, openings, chance)
            finally:
                for seat in seats:
                    seat.leave()
    finally:
        server.stop()


def _watched(
    server: postgres.Server, address: str, seats: list[_Seat], openings: int, chance: random.Random
) -> dict[str, object]:
    faults: list[str] = []
    look = _Look(address)
    start, ended, restarts = time.monotonic(), 0, 0
    whole = sum(seat.left for seat in seats)
    while any(seat.left for seat in seats) or look.made < openings:
        for seat in seats:
            seat.hear()
        done = whole - sum(seat.left for seat in seats)
        # Openings are spread over the whole time in which there is work.
        if look.made * whole <= openings * done and look.made < openings:
            faults += look.again()
            if look.made % 10 == 0:
                chance.choice(seats).kill(chance.randrange(10**9))
            if look.made % 15 == 0:
                server.end_connections(address.rsplit("/", 1)[1])
                ended += 1
            if look.made in (openings // 3, 2 * openings // 3):
                server.restart()
                restarts += 1
        else:
            time.sleep(0.02)
        if time.monotonic() - start > _PATIENCE:
            faults.append(f"HANG: {[(seat.person, seat.left) for seat in seats]}")
            break
    for seat in seats:
        faults += [f"BUG: {bug}" for bug in seat.bugs]
    faults += look.at_the_end({number: digest for seat in seats for number, digest in seat.said.items()})
    return {
        "steps said to be saved": sum(len(seat.said) for seat in seats),
        "openings": look.made,
        "programs killed": sum(seat.killed for seat in seats),
        "times all connections were ended": ended,
        "restarts": restarts,
        "refused": sum(seat.refused for seat in seats),
        "faults": faults,
    }


class _Look:
    """Opens the project again and again, and compares it with its journal, replayed as far as that."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._study = Study()
        self.made = 0

    def again(self) -> list[str]:
        """Open once; what is wrong with what was read, in words."""
        try:
            project = open_project(self._address, writing=False)
        except UnreachableError:
            return []
        except QualcodeError as error:
            return [f"LOST: it does not open: {error}"]
        with closing(project):
            try:
                for number in range(self._study.step + 1, project.study.step + 1):
                    self._study = self._study.after(project.change_of(number)).at_step(number)
                torn = project.study != self._study
            except UnreachableError:
                return []
        self.made += 1
        return (
            [f"TORN: what was opened at step {self._study.step} is not what the journal gives"]
            if torn
            else []
        )

    def at_the_end(self, said: Said) -> list[str]:
        with closing(open_project(self._address, writing=False)) as project:
            hashes = project.database.hashes()
            found = [f"UNSOUND: {line}" for line in problems(project)]
        lost = [number for number, digest in said.items() if hashes[number - 1 : number] != [digest]]
        return found + ([f"LOST: steps {lost}"] if lost else [])


def figures(found: dict[str, object]) -> str:
    """The figures as a line of JSON."""
    return json.dumps(found, ensure_ascii=False)
