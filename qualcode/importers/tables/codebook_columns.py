"""Which column of a table is what of a codebook, and what parts the levels of a code's name."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from qualcode.model.branches import PATH_SEPARATOR


class CodebookPart(StrEnum):
    """What a column of a codebook holds."""

    CODE = "code"
    PARENT = "parent"
    DEFINITION = "definition"
    INCLUDE = "include"
    EXCLUDE = "exclude"
    EXAMPLES = "examples"
    MEMO = "memo"
    COLOUR = "colour"
    DIGIT = "digit"
    CODABLE = "codable"


_SPELLINGS: Final[Mapping[CodebookPart, str]] = {
    CodebookPart.CODE: (
        "hierarchical name|code path|full path|path|pfad|code|codes|kode|kod|código|codigo|"
        "codice|kód|code name|codename|code title|codebezeichnung|nom du code|nombre del código|"
        "name|label|title|nom|nombre|nome|naam|namn|navn|node|nodes"
    ),
    CodebookPart.PARENT: (
        "parent path|parent|parents|parent code|parent name|parent node|code group|code groups|"
        "category|categories|theme|obercode|oberkategorie|übergeordneter code|elterncode|"
        "kategorie|hauptkategorie|catégorie|code parent|categoría|código padre|padre|categoria|"
        "codice padre|hoofdcode|categorie|kategori|kategoria"
    ),
    CodebookPart.DEFINITION: (
        "definition|description|code definition|code description|meaning|beschreibung|"
        "kodedefinition|définition|definición|descripción|definizione|descrizione|definitie|"
        "omschrijving|beschrijving|definição|descrição|beskrivning|beskrivelse|definicja|opis|"
        "popis"
    ),
    CodebookPart.INCLUDE: (
        "include|inclusion|inclusion criteria|when to use|use for|use it for|use when|kodierregel|"
        "kodierregeln|einschluss|"
        "critères d'inclusion|criterios de inclusión|inclusiecriteria"
    ),
    CodebookPart.EXCLUDE: (
        "exclude|exclusion|exclusion criteria|when not to use|not for|do not use for|abgrenzung|ausschluss|"
        "critères d'exclusion|criterios de exclusión|exclusiecriteria"
    ),
    CodebookPart.EXAMPLES: (
        "examples|example|example quote|example quotes|quote|quotation|ankerbeispiel|"
        "ankerbeispiele|beispiel|beispiele|exemple|exemples|ejemplo|ejemplos|esempio|esempi|"
        "voorbeeld|voorbeelden|exemplo|exemplos|exempel|eksempel|przykład"
    ),
    CodebookPart.MEMO: (
        "memo|memos|code memo|note|notes|comment|comments|kommentar|notiz|notizen|anmerkung|mémo|"
        "commentaire|comentario|nota|notas|commento|opmerking|comentário|anteckning"
    ),
    CodebookPart.COLOUR: (
        "colour|color|code color|code colour|farbe|couleur|colore|kleur|cor|färg|farge|farve|kolor|barva"
    ),
    CodebookPart.DIGIT: "digit|key|shortcut|taste|touche|tecla|tasto|toets",
    CodebookPart.CODABLE: "codable|can code|is codable|iscodable|kodierbar|kind",
}
_BY_SPELLING: Final = {
    name: (part, place) for part, names in _SPELLINGS.items() for place, name in enumerate(names.split("|"))
}
_ABOUT_CODES: Final = frozenset(
    (
        *(CodebookPart.DEFINITION, CodebookPart.COLOUR, CodebookPart.EXAMPLES),
        *(CodebookPart.INCLUDE, CodebookPart.EXCLUDE, CodebookPart.CODABLE),
    )
)
_OF_CODES: Final = ("code", "kode", "códig", "codic", "kod", "kód", "node", "path", "hierarch")
_SEPARATORS: Final = (PATH_SEPARATOR, "\\", "::", "→", ">", "/")
_SAID_ELSEWHERE: Final = 0.5


_BESIDES: Final = frozenset(
    (
        *("number", "no.", "segments", "transcripts", "participants", "words", "characters"),
        *("occurs with", "quotes left out", "earlier wordings"),
    )
)
"""What our own documents have of each code besides."""


def plain_title(title: str) -> str:
    """A column's title as it is compared."""
    return " ".join(title.casefold().replace("_", " ").replace("-", " ").split()).rstrip(":")


