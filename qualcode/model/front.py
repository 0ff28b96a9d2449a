"""The front of documents: what their first page and their file properties say of them."""

from dataclasses import dataclass
from datetime import datetime


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
