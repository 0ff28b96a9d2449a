"""Options of the form OLD=NEW, as often as needed."""

from collections.abc import Callable

import click

Pairs = Callable[[click.Context, click.Parameter, tuple[str, ...]], dict[str, str]]


def pairs(what: str) -> Pairs:
    """A callback that reads pairs; ``what`` says in messages how one is written."""

    def read(_context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
        found: dict[str, str] = {}
        for value in values:
            first, equals, second = value.rpartition("=")
            if not (equals and first.strip() and second.strip()):
                raise click.BadParameter(f"“{value}” is not written as {what}.", param=parameter)
            found[first.strip()] = second.strip()
        return found

    return read
