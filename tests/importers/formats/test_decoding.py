import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.formats.decoding import clean, decode
from qualcode.model.errors import UnreadableFileError

SAID = "Zoë said “it’s – well – £5…” at the café.\nNaïve? Ça va, müde, José.\n"


@pytest.mark.parametrize(
    ("encoding", "warnings"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ()),
        ("utf-32", ()),
        ("utf-16-le", ("UTF-16 assumed",)),
        ("utf-16-be", ("UTF-16 assumed",)),
        ("cp1252", ("Windows-1252 assumed",)),
    ],
)
def test_encodings(encoding: str, warnings: tuple[str, ...]) -> None:
    decoded = decode((SAID * 20).encode(encoding))
    assert decoded.text == SAID * 20
    assert decoded.warnings == warnings


@pytest.mark.parametrize(
    ("encoding", "words"),
    [
        ("cp1251", "Добрый день, меня зовут Анна, я живу в Москве. Расскажите о вашей семье, пожалуйста. "),
        ("cp1253", "Καλημέρα σας, με λένε Άννα και μένω στην Αθήνα. Πείτε μου για την οικογένειά σας. "),
    ],
)
def test_other_code_pages_are_guessed_and_told(encoding: str, words: str) -> None:
    decoded = decode((words * 30).encode(encoding))
    assert decoded.text == words * 30
    assert len(decoded.warnings) == 1
    assert decoded.warnings[0].endswith("assumed")


def test_line_ends_become_lf_and_nothing_else_changes() -> None:
    kept = "a\u2028b\u00a0c\u0301 \U0001f600\u000b\u0085"
    assert decode(f"x\r\ny\rz\n{kept}".encode()).text == f"x\ny\nz\n{kept}"


@pytest.mark.parametrize(
    "raw", [bytes(range(256)) * 8, b"\x00\x01\x02\x03" * 500, b"\x7fELF\x00\x00\x01" * 300]
)
def test_binary_data_is_refused(raw: bytes) -> None:
    with pytest.raises(UnreadableFileError, match="not a text file"):
        decode(raw)


def test_a_stray_null_character_is_replaced_and_told() -> None:
    decoded = decode(b"It was\x00 so. " + b"And then again. " * 50)
    assert decoded.text.startswith("It was\ufffd so.")
    assert decoded.warnings == ("1 null character replaced by \ufffd",)


def test_broken_utf16_is_told() -> None:
    decoded = decode(b"\xff\xfe" + "abc".encode("utf-16-le") + b"\x00\xd8")
    assert decoded.text == "abc\ufffd"
    assert decoded.warnings == ("1 broken character replaced by \ufffd",)


@given(st.text(alphabet=st.characters(exclude_characters="\0\r", exclude_categories=["Cs", "Cc"])))
def test_utf8_comes_back_as_it_was(text: str) -> None:
    assert decode(text.encode()).text == text.removeprefix("\ufeff")


@given(st.binary(max_size=400))
def test_any_bytes_give_storable_text_or_one_sentence(raw: bytes) -> None:
    try:
        decoded = decode(raw)
    except UnreadableFileError:
        return
    assert "\0" not in decoded.text
    assert "\r" not in decoded.text
    decoded.text.encode("utf-8")


@given(st.text(alphabet=st.characters(), max_size=50))
def test_cleaned_text_can_be_stored(text: str) -> None:
    cleaned, warnings = clean(text)
    cleaned.encode("utf-8")
    assert "\0" not in cleaned
    assert bool(warnings) == ("\0" in text or any("\ud800" <= letter <= "\udfff" for letter in text))


TEXTS = {
    "Turkish": ("Görüşmeci: Bahçeye nasıl geldiniz?\nKatılımcı: Komşum bırakıyordu.\n", "cp1254 iso8859-9"),
    "Russian": (
        "Интервьюер: Как вы пришли в сад?\nУчастник: Соседка уезжала, я взял.\n",
        "cp1251 koi8-r iso8859-5 utf-16-le utf-16-be",
    ),
    "Polish": (
        "Prowadzący: Jak pan tu trafił?\nUczestnik: Sąsiadka oddawała działkę.\n",
        "cp1250 iso8859-2 utf-16-le",
    ),
    "Czech": (
        "Tazatel: Jak jste začínal?\nDotázaný: Příští rok jsme sázeli, bylo to těžké.\n",
        "cp1250 iso8859-2 utf-16-be",
    ),
    "Hungarian": ("Kérdező: Hogyan kezdődött?\nŐ: Fűvel és földdel, később gyümölccsel, sűrűn.\n", "cp1250"),
    "Icelandic": ("Spyrill: Hvernig byrjaðir þú?\nViðmælandi: Já, það er rétt, ég tók við því.\n", "cp1252"),
    "French": ("Enquêtrice: Où était le père?\nMère: Là-bas, près de la forêt, où ça gelait.\n", "cp1252"),
    "German": ("Interviewerin: Wie war das früher?\nB: Äh, schön, aber größer.\n", "cp1252"),
    "Greek": ("Ερευνητής: Πώς ξεκινήσατε;\nΣυμμετέχων: Η γειτόνισσα έφευγε.\n", "cp1253 utf-16-le"),
    "Hebrew": ("מנחה: איך התחלת?\nדנה: השכנה עזבה, ולקחתי.\n", "cp1255 utf-16-be"),
    "Japanese": (
        "聞き手: どうやって始めましたか。\n太郎: 隣の人が辞めました。\n",
        "iso2022_jp shift_jis euc_jp",
    ),
}


@pytest.mark.parametrize(
    ("language", "encoding"),
    [(language, encoding) for language, (_, names) in TEXTS.items() for encoding in names.split()],
)
def test_legacy_encodings_of_many_languages(language: str, encoding: str) -> None:
    text = TEXTS[language][0] * 6
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert any("assumed" in warning for warning in decoded.warnings)