def guessed_parts(header: Sequence[str]) -> dict[CodebookPart, int]:
    """Where each part of a codebook is; of several columns for one, that with the surest title."""
    found: dict[CodebookPart, tuple[int, int]] = {}
    for place, title in enumerate(header):
        if known := _BY_SPELLING.get(plain_title(title)):
            part, rank = known
            if part not in found or rank < found[part][0]:
                found[part] = rank, place
    parts = {part: place for part, (_, place) in found.items()}
    if CodebookPart.CODE not in parts and CodebookPart.PARENT in parts:
        # Who calls codes categories has no other column for them.
        about = len(parts.keys() & _ABOUT_CODES)
        if about > 1 or (about and len(header) == 2):
            parts[CodebookPart.CODE] = parts.pop(CodebookPart.PARENT)
    return parts


def unknown_columns(header: Sequence[str]) -> list[int]:
    """The places of columns that are no part of a codebook under any name, and none of our own report."""
    plain = map(plain_title, header)
    known = (title in _BY_SPELLING or title in _BESIDES or not title for title in plain)
    return [place for place, there in enumerate(known) if not there]


def looks_like_codebook(header: Sequence[str]) -> bool:
    """Whether a table with these columns describes codes."""
    parts = guessed_parts(header)
    if CodebookPart.CODE not in parts:
        return False
    tell = {CodebookPart.DEFINITION, CodebookPart.COLOUR, CodebookPart.CODABLE, CodebookPart.EXAMPLES}
    named = plain_title(header[parts[CodebookPart.CODE]])
    is_code = any(
        word in named for word in ("code", "kode", "códig", "codic", "kod", "kód", "node", "path", "hierarch")
    )
    return bool(parts.keys() & tell) or (is_code and len(parts) >= 2 and len(parts) >= len(header) - 1)


def guessed_separator(names: Sequence[str], parents: Sequence[str] = ()) -> str:
    """What parts the levels in these names; empty where they have none.

    A stroke may be part of a name ("and/or"): it parts levels where most of what stands before it is named
    elsewhere, too. Where a column beside them names the ``parents``, any sign but ours is part of the name,
    unless the parents stand before it in the names as well.
    """
    for separator in _SEPARATORS:
        parted = [name for name in names if separator.strip() and separator in name]
        if not parted:
            continue
        if any(parents) and separator != PATH_SEPARATOR and not _repeat(names, parents, separator):
            continue
        if separator not in (">", "/"):
            return separator
        above = [name.rpartition(separator)[0].strip() for name in parted]
        known = {name.strip() for name in names}
        elsewhere = sum(one in known or above.count(one) > 1 for one in above)
        if elsewhere >= _SAID_ELSEWHERE * len(parted):
            return separator
    return ""


def _repeat(names: Sequence[str], parents: Sequence[str], separator: str) -> bool:
    """Whether names that have a separator begin with their parents."""
    above = [
        (name.rpartition(separator)[0].strip(), parent.strip())
        for name, parent in zip(names, parents, strict=True)
        if separator in name
    ]
    return all(parent and before.endswith(parent) for before, parent in above)


def with_levels(name: str, separator: str) -> str:
    """The name as a path of ours."""
    if separator in ("", PATH_SEPARATOR) or separator not in name:
        return name.strip()
    levels = [level.strip() for level in name.split(separator)]
    return PATH_SEPARATOR.join(level for level in levels if level)
