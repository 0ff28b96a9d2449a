"""What the menu Project offers a team: rounds of coding, and copies that come home."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import project_action as _project

TEAM_ACTIONS: Final[tuple[ActionInfo, ...]] = (
    _project(
        "team",
        "Team…",
        "Open rounds of coding, see how far each coder is, and give coders copies of their own",
        group=True,
    ),
    _project(
        "bring_back",
        "Bring back copies…",
        "Take home what coders did in the copies they were given; see first what will come",
    ),
)
