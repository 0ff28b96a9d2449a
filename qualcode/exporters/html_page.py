"""Pages in HTML: one file without scripts, readable by screen readers, in light, dark and print."""

import html
from collections.abc import Iterable, Sequence
from typing import Final

from qualcode.exporters.colour import sure_colour
from qualcode.exporters.provenance import facts
from qualcode.exporters.writing import Cell, for_xml
from qualcode.model.matrix import Provenance

_LOOK: Final = """
:root { color-scheme: light dark; --ink: #1c2430; --quiet: #566070; --paper: #ffffff; --rule: #d3d9e1;
  --band: #f0f3f7; --link: #1f5fae; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --quiet: #a4aebc; --paper: #15191f;
  --rule: #38414d; --band: #202731; --link: #8cbcf5; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 52rem; color: var(--ink);
  background: var(--paper); font: 1rem/1.55 system-ui, "Segoe UI", Arial, sans-serif; }
h1 { font-size: 1.9rem; line-height: 1.2; margin: 0 0 .3rem; overflow-wrap: anywhere; }
h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2.2rem 0 .3rem; overflow-wrap: anywhere;
  white-space: pre-wrap; break-after: avoid; }
h2 { font-size: 1.4rem; border-bottom: 1px solid var(--rule); padding-bottom: .25rem; }
h3 { font-size: 1.2rem; } h4, h5, h6 { font-size: 1.05rem; }
a { color: var(--link); } a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
.quiet, figcaption, caption { color: var(--quiet); font-size: .875rem; }
.fact { color: var(--quiet); font-size: .875rem; margin: 0 0 .5rem; overflow-wrap: anywhere; }
.part { font-weight: 600; font-size: .875rem; margin: .9rem 0 .3rem; break-after: avoid; }
.swatch { display: inline-block; width: .8em; height: .8em; border-radius: .15em; margin-right: .45em;
  border: 1px solid var(--rule); vertical-align: -.05em; print-color-adjust: exact;
  -webkit-print-color-adjust: exact; }
nav ul { list-style: none; margin: 0; padding-left: 1.1rem; } nav > ul { padding-left: 0; }
nav li { margin: .15rem 0; } nav .quiet { margin-left: .4rem; }
figure { margin: 1rem 0 1.2rem; padding-left: 1rem; border-left: .25rem solid var(--rule);
  break-inside: avoid; }
.words { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
figcaption { margin-top: .25rem; overflow-wrap: anywhere; }
dl { display: grid; grid-template-columns: minmax(7.5rem, max-content) 1fr; gap: .25rem 1rem;
  margin: .5rem 0 1rem; }
dt { color: var(--quiet); font-weight: 600; font-size: .875rem; max-width: 14rem; overflow-wrap: anywhere; }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; min-width: 0; }
.table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem;
  font-size: .9rem; }
caption { text-align: left; caption-side: bottom; padding-top: .4rem; }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid var(--rule); }
thead th { background: var(--band); } td.number, th.number { text-align: right; font-variant-numeric:
  tabular-nums; } tbody th { font-weight: 400; overflow-wrap: anywhere; }
.transcript th:first-child { width: 3.5rem; } .transcript th:nth-child(2) { width: 62%; }
.transcript .words + .words { margin-top: .35rem; }
@media (max-width: 34rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .5rem; } }
@media print { :root { --ink: #000; --quiet: #444; --paper: #fff; --rule: #bbb; --band: #eee; --link: #000; }
  body { max-width: none; padding: 0; font-size: 10pt; } a { text-decoration: none; }
  thead { display: table-header-group; } tr, dd, li, .fact,
  h2, h3, h4, h5, h6 { break-inside: avoid; }
  dt, tbody tr:first-child, :is(h2, h3, h4, h5, h6) + .fact, .fact + .words, p:has(+ .table) {
    break-after: avoid; }
  figure + .fact, caption { break-before: avoid; } p { orphans: 3; widows: 3; }
  .transcript tr { break-inside: auto; } .table { overflow: visible; }
  @page { size: A4; margin: 2cm; @bottom-right { content: counter(page) " / " counter(pages);
    font: 8pt system-ui, Arial, sans-serif; color: #444; } } }
"""


