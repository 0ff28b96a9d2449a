"""How two versions of the codebook differ: codes that came and went, moved, and were worded otherwise."""

from collections.abc import Iterator, Sequence
from typing import Final
from uuid import UUID

from qualcode.model.branches import PATH_SEPARATOR, last_part
from qualcode.model.codes.codebook_version import CodebookChange, CodeDifference, VersionedCode

PARTS: Final = (
    ("definition", "Definition"),
    ("include", "Use for"),
    ("exclude", "Not for"),
    ("examples", "Examples"),
)


def codebook_differences(
    earlier: Sequence[VersionedCode], later: Sequence[VersionedCode]
) -> tuple[CodeDifference, ...]:
    """Every difference, in the order of the later codebook; what was removed comes last.

    A code is the same one by its identity, whatever it is called; one that was deleted and made again is
    another one. What stands below a code that was renamed or moved goes with it, and is not told again.
    """
    before = {code.id: code for code in earlier}
    above = _codes_above(earlier), _codes_above(later)
    after = {code.id for code in later}
    found: list[CodeDifference] = []
    for code in later:
        old = before.get(code.id)
        if old is None:
            found.append(CodeDifference(code.path, CodebookChange.ADDED, after=code.definition))
        else:
            found += _of_code(old, code, followed=above[0].get(code.id) == above[1].get(code.id))
    for code in earlier:
        if code.id not in after:
            found.append(CodeDifference(code.path, CodebookChange.REMOVED, before=code.definition))
    return tuple(found)


def _codes_above(codes: Sequence[VersionedCode]) -> dict[UUID, UUID]:
    """Below which code each stands that is not at the top."""
    by_path = {code.path: code.id for code in codes}
    parents = {code.id: code.path.rpartition(PATH_SEPARATOR)[0] for code in codes}
    return {code: by_path[path] for code, path in parents.items() if path in by_path}


def _of_code(old: VersionedCode, new: VersionedCode, *, followed: bool) -> Iterator[CodeDifference]:
    """``followed``: it stands below the same code as before, whatever that is called, or at the top."""
    if old.path != new.path and not (followed and last_part(old.path) == last_part(new.path)):
        yield CodeDifference(new.path, CodebookChange.RENAMED, "", old.path, new.path)
    if old.codable is not new.codable:
        kinds = [("code" if code.codable else "category") for code in (old, new)]
        yield CodeDifference(new.path, CodebookChange.CATEGORY, "", *kinds)
    for name, label in PARTS:
        words = getattr(old, name), getattr(new, name)
        if words[0] != words[1]:
            yield CodeDifference(new.path, CodebookChange.REWORDED, label, *words)
