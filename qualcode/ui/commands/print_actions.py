"""What the menu Project offers for paper."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import project_action as _project

PRINT_ACTIONS: Final[tuple[ActionInfo, ...]] = (
    _project(
        "print",
        "Print…",
        "Print the transcript, report, picture or matrix that is shown",
        "Ctrl+P",
        group=True,
    ),
    _project("pdf", "Save as PDF…", "Write the transcript, report, picture or matrix that is shown as PDF"),
)
