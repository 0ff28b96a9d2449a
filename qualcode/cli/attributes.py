"""Commands about attributes of participants and transcripts: read, write, order, rename and delete them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from qualcode.cli.options import coder_option, file_argument, one_of, project_argument
from qualcode.cli.pairs import pairs
from qualcode.cli.projects import changing, reading
from qualcode.cli.steps import step_in
from qualcode.model.entities import AttributeSubject, AttributeType
from qualcode.model.errors import QualcodeError
from qualcode.model.study import Study
from qualcode.model.words.in_words import counted
from qualcode.model.words.names import name_key
from qualcode.operations.people.attribute_import import import_attributes
from qualcode.operations.people.attributes import delete_attribute, order_attributes, rename_attribute
from qualcode.project.importing.foreign_files import attributes_at
from qualcode.project.reports.lists import export_attributes

Function = TypeVar("Function", bound=Callable[..., Any])


def _of_option(words: str, default: str | None) -> Callable[[Function], Function]:
    return click.option(
        "--of",
        "subject",
        type=one_of(AttributeSubject),
        default=default,
        show_default=default is not None,
        help=words,
    )


@click.group(no_args_is_help=False)
def attributes() -> None:
    """Import, export, order, rename or delete attributes."""


@attributes.command("import")
@project_argument
@file_argument
@_of_option("What a row is about. [default: what the first column is called]", None)
@click.option(
    "--type",
    "types",
    metavar="COLUMN=TYPE",
    multiple=True,
    callback=pairs("COLUMN=TYPE"),
    help=f"The type of a new attribute: {', '.join(type_.value for type_ in AttributeType)}. "
    "[default: the narrowest that fits all values]",
)
@coder_option
def import_(address: str, path: Path, subject: str | None, types: dict[str, str], coder: str) -> None:
    """Record attributes from csv or xlsx, one row per participant or transcript.

    The first column holds names; every other column is an attribute. Participants and attributes
    that are not there yet are created; an empty cell leaves a value as it is.
    """
    table = attributes_at(path)
    about = AttributeSubject(subject) if subject else _subject_of(table.columns[0])
    wanted = _wanted_types(types, table.columns)
    with changing(address) as project:
        _check_known(project.study, about, wanted)
        found = import_attributes(project.study, about, table.columns, table.rows, wanted)
        project.do(found.change, coder)
    click.echo("\n".join((f"{found.change.happened}.", *found.told)))


def _wanted_types(types: Mapping[str, str], columns: Sequence[str]) -> dict[str, AttributeType]:
    """The types asked for, by the columns' own names. Raises where there is no such column or type."""
    titles = {name_key(column): column for column in columns[1:]}
    known = {type_.value: type_ for type_ in AttributeType}
    wanted = {}
    for column, type_ in types.items():
        if name_key(column) not in titles:
            raise QualcodeError(f"There is no column “{column}”; there are {', '.join(titles.values())}.")
        if type_.casefold() not in known:
            raise QualcodeError(f"“{type_}” is not a type; the types are {', '.join(known)}.")
        wanted[titles[name_key(column)]] = known[type_.casefold()]
    return wanted


def _check_known(study: Study, subject: AttributeSubject, wanted: Mapping[str, AttributeType]) -> None:
    """An attribute that is there keeps its type: say so where another one is asked for."""
    rows = {name_key(row.name): row for row in study.attributes_in_order if row.subject is subject}
    for column, type_ in wanted.items():
        row = rows.get(name_key(column))
        if row is not None and row.type is not type_:
            raise QualcodeError(
                f"“{row.name}” is an attribute of type {row.type.value} already; leave its --type out."
            )


def _subject_of(column: str) -> AttributeSubject:
    words = column.casefold().split()
    is_transcript = any(word in ("transcript", "transcripts", "document", "file") for word in words)
    return AttributeSubject.TRANSCRIPT if is_transcript else AttributeSubject.PARTICIPANT


@attributes.command()
@project_argument
@file_argument
@_of_option("What a row is about.", AttributeSubject.PARTICIPANT.value)
def export(address: str, path: Path, subject: str) -> None:
    """Write attributes as csv or xlsx, one row per participant or transcript."""
    with reading(address) as project:
        number = export_attributes(path, project.study, AttributeSubject(subject))
    click.echo(f"{path}: {counted(number, subject)}.")


@attributes.command()
@project_argument
@click.argument("names", metavar="NAME...", nargs=-1, required=True)
@_of_option("Whose attributes are ordered.", AttributeSubject.PARTICIPANT.value)
@coder_option
def order(address: str, names: tuple[str, ...], subject: str, coder: str) -> None:
    """Put attributes in this order, in tables and files.

    Those not named come after them, as they were.
    """
    about = AttributeSubject(subject)
    step_in(
        address,
        coder,
        lambda study: order_attributes(
            study, about, [study.attribute_named(name, about).id for name in names]
        ),
    )


@attributes.command()
@project_argument
@click.argument("name", metavar="NAME")
@click.argument("new", metavar="NEW")
@_of_option("Whose attribute it is.", AttributeSubject.PARTICIPANT.value)
@coder_option
def rename(address: str, name: str, new: str, subject: str, coder: str) -> None:
    """Give an attribute another name; values, queries and saved reports follow."""
    about = AttributeSubject(subject)
    step_in(
        address,
        coder,
        lambda study: rename_attribute(study, study.attribute_named(name, about).id, new),
    )


@attributes.command()
@project_argument
@click.argument("name", metavar="NAME")
@_of_option("Whose attribute it is.", AttributeSubject.PARTICIPANT.value)
@coder_option
def delete(address: str, name: str, subject: str, coder: str) -> None:
    """Delete an attribute with all its values (can be undone)."""
    about = AttributeSubject(subject)
    step_in(address, coder, lambda study: delete_attribute(study, study.attribute_named(name, about).id))
