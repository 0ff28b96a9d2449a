"""Earlier states of a project: which there are, and putting one of them back."""

from pathlib import Path

from qualcode.model.errors import QualcodeError
from qualcode.model.identity import now
from qualcode.model.machine.address import is_server
from qualcode.model.machine.earlier import EarlierState
from qualcode.model.machine.project_file import SUFFIX, is_there
from qualcode.storage import backups, restoring


def earlier_states(address: str) -> list[EarlierState]:
    """What the project at ``address`` can be put back to, the newest first; its file may be gone.

    Raises QualcodeError where the project is on a server.
    """
    return restoring.earlier_states(_file(address))


def restore(address: str, copy: Path) -> list[Path]:
    """Put a copy in the place of the project; gives what was set aside for it, under its new names.

    Raises QualcodeError where the project is open, the copy is not whole or the disk refuses.
    """
    return restoring.restore(_file(address), copy, now())


def other_project(address: str, copy: Path) -> str:
    """The name of the project in a copy that is of another one; empty for a copy of the same."""
    return restoring.other_project(_file(address), copy)


def may_have_copies(address: str) -> bool:
    """Whether a project is one that copies are kept of: those on a server are not."""
    return not is_server(address)


def project_of(path: Path) -> str:
    """The project that a chosen file stands for: a copy in a folder of copies stands for what it is of."""
    return str(backups.project_of(path))


def named_state(address: str, name: str) -> EarlierState:
    """The earlier state whose file has this name, or the only one with this in its name.

    Raises QualcodeError where there is none or more than one.
    """
    states = earlier_states(address)
    exact = [state for state in states if name in (state.path.name, state.path.stem)]
    found = exact or [state for state in states if name in state.path.name]
    if len(found) == 1:
        return found[0]
    if found:
        raise QualcodeError(f"“{name}” is in the name of {len(found)} copies; give the whole name of one.")
    raise QualcodeError(
        f"No copy of {Path(address).name} is named “{name}”; “qualcode restore” with the project alone "
        "lists the copies."
    )


def _file(address: str) -> Path:
    if is_server(address):
        raise QualcodeError(
            "A project on a server has no copies beside it; the person who looks after the server can put "
            "back its backups."
        )
    path = Path(address)
    with_ending = path.with_name(path.name + SUFFIX)
    return with_ending if not path.suffix and not is_there(path) else path
