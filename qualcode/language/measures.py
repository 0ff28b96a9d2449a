"""Words and sentences of a study's transcripts, found once for each wording and remembered."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from qualcode.language.pipeline import Pipeline, pipeline
from qualcode.language.sentences import sentences
from qualcode.language.words import words
from qualcode.model.measures import SpanArray
from qualcode.model.study import Study
from qualcode.model.turns import Turns

if TYPE_CHECKING:
    from spacy.language import Language

Finder = Callable[["Language", str, Turns], SpanArray]


@dataclass(frozen=True, eq=False)
class _Found:
    """What was found in one wording, and the turns and pipeline it was found with."""

    turns: Turns
    pipeline: Pipeline
    spans: SpanArray


class SpacyMeasures:
    """``Measures`` by spaCy. One instance serves a whole session; it may be shared by threads."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, UUID], _Found] = {}
        self._lock = threading.Lock()

    def sentences(self, study: Study, transcript_id: UUID) -> SpanArray:
        """Sentences inside turns, shape (n, 2). Raises QualcodeError for a missing pipeline."""
        return self._remembered("sentences", sentences, study, transcript_id)

    def words(self, study: Study, transcript_id: UUID) -> SpanArray:
        """Words of what was said, shape (n, 2). Raises QualcodeError for a missing pipeline."""
        return self._remembered("words", words, study, transcript_id)

    def notes(self, study: Study) -> tuple[str, ...]:
        """Sentences about languages that had to be read with the rules for any language."""
        used = (pipeline_of(study, row.id).note for row in study.transcripts_in_order)
        return tuple(note for note in dict.fromkeys(used) if note)

    def _remembered(self, what: str, find: Finder, study: Study, transcript_id: UUID) -> SpanArray:
        version, turns = study.text_version(transcript_id), study.turns_of(transcript_id)
        used = pipeline_of(study, transcript_id)
        known = self._found.get((what, version.id))
        if known is None or known.turns is not turns or known.pipeline is not used:
            # spaCy fills its vocabulary while it reads: one thread at a time.
            with self._lock:
                spans = find(used.nlp, version.text.letters, turns)
            spans.flags.writeable = False
            known = self._found[what, version.id] = _Found(turns, used, spans)
        return known.spans


def pipeline_of(study: Study, transcript_id: UUID) -> Pipeline:
    """The pipeline for a transcript: that of its language.

    The installed pipeline that the project names reads the transcripts in the project's language.
    """
    info = study.info
    language = study.transcripts[transcript_id].language or info.language
    return pipeline(language, info.language_model if language == info.language else "")
