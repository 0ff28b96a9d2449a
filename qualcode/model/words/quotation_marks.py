"""The quotation marks of languages."""

from typing import Final

from qualcode.model.words.languages import primary_language

_ENGLISH: Final = ("“", "”")
_MARKS: Final = {
    marks: languages.split()
    for marks, languages in {
        ("„", "“"): "de lb cs sk sl hr sr bs bg mk is lt et ka dsb hsb",
        ("„", "”"): "pl ro hu lv",
        ("«", "»"): "es it ca gl el ru uk be no nb nn pt hy fa sq eu",
        ("«\u00a0", "\u00a0»"): "fr br oc",
        ("”", "”"): "sv fi he",
        ("»", "«"): "da",
        ("「", "」"): "ja yue",
    }.items()
}
_BY_LANGUAGE: Final = {language: marks for marks, languages in _MARKS.items() for language in languages}


def marks_of(language: str) -> tuple[str, str]:
    """What stands before and after a quote in a language; as in English where nothing else is known."""
    return _BY_LANGUAGE.get(primary_language(language), _ENGLISH)
