"""Rounds in words, as the window shows them."""

from typing import Final

from qualcode.model.codes.codebook_version import codebook_sha256
from qualcode.model.codes.named_versions import versions_in_order
from qualcode.model.study import Study
from qualcode.model.team import CodingState, GivenCopy, Round
from qualcode.model.teamwork.rounds import coders_of_round, transcripts_of_round
from qualcode.model.teamwork.shared_folder import folder_here
from qualcode.model.words.in_words import counted
from qualcode.model.words.moments import day_here

STATES: Final = {
    CodingState.NOT_STARTED: "Not started",
    CodingState.IN_PROGRESS: "In progress",
    CodingState.FINISHED: "Finished",
    CodingState.LOCKED: "Locked",
}

BLIND: Final = (
    "While this round is open and blind, its coders see nobody’s work but their own. The program hides it, "
    "but it is in the file: give copies to coders who should not have it at all."
)
BLIND_ON_SERVER: Final = (
    "On a server the program alone keeps a round blind: it hides others’ work, but anybody who may sign in "
    "to the database can read it with another program. Give copies to coders who should not have it at all."
)


def state_of(row: Round) -> str:
    """``Open, blind``."""
    return ("Open" if row.is_open else "Closed") + (", blind" if row.blind else "")


def facts(study: Study, row: Round) -> str:
    """What there is to know of a round, in a few lines."""
    opened = day_here(row.opened_at)
    texts, people = transcripts_of_round(study, row.id), coders_of_round(study, row.id)
    closed = "" if row.closed_at is None else f", closed {day_here(row.closed_at)}"
    size = f"{counted(len(texts), 'transcript')}, {counted(len(people), 'coder')}"
    lines = [
        f"{state_of(row)}. Opened {opened}{closed}. {size}.",
        _codebook_of(study, row)
        + ("; it has been changed since." if row.codebook_sha256 != codebook_sha256(study) else "."),
    ]
    if row.sample_turns is not None:
        lines.append(
            f"To code: {counted(row.sample_turns, 'turn')}, drawn at random with seed {row.sample_seed}."
        )
    if row.folder:
        lines.append(f"Shared folder: {folder_here(row.folder)}")
    lines += copies(study, row)
    lines += [f"Agreement when it was closed, by turns: {line}." for line in row.closing]
    return "\n".join(lines)


def _codebook_of(study: Study, row: Round) -> str:
    """The codebook of a round: by the name that somebody gave it, and by the step that History lists."""
    named = [version.name for version in versions_in_order(study) if version.sha256 == row.codebook_sha256]
    name = f" “{named[-1]}”" if named else ""
    return f"Codebook{name} as it was at step {row.codebook_step:,}"


def copies(study: Study, row: Round) -> list[str]:
    """The copies that were given for a round."""
    rows = [copy for copy in study.rows(GivenCopy).values() if copy.round_id == row.id]
    found = []
    for copy in sorted(rows, key=lambda copy: (copy.given_at, copy.id)):
        name, given = study.coders[copy.coder_id].name, day_here(copy.given_at)
        if copy.is_here:
            found.append(f"This project is the copy for {name}, given {given}.")
        else:
            back = "brought back" if copy.returned_step else "not brought back yet"
            found.append(f"{name} was given a copy on {given}, {back}.")
    return found
