"""qualcode: a desktop workbench for coding qualitative transcripts.

In Python: ``with qualcode.open("study.qualcode") as project`` gives a project's data as columns.
"""

from importlib import import_module

__version__ = "0.1.0"

_IN_PYTHON = ("open", "OpenedProject", "Columns", "Figures", "QualcodeError")


def __getattr__(name: str) -> object:
    """What ``qualcode.api`` offers, loaded when it is first asked for: to import qualcode takes no time."""
    if name in _IN_PYTHON:
        found: object = getattr(import_module("qualcode.api"), name)
        return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *_IN_PYTHON])
