"""What a step did, said once it is made. Its label asks for it, so that undo and history can name it."""

import re
from typing import Final

_IRREGULAR: Final = {
    "Apply": "Applied",
    "Bring": "Brought",
    "Choose": "Chose",
    "Copy": "Copied",
    "Give": "Gave",
    "Go": "Went",
    "Leave": "Left",
    "Make": "Made",
    "Pin": "Pinned",
    "Reply": "Replied",
    "Set": "Set",
    "Show": "Showed",
    "Split": "Split",
    "Stop": "Stopped",
    "Take": "Took",
    "Unchoose": "Unchose",  # in the history of projects of earlier versions
    "Unpin": "Unpinned",
    "Write": "Wrote",
}
_REGULAR: Final = (
    *("Add", "Answer", "Ask", "Assign", "Change", "Clear", "Close", "Code", "Comment", "Correct"),
    *(
        "Delete",
        "Edit",
        "Fill",
        "Highlight",
        "Import",
        "Join",
        "Link",
        "Mark",
        "Merge",
        "Move",
        "Name",
        "Open",
    ),
    *("Order", "Record", "Recode", "Relabel", "Remember", "Remove", "Rename", "Reorder", "Replace"),
    *("Save", "Settle", "Share", "Sort", "Summarise", "Unassign", "Unlink", "Unmark"),
)
DONE: Final = _IRREGULAR | {verb: verb + ("d" if verb.endswith("e") else "ed") for verb in _REGULAR}
"""How each verb with which a label begins says that it is done."""

_NAMES_AND_PARTS: Final = re.compile(r"“[^”]*”|(?<=; )\w+")


def happened(label: str) -> str:
    """What a step of this label did, without a full stop: ``Removed 3 codings from FG1``."""
    verb, blank, rest = label.partition(" ")
    if verb not in DONE:
        return label
    return DONE[verb] + blank + _NAMES_AND_PARTS.sub(_further, rest)


def _further(part: re.Match[str]) -> str:
    """A step of several parts is told part by part; names stay as they are."""
    word = part[0]
    done = DONE.get(word.capitalize())
    return word if done is None else done.lower()


def imports(label: str) -> bool:
    """Whether a step of this label brings something in from a file, alone or among other parts."""
    return any(part.partition(" ")[0].casefold() == "import" for part in label.split("; "))
