"""The framework matrix as a document: participants down, codes across, and the passages behind each cell."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import product
from math import ceil
from typing import Final
from uuid import UUID

from qualcode.exporters.document.blocks import (
    Block,
    Colophon,
    Contents,
    Density,
    Document,
    Heading,
    ListOf,
    NewPage,
    Paragraph,
    Run,
    TableBlock,
    TableCell,
    TableColumn,
)
from qualcode.exporters.document.quotes import left_out_note, passages_note, quote_block
from qualcode.exporters.document.referred import continued
from qualcode.exporters.document.room import LONGEST_UPRIGHT, evenly
from qualcode.exporters.word_styles import QUIET
from qualcode.model.codes.code_names import LONGEST_ABOVE, code_numbers, names_in_documents
from qualcode.model.entities import Code, Participant
from qualcode.model.front import Front
from qualcode.model.questions.provenance import CONSENT, Provenance
from qualcode.model.results.quotation import Quotation
from qualcode.model.results.report_values import Framework, left_out_line
from qualcode.model.study import Study
from qualcode.model.words.direction import isolated
from qualcode.model.words.in_words import counted, listed

ABOUT: Final = "About this matrix"
PASSAGES: Final = "Passages"
NOTHING: Final = "There are no participants and codes yet that the matrix could bring together."
EVIDENCE: Final = "●"
EVIDENCE_NOTE: Final = f"{EVIDENCE} There are coded segments, but no summary yet."
MARKS_ALONE: Final = "; a dot marks coded segments"
FIGURES_ALONE: Final = "; figures are coded segments"
FIGURES_NOTE: Final = "A figure alone is the number of coded segments under a code that has no summaries yet."

_SUMMARIES: Final = "sums up, in the researchers’ words, what each participant said about each code."
_NO_SUMMARIES: Final = "shows which codes were applied to what each participant said."
_CODES_A_TABLE: Final = 5
_DOTS_A_TABLE: Final = 26
"""Where no cell holds words: so many columns of a dot each."""
_LOW_ROWS: Final = 56
"""Of a page that stands, which dots alone leave room for."""
_ROWS_A_LETTER: Final = 0.5
"""How many low rows an upright letter is as high as."""
_LETTERS_A_NOTE: Final = 120
"""Of a line below a table of low rows."""
_TWO_TABLES: Final = 60
"""Rows in low letters of two tables, with all above and below them, which a page is sure to hold."""
_BESIDE_ROWS: Final = 2
"""Rows that the caption of a table and what is free around it are as high as."""
_FINE_ROW: Final = 0.85
"""How high a row is in the finest letters, of one in low rows."""
_DOT_WIDTH: Final = 0.3
_NAMED_DOT_WIDTH: Final = 0.85
"""Of a column of dots that has room for its name."""
_WORDS_WIDTH: Final = 1.7
"""Of a column of words at least, where that of the participants' names is 1."""
_LETTERS_A_WIDTH: Final = 14.5
"""How many letters of a line a column of width 1 has, in a table that is full."""
_LINES_A_ROW: Final = 19
"""So high a row is still sure to find room on one page."""
_SURE_LETTERS: Final = 2200
"""Longer summaries fill a page, and find room on one in smaller letters."""
_SURE: Final = 0.001
"""Sums of widths are told apart by more than this."""
_PEOPLE: Final = 2
"""The level of headings that name participants."""
_QUIET: Final = f"#{QUIET}"
_Cell = tuple[UUID, UUID]


@dataclass(frozen=True)
class FrameworkPassages:
    """The passages behind cells, as they are printed, and what is said of those that are left out."""

    by_cell: Mapping[_Cell, Sequence[Quotation]] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    left_out: int = 0
    """Segments that are not among them for want of consent."""
    consent: str = ""
    """By which rule they may be quoted; without passages nothing is said of it."""
    silent: frozenset[UUID] = frozenset()
    """Participants of whom none are printed, for their consent is missing."""


