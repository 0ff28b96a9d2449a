"""What a process apart does in the tests of it; every such process loads this module, so it loads little."""

import os
import signal
import time

from qualcode.model.errors import QualcodeError


def answered(question: object) -> object:
    """What the process answers: the double of a number, and otherwise what it is told to do."""
    match question:
        case int():
            return 2 * question
        case "refuse":
            raise QualcodeError("That is not to be had.")
        case "stumble":
            raise ValueError("a bug")
        case "die":
            os._exit(7)
        case "be killed":
            os.kill(os.getpid(), signal.SIGKILL)
        case "sleep":
            time.sleep(600)
    return os.getpid()
