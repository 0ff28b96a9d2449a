"""The README tells what may stand in the definition of a saved report: every key, as the program reads it.

Tests: ``project.reports.report_definition``, ``model.questions.parts``.
"""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from qualcode.model.errors import QualcodeError
from qualcode.model.front import FrontWords
from qualcode.model.questions.kinds import KINDS
from qualcode.model.questions.parts import QuestionPart, parts_of
from qualcode.project.reports.report_definition import OWN_KEYS, PARTS, read_definition, word_key

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
SECTION = README.partition("\n## The definition of a report\n")[2].partition("\n## ")[0]
LISTED = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in SECTION.splitlines()
    if line.startswith("| `")
]


KEYS_BY_OPTION = {
    (part.about.option or f"--{part.name.replace('_', '-')}").partition("/")[0]: part.key
    for kind in KINDS.values()
    for part in parts_of(kind.question)
}


def _by_key(words: str) -> str:
    """What is said of an option, with the key in its place."""
    return re.sub(r"--[a-z-]+", lambda option: f"`{KEYS_BY_OPTION[option[0]]}`", words)


def _said(part: QuestionPart) -> str:
    """What a part says, without what holds for a command alone."""
    words = re.sub(r" ?\[default: [^\]]*\]", "", part.about.words)
    words = re.sub(r"; (?:may be repeated(?:, and)?|repeat [a-z ]*)(?=[ .])", ";", words)
    return _by_key(words.replace(";.", ".").rstrip(".")).replace("|", "/").replace("<", "\\<")


def _usual(part: QuestionPart) -> str:
    if part.required:
        return "must be given"
    if isinstance(part.usual, bool):
        return "true" if part.usual else "false"
    if part.usual:
        return f"{part.usual:g}" if isinstance(part.usual, float) else ", ".join(_words(part.usual))
    if isinstance(part.usual, int | float):
        return "0"
    told = re.search(r"\[default: ([^\]]*)\]", part.about.words)
    return "" if told is None else re.sub("^--consent ", "true ", told[1])


def _words(usual: object) -> list[str]:
    return list(usual) if isinstance(usual, tuple) else [str(usual)]


def _fits(part: QuestionPart) -> str:
    several = part.several and part.choices
    return f"a list of: {', '.join(part.choices)}" if several else part.what_fits()


def settings() -> list[list[str]]:
    """A row for each setting, with the tables that have it so, in the order in which they come."""
    found: dict[str, dict[tuple[str, str, str], list[str]]] = {}
    for word, kind in KINDS.items():
        for part in parts_of(kind.question):
            rows = found.setdefault(part.key, {})
            rows.setdefault((_fits(part), _usual(part), _said(part)), []).append(word)
    return [
        [f"`{key}`", ", ".join(words), *said] for key, rows in found.items() for said, words in rows.items()
    ]


def test_every_setting_of_every_table_is_in_the_table_of_keys() -> None:
    expected = settings()
    table = "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in expected)
    found = [row for row in LISTED if row[1] not in ("the report", "each file", "“document”")]
    assert found == expected, f"The table should be:\n{table}"


def test_every_key_around_them_is_in_the_table_of_keys() -> None:
    words = [word_key(name.name) for name in fields(FrontWords)]
    for where, names in (
        ("the report", PARTS),
        ("each file", OWN_KEYS),
        ("“document”", ("parts", "cover", *words)),
    ):
        assert [row[0].strip("`") for row in LISTED if row[1] == where] == list(names)
    assert next(row for row in LISTED if row[0] == "`table`")[2] == f"one of: {', '.join(KINDS)}"


def test_the_example_is_read() -> None:
    example = SECTION.partition("```json\n")[2].partition("```")[0]
    found = read_definition(example)
    assert len(found.outputs) > 1
    assert found.document.parts
    with pytest.raises(QualcodeError, match="“outputs”, “document” and “note”"):
        read_definition(example.replace('"document"', '"documents"'))
