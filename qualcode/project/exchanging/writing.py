"""The project written for another program, and what that program will not show."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import numpy as np

from qualcode.exporters.refi.foreign import left_out_parts
from qualcode.exporters.refi.project_file import write_refi
from qualcode.model.codings import NO_WEIGHT
from qualcode.model.entities import (
    Comment,
    Folder,
    MemoLink,
    Report,
    SavedQuery,
    Summary,
    TextVersion,
    TypicalQuote,
)
from qualcode.model.errors import QualcodeError
from qualcode.model.exchange.foreign import ForeignKind
from qualcode.model.exchange.included import included
from qualcode.model.exchange.targets import MANNERS, Target
from qualcode.model.exchange.told import ExchangeFate, Told
from qualcode.model.machine.progress import Progress, no_progress
from qualcode.model.people import role_by_person
from qualcode.model.study import Study
from qualcode.model.team import Decision, Revisit, Round
from qualcode.model.transcript import speakers_counted
from qualcode.operations.merging.foreign_identities import in_foreign_identities
from qualcode.project.record import Record

SUFFIXES = (".qdpx", ".qde")
"""Endings of what is written here."""


_PARTS: Final[Mapping[ForeignKind | None, tuple[str, str]]] = {
    ForeignKind.LINK: ("link of another program", "links of another program"),
    ForeignKind.SET: ("set of sources or notes", "sets of sources or notes"),
    ForeignKind.GRAPH: ("network or map", "networks or maps"),
    None: ("reference in a set, network or map", "references in sets, networks or maps"),
}
"""What parts of other programs' projects are called; None: what stands in them."""


def export_exchange(
    path: Path, ours: Record, target: Target = Target.STRICT, progress: Progress = no_progress
) -> tuple[Told, ...]:
    """Write the project to ``path`` and return what there is to tell. Raises QualcodeError."""
    if path.suffix.lower() not in SUFFIXES:
        raise QualcodeError(
            f"“{path.name}” has to end in .qdpx, or in .qde for one document with its texts inside."
        )
    hashes = ours.hashes()
    known = in_foreign_identities(ours.study)
    write_refi(path, known, target, hashes[-1] if hashes else "", progress, kept=ours.study)
    return tuple(export_told(ours.study, target))


def export_told(study: Study, target: Target) -> Iterator[Told]:
    """What comes along, what is kept aside, and what is written differently for a program."""
    speakers = speakers_counted(role_by_person(study).values())
    rows = (
        *included(study),
        (study.coding_count, "coding", ""),
        *((number, noun, "") for noun, number in speakers),
    )
    yield from (
        Told(ExchangeFate.COMES, noun, number, several=several) for number, noun, several in rows if number
    )
    yield from _kept(study)
    yield from (Told(ExchangeFate.DIFFERENT, reason) for reason in MANNERS[target].reasons)
    yield from _left_out(study, target)


def _left_out(study: Study, target: Target) -> Iterator[Told]:
    found = left_out_parts(in_foreign_identities(study), MANNERS[target])
    for kind, (noun, several) in _PARTS.items():
        if number := found.get(kind, 0):
            why = "what it refers to is not in this project, or not in this file"
            yield Told(ExchangeFate.LOST, noun, number, why, several)


def _kept(study: Study) -> Iterator[Told]:
    weights = sum(int(np.count_nonzero(table.weight != NO_WEIGHT)) for table in study.codings.values())
    times = sum(int(np.count_nonzero(~np.isnan(table.time))) for table in study.turns.values())
    described = sum(bool(code.include or code.exclude or code.examples) for code in study.codes.values())
    earlier = len(study.rows(TextVersion)) - len(study.transcripts)
    rows = (
        (weights, "weight", "", "the format has no weights"),
        (times, "time of a turn", "times of turns", "the format has no turns"),
        (len(study.rows(TypicalQuote)), "typical quote", "", "the format does not mark them"),
        (len(study.rows(Summary)), "summary", "summaries", "the format has no framework matrix"),
        (len(study.rows(Folder)), "folder", "", "the format has no folders"),
        (
            len(study.rows(MemoLink)),
            "link of a memo",
            "links of memos",
            "the format links notes with one thing",
        ),
        (len(study.rows(Comment)), "comment", "", "the format has no discussions"),
        (len(study.rows(Round)), "round of coding", "rounds of coding", "the format has no rounds"),
        (len(study.rows(Decision)), "decision", "", "the format does not tell what was settled"),
        (
            len(study.rows(Revisit)),
            "segment looked at again",
            "segments looked at again",
            "the format does not tell",
        ),
        (len(study.rows(Report)), "saved report", "", "they belong to this program"),
        (len(study.rows(SavedQuery)), "saved query", "saved queries", "they belong to this program"),
        (earlier, "earlier wording", "", "the format has one text for each source"),
        (sum(code.digit is not None for code in study.codes.values()), "key of a code", "keys of codes", ""),
    )
    yield from (
        Told(ExchangeFate.KEPT, noun, number, why, several) for number, noun, several, why in rows if number
    )
    if described:
        why = "include, exclude and examples are labelled paragraphs of the description"
        yield Told(ExchangeFate.DIFFERENT, "code", described, why)
