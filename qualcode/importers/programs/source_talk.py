"""What sources of other programs record and in which language: those programs do not say, the words do."""

from dataclasses import replace
from pathlib import PurePath

from qualcode.importers.speakers.speaker_roles import guess_kind, heading
from qualcode.importers.spoken_language import language_told
from qualcode.model.exchange.document import ExchangedProject, ExchangedSource


def with_talk(project: ExchangedProject) -> ExchangedProject:
    """The project with kind and language of each text, as an import of the text alone would read them.

    Texts whose turns were not looked for are known already, with what they record.
    """
    return replace(project, sources=tuple(map(_read, project.sources)))


def _read(source: ExchangedSource) -> ExchangedSource:
    words = source.text
    if words is None or not words.turns:
        return source
    roles = {turn.label: turn.role for turn in words.turns if turn.label}
    kind = guess_kind(PurePath(source.name).stem, heading(words.text, words.turns[0].role), roles)
    language, _ = language_told("", words.text)
    return replace(source, text=words._replace(kind=kind, language=language))
