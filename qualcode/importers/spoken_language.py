"""In which language a text is written, told by the small words that every sentence needs or by letters."""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Final, TypeVar

from qualcode.model.machine.ways import LANGUAGE
from qualcode.model.words.languages import language_in_words, primary_language

_SMALL_WORDS: Final = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the and of to in that it is was you for on with as this but they have not are be so what we "
        "i my do just like about",
        "de": "der die das und ich ist nicht es wir sie ein eine zu auch mit auf dass aber war haben wie für "
        "dann ja so man noch schon mir wenn",
        "fr": "le la les et je que qui pas est des une un vous nous dans ce pour avec sur mais on il elle ça "
        "j c qu l d n était",
        "es": "el la los que y en de no un una es por con para lo como pero más se yo muy está eso me porque "
        "las le había",
        "it": "il la che di e un una non è per con sono mi ma anche più della ho come lo si perché gli però "
        "questo molto",
        "pt": "o a que de e não um uma os é eu com para mais mas como muito foi na no da do isso então você "
        "porque tem",
        "ca": "el la els que i en de no un una és per amb però més es jo molt està això em perquè les hi",
        "nl": "de het een en ik van niet dat is in op te zijn we maar met voor er ook als naar heb wel die",
        "sv": "och att det i är jag som en inte på för med har den vi men de var så om till mig också",
        "da": "og det at er jeg i ikke en til på for med der har vi men som de den af så også hvad mig",
        "nb": "og det at er jeg i ikke en til på for med som har vi men de den av så også hva meg",
        "fi": "ja on ei että se hän mutta niin oli kun minä ole olen mitä myös sitten kuin ne me mä",
        "pl": "i w nie na że się to z do jest jak ale co tak po ja mnie czy był już tego",
        "cs": "a v že na se je to s z do ale jak co tak po já mi si by jsem jsme bylo není",
        "sk": "a v že na sa je to s z do ale ako čo tak po ja mi si by som sme bolo nie",
        "hu": "a az és hogy nem is egy ez de volt mert meg van én csak már mi ha",
        "ro": "și în nu la că de cu o un pe este mai dar am ce să a din pentru eu",
        "tr": "ve bir bu da de için çok ama ne ben var daha gibi o değil mi sonra biz",
        "cy": "y yn yr a i o mae ar fod roedd ond wedi hefyd ei oedd dw nhw fy eich chi",
    }.items()
}
_LETTERS: Final = {
    "el": r"[\u0370-\u03ff]",
    "he": r"[\u0590-\u05ff]",
    "ko": r"[\uac00-\ud7af]",
    "th": r"[\u0e00-\u0e7f]",
    "ja": r"[\u3040-\u30ff]",
    "zh": r"[\u4e00-\u9fff]",
}
"""Letters that one language alone is written with; a few kana among the characters make Japanese."""

_SHARED_LETTERS: Final = r"[\u0400-\u04ff\u0600-\u06ff\u0900-\u0dff]"
"""Cyrillic, Arabic and Indian scripts, each of them of several languages."""

_CYRILLIC: Final = {
    language: frozenset(words.split())
    for language, words in {
        "ru": "и в не на я что с он как это по но они был меня так у мы было",
        "uk": "і в не на я що з він як це та але був мене так у ми було її",
    }.items()
}


