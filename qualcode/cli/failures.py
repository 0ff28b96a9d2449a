"""How a command ends that did not do what was asked: one line, an exit code, and a log file for bugs."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Final

import click

from qualcode import __version__
from qualcode.model.errors import Cancelled, QualcodeError
from qualcode.model.machine.address import without_secrets
from qualcode.model.machine.refusals import MEMORY, in_words
from qualcode.model.machine.rights import make_folder, open_to_add
from qualcode.model.machine.traces import kind_of, trace_without_words

FAILED: Final = 1
STOPPED: Final = 130
"""What shells report of a program that Ctrl+C ended."""

LOG_NAME: Final = "qualcode.log"


class Ending(Exception):  # noqa: N818 - how a command ends, not always an error
    """The end of a command with an exit code, after a line on stderr where there is one to say."""

    def __init__(self, code: int, line: str = "") -> None:
        super().__init__(line)
        self.code = code
        self.line = line


@contextmanager
def errors_in_one_line() -> Iterator[None]:
    """Turn every way of failing into an ``Ending``."""
    try:
        yield
    except (click.exceptions.Exit, click.exceptions.ClickException, BrokenPipeError, Ending):
        raise
    except QualcodeError as error:
        raise Ending(FAILED, str(error)) from error
    except (KeyboardInterrupt, click.Abort, Cancelled) as error:
        raise Ending(STOPPED, "Stopped; nothing was changed by the step that was under way.") from error
    except OSError as error:
        what = (
            f"“{error.filename}” could not be read or written" if error.filename else "It could not be done"
        )
        raise Ending(FAILED, in_words(what, error)) from error
    except MemoryError as error:
        raise Ending(FAILED, f"It could not be done: {MEMORY.why}. {MEMORY.advice}") from error
    except Exception as error:
        raise Ending(FAILED, _bug(error)) from error


def usage_line(error: click.ClickException) -> str:
    """What is wrong with the words of a command, and where to read how they go."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "qualcode"
    return f"{one_line(error.format_message())} See “{path} --help”."


def say(line: str) -> None:
    """A line on stderr that names the program, and no password that somebody typed in an address."""
    click.echo(f"qualcode: {without_secrets(one_line(line))}", err=True)


def one_line(words: str) -> str:
    return " ".join(words.split())


def log_path() -> Path:
    """The file in which bugs are recorded; nothing is ever sent."""
    # platformdirs is needed only where something went wrong.
    from platformdirs import user_log_path

    return user_log_path("qualcode", appauthor=False) / LOG_NAME


def _bug(error: Exception) -> str:
    what = kind_of(error)
    try:
        where = _recorded(error)
    except OSError as problem:
        logging.getLogger(__name__).debug("no log file", exc_info=problem)
        return f"This is a bug in qualcode ({what}), and no log file could be written."
    return f"This is a bug in qualcode ({what}); what is needed to fix it is in {where}."


def _recorded(error: Exception) -> Path:
    path = log_path()
    make_folder(path.parent)
    stamp = datetime.now().astimezone().isoformat(timespec="seconds")
    with open_to_add(path) as log:
        log.write(f"{stamp} qualcode {__version__}\n{without_secrets(trace_without_words(error))}\n")
    return path
