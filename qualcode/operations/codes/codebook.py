"""What one can do with single codes: add, rename, describe, recolour, pin, make a category or a code.

How codes are arranged, merged and split is in ``codebook_structure`` and ``codebook_merge``; reading a
whole codebook from a file in ``codebook_import``.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from qualcode.model.branches import PATH_SEPARATOR
from qualcode.model.change import ChangeSet, added, updated
from qualcode.model.codes.pinned_keys import KEYS_IN_WORDS, PINNED_KEYS, key_name
from qualcode.model.entities import Code, Palette
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import key_of, new_id
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted, plural_of
from qualcode.model.words.names import name_key
from qualcode.operations.checks import existing, tidy_name
from qualcode.operations.draft import Draft, together
from qualcode.operations.palette import ColourDealer, checked_colour
from qualcode.operations.project import set_palette


def add_code(
    study: Study,
    name: str,
    *,
    parent_id: UUID | None = None,
    colour: str | None = None,
    definition: str = "",
    codable: bool = True,
) -> tuple[Code, ChangeSet]:
    """Add a code after its siblings. Refused where a sibling has the name."""
    if parent_id is not None:
        existing(study, Code, parent_id)
    code = Code(
        id=new_id(),
        name=sibling_name(study, name, parent_id),
        position=end_position(study, parent_id),
        parent_id=parent_id,
        colour=code_colour(study) if colour is None else checked_colour(colour),
        definition=definition,
        codable=codable,
    )
    above = "" if parent_id is None else study.path(parent_id) + PATH_SEPARATOR
    return code, ChangeSet(f"Add {noun_of(code)} “{above}{code.name}”", (added(code),))


def rename_code(study: Study, code_id: UUID, name: str) -> ChangeSet:
    """Rename a code. Refused where a sibling has the name, whatever its case."""
    code = existing(study, Code, code_id)
    renamed = replace(code, name=sibling_name(study, name, code.parent_id, but=code_id))
    return _changed(f"Rename {noun_of(code)} “{code.name}” to “{renamed.name}”", code, renamed)


def edit_code(
    study: Study,
    code_id: UUID,
    *,
    definition: str | None = None,
    include: str | None = None,
    exclude: str | None = None,
    examples: str | None = None,
    memo: str | None = None,
) -> ChangeSet:
    """Change what is written about a code; None leaves a text as it is."""
    code = existing(study, Code, code_id)
    texts: dict[str, Any] = {
        "definition": definition,
        "include": include,
        "exclude": exclude,
        "examples": examples,
        "memo": memo,
    }
    names = {"include": "inclusion rule", "exclude": "exclusion rule"}
    said = {field: text for field, text in texts.items() if text not in (None, getattr(code, field))}
    what = " and ".join(names.get(field, field) for field in said) or "description"
    return _changed(f"Edit the {what} of “{code.name}”", code, replace(code, **said))


def add_example(study: Study, code_id: UUID, passage: str) -> ChangeSet:
    """Add a passage to the examples of a code, below those it has."""
    code = existing(study, Code, code_id)
    tidy = passage.strip()
    if not tidy or tidy in code.examples.split("\n\n"):
        return ChangeSet(f"Add an example to “{code.name}”")
    examples = f"{code.examples.rstrip()}\n\n{tidy}" if code.examples.strip() else tidy
    return _changed(f"Add an example to “{code.name}”", code, replace(code, examples=examples))


def recolour_codes(study: Study, code_ids: list[UUID], colour: str) -> ChangeSet:
    """Give codes a colour."""
    wanted = checked_colour(colour)
    codes = [existing(study, Code, code_id) for code_id in dict.fromkeys(code_ids)]
    draft = Draft(study)
    draft.put(*(replace(code, colour=wanted) for code in codes))
    return draft.change(f"Change the colour of {names_of(codes)}")


def deal_colours(study: Study, code_ids: Sequence[UUID]) -> ChangeSet:
    """Give codes and all codes below them new colours, each far from all others; no codes: the codebook."""
    chosen = [existing(study, Code, code_id) for code_id in dict.fromkeys(code_ids)]
    branch = {code.id for code in chosen} | {row.id for code in chosen for row in study.descendants(code.id)}
    codes = [code for code in study.codes_in_order if code.id in branch or not chosen]
    dealer = colour_dealer(study, {code.id for code in codes})
    draft = Draft(study)
    # Categories come last: they are seen with their colours in few places.
    codes.sort(key=lambda code: not code.codable)
    draft.put(*(replace(code, colour=dealer.deal()) for code in codes))
    subcodes = plural_of(len(chosen), "its subcodes", "their subcodes")
    whose = f"{names_of(chosen)} and {subcodes}" if chosen else "all codes"
    return draft.change(f"Give new colours to {whose}")


def change_palette(study: Study, palette: Palette) -> ChangeSet:
    """Change from which colours codes get theirs, and give all codes colours of it."""
    chosen = set_palette(study, palette)
    dealt = deal_colours(study.after(chosen), ())
    label = f"Give all codes colours of the {palette} palette"
    return together(study, label, [chosen, dealt]) if chosen else ChangeSet(label)


def set_codable(study: Study, code_id: UUID, codable: bool) -> ChangeSet:
    """Make a category a code, or a code a category; refused while codings hang on it."""
    code = existing(study, Code, code_id)
    codings = study.coding_counts.get(key_of(code_id), 0)
    if not codable and codings:
        raise QualcodeError(
            f"“{code.name}” has {counted(codings, 'coding')} and cannot become a category; "
            "recode or remove them first."
        )
    # A category is not applied, so no key applies it.
    changed = replace(code, codable=codable, digit=code.digit if codable else None)
    return _changed(f"Make “{code.name}” a {noun_of(changed)}", code, changed)


def pin_code(study: Study, code_id: UUID, digit: int | None) -> ChangeSet:
    """Let a key (one of ``PINNED_KEYS``) apply the code, which takes it from another; None unpins."""
    code = existing(study, Code, code_id)
    if digit is None:
        return _changed(f"Unpin “{code.name}”", code, replace(code, digit=None))
    if digit not in PINNED_KEYS:
        raise QualcodeError(f"{digit} is not one of the keys {KEYS_IN_WORDS}; choose one of them.")
    if not code.codable:
        raise QualcodeError(f"“{code.name}” is a category and cannot be applied by a key; pin a code.")
    draft = Draft(study)
    draft.put(*(replace(row, digit=None) for row in study.codes.values() if row.digit == digit))
    draft.put(replace(code, digit=digit))
    return draft.change(f"Pin “{code.name}” to key {key_name(digit)}")


# -- shared by the modules of the codebook ---------------------------------------------------------


def sibling_name(study: Study, name: str, parent_id: UUID | None, but: UUID | None = None) -> str:
    """``name``, tidied. Raises QualcodeError where it cannot be one or a sibling has it."""
    tidy = code_name(name)
    wanted = name_key(tidy)
    for code in study.children(parent_id):
        if code.id != but and name_key(code.name) == wanted:
            where = "at the top" if parent_id is None else f"under “{study.codes[parent_id].name}”"
            raise QualcodeError(
                f"There is already a {noun_of(code)} “{code.name}” {where}; choose another name."
            )
    return tidy


def code_name(name: str) -> str:
    """``name``, tidied. Raises QualcodeError where a full path could not be read back from it."""
    tidy = tidy_name(name, "code")
    if PATH_SEPARATOR in f" {tidy} ":
        raise QualcodeError(
            f"“{tidy}” cannot be a code’s name, because “ > ” separates the levels of the codebook; "
            "write it without “>”."
        )
    return tidy


def end_position(study: Study, parent_id: UUID | None) -> int:
    """The position after the last code below ``parent_id``."""
    return max((code.position for code in study.children(parent_id)), default=-1) + 1


def code_colour(study: Study) -> str:
    """A colour for a new code: the one that looks least like those in use."""
    return colour_dealer(study).deal()


def colour_dealer(study: Study, but: Collection[UUID] = (), chosen: Collection[str] = ()) -> ColourDealer:
    """Deals colours that are far from those in use and those ``chosen`` for codes to come.

    ``but`` are codes whose colours are to be free.
    """
    used = [code.colour for code in study.codes_in_order if code.id not in but]
    return ColourDealer(study.info.palette, [*used, *chosen])


def noun_of(code: Code) -> str:
    return "code" if code.codable else "category"


def names_of(codes: list[Code]) -> str:
    """Codes in a label: their names, or how many there are."""
    if len(codes) > 3:
        return counted(len(codes), "code")
    return ", ".join(f"“{code.name}”" for code in codes)


def _changed(label: str, before: Code, after: Code) -> ChangeSet:
    return ChangeSet(label, (updated(before, after),) if before != after else ())