def _languages_of(small_words: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """The languages to which each small word belongs."""
    languages: dict[str, list[str]] = {}
    for language, words in small_words.items():
        for word in words:
            languages.setdefault(word, []).append(language)
    return languages


_LANGUAGES_OF: Final = _languages_of(_SMALL_WORDS)
_PLAIN_LANGUAGES_OF: Final = {word.encode(): languages for word, languages in _LANGUAGES_OF.items()}
"""The same by the bytes of the words."""

_CYRILLIC_OF: Final = _languages_of(_CYRILLIC)
_WORD: Final = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT: Final = re.compile("[\u0370-\ud7af]+")
"""All that the patterns of letters look for is among these."""

_PLAIN_LETTERS: Final = bytes(
    ord(chr(code).lower()) if chr(code).isalpha() and code < 128 else 32 for code in range(256)
)
"""What each letter of plain English is in lower case; everything else is a blank."""

_Word = TypeVar("_Word", str, bytes)
_PIECE: Final = 7_000
"""Characters that are looked at at the beginning, in the middle and at the end of a long text: some thousand
words each. A foreword of many pages would otherwise speak for all."""

_LEAST: Final = 30
_COMMON: Final = 0.15
"""The share of small words that makes a language likely."""
_CLEARLY: Final = 1.25
_HOW: Final = f"set its language with {LANGUAGE} once it is imported"


def language_of(text: str) -> str:
    """The code of the language that a text is clearly written in; empty where that is not clear.

    Twenty small words for each language are enough for thirty words of talk. Languages that hardly differ in
    them, and texts that change between languages, are left undecided.
    """
    looked_at = _pieces(text)
    if looked_at.isascii():
        # Bytes go through in C, in a tenth of the time that a pattern takes.
        plain = looked_at.encode("ascii").translate(_PLAIN_LETTERS).split()
        return _likeliest(plain, _PLAIN_LANGUAGES_OF) if len(plain) >= _LEAST else ""
    words = _words(looked_at)
    other = "".join(_OTHER_SCRIPT.findall(looked_at))
    letters = sum(map(len, words)) if other else 0
    by_letters = _by_letters(other, letters)
    if by_letters or len(words) < _LEAST:
        return by_letters
    shared = _share(_SHARED_LETTERS, other, letters) > 0.5
    return _likeliest(words, _CYRILLIC_OF if shared else _LANGUAGES_OF)


def _pieces(text: str) -> str:
    """A text, or where it is long its beginning, middle and end, a blank between them."""
    if len(text) <= 3 * _PIECE:
        return text
    middle = (len(text) - _PIECE) // 2
    return " ".join((text[:_PIECE], text[middle : middle + _PIECE], text[-_PIECE:]))


def _words(text: str) -> list[str]:
    """The words of a text in small letters."""
    if "\u0130" in text or "\u03a3" in text:
        # Of these the small letter is two signs, or depends on where in its word it stands.
        return [word.lower() for word in _WORD.findall(text)]
    return _WORD.findall(text.lower())


def _by_letters(text: str, letters: int) -> str:
    if letters < _LEAST or not text:
        return ""
    shares = {code: _share(pattern, text, letters) for code, pattern in _LETTERS.items()}
    if shares["ja"] > 0.1 and shares["ja"] + shares["zh"] > 0.5:
        return "ja"
    return next((code for code, share in shares.items() if share > 0.5), "")


def _share(pattern: str, text: str, letters: int) -> float:
    return len(re.findall(pattern, text)) / max(letters, 1)


def _likeliest(words: Sequence[_Word], languages_of: Mapping[_Word, Sequence[str]]) -> str:
    counts: Counter[str] = Counter()
    for word, number in Counter(filter(languages_of.__contains__, words)).items():
        for language in languages_of[word]:
            counts[language] += number
    return _far_ahead({language: number / len(words) for language, number in counts.items()})


def _far_ahead(shares: Mapping[str, float]) -> str:
    """The language whose words have a share that is large enough, and clearly larger than the next."""
    found = [(share, language) for language, share in shares.items()]
    (most, code), (second, _) = sorted([*found, (0.0, ""), (0.0, "")], reverse=True)[:2]
    return code if most >= _COMMON and most >= _CLEARLY * second else ""


def language_told(declared: str, text: str) -> tuple[str, tuple[str, ...]]:
    """The language of a transcript, and a sentence where it is not English or not what its file declares."""
    read = language_of(text)
    seems = f"reads like {language_in_words(read)}"
    if declared:
        if read and read != primary_language(declared):
            said = f"the file says that its language is {language_in_words(declared)}, but it {seems}"
            return declared, (f"{said}; {_HOW}",)
        return declared, ()
    if read in ("", "en"):
        return "en", ()
    by_rules = "by whose rules its words and sentences will be found"
    return read, (f"it {seems}, {by_rules}; where that is wrong, {_HOW}",)
