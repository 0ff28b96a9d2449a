"""What a report asked by itself says on its first page instead of what the project says there."""

from dataclasses import dataclass

from qualcode.model.front import FrontWords
from qualcode.model.questions.parts import part


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPageParts:
    """None: as in the project. An empty text leaves out what the project says."""

    title: str | None = part(
        None,
        "On the first page (docx, html, pdf). [default: the report's name]",
        stands_for="TEXT",
        or_empty=True,
    )
    subtitle: str | None = part(
        None, "Instead of the project's; so are the next three.", stands_for="TEXT", or_empty=True
    )
    authors: str | None = part(None, "Who signs.", stands_for="TEXT", or_empty=True)
    organisation: str | None = part(None, "University or company.", stands_for="TEXT", or_empty=True)
    note: str | None = part(None, "At the foot of the first page.", stands_for="TEXT", or_empty=True)
    cover: bool | None = part(
        None, "A cover, or a few lines. [default: as the report has it]", option="--cover/--no-cover"
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
