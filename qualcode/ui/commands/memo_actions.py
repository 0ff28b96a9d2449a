"""What the menu Edit offers for memos."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import edit_action as _edit

MEMO_ACTIONS: Final[tuple[ActionInfo, ...]] = (
    _edit(
        "memos", "Memos", "All memos of this project, to be read, written and exported", "Ctrl+M", icon="memo"
    ),
    _edit(
        "new_memo",
        "New memo…",
        "Write a free memo; where words are selected, it is linked to them",
        "Ctrl+Shift+E",
    ),
    _edit("journal", "Write in the journal…", "Add an entry under today’s date to the project’s journal"),
)
