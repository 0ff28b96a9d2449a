"""What is said of codes in words that Word and HTML share: what they are, what they mean, their sections."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple
from uuid import UUID

from qualcode.exporters.code_figures import partners, usage
from qualcode.exporters.colour import sure_colour
from qualcode.model.colour import colour_name
from qualcode.model.entities import Code
from qualcode.model.pinned_keys import key_name
from qualcode.model.report_values import CodebookWords, CodeQuotes, PastWording
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study


class CodebookEntry(NamedTuple):
    """Everything that a codebook report says of one code, below its name."""

    name: str
    level: int
    colour: str
    identity: str
    fields: tuple[tuple[str, str], ...]
    quotes: CodeQuotes
    wordings: tuple[PastWording, ...]


def code_sections(
    study: Study, figures: Mapping[UUID, CodeFigures], words: CodebookWords
) -> list[CodebookEntry]:
    """A section for every code, in codebook order."""
    return [_section(study, code, figures.get(code.id), words) for code in study.codes_in_order]


def _section(study: Study, code: Code, found: CodeFigures | None, words: CodebookWords) -> CodebookEntry:
    together = partners(found)
    used = usage(found) if code.codable or (found and found.segments) else ""
    return CodebookEntry(
        code.name,
        level(study, code),
        code.colour,
        identity(study, code, used),
        (*code_fields(code), *([("Occurs with", together)] if together else [])),
        words.quotes_of(code.id),
        tuple(words.wordings_of(code.id)),
    )


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


def code_fields(code: Code) -> Iterator[tuple[str, str]]:
    """What is said about a code, label by label; fields that are empty are left out."""
    fields = (
        ("Definition", code.definition),
        ("Include", code.include),
        ("Exclude", code.exclude),
        ("Examples", code.examples),
        ("Memo", code.memo),
    )
    return ((label, words) for label, words in fields if words)


def shown_codes(study: Study, code_ids: frozenset[UUID]) -> list[Code]:
    """The codes with these identities and every category above one, in codebook order."""
    wanted = set(code_ids)
    for code_id in code_ids:
        parent = study.codes[code_id].parent_id
        while parent is not None:
            wanted.add(parent)
            parent = study.codes[parent].parent_id
    return [code for code in study.codes_in_order if code.id in wanted]
