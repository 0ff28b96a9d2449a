"""The offer to take back the step that was just made: it ends with the next one, or that would be undone."""

from qualcode.ui.session.session import Session
from qualcode.ui.widgets.messages import Offer


def undo_offer(session: Session) -> Offer:
    """Offer to undo what Undo takes back now, and nothing that comes after it."""
    made = session.undoable

    def holds() -> bool:
        now = session.undoable
        return made is not None and now is not None and now.number == made.number

    def act() -> None:
        if holds():
            session.undo()

    return Offer("Undo", act, holds)
