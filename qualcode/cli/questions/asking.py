"""The commands that write an output: an option for every part of its question, and the answer in a file."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

import click

from qualcode.cli.printing import progress
from qualcode.cli.projects import reading
from qualcode.model.questions.kinds import KINDS, OutputKind
from qualcode.model.questions.parts import Question, QuestionPart, parts_of
from qualcode.project.reports.answers import AnswerSources, answer
from qualcode.project.reports.fronts import logo_at
from qualcode.project.reports.word_looks import looking_like


class OneOf(click.Choice[str]):
    """Some words of a kind; the value is the word itself."""

    def __init__(self, kind: type[StrEnum], words: Sequence[str]) -> None:
        super().__init__([str(word) for word in words])
        self._kind = kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        # Where it is none, click tells which words there are.
        with suppress(ValueError):
            value = self._kind(value).value
        return self._kind(super().convert(value, param, ctx))


class PictureFile(click.ParamType[str]):
    """The picture in a file as a logo is kept; an empty text is none."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        del param, ctx
        return logo_at(Path(value)) if value else ""


def output_commands(group: str) -> Iterator[click.Command]:
    """The commands of a group, one for each kind of output that it has."""
    return (_command(kind) for kind in KINDS.values() if kind.command[0] == group)


def asked_of(question: type[Question], parts: Mapping[str, Any]) -> Question:
    """The question that options ask."""
    several = {part.name: part.usual for part in parts_of(question) if part.several}
    # What is repeated not at all is as usual, not nothing.
    return question(
        **{name: value if value or name not in several else several[name] for name, value in parts.items()}
    )


_TEMPLATE: Final = click.Option(
    ["--template", "template"],
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A docx or dotx whose styles a Word document takes.",
)


def _command(kind: OutputKind) -> click.Command:
    def write(address: str, path: Path, template: Path | None = None, **parts: Any) -> None:
        question = asked_of(kind.question, parts)
        with reading(address) as project, looking_like(template, path), progress("Writing") as report:
            done = answer(path, question, AnswerSources(project.record(), progress=report))
        click.echo(f"{path}: {done.said} {done.care}".rstrip())

    return click.Command(
        kind.command[1] or kind.command[0],
        callback=write,
        help=kind.about,
        params=[
            click.Argument(["address"], metavar="PROJECT"),
            click.Argument(["path"], metavar="FILE", type=click.Path(path_type=Path)),
            *map(_option, parts_of(kind.question)),
            *([_TEMPLATE] if ".docx" in kind.endings else []),
        ],
    )


def _option(part: QuestionPart) -> click.Option:
    about = part.about
    # None is a usual value for click as well: what has one is not missed.
    usual = {} if part.required else {"default": _usual(part)}
    return click.Option(
        [about.option or f"--{part.name.replace('_', '-')}", part.name],
        type=None if part.type is bool else _type(part),
        is_flag=part.type is bool,
        multiple=part.several,
        required=part.required,
        show_default=(part.type is not bool and part.usual not in (None, (), 0)) or None,
        metavar=about.stands_for or (None if part.choices or part.type is bool else "NAME"),
        help=about.words,
        **usual,
    )


def _usual(part: QuestionPart) -> Any:
    # As it is typed: help shows the usual value by what it is called.
    return part.usual.value if isinstance(part.usual, StrEnum) else part.usual


def _type(part: QuestionPart) -> "click.ParamType[Any]":
    about = part.about
    if about.picture:
        return PictureFile()
    if issubclass(part.type, StrEnum):
        return OneOf(part.type, part.choices)
    if part.type is int:
        most = None if about.most is None else int(about.most)
        return click.IntRange(int(about.least), most)
    if part.type is float:
        return click.FloatRange(about.least, about.most)
    return click.STRING
