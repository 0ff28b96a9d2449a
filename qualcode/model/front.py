"""The front of documents: what their first page and their file properties say of them."""

import base64
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from qualcode.model.entities import ProjectInfo
from qualcode.model.errors import QualcodeError
from qualcode.model.words.names import LONGEST_NAME, given_name

PICTURE: Final = "data:image/"
"""How a logo begins where it is kept as text."""

_TYPES: Final = {".png": "png", ".jpg": "jpeg", ".svg": "svg+xml"}
LOGO_ENDINGS: Final = tuple(_TYPES)


LINES: Final = {
    "title": "title",
    "subtitle": "subtitle",
    "authors": "list of authors",
    "organisation": "organisation",
    "codebook_version": "version of the codebook",
}
"""What is of one line on a first page, and what each is called."""


def front_line(words: str, name: str) -> str:
    """One of the ``LINES`` of a first page, tidied. Raises QualcodeError for what is longer than a name."""
    tidy = given_name(words)
    if len(tidy) > LONGEST_NAME:
        raise QualcodeError(
            f"The {LINES[name]} on the first page can have at most {LONGEST_NAME:,} characters, and this one "
            f"has {len(tidy):,}; shorten it."
        )
    return tidy


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture for the first page, as it is in its file: png, jpg or svg. ``suffix`` as in ``.png``."""

    content: bytes
    suffix: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What is empty is left out.

    ``date`` is that of the project's last step, so that the same step gives the same bytes.
    """

    title: str
    subtitle: str = ""
    study: str = ""
    authors: str = ""
    organisation: str = ""
    date: datetime | None = None
    codebook_version: str = ""
    note: str = ""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontPage:
    """What a project says on the first page of all its documents; ``logo`` as ``logo_text`` writes it.

    Authors are only those who are named: who coded is not always who signs, and a coder may be a pseudonym.
    """

    subtitle: str = ""
    authors: str = ""
    organisation: str = ""
    codebook_version: str = ""
    note: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FrontWords:
    """What one document says instead; None: as in the project. ``logo`` is written by ``logo_text``."""

    title: str | None = None
    subtitle: str | None = None
    authors: str | None = None
    organisation: str | None = None
    codebook_version: str | None = None
    note: str | None = None
    logo: str | None = None


AS_IN_THE_PROJECT: Final = FrontWords()


def page_of(info: ProjectInfo) -> FrontPage:
    """What the project says on first pages."""
    return FrontPage(
        subtitle=info.subtitle,
        authors=info.authors,
        organisation=info.organisation,
        codebook_version=info.codebook_version,
        note=info.front_note,
        logo=info.logo,
    )


def front_of(
    info: ProjectInfo, title: str, date: datetime | None, words: FrontWords = AS_IN_THE_PROJECT
) -> Front:
    """The front of one document of a project."""
    page = page_of(info)
    usual = Front(
        title=title,
        subtitle=page.subtitle,
        study=info.name,
        authors=page.authors,
        organisation=page.organisation,
        date=date,
        codebook_version=page.codebook_version,
        note=page.note,
        logo=logo_in(page.logo),
    )
    return said_instead(usual, words)


def said_instead(front: Front, words: FrontWords) -> Front:
    """The front with what is said instead for one document."""
    return replace(
        front,
        title=words.title or front.title,
        subtitle=_either(words.subtitle, front.subtitle),
        authors=_either(words.authors, front.authors),
        organisation=_either(words.organisation, front.organisation),
        codebook_version=_either(words.codebook_version, front.codebook_version),
        note=_either(words.note, front.note),
        logo=front.logo if words.logo is None else logo_in(words.logo),
    )


def _either(instead: str | None, usual: str) -> str:
    return usual if instead is None else instead


def logo_text(logo: Logo | None) -> str:
    """A logo as it is kept: the address of a picture that holds the picture; empty for none."""
    if logo is None:
        return ""
    return f"{PICTURE}{_TYPES[logo.suffix]};base64,{base64.b64encode(logo.content).decode('ascii')}"


def logo_in(text: str) -> Logo | None:
    """The logo that is kept; None where there is none, or nothing that can be read."""
    kind, _, content = text.removeprefix(PICTURE).partition(";base64,")
    suffix = next((suffix for suffix, name in _TYPES.items() if name == kind), "")
    if not suffix or not content:
        return None
    try:
        return Logo(base64.b64decode(content, validate=True), suffix)
    except ValueError:
        return None


def is_logo(text: str) -> bool:
    """Whether a text is a logo as it is kept, or empty for none."""
    return not text or logo_in(text) is not None
