"""What a report asked by itself says on its first page instead of what the project says there."""

from dataclasses import dataclass
from typing import Any, Final, Protocol

from qualcode.model.front import FrontWords
from qualcode.model.questions.parts import part

_LINES: Final = {
    "title": "On the first page (docx, html, pdf). [default: the report's name]",
    "subtitle": "Instead of the project's; so are the next five.",
    "authors": "Who signs.",
    "organisation": "University or company.",
    "codebook_version": "As printed: “3” or “2.1, after the pilot”.",
    "note": "On the first page, below the rest.",
}
_LOGO: Final = "A png, jpg or svg instead of the project's logo; “” leaves that out."


def first_page_line(name: str) -> Any:
    """A part that is a text of the first page, or an empty one."""
    return part(None, _LINES[name], stands_for="TEXT", or_empty=True, last=True)


def logo_part() -> Any:
    """The logo, as ``front.logo_text`` writes it."""
    fits = "a picture as text (data:image/png;base64,…), or empty"
    return part(None, _LOGO, stands_for="FILE", or_empty=True, what=fits, picture=True, last=True)


def cover_part() -> Any:
    """Whether there is a cover."""
    return part(
        None,
        "A cover, or a few lines. [default: as the report has it]",
        option="--cover/--no-cover",
        last=True,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPageParts:
    """None: as in the project. An empty text leaves out what the project says."""

    title: str | None = first_page_line("title")
    subtitle: str | None = first_page_line("subtitle")
    authors: str | None = first_page_line("authors")
    organisation: str | None = first_page_line("organisation")
    codebook_version: str | None = first_page_line("codebook_version")
    note: str | None = first_page_line("note")
    logo: str | None = logo_part()
    cover: bool | None = cover_part()


class HasFirstPage(Protocol):
    """A question with these parts."""

    @property
    def title(self) -> str | None: ...
    @property
    def subtitle(self) -> str | None: ...
    @property
    def authors(self) -> str | None: ...
    @property
    def organisation(self) -> str | None: ...
    @property
    def codebook_version(self) -> str | None: ...
    @property
    def note(self) -> str | None: ...
    @property
    def logo(self) -> str | None: ...
    @property
    def cover(self) -> bool | None: ...


def first_page_words(question: HasFirstPage) -> FrontWords:
    """What the first page says instead."""
    return FrontWords(
        title=question.title,
        subtitle=question.subtitle,
        authors=question.authors,
        organisation=question.organisation,
        codebook_version=question.codebook_version,
        note=question.note,
        logo=question.logo,
    )
