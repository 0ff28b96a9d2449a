"""A version of the codebook: whatever tells coders what to code, as one number and as text to be kept."""

import json
from collections.abc import Iterator
from enum import StrEnum
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from qualcode.model.study import Study

_SHOWN = 8


class VersionedCode(NamedTuple):
    """A code as a version of the codebook has it; ``path`` names it with the codes above it."""

    id: UUID
    path: str
    definition: str
    include: str
    exclude: str
    examples: str
    codable: bool


class CodebookChange(StrEnum):
    """How a code differs."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed or moved"
    REWORDED = "reworded"
    CATEGORY = "code or category"


class CodeDifference(NamedTuple):
    """One difference; ``part`` is what was reworded, ``before`` and ``after`` how it read."""

    path: str
    how: CodebookChange
    part: str = ""
    before: str = ""
    after: str = ""


def codes_of_version(study: Study) -> tuple[VersionedCode, ...]:
    """All codes in their order, with what tells coders what to code."""
    return tuple(
        VersionedCode(
            code.id,
            study.path(code.id),
            code.definition,
            code.include,
            code.exclude,
            code.examples,
            code.codable,
        )
        for code in study.codes_in_order
    )


def codebook_content(study: Study) -> str:
    """The codebook as one text that ``codes_in`` reads; with its paths it is whole by itself."""
    rows = [[code.id.hex, *code[1:]] for code in codes_of_version(study)]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def codes_in(content: str) -> tuple[VersionedCode, ...]:
    """The codes of a text that ``codebook_content`` wrote; none where it is none."""
    return tuple(_read(content))


def _read(content: str) -> Iterator[VersionedCode]:
    try:
        for identity, path, definition, include, exclude, examples, codable in json.loads(content):
            words = (str(path), str(definition), str(include), str(exclude), str(examples))
            yield VersionedCode(UUID(hex=identity), *words, bool(codable))
    except (ValueError, TypeError):
        # Altered elsewhere: the hash that is kept beside it tells that it is not what was named.
        return


def codebook_sha256(study: Study) -> str:
    """The hash of all codes in order: paths, definitions, when to use them and when not, examples.

    Colours, keys and memos of codes play no part: nobody codes otherwise because of them.
    """
    whole = sha256()
    for code in study.codes_in_order:
        parts = (study.path(code.id), code.definition, code.include, code.exclude, code.examples)
        for part in (*parts, "a code" if code.codable else "a category"):
            words = part.encode("utf-8", "surrogatepass")
            # With its length, so that no word can move from one part into the next unnoticed.
            whole.update(len(words).to_bytes(8, "big") + words)
    return whole.hexdigest()


def shown_hash(whole: str) -> str:
    """As much of a hash as people compare."""
    return whole[:_SHOWN]
