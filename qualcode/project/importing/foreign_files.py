"""Single files from outside, each read in a process with limits: what window and command both call.

The readers themselves know no limits of time and memory; nothing but this and ``sources`` gives them a path
that a person named.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

from qualcode.importers.definition_file import read_definition_text
from qualcode.importers.formats.word_codings import CommentedText, read_commented
from qualcode.importers.guarded.limits import DEFAULT_LIMITS, ImportLimits
from qualcode.importers.isolated import read_apart
from qualcode.importers.tables.attributes_file import AttributeTable, read_attributes
from qualcode.importers.tables.codebook_file import read_codebook
from qualcode.importers.tables.codings_file import read_codings
from qualcode.importers.tables.settled_file import read_settled
from qualcode.importers.tables.summaries_file import read_summaries
from qualcode.model.codes.codebook import CodebookRow
from qualcode.model.codes.coding_rows import CodingTable
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.results.report_values import SummaryRow
from qualcode.model.teamwork.settled_rows import SettledRow

T = TypeVar("T")

_FOR_MILLIONS: Final = 600.0
"""Seconds for a file that may have millions of rows."""


def attributes_at(
    path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> AttributeTable:
    """The attributes in a csv or xlsx file."""
    return _apart(read_attributes, path, progress, limits)


def codebook_at(
    path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> list[CodebookRow]:
    """The codes in a csv or xlsx file."""
    return _apart(read_codebook, path, progress, limits)


def codings_at(
    path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> CodingTable:
    """The codings in a csv or xlsx file, of which there may be millions."""
    longer = replace(limits, seconds_per_file=max(limits.seconds_per_file, _FOR_MILLIONS))
    return _apart(read_codings, path, progress, longer)


def summaries_at(
    path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> list[SummaryRow]:
    """The summaries in a csv or xlsx file."""
    return _apart(read_summaries, path, progress, limits)


def settled_at(
    path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> list[SettledRow]:
    """What was settled in a csv or xlsx file."""
    return _apart(read_settled, path, progress, limits)


def comments_at(
    path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS
) -> CommentedText:
    """The text and the comments of a Word document."""
    return _apart(read_commented, path, progress, limits)


def definition_at(path: Path, progress: Progress = no_progress, limits: ImportLimits = DEFAULT_LIMITS) -> str:
    """The text of a report definition."""
    return _apart(read_definition_text, path, progress, limits)


def _apart(read: Callable[..., T], path: Path, progress: Progress, limits: ImportLimits) -> T:
    return read_apart(partial(read, limits=limits), path, progress=progress, limits=limits)
