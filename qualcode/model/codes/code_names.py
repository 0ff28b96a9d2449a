"""What codes are called in documents: numbers by their place in the codebook, and names without a path."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from qualcode.model.branches import PATH_SEPARATOR, told_apart
from qualcode.model.entities import Code
from qualcode.model.study import Study

LONGEST_ABOVE: Final = 24
"""Letters of a name above a column: longer ones make a head so high that numbers are easier to read, which
rows or a key explain."""


def code_numbers(study: Study) -> Mapping[UUID, str]:
    """``1``, ``1.1``, ``1.1.2``: each code's place among its siblings, after that of the codes above it."""
    found: dict[UUID, str] = {}
    for code in study.codes_in_order:
        siblings = study.children(code.parent_id)
        if code is siblings[0]:
            above = "" if code.parent_id is None else f"{found[code.parent_id]}."
            found |= {row.id: f"{above}{place}" for place, row in enumerate(siblings, 1)}
    return {code.id: found[code.id] for code in study.codes_in_order}


def names_in_documents(study: Study) -> Mapping[UUID, str]:
    """What documents call a code wherever they name one: ``2.1 privacy``, which needs no path."""
    numbers = code_numbers(study)
    return {code.id: f"{numbers[code.id]} {code.name}" for code in study.codes_in_order}


def names_in_lists(study: Study) -> Mapping[UUID, str]:
    """The same for lists in a line of words, where no line ends between the number and the name."""
    return {key: name.replace(" ", "\u00a0", 1) for key, name in names_in_documents(study).items()}


def names_in_documents_by_path(study: Study) -> Mapping[str, str]:
    """The same by the full paths of codes."""
    return {study.path(code_id): name for code_id, name in names_in_documents(study).items()}


def level(study: Study, code_id: UUID) -> int:
    """How deep a code lies: 1 at the top."""
    depth, parent_id = 1, study.codes[code_id].parent_id
    while parent_id is not None:
        depth, parent_id = depth + 1, study.codes[parent_id].parent_id
    return depth


def codes_outside(study: Study) -> int:
    """How many codes are in no category, at whatever level."""

    def is_inside(code: Code) -> bool:
        return code.parent_id is not None and (
            not study.codes[code.parent_id].codable or is_inside(study.codes[code.parent_id])
        )

    return sum(code.codable and not is_inside(code) for code in study.codes.values())


def without_paths(study: Study) -> Callable[[str], str]:
    """What puts short names of codes in the place of their paths, in any words."""
    of = [study.path(code.id) for code in study.codes_in_order]
    paths = dict(zip(of, told_apart(of), strict=True))
    longest_first = sorted((path for path, name in paths.items() if path != name), key=len, reverse=True)

    def brief(words: str) -> str:
        for path in longest_first if PATH_SEPARATOR in words else ():
            if path in words:
                words = words.replace(path, paths[path])
        return words

    return brief


def short_names(study: Study) -> Mapping[UUID, str]:
    """Each code’s name; where several have it, with as much of the path as tells them apart."""
    paths = {code.id: study.path(code.id) for code in study.codes_in_order}
    return dict(zip(paths, told_apart(list(paths.values())), strict=True))
