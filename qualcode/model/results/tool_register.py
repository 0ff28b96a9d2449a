"""The register of tools other than this program that served a study, and what is said of this one."""

from typing import Final

from qualcode.model.papers import ToolUse
from qualcode.model.study import Study

NO_AI: Final = (
    "No generative artificial intelligence was used by qualcode: the program contains none and connects to "
    "no service."
)
"""True of every project; what else people used, they record."""

CODED_HERE: Final = "Segments were coded by people or by searches that people wrote."
"""True of those that were made in this program."""

IMPORTED: Final = "The tools with which {} coded before the import are not on record here."

NONE_RECORDED: Final = "No other tool is recorded as used in this study."


def tools_in_order(study: Study) -> tuple[ToolUse, ...]:
    """What is recorded, in the order in which it was."""
    return tuple(sorted(study.rows(ToolUse).values(), key=lambda row: (row.position, row.id)))
