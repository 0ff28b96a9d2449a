"""Which files of a shared folder were named already: each is named once, and again when it has changed."""

import json
import logging
from collections.abc import Sequence
from pathlib import Path

from qualcode.project.teamwork.shared_folder import Unread


def not_told_yet(unread: Sequence[Unread]) -> list[str]:
    """What is to be said of files that cannot be read yet; of those that were named as they are, nothing.

    What was said is kept for the next call, in a file of this user's; where that cannot be written, all is
    said again.
    """
    known = _known()
    states: dict[str, object] = {str(file.path): [file.why, *_state(file.path)] for file in unread}
    # Of other folders what was named is kept; what is gone is forgotten.
    _keep({path: told for path, told in known.items() if Path(path).exists()} | states)
    return [file.why for file in unread if known.get(str(file.path)) != states[str(file.path)]]


def _state(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_size, found.st_mtime_ns


def _file() -> Path:
    # Loaded only where there is something to keep.
    from platformdirs import user_state_path

    return user_state_path("qualcode", appauthor=False) / "named-files.json"


def _known() -> dict[str, object]:
    try:
        found = json.loads(_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _keep(states: dict[str, object]) -> None:
    try:
        path = _file()
        if states or path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(states), "utf-8")
    except OSError as error:
        logging.getLogger(__name__).debug("what was said is not kept", exc_info=error)
