"""The README tells the truth: its commands, options, keys, examples and links are those of the program.

Tests: ``main``.
"""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from qualcode.cli.main import qualcode
from qualcode.ui.commands.action_info import Where
from qualcode.ui.commands.action_list import ACTIONS
from qualcode.ui.session.settings import SETTINGS

README = Path(__file__).parents[2] / "README.md"
NEVER_LISTED = {"--help", "--reason"}
"""What hardly any command is without is said above the table."""


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


def _section(readme: str, title: str) -> str:
    return readme.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def _rows(section: str) -> list[list[str]]:
    """The cells of a table's rows, without its head."""
    lines = [line for line in section.splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def _walk(command: click.Command, words: tuple[str, ...]) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _walk(below, (*words, name))
    else:
        yield " ".join(words), command


def _usage(name: str, command: click.Command) -> str:
    arguments = [
        parameter.make_metavar(click.Context(command))
        for parameter in command.params
        if isinstance(parameter, click.Argument)
    ]
    return " ".join([name, *arguments])


def _options(command: click.Command) -> set[str]:
    found = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    return found - NEVER_LISTED


def test_every_command_is_in_the_table_with_its_options(readme: str) -> None:
    listed = {
        row[0].strip("`"): set(re.findall(r"`(--[a-z-]+)`", row[1]))
        for row in _rows(_section(readme, "Commands"))
    }
    bare: dict[str, set[str]] = {"qualcode": set()}
    expected = bare | {
        _usage(name, command): _options(command) for name, command in _walk(qualcode, ("qualcode",))
    }
    assert listed == expected


def test_every_step_by_command_can_have_a_reason(readme: str) -> None:
    assert "`--reason TEXT`" in _section(readme, "Commands")
    for name, command in _walk(qualcode, ("qualcode",)):
        options = {option for parameter in command.params for option in parameter.opts}
        help_of = {parameter.opts[0]: getattr(parameter, "help", "") for parameter in command.params}
        makes_steps = any("for the history" in (help_of.get(name) or "") for name in ("--coder", "--by"))
        assert ("--reason" in options) >= makes_steps, name


def test_the_examples_can_be_parsed(readme: str) -> None:
    blocks = re.findall(r"^ *```\n(.*?)^ *```", readme, re.MULTILINE | re.DOTALL)
    lines = [line.strip() for block in blocks for line in block.splitlines()]
    examples = [line for line in lines if line.startswith("qualcode ")]
    assert len(examples) >= 5
    for line in examples:
        _, *words = shlex.split(line)
        group: click.Command = qualcode
        while isinstance(group, click.Group):
            found = group.get_command(click.Context(group), words.pop(0))
            assert found is not None, line
            group = found
        group.make_context(group.name, words)


def test_every_key_is_in_the_table(readme: str) -> None:
    expected = [
        [
            " or ".join(f"`{key}`" for key in info.keys),
            info.text.rstrip("…"),
            "" if info.where is Where.WINDOW else info.where.value,
        ]
        for info in ACTIONS
        if info.keys
    ]
    table = "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in expected)
    assert _rows(_section(readme, "Keys")) == expected, f"The key table should be:\n{table}"


def test_links_lead_somewhere(readme: str) -> None:
    for target in re.findall(r"(?<!!)\[[^\]]*\]\(([^)#]+)\)", readme):
        assert "://" in target or (README.parent / target).exists(), target


def test_every_preference_is_in_the_table(readme: str) -> None:
    expected = [[row.label, row.values_in_words, row.usual_in_words, row.about] for row in SETTINGS]
    table = "\n".join(f"| {' | '.join(row)} |" for row in expected)
    assert _rows(_section(readme, "Preferences")) == expected, f"The table should be:\n{table}"
