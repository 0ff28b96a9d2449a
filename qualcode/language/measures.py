"""Words and sentences of a study's transcripts, found once for each wording and remembered."""

from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar
from uuid import UUID

import numpy as np

from qualcode.language.boundaries import Finder, LocalFinder, Question
from qualcode.language.stretches import speech_stretches
from qualcode.language.words import words
from qualcode.model.measures import SpanArray
from qualcode.model.span import Span
from qualcode.model.study import Study
from qualcode.model.transcripts.stand_ins import stand_ins_of
from qualcode.model.turns import Turns


class _Rules(NamedTuple):
    """Language, and the installed pipeline's name or nothing."""

    language: str
    installed: str


_By = TypeVar("_By")


@dataclass(frozen=True, eq=False)
class _Found(Generic[_By]):
    """What was found in one wording, and the turns and rules it was found with."""

    turns: Turns
    rules: _By
    spans: SpanArray


class SpacyMeasures:
    """``Measures`` by spaCy. One instance serves a whole session; it may be shared by threads."""

    def __init__(self, finder: Finder | None = None) -> None:
        self._finder = LocalFinder() if finder is None else finder
        self._sentences: dict[UUID, _Found[_Rules]] = {}
        self._words: dict[UUID, _Found[tuple[str, ...]]] = {}

    def sentences(self, study: Study, transcript_id: UUID) -> SpanArray:
        """Sentences inside turns, shape (n, 2). Raises QualcodeError for a missing pipeline."""
        version, turns = study.text_version(transcript_id), study.turns_of(transcript_id)
        rules = _rules_of(study, transcript_id)
        known = self._sentences.get(version.id)
        if known is None or known.turns is not turns or known.rules != rules:
            text = version.text.read()
            spans = self._finder.find(Question(*rules, text, tuple(speech_stretches(text, turns))))
            known = self._sentences[version.id] = _found(turns, rules, spans)
        return known.spans

    def sentences_near(self, study: Study, transcript_id: UUID, span: Span) -> SpanArray:
        """The sentences of the turns that a span touches; all of them where all are known already."""
        version, turns = study.text_version(transcript_id), study.turns_of(transcript_id)
        known, rules = self._sentences.get(version.id), _rules_of(study, transcript_id)
        if not len(turns) or (known is not None and known.turns is turns and known.rules == rules):
            return self.sentences(study, transcript_id)
        first, last = turns.range_of(span)
        near = turns.take(slice(first, last))
        if not len(near):
            return np.empty((0, 2), dtype=np.int32)
        start, end = int(near.start[0]), int(near.end[-1])
        text = version.text.read()
        stretches = tuple(Span(row.start - start, row.end - start) for row in speech_stretches(text, near))
        return self._finder.find(Question(*rules, text[start:end], stretches)) + np.int32(start)

    def words(self, study: Study, transcript_id: UUID) -> SpanArray:
        """Words of what was said, shape (n, 2): by rules for all languages, spaCy is not needed."""
        version, turns = study.text_version(transcript_id), study.turns_of(transcript_id)
        stand_ins = stand_ins_of(study.info)
        known = self._words.get(version.id)
        if known is None or known.turns is not turns or known.rules != stand_ins:
            text = version.text.read()
            spans = words(text, speech_stretches(text, turns), stand_ins)
            known = self._words[version.id] = _found(turns, stand_ins, spans)
        return known.spans

    def note(self, language: str, installed: str) -> str:
        """A sentence about rules that had to be replaced by others; empty where there is none.

        Raises QualcodeError where the pipeline named ``installed`` is not there.
        """
        return self._finder.note(language, installed)

    def common_words(self, study: Study, transcript_id: UUID) -> frozenset[str]:
        """The stop words of a transcript's language, in small letters with straight apostrophes."""
        return self._finder.common_words(*_rules_of(study, transcript_id))

    def notes(self, study: Study) -> tuple[str, ...]:
        """Sentences about languages that had to be read with the rules for any language."""
        used = dict.fromkeys(_rules_of(study, row.id) for row in study.transcripts_in_order)
        return tuple(note for note in dict.fromkeys(self._finder.note(*rules) for rules in used) if note)


def _found(turns: Turns, rules: _By, spans: SpanArray) -> _Found[_By]:
    spans.flags.writeable = False
    return _Found(turns, rules, spans)


def _rules_of(study: Study, transcript_id: UUID) -> _Rules:
    """The rules for a transcript: those of its language.

    The installed pipeline that the project names reads the transcripts in the project's language.
    """
    info = study.info
    language = study.transcripts[transcript_id].language or info.language
    return _Rules(language, info.language_model if language == info.language else "")