NO_PASSAGES: Final = FrameworkPassages()


def framework_document(
    front: Front, study: Study, framework: Framework, passages: FrameworkPassages = NO_PASSAGES
) -> Document:
    """The matrix in tables of a few codes each; ``passages`` are listed at the end, linked from cells."""
    page = _Page(study, framework, passages)
    blocks = tuple(page.blocks())
    said = (*passages.notes, left_out_line(passages.left_out, "segment"))
    colophon = Colophon(
        _about(framework.about, passages), (), ABOUT, said_above=said, brief=not passages.by_cell
    )
    listing = bool(passages.by_cell)
    across = page.across and not listing
    return Document(front, blocks, colophon, study.info.language, landscape=across, listing=listing)


def _about(about: Provenance, passages: FrameworkPassages) -> Provenance:
    """What is said of the summaries; where passages are listed as well, they are words of participants."""
    if not passages.by_cell:
        return about
    renamed = (("summaries" if name == CONSENT else name, words) for name, words in about.facts)
    return replace(about, facts=(*renamed, (CONSENT, passages.consent))).saying_also(
        "the passages behind each cell are quoted"
    )


@dataclass(frozen=True)
class _Page:
    study: Study
    framework: Framework
    passages: FrameworkPassages

    def blocks(self) -> Iterator[Block]:
        codes, people = self.framework.codes, self.framework.participants
        if not codes or not people:
            yield Paragraph(NOTHING)
            return
        wide = evenly(len(codes), _DOTS_A_TABLE) if self._no_words else self._side_by_side()
        high = evenly(len(people), self._most_rows) if self._no_words else [range(len(people))]
        self._write_across(wide)
        room = max((sum(self._width(codes[place]) for place in columns) for columns in wide), default=0)
        parts = [(rows, columns) for columns in wide for rows in high]
        fine = self._no_words and len(parts) > 1 and self._two_in_fine(len(high[0]), codes[: len(wide[0])])
        tables = [
            self._table(
                [people[place] for place in rows],
                [codes[place] for place in columns],
                room,
                number if len(parts) > 1 else 0,
                fine=fine,
            )
            for number, (rows, columns) in enumerate(parts, 1)
        ]
        if not self.passages.by_cell:
            yield from continued(tables)
            return
        # Many pages, which are looked up by participant.
        yield Contents(deepest=_PEOPLE)
        yield Contents(ListOf.TABLES)
        yield NewPage(landscape=self.across)
        yield from continued(tables)
        yield from self._list()

    def _side_by_side(self) -> list[range]:
        """Codes in tables about as wide as one another; those of dots alone need little room."""
        widths = [self._width(code) for code in self.framework.codes]
        most = _CODES_A_TABLE * _WORDS_WIDTH + _SURE
        left, parts = sum(widths), max(1, ceil((sum(widths) - _SURE) / most))
        found, first, used = [], 0, 0.0
        for place, width in enumerate(widths):
            # Nearer to what each of the tables to come has on average without it than with it.
            enough = used + width / 2 > left / parts + _SURE
            if place > first and (enough or used + width > most):
                found.append(range(first, place))
                left, parts = left - used, max(1, parts - 1)
                first, used = place, 0.0
            used += width
        return [*found, range(first, len(widths))]

    def _write_across(self, tables: Sequence[range]) -> None:
        """Names above dots are written as usual where there is room: upright, they fill much of a page."""
        for columns in () if self._no_words else tables:
            codes = [self.framework.codes[place] for place in columns]
            dots = [code for code in codes if code.id not in self._written]
            used = sum(map(self._width, codes)) + len(dots) * (_NAMED_DOT_WIDTH - _DOT_WIDTH)
            if used <= _CODES_A_TABLE * _WORDS_WIDTH + _SURE:
                self._widths.update((code.id, _NAMED_DOT_WIDTH) for code in dots)

    def _upright(self, code: Code) -> bool:
        """Whether the name of a code stands upright above its column."""
        return self._width(code) < _NAMED_DOT_WIDTH

    @cached_property
    def _written(self) -> frozenset[UUID]:
        """The codes whose cells hold words."""
        return frozenset(code_id for _, code_id in self.framework.texts)

    def _width(self, code: Code) -> float:
        return self._widths[code.id]

    @cached_property
    def _widths(self) -> dict[UUID, float]:
        """Of each column: where summaries are long it is so wide that no row is higher than a page."""
        longest = dict.fromkeys((code.id for code in self.framework.codes), 0)
        for (_, code_id), summary in self.framework.texts.items():
            longest[code_id] = max(longest.get(code_id, 0), len(summary))
        return {code_id: _width_of(letters) for code_id, letters in longest.items()}

    @property
    def _no_words(self) -> bool:
        """Whether cells hold dots or figures alone, so that columns need little room."""
        return not self.framework.texts

    @property
    def across(self) -> bool:
        """Whether pages lie across, as summaries beside each other need them."""
        return not self._no_words

    @property
    def _most_rows(self) -> int:
        """Of a page, below names of codes that stand upright."""
        key = sum(map(len, self._key(self.framework.codes))) // _LETTERS_A_NOTE
        return _LOW_ROWS - round(self._high_heads) - key

    @property
    def _high_heads(self) -> float:
        """How many low rows the names above the columns are as high as."""
        longest = max(map(len, self._heads(self.framework.codes).values()), default=0)
        return min(longest, LONGEST_UPRIGHT) * _ROWS_A_LETTER

    def _two_in_fine(self, rows: int, codes: Sequence[Code]) -> bool:
        """Whether a page holds two tables of so many rows in the finest letters, but not in low rows."""
        key = 1 + sum(map(len, self._key(codes))) // _LETTERS_A_NOTE
        around = self._high_heads + key + _BESIDE_ROWS
        return 2 * (rows * _FINE_ROW + around) <= _TWO_TABLES < 2 * (rows + around)

    def _heads(self, codes: Sequence[Code]) -> dict[UUID, str]:
        """What is above the columns of codes: names, or numbers of the codebook in the place of long ones."""
        numbered = self._numbered(codes)
        return {
            code.id: self._numbers[code.id] if code in numbered else self._names[code.id] for code in codes
        }

    def _numbered(self, codes: Sequence[Code]) -> list[Code]:
        upright = [code for code in codes if self._upright(code)]
        return upright if any(len(self._names[code.id]) > LONGEST_ABOVE for code in upright) else []

    @cached_property
    def _numbers(self) -> Mapping[UUID, str]:
        return code_numbers(self.study)

    @cached_property
    def _names(self) -> Mapping[UUID, str]:
        return names_in_documents(self.study)

    def _key(self, codes: Sequence[Code]) -> tuple[str, ...]:
        """The names of the numbers above some columns."""
        told = [isolated(self._names[code.id]) for code in self._numbered(codes)]
        return (f"Columns: {'; '.join(told)}.",) if told else ()

    def _table(
        self, people: Sequence[Participant], codes: Sequence[Code], room: float, part: int, *, fine: bool
    ) -> TableBlock:
        heads = self._heads(codes)
        columns = (
            TableColumn("Participant", 1),
            *(TableColumn(heads[code.id], self._width(code), upright=self._upright(code)) for code in codes),
        )
        rows = tuple(
            (
                TableCell((Run(person.name, bold=True),)),
                *(self._cell(person, code) for code in codes),
            )
            for person in people
        )
        which = f", part {part}" if part else ""
        notes = self._notes(codes, dots=any(cell.words and _is_dot(cell) for row in rows for cell in row))
        return TableBlock(
            columns,
            rows,
            f"Framework matrix{which}",
            f"framework-{part or 1}",
            density=Density.FINE if fine else self._density(people, codes),
            share=min(1.0, (1 + sum(map(self._width, codes))) / (1 + room)),
            notes=(*self._key(codes), *notes, *self._unquoted(people, codes)),
            shows=_NO_SUMMARIES if self._no_words else _SUMMARIES,
        )

    def _density(self, people: Sequence[Participant], codes: Sequence[Code]) -> Density:
        if self._no_words:
            return Density.TIGHT
        long = any(len(self.framework.text(*each)) > _SURE_LETTERS for each in product(people, codes))
        return Density.DENSE if long else Density.USUAL

    def _notes(self, codes: Sequence[Code], *, dots: bool) -> tuple[str, ...]:
        figures = any(map(self._figures_alone, codes))
        if self._no_words:
            shown = MARKS_ALONE if dots else FIGURES_ALONE if figures else ""
            return (f"No summaries were written{shown}.",)
        return (*((EVIDENCE_NOTE,) if dots else ()), *((FIGURES_NOTE,) if figures else ()))

    def _unquoted(self, people: Sequence[Participant], codes: Sequence[Code]) -> tuple[str, ...]:
        """Whose marks in a table have no passages below them, and why."""
        marked = {person for person, code in self.framework.evidence if code in {row.id for row in codes}}
        names = [isolated(row.name) for row in people if row.id in self.passages.silent & marked]
        return (f"Not quoted: {listed(names)}.",) if names else ()

    def _figures_alone(self, code: Code) -> bool:
        """Whether a column too narrow for words holds figures."""
        return code.id not in self._written and self.framework.counts is not None

    def _cell(self, person: Participant, code: Code) -> TableCell:
        """The summary, or a dot where there are only passages; both lead to these where they are listed."""
        key = person.id, code.id
        text = self.framework.text(person, code)
        says = f"{person.name}: passages on {self._names[code.id]}"
        link = _anchor(key) if key in self.passages.by_cell else ""
        runs = [Run(text)] if text else []
        count = self.framework.count(person, code)
        if self._figures_alone(code):
            return TableCell((Run(f"{count:,}", link=link, says=says),) if count else "")
        segments = self.framework.evidence.get(key, 0)
        if not text and segments:
            runs.append(Run(EVIDENCE, colour=_QUIET, link=link, says=says))
        number = counted(count, "segment") if count else "passages" if link and text else ""
        if number:
            runs.append(Run(("\n" if text else " ") + number, colour=_QUIET, link=link, says=says))
        return TableCell(tuple(runs))

    def _list(self) -> Iterator[Block]:
        yield NewPage(landscape=False)
        yield Heading(PASSAGES, 1, "passages")
        yield from map(passages_note, self.passages.notes)
        yield from left_out_note(self.passages.left_out, "segment")
        for person in self.framework.participants:
            mine = [code for code in self.framework.codes if (person.id, code.id) in self.passages.by_cell]
            if mine:
                yield Heading(person.name, _PEOPLE, f"person-{person.id}", somebody=True)
            for code in mine:
                key = person.id, code.id
                number = self._numbers[code.id]
                yield Heading(code.name, 3, _anchor(key), number, code.colour, listed=False)
                for printed in self.passages.by_cell[key]:
                    # Whose words they are is the heading above.
                    yield quote_block(printed, reference=printed.referred(who=False), colour=code.colour)


def _width_of(letters: int) -> float:
    if not letters:
        return _DOT_WIDTH
    needed = (letters / _LINES_A_ROW + 2) / _LETTERS_A_WIDTH
    return min(_CODES_A_TABLE * _WORDS_WIDTH, max(_WORDS_WIDTH, needed))


def _is_dot(cell: TableCell) -> bool:
    return not isinstance(cell.words, str) and cell.words[0].words == EVIDENCE


def _anchor(key: _Cell) -> str:
    return f"cell-{key[0]}-{key[1]}"
