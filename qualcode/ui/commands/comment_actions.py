"""What the menu Edit offers for comments."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import edit_action as _edit

COMMENT_ACTIONS: Final[tuple[ActionInfo, ...]] = (
    _edit(
        "comments",
        "Comments",
        "What the team says about transcripts, passages and codes, by thread; read, answer and settle it",
        "Ctrl+Alt+M",
        group=True,
    ),
    _edit(
        "new_comment",
        "New comment…",
        "Say something to the team about the selected words, the segment, the transcript or the code",
        "Ctrl+Alt+C",
    ),
)
