"""A bug's trace as a log may keep it: where it happened and of what kind it is, without anybody's words."""

import re
import traceback
from typing import Final

CUT: Final = "…"
_QUOTED: Final = re.compile(
    r"""b?'(?:[^'\\\n]|\\.)*'|b?"(?:[^"\\\n]|\\.)*"|“[^”\n]*”|‘[^’\n]*’"""  # complete quotations
    r"""|['"“‘].*"""  # and one that never ends
)
_FRAME: Final = re.compile(r'\s*File "')
_LONGEST: Final = 300


def trace_without_words(error: BaseException) -> str:
    """The whole trace with its causes, in which whatever an error quotes is cut.

    Errors quote what they stumble upon, and that is what participants said: their names, their files.
    """
    told = traceback.TracebackException.from_exception(error)
    chain: list[traceback.TracebackException] = []
    part: traceback.TracebackException | None = told
    while part is not None:
        chain.append(part)
        part = part.__cause__ or (None if part.__suppress_context__ else part.__context__)
    return "\nThen:\n".join("".join(_lines(part)) for part in reversed(chain))


def _lines(part: traceback.TracebackException) -> list[str]:
    head = "Traceback (most recent call last):\n"
    return [
        head,
        *part.stack.format(),
        *(f"{without_words(line)}\n" for line in part.format_exception_only()),
    ]


def kind_of(error: BaseException) -> str:
    """The kind of an error and its message, in one line and without anybody's words."""
    words = " ".join(without_words(str(error)).split())[:_LONGEST]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def without_words(message: str) -> str:
    """A message in which quotations are cut; the trace of another process keeps its places."""
    lines = message.rstrip("\n").split("\n")
    return "\n".join(line if _FRAME.match(line) else _QUOTED.sub(CUT, line) for line in lines)
