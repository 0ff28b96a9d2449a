"""Transcripts as programs keep them in json: oTranscribe, Whisper and WhisperX, and services like them."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from qualcode.importers.clock import seconds
from qualcode.importers.formats import web_page
from qualcode.importers.formats.captions import Cue, source_of_cues
from qualcode.importers.formats.decoding import clean, decode
from qualcode.importers.guarded.limits import ImportLimits
from qualcode.importers.source_text import SourceText
from qualcode.model.errors import UnreadableFileError

_LISTS: Final = (
    *("segments", "paragraphs", "monologues", "utterances", "transcription", "phrases", "captions", "blocks"),
    *("transcript", "results", "data", "result"),
)
"""Names of the list, or of what holds it, in the order in which they are believed."""

_WORDS: Final = ("text", "words", "value", "content", "word", "punctuated_word", "elements", "children")
_SPEAKERS: Final = ("speaker", "speaker_name", "speakerName", "speaker_label", "speakerLabel", "speakerId")
_STARTS: Final = (
    *("start", "start_time", "startTime", "begin", "from", "time", "ts", "timestamps", "timestamp"),
)
_ENDS: Final = ("end", "end_time", "endTime")
_MILLISECOND: Final = 0.001
_CLOSING: Final = " \t\n.,;:!?…)]}%’'”"
_NAMES: Final = ("name", "label", "displayName", "speaker_name")
_IDENTITIES: Final = ("spkid", "id", "speakerId", "key")
_UNKNOWN: Final = (
    "The json file holds no transcript that can be read. "
    "Export it as .docx, .txt, .vtt or .srt and import that."
)


def read(raw: bytes, limits: ImportLimits) -> SourceText:
    """The transcript in a json file."""
    decoded = decode(raw)
    limits.check_text(len(decoded.text))
    try:
        content = json.loads(decoded.text)
    except (ValueError, RecursionError) as error:
        raise UnreadableFileError(
            "The file is not json that can be read: it is damaged or cut off."
        ) from error
    if isinstance(content, Mapping) and ("doc_id" in content or "resource_id" in content):
        raise UnreadableFileError(
            "The file is only a link to a document on the web. Download that as .docx and import it."
        )
    page = content.get("text") if isinstance(content, Mapping) else None
    if isinstance(page, str) and "media" in content and "<" in page:
        return web_page.read(f"<html><body>{clean(page)[0]}</body></html>".encode("utf-8-sig"), limits)
    try:
        cues = _cues(content)
    except RecursionError as error:
        raise UnreadableFileError(_UNKNOWN) from error
    if not cues:
        raise UnreadableFileError(_UNKNOWN)
    language = content.get("language") if isinstance(content, Mapping) else ""
    code = (
        language[:2].casefold()
        if isinstance(language, str) and language.isascii() and len(language) in (2, 5)
        else ""
    )
    return source_of_cues("json", cues, limits, warnings=decoded.warnings, language=code)


def _cues(content: Any) -> list[Cue]:
    names = _names(content)
    scale = _MILLISECOND if _counts_milliseconds(content) else 1.0
    return [
        Cue(_start(item) * scale, names.get(voice, voice), words, _end(item))
        for item in _items(content)
        if (words := _words(item)).strip()
        for voice in (_voice(item),)
    ]


def _counts_milliseconds(content: Any) -> bool:
    """Whether times are those of Trint: whole milliseconds under ``time``, speakers under ``spkid``."""
    if not any(isinstance(speaker, Mapping) and "spkid" in speaker for speaker in _speaker_list(content)):
        return False
    words = [item["words"] for item in _items(content) if isinstance(item.get("words"), list)]
    return any("time" in word for piece in words[:5] for word in piece[:5] if isinstance(word, Mapping))


def _items(content: Any, depth: int = 0) -> list[Mapping[str, Any]]:
    """The pieces of speech: the first list of objects with words in it, under a name that says so."""
    if isinstance(content, list):
        found = [item for item in content if isinstance(item, Mapping) and _words(item).strip()]
        return found if len(found) >= 0.5 * len(content) and any(map(_is_timed, found)) else []
    if isinstance(content, Mapping) and depth < 6:
        for name in _LISTS:
            if name in content and (found := _items(content[name], depth + 1)):
                return found
    return []


def _is_timed(item: Mapping[str, Any]) -> bool:
    """Whether a piece says when or by whom: other lists of texts are no speech."""
    return any(name in item for name in (*_STARTS, *_SPEAKERS, "words"))


def _words(item: Any, depth: int = 0) -> str:
    """The words of a piece, which may be kept one by one."""
    if isinstance(item, str):
        return clean(item)[0]
    if depth > 6:
        return ""
    if isinstance(item, list):
        return "".join(_spaced(_words(word, depth + 1) for word in item))
    if isinstance(item, Mapping):
        for name in _WORDS:
            if name in item and (words := _words(item[name], depth + 1)).strip():
                return words
    return ""


def _spaced(words: Iterator[str]) -> Iterator[str]:
    """Words with blanks between them, unless they bring their own or are marks."""
    last = ""
    for word in words:
        if last and word and not last[-1].isspace() and word[0] not in _CLOSING:
            yield " "
        yield word
        last = word or last


def _voice(item: Mapping[str, Any]) -> str:
    for name in _SPEAKERS:
        value = item.get(name)
        if isinstance(value, Mapping):
            value = next((value[key] for key in (*_NAMES, *_IDENTITIES) if key in value), None)
        if isinstance(value, str | int) and not isinstance(value, bool):
            voice = " ".join(clean(str(value))[0].split())
            return f"Speaker {voice}" if voice.isdecimal() else voice
    return ""


def _start(item: Mapping[str, Any]) -> float:
    for name in _STARTS:
        if name in item:
            return _seconds(item[name])
    words = item.get("words")
    if isinstance(words, list) and words and isinstance(words[0], Mapping):
        return _start({name: value for name, value in words[0].items() if name != "words"})
    return 0.0


def _end(item: Mapping[str, Any]) -> float | None:
    return next((_seconds(item[name]) for name in _ENDS if name in item), None)


def _seconds(value: Any) -> float:
    if isinstance(value, Mapping):
        return _seconds(value.get("from"))
    if isinstance(value, list):
        return _seconds(value[0]) if value else 0.0
    if isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < 1e7:
        return float(value)
    return (seconds(value) or 0.0) if isinstance(value, str) else 0.0


def _names(content: Any) -> dict[str, str]:
    """What speakers are called, where a list apart says so."""
    found = {}
    for speaker in _speaker_list(content):
        if isinstance(speaker, Mapping):
            identity = next((speaker[key] for key in _IDENTITIES if key in speaker), None)
            name = next((speaker[key] for key in _NAMES if isinstance(speaker.get(key), str)), "")
            if isinstance(identity, str) and name.strip():
                found[identity] = " ".join(clean(name)[0].split())
    return found


def _speaker_list(content: Any, depth: int = 0) -> list[Any]:
    """The list of speakers beside the pieces of speech, or in what holds them."""
    if not isinstance(content, Mapping) or depth > 3:
        return []
    speakers = content.get("speakers")
    if isinstance(speakers, list):
        return speakers
    return next((found for name in _LISTS if (found := _speaker_list(content.get(name), depth + 1))), [])
