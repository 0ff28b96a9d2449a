"""What operations ask of their intents: rows that exist, names that can be told apart, spans in the text."""

from collections.abc import Iterable
from typing import TypeVar, cast
from uuid import UUID

from qualcode.model.entities import Entity, Transcript
from qualcode.model.entity_nouns import ENTITY_NOUNS
from qualcode.model.errors import QualcodeError
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.words.names import LONGEST_NAME, given_name, name_key

E = TypeVar("E", bound=Entity)


def existing(study: Study, kind: type[E], identity: UUID) -> E:
    """The row with this identity. Raises QualcodeError where it has gone."""
    row = study.rows(kind).get(identity)
    if row is None:
        noun = ENTITY_NOUNS[cast("type[Entity]", kind)]
        raise QualcodeError(f"This {noun} is no longer in the project; choose another one.")
    return row


def all_existing(study: Study, kind: type[E], identities: Iterable[UUID]) -> list[E]:
    """The rows with these identities, each once, in their order."""
    return [existing(study, kind, identity) for identity in dict.fromkeys(identities)]


def tidy_name(name: str, noun: str) -> str:
    """``name`` as it is kept (see ``given_name``). Raises QualcodeError if nothing is left, or too much."""
    tidy = given_name(name)
    if not tidy:
        raise QualcodeError(f"{_with_article(noun).capitalize()} needs a name; type at least one letter.")
    check_length(tidy, noun)
    return tidy


def check_length(name: str, noun: str) -> None:
    """Raise QualcodeError where a name is so long that it must be something else, pasted by mistake."""
    if len(name) > LONGEST_NAME:
        raise QualcodeError(
            f"The name of {_with_article(noun)} can have at most {LONGEST_NAME:,} characters, and this one "
            f"has {len(name):,}; choose a shorter one."
        )


def free_name(name: str, noun: str, taken: Iterable[str]) -> str:
    """``name``, tidied. Raises QualcodeError where one of ``taken`` is the same, case ignored."""
    tidy = tidy_name(name, noun)
    wanted = name_key(tidy)
    for other in taken:
        if name_key(other) == wanted:
            raise QualcodeError(
                f"There is already {_with_article(noun)} named “{other}”; choose another name."
            )
    return tidy


def checked_span(study: Study, transcript: Transcript, span: Span, *, point: bool = False) -> Span:
    """``span`` as plain numbers. Raises QualcodeError outside the text, and where empty (but ``point``)."""
    length = study.text_version(transcript.id).text.length
    plain = Span(int(span.start), int(span.end))
    if plain.start > plain.end or (plain.start == plain.end and not point):
        raise QualcodeError(f"Nothing is selected in {transcript.name}; select some words first.")
    if plain.start < 0 or plain.end > length:
        raise QualcodeError(
            f"The stretch {plain.start} to {plain.end} is outside {transcript.name}, "
            f"whose text has {length:,} characters; select it again."
        )
    return plain


def place(study: Study, transcript: Transcript, position: int) -> str:
    """Where something is, in words: ``FG2, turn 14``."""
    index = study.turns_of(transcript.id).index_at(position)
    return transcript.name if index is None else f"{transcript.name}, turn {index + 1}"


def _with_article(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"
