"""What is said of codes in words that Word and HTML share: what they are and which of them are shown."""

from uuid import UUID

from qualcode.exporters.colour import sure_colour
from qualcode.model.colour import colour_name
from qualcode.model.entities import Code
from qualcode.model.pinned_keys import key_name
from qualcode.model.study import Study


def level(study: Study, code: Code) -> int:
    """How deep a code lies: 1 at the top."""
    depth, parent_id = 1, code.parent_id
    while parent_id is not None:
        depth, parent_id = depth + 1, study.codes[parent_id].parent_id
    return depth


def identity(study: Study, code: Code, facts: str = "") -> str:
    """Whether it is a category, where it stands, its key, its colour and what else is known."""
    parts = (
        "Code" if code.codable else "Category, groups codes only",
        "" if code.parent_id is None else study.path(code.id),
        "" if code.digit is None else f"key {key_name(code.digit)}",
        # Beside it stands a square in that colour; the name is for who cannot tell it.
        colour_name(sure_colour(code.colour)) if code.codable else "",
        facts,
    )
    return " · ".join(part for part in parts if part)


def shown_codes(study: Study, code_ids: frozenset[UUID]) -> list[Code]:
    """The codes with these identities and every category above one, in codebook order."""
    wanted = set(code_ids)
    for code_id in code_ids:
        parent = study.codes[code_id].parent_id
        while parent is not None:
            wanted.add(parent)
            parent = study.codes[parent].parent_id
    return [code for code in study.codes_in_order if code.id in wanted]
