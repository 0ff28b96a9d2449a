"""What the role of whoever codes keeps them from, for menus: each action with the reason."""

from typing import Final

from qualcode.model.transcript import TranscriptKind
from qualcode.ui.pages.code.sense import CHANGING
from qualcode.ui.session.session import Session

_FOR_LEADS: Final = frozenset(
    {f"project.{name}" for name in ("import", "import_word", "import_program", "merge", "bring_back")}
    | {f"transcript.{name}" for name in ("edit_text", "rename", "delete", "split_turn", "join_turns")}
    | {f"transcript.{name}" for name in ("speaker", "times")}
    | {f"transcripts.{name}" for name in ("folder", "move", "up", "down", "rename", "delete", "language")}
    | {f"transcripts.kind_{kind}" for kind in TranscriptKind}
    | {"edit.replace"}
)
"""What changes transcripts, or takes in the work of others."""


def limits(session: Session) -> dict[str, str]:
    """The actions that are not for whoever codes, and why, in a sentence."""
    nothing = session.why_nothing
    if nothing:
        return dict.fromkeys(CHANGING | _FOR_LEADS, nothing)
    not_all = session.why_not_all
    return dict.fromkeys(_FOR_LEADS, not_all) if not_all else {}
