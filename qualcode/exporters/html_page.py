"""Pages in HTML, from templates: one file without scripts, for screen readers, in light, dark and print."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.writing import Cell
from qualcode.model import provenance as origin
from qualcode.model.provenance import Provenance
from qualcode.model.study import Study
from qualcode.model.xml_letters import for_xml


@dataclass(frozen=True)
class Overview:
    """The table at the beginning of a page."""

    title: str
    header: Sequence[str]
    rows: Iterable[Sequence[Cell]]


@dataclass(frozen=True)
class Entry:
    """A line of the contents: which heading it leads to, and the lines below it."""

    words: str
    anchor: str
    remark: str = ""
    below: "list[Entry]" = field(default_factory=list)


def nested(headings: Iterable[tuple[str, int, str, str]]) -> list[Entry]:
    """The contents from (words, level, anchor, remark) of headings in their order.

    Every code stands below its parent, so the level rises by one at a time.
    """
    top: list[Entry] = []
    lists = [top]
    for words, level, anchor, remark in headings:
        entry = Entry(words, anchor, remark)
        del lists[level:]
        lists[-1].append(entry)
        lists.append(entry.below)
    return top


def page(
    template: str,
    study: Study,
    provenance: Provenance,
    headings: Iterable[tuple[str, int, str, str]] | None = None,
    **values: Any,
) -> Iterator[str]:
    """The page, piece by piece. ``headings``: its contents, as ``nested`` takes them."""
    return (
        templates()
        .get_template(template)
        .generate(
            language=study.info.language,
            title=provenance.title,
            caption=origin.caption(provenance),
            facts=[(name[:1].upper() + name[1:], value) for name, value in origin.facts(provenance)],
            contents=None if headings is None else nested(headings),
            study=study,
            **{"notes": (), **values},
        )
    )


def part(name: str, *values: object) -> str:
    """A piece of a page, as the template of pieces makes it."""
    return str(getattr(templates().get_template("parts.html").module, name)(*values))


@cache
def templates() -> Environment:
    """Where templates are found, and what is done to everything they say."""
    made = Environment(
        loader=PackageLoader("qualcode.exporters"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_clean,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {"sure_colour": sure_colour, "shown": _shown}
    return made


def _clean(value: object) -> object:
    """Words without what HTML cannot hold; they are escaped afterwards."""
    # What has __html__ is markup already: it was made by a template.
    return for_xml(value) if isinstance(value, str) and not hasattr(value, "__html__") else value


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return cell if isinstance(cell, str) else f"{cell:,}"
