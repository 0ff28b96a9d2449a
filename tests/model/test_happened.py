"""Messages say what a step did; its label, by which undo and history name it, asks for it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from qualcode.model.change import ChangeSet
from qualcode.model.happened import DONE, happened

PACKAGE = Path(__file__).parents[2] / "qualcode"
NO_VERBS = {
    *(
        "And",
        "Boolean",
        "Case",
        "E",
        "Imported",
        "In",
        "Looking",
        "O",
        "The",
        "This",
        "What",
        "You",
        "CodeBook",
        "Columns",
        "Correction",
        "Date",
        "DateTime",
        "Float",
        "Integer",
    ),
    *("Journal", "Left", "Line", "New", "Transcript", "TypeCode", "Unknown", "Unnamed", "NFC"),
}
"""First words of texts in the operations that name something, and label no step."""


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Remove 3 codings from FG1", "Removed 3 codings from FG1"),
        ("Apply “stigma” to FG1, turn 2", "Applied “stigma” to FG1, turn 2"),
        ("Recode 2 codings as “a”, 1 joined", "Recoded 2 codings as “a”, 1 joined"),
        ("Take INT01 out of “Pilot”", "Took INT01 out of “Pilot”"),
        ("Set the time of INT01, turn 2", "Set the time of INT01, turn 2"),
        ("Apply “a; add b” to X; Apply “Add” to X", "Applied “a; add b” to X; applied “Add” to X"),
        ("Add 2 transcripts; replace the text of INT01", "Added 2 transcripts; replaced the text of INT01"),
        ("New project “Add”", "New project “Add”"),
        ("", ""),
    ],
)  # fmt: skip
def test_a_report_says_what_happened_and_names_stay_as_they_are(label: str, said: str) -> None:
    assert happened(label) == said
    assert ChangeSet(label).happened == said


def test_every_verb_with_which_a_label_begins_has_its_form() -> None:
    verbs = {text.split()[0] for text in labels() if text.split()}
    assert verbs - NO_VERBS <= set(DONE), sorted(verbs - NO_VERBS - set(DONE))


def labels() -> Iterator[str]:
    """Texts in the operations that begin like a label, and what labels begin with elsewhere."""
    for path in sorted((PACKAGE / "operations").rglob("*.py")):
        yield from _begun(ast.parse(path.read_text(encoding="utf-8")))
    for path in sorted([*(PACKAGE / "ui").rglob("*.py"), *(PACKAGE / "project").rglob("*.py")]):
        source = path.read_text(encoding="utf-8")
        if not any(name in source for name in LABELLING):
            # Parsing all of the program takes seconds.
            continue
        for call in ast.walk(ast.parse(source)):
            if isinstance(call, ast.Call) and _name(call.func) in LABELLING:
                for argument in call.args:
                    yield from _begun(argument)


LABELLING = ("ChangeSet", "labelled", "together")


def _name(called: ast.expr) -> str:
    return called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")


def _begun(tree: ast.AST) -> Iterator[str]:
    """Texts that begin with a capital, outside docstrings and refusals."""
    for node in _without_refusals(tree):
        if isinstance(node, ast.JoinedStr):
            first = node.values[0]
            text = first.value if isinstance(first, ast.Constant) else ""
        else:
            text = node.value if isinstance(node, ast.Constant) else ""
        if (
            isinstance(text, str)
            and text[:1].isalpha()
            and text[0].isupper()
            and not text.rstrip().endswith(".")
        ):
            yield text


def _without_refusals(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Raise | ast.AnnAssign) or (
        isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ):
        return
    yield node
    if not isinstance(node, ast.JoinedStr):
        for child in ast.iter_child_nodes(node):
            yield from _without_refusals(child)
