"""What a person asks of the report page, as a value: for each report its choices, in a form that is kept."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from qualcode.model.entities import SavedQuery
from qualcode.model.rules import CoderChoice
from qualcode.model.study import Study


class ReportKind(StrEnum):
    """The reports that the page offers, in the order of its list."""

    CODEBOOK = "Codebook"
    BY_CODE = "Coded segments by code"
    BY_TRANSCRIPT = "Coded segments by transcript"
    TRANSCRIPT = "Coded transcript"
    PARTICIPANTS = "Participants"
    FRAMEWORK = "Framework"
    METHODS = "Methods appendix"


ABOUT: Final = {
    ReportKind.CODEBOOK: "Every code with its definition, its use, quotes, and the codes that go with it",
    ReportKind.BY_CODE: "Coded passages under the codes of the codebook, with who said it and where",
    ReportKind.BY_TRANSCRIPT: "Coded passages of one transcript after the other, in the order of the text",
    ReportKind.TRANSCRIPT: "A whole transcript with its codings, for colleagues and for coding on in Word",
    ReportKind.PARTICIPANTS: "Who took part, how much they said, how it was coded, and quotes of each",
    ReportKind.FRAMEWORK: "What you make of each participant under each code, in your own words",
    ReportKind.METHODS: "Material, coders, dates, versions of the codebook, and the rules of counting",
}
TABLES: Final = {
    ReportKind.CODEBOOK: "codebook",
    ReportKind.BY_CODE: "segments",
    ReportKind.BY_TRANSCRIPT: "segments",
    ReportKind.TRANSCRIPT: "transcript",
    ReportKind.PARTICIPANTS: "participants",
    ReportKind.FRAMEWORK: "framework",
    ReportKind.METHODS: "methods",
}
"""What each is called in the definition of a saved report."""

_WORD, _PAGE = "Word (*.docx)", "Web page (*.html)"
_SHEET, _CSV, _JSON = "Spreadsheet (*.xlsx)", "CSV (*.csv)", "JSON (*.json)"
FORMATS: Final = {
    ReportKind.CODEBOOK: (_WORD, _PAGE, _SHEET, _CSV),
    ReportKind.BY_CODE: (_WORD, _PAGE, _SHEET, _CSV, _JSON),
    ReportKind.BY_TRANSCRIPT: (_WORD, _PAGE, _SHEET, _CSV, _JSON),
    ReportKind.TRANSCRIPT: (_WORD, _PAGE),
    ReportKind.PARTICIPANTS: (_WORD, _PAGE, _SHEET, _CSV),
    ReportKind.FRAMEWORK: (_WORD, _SHEET, _CSV),
    ReportKind.METHODS: (_WORD, _PAGE),
}
QUOTES: Final = (
    (0, "without quotes"),
    (1, "with one quote"),
    (2, "with up to 2 quotes"),
    (3, "with up to 3 quotes"),
    (5, "with up to 5 quotes"),
)
CONTEXTS: Final = (
    (("characters", 0), "without context"),
    (("characters", 100), "with 100 characters around each"),
    (("characters", 300), "with 300 characters around each"),
    (("turns", 1), "with one turn before and after"),
    (("turns", 2), "with two turns before and after"),
)
MARKINGS: Final = (
    ("comments", "as comments in Word"),
    ("margin", "beside the text"),
    ("highlights", "as colours in the text"),
)
CONSENTS: Final = (
    (None, "quoting in Word and web pages who agreed"),
    (True, "quoting only who agreed"),
    (False, "quoting everybody"),
)
READER_CONSENTS: Final = ((True, "quoting only who agreed"), (False, "quoting everybody"))


@dataclass(frozen=True, slots=True)
class ReportChoice:
    """The choices of one report; what does not matter to it is left alone.

    ``codes`` and ``transcripts`` None: all. ``consent`` None: as the format asks. Of a saved ``query``
    only what shares text with its passages.
    """

    kind: ReportKind = ReportKind.CODEBOOK
    codes: tuple[UUID, ...] | None = None
    coder: UUID | None = None
    transcripts: tuple[UUID, ...] | None = None
    transcript: UUID | None = None
    quotes: int = 2
    context: tuple[str, int] = ("characters", 0)
    marking: str = "comments"
    history: bool = True
    counts: bool = False
    consent: bool | None = None
    query: UUID | None = None

    @property
    def table(self) -> str:
        """The name of its table in a definition."""
        return TABLES[self.kind]

    @property
    def coders(self) -> CoderChoice:
        """Whose codings are meant."""
        return CoderChoice(() if self.coder is None else (self.coder,))

    def still_valid(self, study: Study) -> "ReportChoice":
        """The same without what is no longer in the project."""
        transcripts = [row.id for row in study.transcripts_in_order]
        return replace(
            self,
            codes=_those_in(self.codes, study.codes),
            coder=self.coder if self.coder in study.coders else None,
            transcripts=_those_in(self.transcripts, study.transcripts),
            query=self.query if self.query in study.rows(SavedQuery) else None,
            transcript=self.transcript if self.transcript in transcripts else next(iter(transcripts), None),
        )

    def missing(self, study: Study) -> str:
        """What to do before there can be such a report; empty where there can be one."""
        if not study.transcripts and self.kind is not ReportKind.CODEBOOK:
            return (
                "There is no transcript yet: import some with {project.import}, and the report will be here."
            )
        if not study.codes and self.kind in (ReportKind.CODEBOOK, ReportKind.FRAMEWORK):
            return "There is no code yet. Codes that you make while coding will be here."
        return ""

    def settings(self, study: Study) -> dict[str, Any]:
        """The choices as the definition of a saved report has them: by names, usual ones left out."""
        found: dict[str, Any] = {}
        kind = self.kind
        if self.codes is not None and kind in (
            ReportKind.BY_CODE,
            ReportKind.BY_TRANSCRIPT,
            ReportKind.TRANSCRIPT,
            ReportKind.FRAMEWORK,
        ):
            found["codes"] = [study.path(row.id) for row in study.codes_in_order if row.id in self.codes]
        if self.coder is not None and kind is not ReportKind.METHODS:
            found["coders"] = [study.coders[self.coder].name]
        if kind in (ReportKind.BY_CODE, ReportKind.BY_TRANSCRIPT):
            found |= self._of_segments(study)
        if kind is ReportKind.TRANSCRIPT and self.transcript is not None:
            found |= {"transcript": study.transcripts[self.transcript].name, "as": self.marking}
        if kind in (ReportKind.CODEBOOK, ReportKind.PARTICIPANTS):
            found |= {"quotes": self.quotes, "consent": self.consent is not False}
        if kind is ReportKind.CODEBOOK and not self.history:
            found["history"] = False
        if kind is ReportKind.FRAMEWORK and self.counts:
            found["counts"] = True
        return found

    def _of_segments(self, study: Study) -> dict[str, Any]:
        unit, number = self.context
        found: dict[str, Any] = {"order": "code" if self.kind is ReportKind.BY_CODE else "transcript"}
        if self.transcripts is not None:
            rows = (row for row in study.transcripts_in_order if row.id in self.transcripts)
            found["transcripts"] = [row.name for row in rows]
        if number:
            found["context" if unit == "characters" else "context-turns"] = number
        if self.consent is not None:
            found["consent"] = self.consent
        if self.query is not None:
            found["query"] = study.rows(SavedQuery)[self.query].name
        return found

    # -- remembering --------------------------------------------------------------------------

    def remembered(self) -> dict[str, Any]:
        """The choices as JSON can hold them."""
        return {name: _plain(value) for name, value in asdict(self).items() if name != "kind"}


def recalled(kind: ReportKind, kept: Mapping[str, Any]) -> ReportChoice:
    """The choices that were remembered for a report; its usual ones for whatever cannot be read."""
    choice = ReportChoice(kind)
    for field in fields(ReportChoice):
        if field.name in kept and field.name in _READERS:
            try:
                choice = replace(choice, **{field.name: _READERS[field.name](kept[field.name])})
            except (AttributeError, TypeError, ValueError):
                continue
    return choice


def _those_in(chosen: tuple[UUID, ...] | None, there: Mapping[UUID, object]) -> tuple[UUID, ...] | None:
    """The chosen rows that are there; all where none of them is."""
    return tuple(row for row in chosen or () if row in there) or None


def _plain(value: object) -> object:
    if isinstance(value, UUID):
        return str(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _row(value: Any) -> UUID | None:
    return None if value is None else UUID(value)


def _rows(value: Any) -> tuple[UUID, ...] | None:
    return None if value is None else tuple(UUID(item) for item in value)


def _one_of(items: tuple[tuple[Any, str], ...]) -> Any:
    known = [value for value, _ in items]

    def read(value: Any) -> Any:
        plain = tuple(value) if isinstance(value, list) else value
        return known[known.index(plain)]

    return read


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(value)
    return value


_READERS: Final[Mapping[str, Any]] = {
    "codes": _rows,
    "coder": _row,
    "transcripts": _rows,
    "transcript": _row,
    "quotes": _one_of(QUOTES),
    "context": _one_of(CONTEXTS),
    "marking": _one_of(MARKINGS),
    "history": _switch,
    "counts": _switch,
    "consent": _one_of(CONSENTS),
    "query": _row,
}
