"""spaCy pipelines: a language's blank one, or an installed one by name; nothing is downloaded."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from qualcode.model.errors import QualcodeError
from qualcode.model.words.languages import primary_language

if TYPE_CHECKING:
    from spacy.language import Language

ANY_LANGUAGE: Final = "xx"

_COMMANDS: Final = "spacy.cli.info"
"""The module by which spaCy loads its commands."""

_FINDS_SENTENCES: Final = frozenset(("parser", "senter", "sentencizer"))


@dataclass(frozen=True, eq=False)
class Pipeline:
    """A loaded pipeline. ``note`` is a sentence for the person, empty where there is nothing to say."""

    nlp: Language
    note: str = ""


@lru_cache(maxsize=8)
def pipeline(language: str, installed: str = "") -> Pipeline:
    """The pipeline for a language ("en", "pt-BR"), or the installed one named ``installed``.

    A language that spaCy does not know, or for which it needs a package that is missing, is read
    with the rules for any language, and ``note`` says so. Raises QualcodeError where ``installed``
    is not there.
    """
    found = _installed(installed) if installed else _blank(language)
    if _FINDS_SENTENCES.isdisjoint(found.nlp.pipe_names):
        found.nlp.add_pipe("sentencizer")
    return found


def _spacy() -> Any:
    """Load spaCy without its commands, never run here: with all they need they are a third of it."""
    # Who asks for them later gets them: only while spaCy is loaded are they left out.
    left_out = ModuleType(_COMMANDS)
    left_out.__dict__["info"] = None
    if "spacy" not in sys.modules:
        sys.modules.setdefault(_COMMANDS, left_out)
    try:
        import spacy
    finally:
        if sys.modules.get(_COMMANDS) is left_out:
            del sys.modules[_COMMANDS]
    return spacy


def _installed(name: str) -> Pipeline:
    spacy = _spacy()
    try:
        return Pipeline(spacy.load(name))
    except (OSError, ImportError, ValueError) as error:
        raise QualcodeError(
            f"The spaCy language model “{name}” that this project names is not installed here or "
            "does not fit; "
            "install it or clear the language model in the project’s settings."
        ) from error


def _blank(language: str) -> Pipeline:
    spacy = _spacy()
    code = primary_language(language.strip().replace("_", "-"))
    if not code or code == ANY_LANGUAGE:
        return Pipeline(spacy.blank(ANY_LANGUAGE))
    try:
        return Pipeline(spacy.blank(code))
    except (ImportError, ValueError):
        note = f"spaCy has no rules at hand for the language “{language}”; those for any language are used."
        return Pipeline(spacy.blank(ANY_LANGUAGE), note)
