"""What a reader does in the tests of its end: what the file says.

Every process that reads loads this module, so it loads little: pytest takes longer than all the readers.
"""

import ctypes
import os
import signal
import time
from pathlib import Path

SECONDS = 1
"""What a file may take here."""


def by_order(raw: bytes, name: str) -> str:
    """What is made of a file in these tests: what it says is to be done."""
    match raw:
        case b"sleep":
            time.sleep(600)
        case b"toil":
            while True:
                pass
        case b"dawdle":
            work_now_and_then()
        case b"die":
            os._exit(9)
        case b"crash":
            ctypes.string_at(0)
        case b"silent":
            os._exit(0)
        case _ if raw.startswith((b"kill", b"end")):
            return end_unless(raw.decode())
        case b"stumble":
            raise IndexError("words of a participant")
    return raw.decode()


def work_now_and_then() -> None:
    """Have little of a processor, as beside other programs, and be done after twice the time of the tests."""
    until = time.monotonic() + 2 * SECONDS
    while time.monotonic() < until:
        worked = time.process_time() + 0.02
        while time.process_time() < worked:
            pass
        time.sleep(0.05)


def end_unless(order: str) -> str:
    """End this process as from outside, unless that was done before: then the marker is there."""
    how, *unless = order.split(" unless ")
    if unless and Path(unless[0]).exists():
        return "read at last"
    if unless:
        Path(unless[0]).touch()
    os.kill(os.getpid(), signal.SIGKILL if how == "kill" else signal.SIGTERM)
    raise AssertionError("a process outlived its end")


def path_by_order(path: Path) -> str:
    return by_order(path.read_bytes(), path.name)
