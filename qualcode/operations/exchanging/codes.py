"""Codes, code sets and users of another program as rows of a study."""

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Final
from uuid import UUID

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.entities import Code, Coder, CodeSet, CodeSetMember
from qualcode.model.exchange.document import ExchangedCode
from qualcode.model.exchange.foreign import ForeignKind, ForeignPart
from qualcode.model.exchange.labelled import fields_of
from qualcode.model.exchange.selections import part_id
from qualcode.model.exchange.told import ExchangeFate
from qualcode.operations.exchanging.draft_study import DraftStudy

GREY: Final = "#7a7a7a"

_COLOUR: Final = re.compile("#[0-9a-fA-F]{6}")
_SHORT: Final = re.compile("#[0-9a-fA-F]{3}")
_LEVELS: Final = re.compile(r"\s*::\s*")


def add_users(draft: DraftStudy) -> None:
    """The users as coders."""
    for user in draft.project.users:
        draft.put(Coder(user.id, draft.name(Coder, user.name, "Unnamed coder")))


def add_codes(draft: DraftStudy, known: Collection[UUID]) -> None:
    """The codebook; ``::`` in a name is how some programs write a level, but not in those of ``known``."""
    places: Counter[UUID | None] = Counter()
    levels: dict[tuple[UUID | None, str], UUID] = {}
    names = {code.name for code in draft.project.codes if code.parent is None}
    for code in _in_order(draft.project.codes):
        # What is above a code may be missing in the file.
        parent, name = code.parent if code.parent in draft.rows[Code] else None, code.name
        has_levels = parent is None and code.id not in known
        *above, last = _LEVELS.split(name) if has_levels else [name]
        if above and all(above) and last:
            draft.tell(ExchangeFate.REPAIRED, "code", why="“::” in the name became a level of the codebook")
            for step, level in enumerate(above, 1):
                whole = "::".join(above[:step])
                parent = _level(draft, levels, places, parent, level, whole in names)
            name = last
        _add(draft, code, parent, name, places)
        levels.setdefault((parent, name), code.id)


def _in_order(codes: tuple[ExchangedCode, ...]) -> Iterator[ExchangedCode]:
    """Codes as the file has them, but those with fewer levels in their names first."""
    return iter(sorted(codes, key=lambda code: code.name.count("::") if code.parent is None else 0))


def _level(
    draft: DraftStudy,
    levels: dict[tuple[UUID | None, str], UUID],
    places: Counter[UUID | None],
    parent: UUID | None,
    name: str,
    known: bool,
) -> UUID:
    found = levels.get((parent, name))
    if found is None:
        found = part_id(parent or draft.info.id, f"level {name}")
        draft.put(Code(found, _free(draft, parent, name), places[parent], parent, GREY, codable=known))
        places[parent] += 1
        levels[parent, name] = found
    return found


def _add(
    draft: DraftStudy, code: ExchangedCode, parent: UUID | None, name: str, places: Counter[UUID | None]
) -> None:
    said = fields_of(code.description)
    row = Code(
        code.id,
        _free(draft, parent, name),
        places[parent],
        parent,
        _full(code.colour),
        said["definition"],
        said["include"],
        said["exclude"],
        said["examples"],
        said["memo"],
        codable=code.codable,
    )
    if row.name != name:
        draft.tell(
            ExchangeFate.REPAIRED, "code", why="the name was missing, taken or not possible, and was changed"
        )
    places[parent] += 1
    draft.put(row)


def _free(draft: DraftStudy, parent: UUID | None, name: str) -> str:
    """A name for a code, which may not look like a path."""
    plain = f" {name} ".replace(PATH_SEPARATOR, " › ").strip()
    return draft.name((Code, parent), plain, "Unnamed code")


def _full(colour: str) -> str:
    """A colour with two digits for each part; grey for what is none."""
    if _SHORT.fullmatch(colour):
        colour = "#" + "".join(2 * digit for digit in colour[1:])
    return colour.lower() if _COLOUR.fullmatch(colour) else GREY


def add_sets(draft: DraftStudy) -> None:
    """Sets of codes; sets of anything else have no place."""
    for place, found in enumerate(draft.project.sets):
        codes = [code for code in found.codes if code in draft.rows[Code]]
        if found.sources or found.notes:
            others = part_id(found.id, "others") if found.codes else found.id
            draft.put(ForeignPart(others, ForeignKind.SET, found.name, found.written))
            draft.tell(ExchangeFate.ASIDE, "set of sources or notes", several="sets of sources or notes")
        if not codes and (found.sources or found.notes):
            continue
        draft.put(CodeSet(found.id, draft.name(CodeSet, found.name, "Unnamed set"), place))
        draft.put(*(CodeSetMember(part_id(found.id, str(code)), found.id, code) for code in codes))
