"""A plan of a merge in words: what comes, what is to be chosen, and what finds no place."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from qualcode.model.teamwork.merge_plan import MergeLine, MergePlan, MergeState, Side
from qualcode.model.words.in_words import ListRoom, counted, first_of

TITLES: Final = {
    MergeState.BOTH: "Changed on both sides",
    MergeState.DELETED_HERE: "Deleted here, used there",
    MergeState.DELETED_THERE: "Deleted there",
    MergeState.UNPLACED: "Cannot be placed",
    MergeState.REPAIRED: "Corrected",
    MergeState.NEW: "New",
    MergeState.CHANGED_THERE: "Changed there",
}
"""What there is to say, in the order in which a person needs it."""

NOTHING: Final = "There is nothing new: everything in the other project is here already."
NOTHING_ELSE: Final = "There is nothing else that is new."


def in_words(plan: MergePlan, room: ListRoom | None = None) -> Iterator[str]:
    """The plan, a line for each thing, under headings; of very many of one kind those that have room."""
    yield from plan.notes
    if not plan.lines:
        yield nothing_in(plan)
        return
    if same := only_identities(plan):
        yield same
    for state, lines in by_state(plan):
        yield f"{TITLES[state]}: {counts(lines)}"
        for _, of_kind in by_noun(lines):
            yield from (f"  {words}" for words in first_of([said(line) for line in of_kind], room))


def only_identities(plan: MergePlan) -> str:
    """Why a plan has something to do although both say the same; empty where there is more in it."""
    if plan.lines and all(line.noun == _IDENTITY for line in plan.lines):
        return (
            "Both say the same; only the other project’s identifiers are noted, to know it again next time."
        )
    return ""


def nothing_in(plan: MergePlan) -> str:
    """What a plan without lines says: whether all is here already, or only what was compared."""
    return NOTHING_ELSE if plan.notes else NOTHING


def by_state(plan: MergePlan) -> Iterator[tuple[MergeState, list[MergeLine]]]:
    """The lines of each state that there is, in the order of ``TITLES``."""
    for state in TITLES:
        lines = [line for line in plan.lines if line.state is state]
        if lines:
            yield state, sorted(lines, key=lambda line: line.noun)


def by_noun(lines: list[MergeLine]) -> Iterator[tuple[str, list[MergeLine]]]:
    """The lines about each kind of thing."""
    for noun, found in groupby(sorted(lines, key=lambda line: line.noun), key=lambda line: line.noun):
        yield noun, list(found)


def counts(lines: list[MergeLine]) -> str:
    """How many there are of what: ``2 codes, 38 codings``."""
    return ", ".join(_counted(_number(group), noun) for noun, group in by_noun(lines))


def _number(lines: list[MergeLine]) -> int:
    """How many things lines are about: where both sides changed one, each of its parts has a line."""
    parts = {tuple(line.key.split(":")[:2]) for line in lines if line.state is MergeState.BOTH}
    return len(parts) + sum(line.number for line in lines if line.state is not MergeState.BOTH)


def _counted(number: int, noun: str) -> str:
    one, several = _NUMBERS.get(noun, (noun, ""))
    return counted(number, one, several)


_IDENTITY: Final = "identifier in another project"

_NUMBERS: Final = {
    # A transcript's turns are one thing that both sides may have changed.
    "turns": ("transcript’s turns", "transcripts’ turns"),
    "code in a set": ("code in a set", "codes in sets"),
    "query": ("query", "queries"),
    "part of another program": ("part of another program", "parts of other programs"),
    "identifier in another project": ("identifier in another project", "identifiers in other projects"),
    "version of the codebook": ("version of the codebook", "versions of the codebook"),
    "answer to a checklist": ("answer to a checklist", "answers to checklists"),
    "tool that was used": ("tool that was used", "tools that were used"),
    "remembered choice of the import": (
        "remembered choice of the import",
        "remembered choices of the import",
    ),
    "summary": ("summary", "summaries"),
    "transcript of a round": ("transcript of a round", "transcripts of rounds"),
    "coder of a round": ("coder of a round", "coders of rounds"),
    "progress": ("note of progress", "notes of progress"),
    "copy": ("copy", "copies"),
}
"""Nouns whose plural is not made by an s."""


def said(line: MergeLine) -> str:
    """One line: ``code Trust > firms: definition: here “…”, there “…”; ours is kept``."""
    number = f" ({line.number:,})" if line.number > 1 else ""
    about = f"{line.noun} {line.name}{number}".strip()
    match line.state:
        case MergeState.BOTH:
            return f"{about}: here “{line.here}”, there “{line.there}”; {_holds(line)}"
        case MergeState.DELETED_HERE:
            back = "comes back" if line.side is Side.THEIRS else "stays deleted"
            return f"{about}: {line.there} there; {back}"
        case MergeState.DELETED_THERE:
            here = f": {line.here}" if line.here else ""
            return f"{about}{here}: {'removed here, too' if line.side is Side.THEIRS else 'kept'}"
        case MergeState.CHANGED_THERE | MergeState.REPAIRED:
            here = f" (here “{line.here}”)" if line.here else ""
            return f"{about}: {line.there}{here}" if line.there else about
        case _:
            return about


def _holds(line: MergeLine) -> str:
    return "ours is kept" if line.side is Side.OURS else "theirs is taken"
