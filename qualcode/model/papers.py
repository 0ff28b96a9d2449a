"""Rows that are kept for papers: named codebooks, other tools that were used, answers to checklists."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CodebookVersion:
    """The codebook as it was when somebody gave it a name.

    ``content`` is what told coders what to code, as ``codebook_version.codebook_content`` writes it, and
    ``sha256`` its hash; the codes themselves may be gone since. ``step`` is the last before it was named.
    """

    id: UUID
    name: str
    note: str
    step: int
    sha256: str
    content: str
    author: str
    named_at: datetime


@dataclass(frozen=True, slots=True)
class ToolUse:
    """A tool other than this program that served the study, as people recorded it.

    ``used`` says when and ``who`` by whom, both in their own words; ``author`` is who recorded it.
    """

    id: UUID
    position: int
    tool: str
    version: str
    purpose: str
    used: str
    who: str
    author: str
    recorded_at: datetime


class Checklist(StrEnum):
    """What a qualitative report should tell: COREQ (32 items, 2007) and SRQR (21 items, 2014)."""

    COREQ = "coreq"
    SRQR = "srqr"


@dataclass(frozen=True, slots=True)
class ChecklistAnswer:
    """What people say to an item of a checklist; it stands beside what the project knows, or alone."""

    id: UUID
    checklist: Checklist
    item: int
    text: str
    author: str
    changed_at: datetime
