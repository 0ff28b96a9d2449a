"""What the menus offer for papers: versions of the codebook, other tools, and reporting checklists."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import codebook_action as _codebook
from qualcode.ui.commands.action_info import project_action as _project

CHECKLIST: Final = ActionInfo(
    "analyse.checklist",
    "Reporting checklist…",
    "Analyse",
    "Answer COREQ or SRQR item by item; what the project knows is filled in",
)

OTHER_TOOLS: Final = _project(
    "tools",
    "Other tools used…",
    "Record what else was used in the study; it is printed in the methods appendix",
)

VERSION_ACTIONS: Final = (
    _codebook(
        "name_version",
        "Name this version…",
        "Keep the codebook as it is now under a name",
        everywhere=True,
        group=True,
    ),
    _codebook(
        "versions",
        "Versions and their differences…",
        "See the named versions of the codebook, and what has changed between two of them",
        everywhere=True,
    ),
)
