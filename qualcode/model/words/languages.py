"""The languages that people may speak: their codes, as ISO 639 has them, and their English names."""

import re
import unicodedata
from difflib import get_close_matches
from functools import cache
from typing import Final

from qualcode.model.errors import QualcodeError

_TABLE: Final = """
    aa Afar, ab Abkhazian, af Afrikaans, ak Akan, am Amharic, an Aragonese, ar Arabic, as Assamese,
    av Avaric, ay Aymara, az Azerbaijani, ba Bashkir, be Belarusian, bg Bulgarian, bh Bihari,
    bi Bislama, bm Bambara, bn Bengali, bo Tibetan, br Breton, bs Bosnian, ca Catalan, ce Chechen,
    ch Chamorro, co Corsican, cr Cree, cs Czech, cv Chuvash, cy Welsh, da Danish, de German, dv Divehi,
    dz Dzongkha, ee Ewe, el Greek, en English, eo Esperanto, es Spanish, et Estonian, eu Basque,
    fa Persian, ff Fulah, fi Finnish, fj Fijian, fo Faroese, fr French, fy Frisian, ga Irish,
    gd Scottish Gaelic, gl Galician, gn Guarani, gu Gujarati, gv Manx, ha Hausa, he Hebrew, hi Hindi,
    ho Hiri Motu, hr Croatian, ht Haitian Creole, hu Hungarian, hy Armenian, hz Herero, ia Interlingua,
    id Indonesian, ig Igbo, ii Yi, ik Inupiaq, io Ido, is Icelandic, it Italian, iu Inuktitut,
    ja Japanese, jv Javanese, ka Georgian, kg Kongo, ki Kikuyu, kj Kuanyama, kk Kazakh, kl Greenlandic,
    km Khmer, kn Kannada, ko Korean, kr Kanuri, ks Kashmiri, ku Kurdish, kv Komi, kw Cornish, ky Kyrgyz,
    la Latin, lb Luxembourgish, lg Luganda, li Limburgish, ln Lingala, lo Lao, lt Lithuanian,
    lu Luba-Katanga, lv Latvian, mg Malagasy, mh Marshallese, mi Maori, mk Macedonian, ml Malayalam,
    mn Mongolian, mr Marathi, ms Malay, mt Maltese, my Burmese, na Nauru, nb Norwegian Bokmål,
    nd North Ndebele, ne Nepali, ng Ndonga, nl Dutch, nn Norwegian Nynorsk, no Norwegian,
    nr South Ndebele, nv Navajo, ny Chichewa, oc Occitan, oj Ojibwe, om Oromo, or Odia, os Ossetian,
    pa Punjabi, pl Polish, ps Pashto, pt Portuguese, qu Quechua, rm Romansh, rn Kirundi, ro Romanian,
    ru Russian, rw Kinyarwanda, sa Sanskrit, sc Sardinian, sd Sindhi, se Northern Sami, sg Sango,
    sh Serbo-Croatian, si Sinhala, sk Slovak, sl Slovenian, sm Samoan, sn Shona, so Somali, sq Albanian,
    sr Serbian, ss Swati, st Sotho, su Sundanese, sv Swedish, sw Swahili, ta Tamil, te Telugu, tg Tajik,
    th Thai, ti Tigrinya, tk Turkmen, tl Tagalog, tn Tswana, to Tongan, tr Turkish, ts Tsonga, tt Tatar,
    tw Twi, ty Tahitian, ug Uyghur, uk Ukrainian, ur Urdu, uz Uzbek, ve Venda, vi Vietnamese,
    wa Walloon, wo Wolof, xh Xhosa, yi Yiddish, yo Yoruba, za Zhuang, zh Chinese, zu Zulu,
    ckb Central Kurdish, dsb Lower Sorbian, fil Filipino, grc Ancient Greek, gsw Swiss German,
    haw Hawaiian, hsb Upper Sorbian, kmr Northern Kurdish, lij Ligurian, nds Low German,
    pcm Nigerian Pidgin, rom Romani, sco Scots, tpi Tok Pisin, yue Cantonese, xx any language
"""
LANGUAGES: Final[dict[str, str]] = dict(re.findall(r"(\w+) ([^,]+),", f"{' '.join(_TABLE.split())},"))
"""Code and name; ``xx`` for several languages, or one that is not among them."""

_CODE: Final = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)")
_BRITISH: Final = "en-GB"
_COMMON: Final = ("en", "cy", "de", "es", "fr", "hi", "pt", "zh")


def language_code(typed: str) -> str | None:
    """The code that is meant by a code, with or without a region (``pt-BR``), or by an English name."""
    tidy = typed.strip()
    match = _CODE.fullmatch(tidy)
    if match is not None and match[1].lower() in LANGUAGES:
        return match[1].lower() + match[2].replace("_", "-")
    return _by_name().get(_key(tidy))


@cache
def _by_name() -> dict[str, str]:
    return {_key(name): code for code, name in LANGUAGES.items()}


def with_region(code: str) -> str:
    """The code for files that know a language by region alone: English without one is British."""
    return _BRITISH if code.lower() == "en" else code


def language_in_words(code: str) -> str:
    """``Portuguese (pt-BR)``; the code alone where nobody knows it."""
    name = LANGUAGES.get(primary_language(code))
    return code if name is None else f"{name} ({code})"


def primary_language(code: str) -> str:
    """The language without its country: ``de`` of ``de-AT``."""
    return code.partition("-")[0].lower()


def known_language(typed: str) -> str:
    """As ``language_code``. Raises QualcodeError where the language is none of those that are known."""
    code = language_code(typed)
    if code is not None:
        return code
    names = _by_name()
    near = [names[name] for name in get_close_matches(_key(typed), list(names), n=3, cutoff=0.75)]
    shown = ", ".join(f"{code} ({LANGUAGES[code]})" for code in near or _COMMON)
    raise QualcodeError(
        f"“{typed.strip()}” is not a language that qualcode knows; "
        f"{'the nearest: ' if near else 'for example '}{shown}. "
        "Write a code, such as pt or pt-BR, or the English name."
    )


def _key(name: str) -> str:
    """A name without accents and in small letters; the process that reads files knows no more of spelling."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return " ".join("".join(letter for letter in letters if not unicodedata.combining(letter)).split())
