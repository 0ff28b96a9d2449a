"""What a codebook document says of each code, part by part, shared by book and compact table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

from qualcode.exporters.codebook.code_figures import others, passages_remark
from qualcode.exporters.colour import sure_colour
from qualcode.exporters.document.blocks import Run, Runs
from qualcode.exporters.word_styles import QUIET
from qualcode.model.codes.code_names import code_numbers, level, names_in_lists
from qualcode.model.entities import Code
from qualcode.model.questions.words import CodeDetail
from qualcode.model.results.report_values import CodebookWords
from qualcode.model.segments import CodeFigures
from qualcode.model.study import Study
from qualcode.model.words.cutting import cut_in_line
from qualcode.model.words.direction import isolated
from qualcode.model.words.quotation_marks import marks_of, quoted_within

NO_CODES: Final = "The codebook has no codes yet."
LABELS: Final = {
    CodeDetail.DEFINITION: "Definition",
    CodeDetail.INCLUDE: "Use for",
    CodeDetail.EXCLUDE: "Not for",
    CodeDetail.EXAMPLES: "Examples",
    CodeDetail.MEMO: "Memo",
    CodeDetail.TOGETHER: "Occurs with",
}
ONE_EXAMPLE: Final = "Example"
_OPENING: Final = '“"«„”»「'
_QUIET: Final = f"#{QUIET}"
_FIELDS: Final = {
    CodeDetail.DEFINITION: "definition",
    CodeDetail.INCLUDE: "include",
    CodeDetail.EXCLUDE: "exclude",
    CodeDetail.EXAMPLES: "examples",
    CodeDetail.MEMO: "memo",
}

_LONGEST_NAME: Final = 80
"""Letters of a code’s name where another code is told of."""


@dataclass(frozen=True, eq=False)
class CodebookContent:
    """All that a codebook document can say. ``depth`` None: codes on all levels."""

    study: Study
    parts: Sequence[CodeDetail]
    figures: Mapping[UUID, CodeFigures] = field(default_factory=dict)
    words: CodebookWords = field(default_factory=CodebookWords)
    depth: int | None = None

    @cached_property
    def codes(self) -> tuple[Code, ...]:
        """The codes that are told of, in codebook order."""
        rows = self.study.codes_in_order
        return tuple(row for row in rows if self.depth is None or self.level(row) <= self.depth)

    @property
    def quotes_alone(self) -> bool:
        """Whether nothing but quotes is asked for, which need no name above them."""
        return tuple(self.parts) == (CodeDetail.QUOTES,)

    @cached_property
    def numbers(self) -> Mapping[UUID, str]:
        return code_numbers(self.study)

    @cached_property
    def names(self) -> Mapping[UUID, str]:
        """Numbers and names, to be said of another code."""
        names = names_in_lists(self.study)
        return dict(zip(names, cut_in_line(list(names.values()), _LONGEST_NAME), strict=True))

    def level(self, code: Code) -> int:
        return level(self.study, code.id)

    def chip(self, code: Code) -> str:
        """The colour before a code’s name; a category has none."""
        return sure_colour(code.colour) if code.codable else ""

    def used(self, code: Code) -> CodeFigures | None:
        """A code’s figures; None for a category that only groups codes, and where none are known."""
        found = self.figures.get(code.id)
        return found if found is not None and (code.codable or found.segments) else None

    def below(self, code: Code) -> int:
        """How many segments all codes below a code have."""
        rows = (self.figures.get(row.id) for row in self.study.descendants(code.id))
        return sum(row.segments for row in rows if row is not None)

    def said(self, code: Code, part: CodeDetail) -> Runs:
        """What a part says of a code, empty where it says nothing. Quotes and figures are told otherwise."""
        if part is CodeDetail.TOGETHER:
            return self._together(code)
        name = _FIELDS.get(part)
        text = str(getattr(code, name)).strip() if name is not None else ""
        return self._with_references(text) if part is CodeDetail.EXAMPLES else text

    def label(self, code: Code, part: CodeDetail) -> str:
        """What stands before a part; of a single example in the singular."""
        one = part is CodeDetail.EXAMPLES and "\n" not in code.examples.strip()
        return ONE_EXAMPLE if one else LABELS[part]

    def reference(self, line: str) -> str:
        """Who said a line of an example, and where; empty where nobody said just this."""
        return self.words.spoken.get(line.strip(), "")

    def in_marks(self, words: str) -> str:
        """What somebody said in the quotation marks of the project’s language, unless it has some."""
        if words[:1] in _OPENING:
            return words
        language = self.study.info.language
        begin, end = marks_of(language)
        return f"{begin}{quoted_within(words, language)}{end}"

    def _with_references(self, text: str) -> Runs:
        """Lines that somebody said as quotes, each with its reference below."""
        lines = text.split("\n")
        if not any(map(self.reference, lines)):
            return text
        runs: list[Run] = []
        for line in lines:
            runs += [Run("\n")] if runs else []
            if told := self.reference(line):
                runs += [Run(self.in_marks(line.strip())), Run(f"\n{told}", colour=_QUIET)]
            else:
                runs.append(Run(line))
        return tuple(runs)

    def _together(self, code: Code) -> Runs:
        found = self.figures.get(code.id)
        runs: list[Run] = []
        shown = {row.id for row in self.codes}
        if found is None:
            return ""
        for other, count in found.partners:
            runs += [Run(", ")] if runs else []
            link = self.anchor(other) if other in shown else ""
            runs += [Run(isolated(self.names[other]), link=link), Run(f"\u00a0({count:,})")]
        more = others(found)
        runs += [Run(f" and {more}")] if more else []
        return tuple(runs) or ""

    def anchor(self, code_id: UUID) -> str:
        """Where a code is told of in the document."""
        return f"code-{self.numbers[code_id].replace('.', '-')}"

    @property
    def left_out(self) -> int:
        """How many quotes would be printed as well, had consent to quote been given."""
        return sum(self.words.quotes_of(code.id).left_out for code in self.codes)

    @property
    def merged_remark(self) -> str:
        """Why a code has more segments than passages; empty where none has."""
        rows = [self.used(code) for code in self.codes]
        return passages_remark([row for row in rows if row is not None])