def escaped(words: str) -> str:
    """``words`` as they may stand in HTML text and in quoted attributes."""
    return html.escape(for_xml(words))


def page_start(title: str, language: str) -> str:
    """Everything up to the first words below the title."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escaped(language)}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="generator" content="qualcode">\n<title>{escaped(title)}</title>\n'
        f"<style>{_LOOK}</style>\n</head>\n<body>\n<header>\n<h1>{escaped(title)}</h1>\n"
    )


MAIN_START: Final = "</header>\n<main>\n"
PAGE_END: Final = "</main>\n</body>\n</html>\n"


def heading(words: str, level: int, anchor: str) -> str:
    """A heading below the page's title: ``level`` 1 is an ``h2``; deeper than ``h6`` there is none."""
    tag = f"h{min(level + 1, 6)}"
    return f'<{tag} id="{anchor}">{escaped(words)}</{tag}>\n'


def part_heading(words: str) -> str:
    """What a part of a section is called, below its heading and not in the contents."""
    return f'<p class="part">{escaped(words)}</p>\n'


def figure(colour: str, words: str, source: str, remark: str = "") -> str:
    """A quote with its source and perhaps a remark, all of them markup."""
    # A <blockquote> by its role: LibreOffice never ends when it lays out a few hundred of the element.
    return (
        f'<figure style="border-left-color:{sure_colour(colour)}">\n'
        f'<p class="words" role="blockquote">{words}</p>\n'
        f"<figcaption>{source}</figcaption>\n{remark}</figure>\n"
    )


def swatch(colour: str) -> str:
    """A square in a code's colour; says nothing to a screen reader."""
    return f'<span class="swatch" style="background:{sure_colour(colour)}" aria-hidden="true"></span>'


def index(entries: Iterable[tuple[str, int, str, str]]) -> str:
    """The list of contents from (words, level, anchor, remark) of headings in their order."""
    parts = ['<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n']
    depth = 0
    for words, level, anchor, remark in entries:
        # Every code stands below its parent, so the level rises by one at a time.
        parts.append("<ul>\n" if level > depth else "</li>\n" + "</ul>\n</li>\n" * (depth - level))
        note = f' <span class="quiet">{escaped(remark)}</span>' if remark else ""
        parts.append(f'<li><a href="#{anchor}">{escaped(words)}</a>{note}')
        depth = level
    if depth:
        parts.append("</li>\n" + "</ul>\n</li>\n" * (depth - 1) + "</ul>\n")
    return "".join((*parts, "</nav>\n"))


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Labels and what is said under them; nothing at all where there are none."""
    items = "".join(f"<dt>{escaped(label)}</dt><dd>{escaped(words)}</dd>\n" for label, words in rows)
    return f"<dl>\n{items}</dl>\n" if items else ""


def fact_list(provenance: Provenance) -> str:
    """Where the figures come from."""
    return pairs((name[:1].upper() + name[1:], value) for name, value in facts(provenance))


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]], note: str) -> str:
    """A table whose first column names its rows; ``note`` stands below it."""
    parts = [f'<div class="table">\n<table>\n<caption>{escaped(note)}</caption>\n<thead>\n<tr>']
    for place, name in enumerate(header):
        number = ' class="number"' if place else ""
        parts.append(f'<th scope="col"{number}>{escaped(name)}</th>')
    parts.append("</tr>\n</thead>\n<tbody>\n")
    for row in rows:
        parts.append(f'<tr><th scope="row">{_shown(row[0])}</th>')
        parts.extend(f'<td class="number">{_shown(cell)}</td>' for cell in row[1:])
        parts.append("</tr>\n")
    parts.append("</tbody>\n</table>\n</div>\n")
    return "".join(parts)


def _shown(cell: Cell) -> str:
    if cell is None:
        return ""
    return escaped(cell) if isinstance(cell, str) else f"{cell:,}"
