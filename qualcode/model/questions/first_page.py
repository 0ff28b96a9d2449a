"""What a report asked by itself says on its first page instead of what the project says there."""

from dataclasses import dataclass
from typing import Any

from qualcode.model.front import FrontWords
from qualcode.model.questions.parts import part


def _line(words: str) -> Any:
    """A part that is a text, or an empty one."""
    return part(None, words, stands_for="TEXT", or_empty=True, last=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPageParts:
    """None: as in the project. An empty text leaves out what the project says."""

    title: str | None = _line("On the first page (docx, html, pdf). [default: the report's name]")
    subtitle: str | None = _line("Instead of the project's; so are the next three.")
    authors: str | None = _line("Who signs.")
    organisation: str | None = _line("University or company.")
    note: str | None = _line("At the foot of the first page.")
    cover: bool | None = part(
        None,
        "A cover, or a few lines. [default: as the report has it]",
        option="--cover/--no-cover",
        last=True,
    )


def first_page_words(question: FirstPageParts) -> FrontWords:
    """What the first page says instead."""
    return FrontWords(
        title=question.title,
        subtitle=question.subtitle,
        authors=question.authors,
        organisation=question.organisation,
        note=question.note,
    )
