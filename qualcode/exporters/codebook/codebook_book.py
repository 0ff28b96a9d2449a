"""The codebook as a book: contents, an overview, a chapter for each category and a section for each code."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from qualcode.exporters.codebook.code_figures import NOT_ITSELF, QUOTES, usage, wording_head
from qualcode.exporters.codebook.codebook_parts import LABELS, CodebookContent
from qualcode.exporters.document.blocks import (
    Align,
    Block,
    Contents,
    Fields,
    Heading,
    Paragraph,
    ParagraphKind,
    Run,
    Runs,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.quotes import left_out_note, quote_block
from qualcode.model.entities import Code
from qualcode.model.questions.words import CodeDetail
from qualcode.model.words.in_words import counted

OVERVIEW: Final = "Overview"
NOT_QUOTED: Final = "Not quoted."
NO_SEGMENTS: Final = "No segments."
NOTHING: Final = "Nothing noted."
EARLIER: Final = "Earlier wordings"
_DEEPEST: Final = 4
"""Levels that the contents list."""
_NEWER: Final = {"Include": LABELS[CodeDetail.INCLUDE], "Exclude": LABELS[CodeDetail.EXCLUDE]}
"""What the document calls what the codebook’s fields are called."""
_OVERVIEW_COLUMNS: Final = (
    TableColumn("No.", 0.9),
    TableColumn("Code", 5.4),
    TableColumn("Segments", 1.25, Align.FIGURE),
    TableColumn("Transcripts", 1.35, Align.FIGURE),
    TableColumn("Participants", 1.4, Align.FIGURE),
    TableColumn("Words", 1.1, Align.FIGURE),
)


def book_blocks(content: CodebookContent) -> Iterator[Block]:
    """The blocks of the whole book."""
    yield Contents(deepest=min(_DEEPEST, content.depth or _DEEPEST))
    if CodeDetail.OVERVIEW in content.parts and any(map(content.used, content.codes)):
        yield Heading(OVERVIEW, 1, "overview", new_page=True)
        yield overview_table(content)
    elif CodeDetail.FIGURES in content.parts and content.merged_remark:
        yield Paragraph(content.merged_remark, ParagraphKind.FACT)
    yield from left_out_note(content.left_out)
    for number, code in enumerate(content.codes):
        yield _heading(content, code, first=not number)
        yield from _section(content, code)


def overview_table(content: CodebookContent) -> TableBlock:
    """All codes with how much each is used."""
    rows = tuple(_overview_row(content, code) for code in content.codes)
    remark = content.merged_remark
    return TableBlock(
        _OVERVIEW_COLUMNS,
        rows,
        "Use of the codes",
        "table-use",
        notes=(remark,) if remark else (),
        shows="counts how often each code was used, in how many transcripts, in the words of how many "
        "participants, and how many words were given it.",
    )


def _overview_row(content: CodebookContent, code: Code) -> tuple[TableCell, ...]:
    found = content.used(code)
    name = (Run(code.name, bold=not code.codable, link=content.anchor(code.id)),)
    return (
        TableCell(content.numbers[code.id]),
        TableCell(name, indent=content.level(code) - 1, chip=content.chip(code)),
        # What only groups codes leads to them, over the columns in which it has nothing.
        *(TableCell(f"{figure:,}", pale=not figure) for figure in (found[1:5] if found else ())),
    )


def _heading(content: CodebookContent, code: Code, *, first: bool) -> Heading:
    level = content.level(code)
    found = content.used(code)
    # Where no code is shown below them, and where quotes alone are, chapters follow one another.
    own_page = level == 1 and content.depth != 1 and not content.quotes_alone
    return Heading(
        code.name,
        level,
        content.anchor(code.id),
        content.numbers[code.id],
        content.chip(code),
        new_page=first or (own_page and bool(content.study.children(code.id))),
        remark="" if found is None else _many(found.segments, content.below(code)),
    )


def _many(segments: int, below: int) -> str:
    """A code under which only its subcodes have segments says nothing: theirs are told beside them."""
    return counted(segments, "segment") if segments else "" if below else "no segments"


def _section(content: CodebookContent, code: Code) -> Iterator[Block]:
    """What is said of a code. A code of which nothing is says so: its heading would be alone."""
    said = False
    for block in _told(content, code):
        said = True
        yield block
    if code.codable and not said:
        found = content.used(code)
        unused = NOT_ITSELF if content.below(code) else NO_SEGMENTS
        words = NOTHING if found is None or found.segments else unused
        yield Paragraph(words, ParagraphKind.FACT)


def _told(content: CodebookContent, code: Code) -> Iterator[Block]:
    parts = [part for part in content.parts if part is not CodeDetail.OVERVIEW]
    for labelled, group in groupby(parts, key=lambda part: part in LABELS):
        if labelled:
            yield from _fields(content, code, list(group))
        else:
            for part in group:
                yield from _figures(content, code) if part is CodeDetail.FIGURES else _quotes(content, code)
    yield from _wordings(content, code)


def _fields(content: CodebookContent, code: Code, parts: Sequence[CodeDetail]) -> Iterator[Block]:
    said = [(content.label(code, part), content.said(code, part)) for part in parts]
    rows: tuple[tuple[str, Runs], ...] = tuple((label, words) for label, words in said if words)
    if rows:
        # A category stands with its first code, unless the codes below it are left out.
        below = content.depth is None or content.level(code) < content.depth
        keep = below and not code.codable and bool(content.study.children(code.id))
        yield Fields(rows, keep_next=keep, parted=True)


def _figures(content: CodebookContent, code: Code) -> Iterator[Block]:
    words = usage(content.used(code), content.below(code))
    if words:
        yield Paragraph(f"{words[0].upper()}{words[1:]}", ParagraphKind.FACT, keep_next=True)


def _quotes(content: CodebookContent, code: Code) -> Iterator[Block]:
    found = content.words.quotes_of(code.id)
    # How many are left out of all, and why, is told in front.
    unquoted = found.left_out and not found.quotes and not found.elsewhere
    if (found.quotes or unquoted or found.elsewhere) and not content.quotes_alone:
        yield Paragraph(QUOTES, ParagraphKind.PART, keep_next=True)
    for quote in found.quotes:
        yield quote_block(quote.printed, colour=content.chip(code))
    if found.elsewhere:
        words = "More words" if found.quotes else "Words"
        runs = [Run(f"{words} about this code are quoted under ")]
        names = [row for row in found.elsewhere if row in content.names]
        for place, row in enumerate(names):
            runs += [Run(" and ")] if place else []
            runs.append(Run(content.names[row], link=content.anchor(row)))
        yield Paragraph((*runs, Run(".")), ParagraphKind.FACT)
    if unquoted:
        yield Paragraph(NOT_QUOTED, ParagraphKind.FACT)


def _wordings(content: CodebookContent, code: Code) -> Iterator[Block]:
    past = content.words.wordings_of(code.id)
    if past:
        yield Paragraph(EARLIER, ParagraphKind.PART, keep_next=True)
    for wording in past:
        yield Paragraph(wording_head(wording), ParagraphKind.FACT, keep_next=True)
        yield Fields(tuple((_NEWER.get(label, label), words) for label, words in wording.texts))
