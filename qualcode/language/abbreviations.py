"""Words that a full stop ends without ending a sentence: in English, and as spaCy knows them per language."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language

TITLES: Final = frozenset(
    (
        "mr", "mrs", "ms", "mx", "dr", "prof", "st", "rev", "fr", "sr", "sgt", "capt", "cpt", "lt", "col",
        "dott", "sig", "sra", "srta", "srs", "dhr", "mevr", "gen", "maj", "hon", "messrs", "mme", "mlle",
        "sen", "rep", "gov", "pres", "supt", "insp", "cllr", "mt", "ft", "pc", "vs", "v", "cf", "viz",
        "e.g", "i.e", "eg", "ie", "approx", "esp", "incl", "resp", "mw", "mej", "hr", "fam",
    )
)  # fmt: skip
"""A name or an example follows: the sentence goes on, whatever the next word looks like."""

DAYS_AND_MONTHS: Final = frozenset(
    (
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    )
)  # fmt: skip
"""Days and months, shortened."""

_ABBREVIATED: Final = frozenset(
    (
        "no", "nos", "nr", "p", "pp", "fig", "figs", "vol", "vols", "ch", "chap", "sec", "sect", "art",
        "eq", "para", "paras", "pt", "app", "tab", "ref", "refs", "ed", "eds", "l", "ll", "n", "nn", "c",
        "ca", "item", "tel", "ext", "max", "min", "temp",
    )
)  # fmt: skip
BEFORE_NUMBERS: Final = _ABBREVIATED | DAYS_AND_MONTHS
"""The sentence goes on where a number follows."""

SHORTENED: Final = frozenset(
    (
        "etc", "al", "inc", "ltd", "co", "corp", "plc", "bros", "dept", "est", "govt", "univ", "assoc",
        "a.m", "p.m", "am", "pm", "hrs", "mins", "yrs", "jr", "ave", "rd", "blvd", "ibid", "op", "cit",
        "min", "max", "sec", "hr", "yr", "wk", "bzw", "usw", "ggf", "kg", "km", "cm", "lb", "lbs", "oz",
    )
)  # fmt: skip
"""The sentence goes on unless what follows looks like the beginning of one."""

STARTERS: Final = frozenset(
    (
        "the", "a", "an", "i", "it", "he", "she", "they", "we", "you", "and", "but", "so", "then", "that",
        "this", "there", "these", "those", "my", "his", "her", "our", "their", "your", "what", "when",
        "where", "who", "why", "how", "if", "in", "on", "at", "for", "with", "because", "well", "yes",
        "no", "yeah", "oh", "now", "not", "or", "as", "after", "before", "maybe", "perhaps", "some",
        "most", "many", "everyone", "everybody", "nobody", "someone", "let", "do", "did", "does", "is",
        "was", "were", "are", "have", "had", "has", "can", "could", "would", "should", "to", "from",
        "once", "people", "nothing", "everything", "something", "anyway", "still", "though", "until",
        "which",
    )
)  # fmt: skip
"""Words that begin sentences, by their first part: “it’s” begins like “it”."""


@lru_cache(maxsize=8)
def shortened_words(nlp: Language) -> frozenset[str]:
    """The words of a language's own rules that end in a full stop, without it, as they are written."""
    rules: Iterable[str] = getattr(nlp.tokenizer, "rules", None) or ()
    return frozenset(word[:-1] for word in rules if len(word) > 2 and word.endswith("."))
