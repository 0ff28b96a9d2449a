"""What the menus offer a team: rounds of coding, copies that come home, and readings side by side."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import project_action as _project

READING_ACTIONS_OF_TEAMS: Final[tuple[ActionInfo, ...]] = (
    ActionInfo(
        "analyse.settle",
        "Settle differences…",
        "Analyse",
        "Go through what two coders read differently, with how much is settled, and settle it with a reason",
        begins_group=True,
    ),
    ActionInfo(
        "analyse.readings",
        "Compare readings…",
        "Analyse",
        "Two coders’ readings side by side, without numbers: to talk about them, and to settle them",
    ),
    ActionInfo(
        "analyse.outcomes",
        "What became of codings…",
        "Analyse",
        "Which of a coder’s codings were kept, changed or not kept when readings were settled, and why",
    ),
    ActionInfo(
        "analyse.revisit",
        "Revisit segments…",
        "Analyse",
        "Look again at segments that were coded under an earlier definition of their code",
    ),
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
