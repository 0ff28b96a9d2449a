"""Deleting what colleagues have coded: whose segments would go is said first, and asked."""

from collections.abc import Callable, Collection
from uuid import UUID

from qualcode.model.teamwork.others_segments import others_in_words, others_segments
from qualcode.ui.session.session import Session
from qualcode.ui.widgets.messages import MessageBar, Offer


def delete_with_others(
    session: Session,
    messages: MessageBar,
    what: str,
    act: Callable[[], object],
    *,
    codes: Collection[UUID] | None = None,
    transcripts: Collection[UUID] | None = None,
) -> None:
    """Do it at once where only one's own segments go with it; else say whose do, and ask."""
    study = session.study
    found = others_segments(study, session.coder_name, codes=codes, transcripts=transcripts)
    if not found:
        act()
        return
    lost = others_in_words(study, found)
    rows = [study.codes[row] for row in codes or ()] + [study.transcripts[row] for row in transcripts or ()]
    told = (f"Delete {what} with {lost}?", session.named(rows), "You can undo this.")
    messages.ask_first(" ".join(filter(None, told)), Offer("Delete", act))
