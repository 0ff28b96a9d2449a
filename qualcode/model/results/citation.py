"""How this program is cited: in a sentence, in a list of references in the manner of APA 7, and in BibTeX."""

from typing import Final

from qualcode import __version__

TITLE: Final = "qualcode"
AUTHORS: Final = "The qualcode authors"
YEAR: Final = 2026
"""Of this version."""

WHAT: Final = "A workbench for coding qualitative transcripts"


def in_text() -> str:
    """``qualcode (Version 0.1.0; The qualcode authors, 2026)``, for a sentence."""
    return f"{TITLE} (Version {__version__}; {AUTHORS}, {YEAR})"


def apa() -> str:
    """The entry for a list of references, in plain words."""
    return f"{AUTHORS}. ({YEAR}). {TITLE}: {WHAT} (Version {__version__}) [Computer software]."


def bibtex() -> str:
    """The entry for a bibliography in BibTeX; the braces keep the letters of the name as they are."""
    fields = {
        "author": f"{{{AUTHORS}}}",
        "title": f"{{{TITLE}}}: {WHAT}",
        "year": str(YEAR),
        "version": __version__,
        "note": "Computer software",
    }
    body = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@software{{{TITLE},\n{body}\n}}"
