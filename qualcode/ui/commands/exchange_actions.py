"""What the menu Project offers for other projects and other programs."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import project_action as _project

EXCHANGE_ACTIONS: Final[tuple[ActionInfo, ...]] = (
    _project(
        "import_program",
        "Import from another program…",
        "Import from NVivo, MAXQDA, ATLAS.ti (REFI-QDA), QualCoder, Taguette or RQDA, with a preview",
        group=True,
    ),
    _project(
        "export_program",
        "Export project…",
        "Write the whole project for NVivo, MAXQDA, ATLAS.ti and others; see first what they will not show",
    ),
    _project(
        "export_data",
        "Export data for analysis…",
        "Write segments, turns, people and codes for R, Python, SPSS or a spreadsheet",
    ),
    _project(
        "merge",
        "Merge with another project…",
        "Bring in what a colleague did in a copy or another project, with a preview",
    ),
)
