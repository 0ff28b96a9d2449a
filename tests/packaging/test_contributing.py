"""What CONTRIBUTING.md and ARCHITECTURE.md say is true: the files are there, a recipe names all of them."""

import re
from pathlib import Path
from typing import get_args

import pytest

from qualcode.importers.guarded.file_kind import FileKind
from qualcode.model.questions.first_page import FirstPageParts
from qualcode.model.questions.kinds import AnyReport
from qualcode.model.questions.rules import Count, Rule
from qualcode.ui.commands.action_list import ACTIONS

ROOT = Path(__file__).parents[2]
PATH = re.compile(r"`((?:qualcode|tests)/[\w/.]*|README\.md)`")
TEXTS = ("CONTRIBUTING.md", "ARCHITECTURE.md")


def recipe(title: str) -> str:
    """A section of CONTRIBUTING.md."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def files_of(title: str) -> list[str]:
    """The files that a recipe says are to be touched."""
    found = [match.group(1) for line in recipe(title).splitlines() for match in PATH.finditer(line)]
    assert found, title
    return [name for name in found if not name.endswith("/")]


def sources_with(words: str) -> set[str]:
    return {
        file.relative_to(ROOT).as_posix()
        for file in (ROOT / "qualcode").rglob("*.py")
        if words in file.read_text(encoding="utf-8")
    }


@pytest.mark.parametrize("text", TEXTS)
def test_every_file_that_is_named_is_there(text: str) -> None:
    named = PATH.findall((ROOT / text).read_text(encoding="utf-8"))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("target", ["run", "test", "lint", "test-long", "mutants", "bench"])
def test_every_command_that_is_named_is_made(target: str) -> None:
    assert f"`make {target}`" in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8") or target == "run"
    assert f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("title", "example"),
    [
        ("Add a rule", "Rule.EXACT"),
        ("Add a count", "Count.PAIRS"),
        ("Add a report", "MethodsQuestion"),
        ("Add an import format", "FileKind.ODT"),
    ],
)
def test_a_recipe_names_every_source_that_knows_its_example(title: str, example: str) -> None:
    assert f"For example `{example}`." in recipe(title)
    assert sources_with(example) <= set(files_of(title))


@pytest.mark.parametrize("title", ["Add a rule", "Add a count", "Add a report"])
def test_no_more_than_four_sources_are_touched(title: str) -> None:
    assert len([name for name in files_of(title) if name.startswith("qualcode/")]) <= 4


def test_what_a_recipe_says_of_a_count_holds() -> None:
    for name in files_of("Add a count"):
        assert Count.PAIRS.name in (ROOT / name).read_text(encoding="utf-8"), name


def test_what_a_recipe_says_of_a_rule_holds() -> None:
    """Everything but these files takes a rule from where it is declared."""
    for name in files_of("Add a rule"):
        assert Rule.EXACT.name in (ROOT / name).read_text(encoding="utf-8"), name


def test_what_a_recipe_says_of_a_report_holds() -> None:
    for name in files_of("Add a report"):
        assert "methods" in (ROOT / name).read_text(encoding="utf-8").casefold(), name


def test_every_report_asks_what_its_recipe_says_it_does() -> None:
    """What writes reports and what shows them count on the first page that the recipe names."""
    assert "`FirstPageParts`" in recipe("Add a report")
    assert [kind for kind in get_args(AnyReport) if not issubclass(kind, FirstPageParts)] == []


def test_what_a_recipe_says_of_a_format_holds() -> None:
    for name in files_of("Add an import format"):
        if name != "tests/importers/test_fuzzing.py":
            assert FileKind.ODT in (ROOT / name).read_text(encoding="utf-8"), name


def test_what_a_recipe_says_of_an_action_holds() -> None:
    (action,) = (action for action in ACTIONS if action.name == "edit.history")
    listed, bound, documented = files_of("Add an action")
    assert f'"{action.name.partition(".")[2]}"' in (ROOT / listed).read_text(encoding="utf-8")
    assert sources_with(f'"{action.name}"') == {bound}
    assert f"| `{action.keys[0]}` | {action.text} |" in (ROOT / documented).read_text(encoding="utf-8")
