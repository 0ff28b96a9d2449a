"""What is wrong with a web page: rules of HTML for what our pages are made of, and of accessibility."""

from collections.abc import Iterable
from html.parser import HTMLParser
from itertools import pairwise
from typing import Final

_VOID: Final = {"meta", "link", "br", "img", "hr", "col", "input"}
_PHRASING: Final = {
    "a", "abbr", "br", "code", "em", "img", "kbd", "mark", "q", "s", "small", "span", "strong", "sub", "sup",
    "time", "wbr", "b", "i", "bdi", "cite",
}  # fmt: skip
_ONLY_PHRASING: Final = {
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "em", "strong", "mark", "small", "sup", "sub", "dt",
    "caption", "cite", "q", "bdi",
}  # fmt: skip
_CHILDREN: Final = {
    "html": {"head", "body"},
    "head": {"meta", "title", "style", "link"},
    "ul": {"li"},
    "ol": {"li"},
    "dl": {"dt", "dd", "div"},
    "table": {"caption", "colgroup", "thead", "tbody", "tfoot"},
    "colgroup": {"col"},
    "thead": {"tr"},
    "tbody": {"tr"},
    "tfoot": {"tr"},
    "tr": {"td", "th"},
    "title": set[str](),
    "style": set[str](),
}
_PARENTS: Final = {"li": {"ul", "ol"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}, "figcaption": {"figure"}}
_KNOWN: Final = {
    *_VOID, *_PHRASING, *_ONLY_PHRASING, *_CHILDREN, *_PARENTS, "html", "body", "main", "nav", "header",
    "footer", "section", "article", "aside", "div", "figure", "blockquote", "td", "th", "details", "summary",
    "pre", "svg", "path", "rect", "circle", "g", "line", "text",
}  # fmt: skip
_HEADINGS: Final = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}


class _Checker(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.levels: list[int] = []
        self.begun = ""

    def fault(self, what: str) -> None:
        line, place = self.getpos()
        self.faults.append(f"{line}:{place}: {what}")

    def handle_decl(self, decl: str) -> None:
        self.begun = self.begun or decl.lower()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._check_place(tag)
        self._check_attributes(tag, attrs)
        if tag in _HEADINGS:
            self.levels.append(_HEADINGS[tag])
        if tag not in _VOID:
            self.open.append(tag)

    def _check_place(self, tag: str) -> None:
        parent = self.open[-1] if self.open else ""
        if tag not in _KNOWN:
            self.fault(f"there is no element {tag}")
        if parent in _CHILDREN and tag not in _CHILDREN[parent]:
            self.fault(f"{tag} in {parent}")
        if tag in _PARENTS and parent not in _PARENTS[tag]:
            self.fault(f"{tag} in {parent}, not in {sorted(_PARENTS[tag])}")
        if parent in _ONLY_PHRASING and tag not in _PHRASING:
            self.fault(f"{tag} in {parent}, which holds words only")
        if tag == "a" and "a" in self.open:
            self.fault("a link in a link")

    def _check_attributes(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        given = dict(attrs)
        if len(names) != len(given):
            self.fault(f"{tag} has an attribute twice")
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag == "a" and (given.get("href") or "").startswith("#"):
            self.links.append((given["href"] or "")[1:])
        self.links += [
            word for name in ("aria-labelledby", "headers") for word in (given.get(name) or "").split()
        ]
        if tag == "img" and not given.get("alt"):
            self.fault("a picture without words for it")
        if tag == "th" and given.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
            self.fault("a head of a table that does not say of what")
        if tag == "html" and not given.get("lang"):
            self.fault("no language")
        for part in (given.get("style") or "").split(";"):
            if part.strip() and not part.partition(":")[2].strip():
                self.fault(f"a style that says nothing: {given['style']}")
        if (given.get("style") or "").startswith(";"):
            self.fault("a style that begins with nothing")

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open[-1] != tag:
            self.fault(f"</{tag}> where {self.open[-1:] or 'nothing'} is open")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        parent = self.open[-1] if self.open else ""
        if data.strip() and parent in _CHILDREN and parent not in ("title", "style"):
            self.fault(f"words in {parent}: {data.strip()[:30]}")


def faults_of(page: str) -> list[str]:
    """What is wrong with a page, each with its line; empty where nothing is."""
    checker = _Checker()
    checker.feed(page)
    checker.close()
    found = checker.faults
    if checker.begun != "doctype html":
        found.append("no doctype")
    if checker.open:
        found.append(f"never closed: {checker.open}")
    found += [f"two places are called {name}" for name in sorted(_twice(checker.ids))]
    found += [f"nothing is called {name}" for name in checker.links if name not in checker.ids]
    if checker.levels[:1] != [1] or checker.levels.count(1) != 1:
        found.append("not one heading of the first level, at the beginning")
    for before, level in pairwise(checker.levels):
        if level > before + 1:
            found.append(f"a heading of level {level} below one of level {before}")
    return found


def _twice(names: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {name for name in names if name in seen or seen.add(name)}  # type: ignore[func-returns-value]
