"""What the menus offer a team: rounds of coding, copies that come home, and readings side by side."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import project_action as _project

READING_DIFFERENCES: Final = ActionInfo(
    "analyse.readings",
    "Compare readings…",
    "Analyse",
    "See where two coders read the text differently, and settle it with a reason",
)

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
