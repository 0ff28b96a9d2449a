"""Words that people read: phrases that were replaced by plain English do not come back."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]

GONE: Final = (
    *(r"what goes together", r"go(es)? together with", r"take it into your paper", r"more than chance\?"),
    *(r"the closest there can be", r"every figure shown", r"codes below each", r"who agreed\b"),
    *(
        r"how each code read",
        r"letters (in full size|as they were)",
        r"start again now",
        r"colours of the system",
    ),
    *(
        r"\bcheck (all|none)\b",
        r"\b(code|are|of \S+) checked\b(?! (by|against|for|on|when|in))",
        r"\bchecked here\b",
    ),
    *(r"take out (participant|attribute|the file)", r"^category or code$", r"may be one speaker"),
    *(
        r"^written: ",
        r"will go; ",
        r"makes the two one",
        r"the same as a network",
        r"will stand (here|below)",
    ),
    *(r"spacy pipeline", r"can be got out", r"stand by their", r"\bhangs? (on|below)\b", r"hand all that"),
    *(r"undo brings (it|everything)", r"under whose name", r"put the transcript away", r"knows? no units"),
    *(r"is no (unit|type|way|name for|code set)\b", r"no observations that", r"as one imports"),
    *(r"tells about", r"somebody who asks", r"several times for several", r"take over what", r"are whose\b"),
    *(r"in its place$", r"the (left|right) side$", r"\bstands? (in(?! for)|beside|between|before|there)\b"),
    *(r"\blies? (outside|behind|inside the other|between)\b", r"being laid", r"a toy\b", r"as (you )?told\b"),
    *(r"^tell (what|how)\b", r"^only tell\b", r"^say which\b", r"\bmend\b", r"broken off", r"\banew\b"),
    *(
        r"\bhand over\b",
        r"\blet go of\b",
        r"\bwhoever\b",
        r"\bplease\b(?! specify|\s+sorry)",
        r"\bon a (light|dark) ground",
    ),
    *(r"\bon a (light|dark) ground", r"[0-9}] %"),
    *(r"\bcodes? below\b", r"\bthose below (it|them)\b"),
)
"""How things were said before, as patterns in small letters; “$” and “^” are the ends of a text."""

PATTERN: Final = re.compile("|".join(f"(?:{phrase})" for phrase in GONE), re.MULTILINE)


def _is_command(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith(("command", "group"))


def _read_by_people(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts of several words and what commands say of themselves, with their lines; no other docstrings."""
    quiet: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
        if isinstance(node, ast.FunctionDef) and any(map(_is_command, node.decorator_list)):
            yield node.lineno, " ".join((ast.get_docstring(node) or "").split())
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            quiet |= {id(part) for part in ast.walk(node)}
            said = "".join(
                str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values
            )
            yield node.lineno, said
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in quiet:
            yield node.lineno, node.value


def _sentences(modules: dict[str, ast.Module]) -> Iterator[tuple[str, str]]:
    for name, tree in modules.items():
        for line, text in _read_by_people(tree):
            if " " in text.strip() and not re.search(r"\(\?|\\[sbwd]|[a-z]\|[a-z]", text):
                yield f"{name}:{line}", text
    for number, text in enumerate((ROOT / "README.md").read_text(encoding="utf-8").splitlines(), 1):
        yield f"README.md:{number}", text


@pytest.mark.parametrize(
    "said",
    [
        "Category or code",
        "Written: matrix.xlsx",
        "The rule “turn” knows no units.",
        "What stands between the levels",
        "whoever it is",
        "95 % interval",
        "with all codes below them",
    ],
)
def test_the_list_knows_how_things_were_said(said: str) -> None:
    assert PATTERN.search(said.casefold())


def test_no_text_says_again_what_was_said_in_plainer_words(modules: dict[str, ast.Module]) -> None:
    found = [f"{where}: {text}" for where, text in _sentences(modules) if PATTERN.search(text.casefold())]
    assert not found, "\n".join(found)


STRAIGHT: Final = re.compile(r"[^\W\d_]'(?:s|t|re|ve|ll|d)\b")
"""Said in a sentence; command lines are typed and read with straight apostrophes, as are words of a text."""
TYPED: Final = ("qualcode/cli/", "qualcode/model/questions/", "qualcode/importers/speakers/")


def test_apostrophes_of_sentences_and_steps_are_typographic(modules: dict[str, ast.Module]) -> None:
    found = [
        f"{where}: {text}"
        for where, text in _sentences(modules)
        if STRAIGHT.search(text) and not where.startswith((*TYPED, "README.md"))
    ]
    assert not found, "\n".join(found)
