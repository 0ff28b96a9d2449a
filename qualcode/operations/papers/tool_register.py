"""What one can do with the register of other tools: record one, change what is recorded, take it out."""

from dataclasses import replace
from typing import NamedTuple
from uuid import UUID

from qualcode.model.change import ChangeSet
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id, now
from qualcode.model.papers import ToolUse
from qualcode.model.results.tool_register import tools_in_order
from qualcode.model.study import Study
from qualcode.model.words.names import kept_name
from qualcode.operations.checks import existing, tidy_name
from qualcode.operations.draft import Draft


class ToolWords(NamedTuple):
    """What is recorded of a tool, in people's own words."""

    tool: str
    purpose: str
    version: str = ""
    used: str = ""
    who: str = ""


def record_tool(study: Study, words: ToolWords, author: str) -> ChangeSet:
    """Record that another tool was used. Refused without its name, and without what it was used for."""
    tidy = _tidy(words)
    rows = tools_in_order(study)
    position = rows[-1].position + 1 if rows else 0
    draft = Draft(study)
    draft.put(
        ToolUse(new_id(), position, tidy.tool, tidy.version, tidy.purpose, tidy.used, tidy.who, author, now())
    )
    return draft.change(f"Record the use of {tidy.tool}")


def edit_tool(study: Study, tool_id: UUID, words: ToolWords, author: str) -> ChangeSet:
    """Change what is recorded of a tool."""
    row, tidy = existing(study, ToolUse, tool_id), _tidy(words)
    changed = replace(row, **tidy._asdict())
    draft = Draft(study)
    if changed != row:
        draft.put(replace(changed, author=author, recorded_at=now()))
    return draft.change(f"Edit what is recorded of {tidy.tool}")


def delete_tool(study: Study, tool_id: UUID) -> ChangeSet:
    """Take a tool out of the register."""
    row = existing(study, ToolUse, tool_id)
    draft = Draft(study)
    draft.drop(row)
    return draft.change(f"Take {row.tool} out of the register of tools")


def _tidy(words: ToolWords) -> ToolWords:
    tidy = ToolWords(*map(kept_name, words))
    if not tidy.purpose:
        raise QualcodeError("Say what the tool was used for; readers of the methods need to know.")
    return tidy._replace(tool=tidy_name(words.tool, "tool"))
