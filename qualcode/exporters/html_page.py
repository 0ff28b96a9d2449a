"""What HTML documents are made with: templates in which all words are escaped, and nested contents."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from qualcode.exporters.colour import sure_colour
from qualcode.model.words.xml_letters import for_xml


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
    made.filters |= {"sure_colour": sure_colour}
    return made


def _clean(value: object) -> object:
    """Words without what HTML cannot hold; they are escaped afterwards."""
    # What has __html__ is markup already: it was made by a template.
    return for_xml(value) if isinstance(value, str) and not hasattr(value, "__html__") else value
