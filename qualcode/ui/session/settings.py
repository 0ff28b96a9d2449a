"""What a person can set, declared once: how it is kept, its usual value, its words, and where it shows."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from qualcode.model.machine.coder_here import system_user
from qualcode.model.questions.words import RunAgain
from qualcode.model.transcripts.reading_choices import CaptionLines, PdfLines
from qualcode.model.words.names import given_name
from qualcode.ui.look.reading_style import Spread
from qualcode.ui.look.scale import SIZES
from qualcode.ui.look.theme import ThemeChoice

T = TypeVar("T")


class StartsWith(StrEnum):
    """What the window begins with where no project is named."""

    PROJECT = "project"
    LIST = "list"


@dataclass(frozen=True, eq=False)
class PersonalSetting(Generic[T]):
    """``key`` is its name in the settings file, ``label`` in the window, ``section`` its part of the page.

    ``about`` says in a sentence what it does; ``elsewhere`` where else in the window it can be set.
    """

    key: str
    section: str
    label: str
    about: str
    elsewhere: str

    @property
    def usual(self) -> T:
        """The value where none has been chosen."""
        raise NotImplementedError

    def read(self, text: str) -> T:
        """The value of a text in the settings file; the usual one where it is none, or somebody spoilt it."""
        raise NotImplementedError

    def written(self, value: T) -> str:
        """The value as a text for the settings file."""
        return str(value)

    @property
    def usual_in_words(self) -> str:
        """The same as the page and the README say it."""
        return str(self.usual)

    @property
    def values_in_words(self) -> str:
        """What can be chosen."""
        raise NotImplementedError


@dataclass(frozen=True, eq=False)
class TextSetting(PersonalSetting[str]):
    """Any text; ``otherwise`` tells what an empty one stands for."""

    otherwise: Callable[[], str]
    otherwise_in_words: str

    @property
    def usual(self) -> str:
        return self.otherwise()

    def read(self, text: str) -> str:
        return text.strip() or self.usual

    def written(self, value: str) -> str:
        return value.strip()

    @property
    def usual_in_words(self) -> str:
        return self.otherwise_in_words

    @property
    def values_in_words(self) -> str:
        return "any text"


@dataclass(frozen=True, eq=False)
class NameSetting(TextSetting):
    """A name, in one line and without what nobody sees."""

    def read(self, text: str) -> str:
        return given_name(text) or self.usual

    def written(self, value: str) -> str:
        return given_name(value)


@dataclass(frozen=True, eq=False)
class FileSetting(TextSetting):
    """The path of a file; ``files`` are the kinds that fit, as file dialogs have them."""

    files: str

    @property
    def values_in_words(self) -> str:
        return "the path of a file"


@dataclass(frozen=True, eq=False)
class ChoiceSetting(PersonalSetting[T]):
    """One of several values, each with its words."""

    choices: tuple[tuple[T, str], ...]
    usually: T

    @property
    def usual(self) -> T:
        return self.usually

    def read(self, text: str) -> T:
        return next((value for value, _ in self.choices if str(value) == text), self.usual)

    @property
    def usual_in_words(self) -> str:
        return dict(self.choices)[self.usual]

    @property
    def values_in_words(self) -> str:
        return ", ".join(words for _, words in self.choices)


@dataclass(frozen=True, eq=False)
class NumberSetting(PersonalSetting[int]):
    """A whole number between two others."""

    least: int
    most: int
    step: int
    usually: int
    unit: str

    @property
    def usual(self) -> int:
        return self.usually

    def read(self, text: str) -> int:
        if not (text.isascii() and text.isdecimal()):
            return self.usual
        return min(self.most, max(self.least, int(text[:9])))

    @property
    def usual_in_words(self) -> str:
        return f"{self.usual}{self.unit}"

    @property
    def values_in_words(self) -> str:
        return f"{self.least}{self.unit} to {self.most}{self.unit}"


@dataclass(frozen=True, eq=False)
class SwitchSetting(PersonalSetting[bool]):
    """On or off; off unless it is switched on."""

    @property
    def usual(self) -> bool:
        return False

    def read(self, text: str) -> bool:
        return text == "yes"

    def written(self, value: bool) -> str:
        return "yes" if value else "no"

    @property
    def usual_in_words(self) -> str:
        return "off"

    @property
    def values_in_words(self) -> str:
        return "on, off"


CODER: Final = NameSetting(
    "coder",
    "You",
    "Coder’s name",
    "The name that your codings and memos are recorded under.",
    "Project, Coder’s name…",
    system_user,
    "your login name",
)
START: Final = ChoiceSetting(
    "start",
    "You",
    "On startup",
    "What qualcode opens with: the project that was open when you left, or the list of projects.",
    "Edit, Preferences…",
    ((StartsWith.PROJECT, "the project you left"), (StartsWith.LIST, "the start page")),
    StartsWith.PROJECT,
)
THEME: Final = ChoiceSetting(
    "theme",
    "Looks",
    "Colours",
    "Light or dark, or the same as the system.",
    "View",
    (
        (ThemeChoice.SYSTEM, "follow system"),
        (ThemeChoice.LIGHT, "light"),
        (ThemeChoice.DARK, "dark"),
    ),
    ThemeChoice.SYSTEM,
)
SIZE: Final = ChoiceSetting(
    "size",
    "Looks",
    "Interface size",
    "How large everything in the window is. Takes effect at the next start.",
    "View, Interface size",
    tuple((percent, f"{percent}%") for percent in SIZES),
    100,
)
ZOOM: Final = NumberSetting(
    "zoom",
    "Transcripts",
    "Size of the text",
    "How large the text of transcripts is. Each transcript keeps the size you last gave it.",
    "View, Larger text",
    80,
    200,
    10,
    100,
    "%",
)
_SPREADS: Final = ((Spread.COMPACT, "compact"), (Spread.NORMAL, "normal"), (Spread.WIDE, "wide"))
SPACING: Final = ChoiceSetting(
    "spacing",
    "Transcripts",
    "Line spacing",
    "How far the lines and turns of transcripts are apart.",
    "View, Line spacing",
    _SPREADS,
    Spread.NORMAL,
)
MEASURE: Final = ChoiceSetting(
    "measure",
    "Transcripts",
    "Line length",
    "How long the lines of transcripts may be: 60, 75 or 95 characters.",
    "View, Line length",
    _SPREADS,
    Spread.NORMAL,
)
PATTERNS: Final = SwitchSetting(
    "patterns",
    "Transcripts",
    "Patterns on stripes",
    "Distinguish the stripes of codes by patterns as well as by colour.",
    "View, Patterns on stripes",
)
BARE_QUOTES: Final = SwitchSetting(
    "bare_quotes",
    "Transcripts",
    "Quotes without remarks",
    "Leave what is in brackets, such as [laughs], out of copied quotes and the list of segments.",
    "Edit, Preferences…",
)
CAPTION_LINES: Final = ChoiceSetting(
    "caption_lines",
    "Import",
    "Captions without speakers",
    "Whether captions are joined into paragraphs at sentence ends and pauses.",
    "Project, Import transcripts…, Captions",
    (
        (CaptionLines.PARAGRAPHS, "paragraphs"),
        (CaptionLines.TIMED_PARAGRAPHS, "paragraphs with times inside"),
        (CaptionLines.CAPTIONS, "one line each"),
    ),
    CaptionLines.PARAGRAPHS,
)
PDF_LINES: Final = ChoiceSetting(
    "pdf_lines",
    "Import",
    "Lines of a PDF",
    "Whether the lines of a paragraph are joined.",
    "Project, Import transcripts…, Lines",
    ((PdfLines.PARAGRAPHS, "paragraphs"), (PdfLines.AS_PRINTED, "as printed")),
    PdfLines.PARAGRAPHS,
)
PDF_WORDS: Final = SwitchSetting(
    "pdf_words",
    "Import",
    "Keep hyphens of a PDF",
    "Keep words hyphenated where they are split at the end of a line.",
    "Project, Import transcripts…",
)

WORD_TEMPLATE: Final = FileSetting(
    "word_template",
    "Reports",
    "Word template",
    "A docx or dotx whose styles, page and letterhead Word documents take; HTML and PDF keep their own look.",
    "Edit, Preferences…",
    lambda: "",
    "none",
    "Word documents and templates (*.docx *.dotx)",
)
RUN_AGAIN: Final = ChoiceSetting(
    "run_again",
    "Reports",
    "Running a report again",
    "What happens to the files of an earlier run in the same folder.",
    "Report, Saved reports, Run and save to a folder…",
    (
        (RunAgain.ASK, "ask once"),
        (RunAgain.REPLACE, "replace them"),
        (RunAgain.NUMBER, "keep them and number the new folder"),
    ),
    RunAgain.ASK,
)

SETTINGS: Final[tuple[PersonalSetting[Any], ...]] = (
    CODER,
    START,
    THEME,
    SIZE,
    ZOOM,
    SPACING,
    MEASURE,
    PATTERNS,
    BARE_QUOTES,
    CAPTION_LINES,
    PDF_LINES,
    PDF_WORDS,
    RUN_AGAIN,
    WORD_TEMPLATE,
)
"""In the order in which they are shown."""
