"""The codebook in Word: what each code means, without figures."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.word import Piece, Report, Words
from qualcode.exporters.word_styles import FACT
from qualcode.exporters.writing import whole_file
from qualcode.model.entities import Code
from qualcode.model.pinned_keys import key_name
from qualcode.model.study import Study


def write_codebook_word(path: Path, study: Study) -> None:
    """Write the codebook with categories and codes as headings."""
    report = Report(f"Codebook: {study.info.name}", language=study.info.language)
    report.paragraph(f"{len(study.codes)} codes and categories", "Subtitle")
    report.contents([(code.name, level(study, code)) for code in study.codes_in_order])
    for code in study.codes_in_order:
        report.heading(code.name, level(study, code))
        report.paragraph(identity_line(study, code), FACT, keep_next=True)
        report.fields(code_fields(code))
    with whole_file(path) as stream:
        report.save(stream)


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
        code.colour,
        facts,
    )
    return " · ".join(part for part in parts if part)


def identity_line(study: Study, code: Code, facts: str = "") -> Words:
    """The same behind a swatch."""
    return (Piece("■ ", colour=sure_colour(code.colour)), Piece(identity(study, code, facts)))


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
