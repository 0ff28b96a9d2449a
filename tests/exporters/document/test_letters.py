"""Signs without a font are named in words and told of once; what a font has stays as it is."""

import pytest

from qualcode.exporters.document import letters
from qualcode.exporters.document.blocks import Colophon, Document, Paragraph
from qualcode.exporters.document.letters import in_words, said_once, without_picture
from qualcode.exporters.document.numbering import numbered
from qualcode.exporters.document.typeset import pdf_of
from qualcode.model.front import Front
from tests.exporters.document.specimens import ABOUT
from tests.support.pdf_pages import words_of_pages

SMILE, HAN = "\U0001f642", "\u6f22"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer that has no font but ours."""
    monkeypatch.setattr(letters, "_of_the_system", lambda _wanted: frozenset())


@pytest.mark.usefixtures("bare")
def test_what_no_font_has_is_found() -> None:
    assert without_picture(set(f"Well é ж 😀 {SMILE}{HAN} \u200d\ufe0f\n")) == {SMILE, HAN}
    assert without_picture(set("Plain words.")) == frozenset()


def test_a_font_of_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_of_the_system", lambda wanted: wanted & {ord(SMILE)})
    assert without_picture({SMILE, HAN}) == {HAN}


def test_a_file_that_is_no_font_shows_nothing(tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("fonts") / "broken.ttf"
    path.write_bytes(b"no font")
    assert letters._letters_of(path) == frozenset()
    assert letters._letters_of(path.with_suffix(".ttc")) == frozenset()


def test_signs_are_named_and_letters_stay() -> None:
    assert in_words(SMILE) == "[slightly smiling face]"
    assert in_words(HAN) == HAN
    said = said_once({SMILE, HAN})
    assert "The sign “slightly smiling face” is named in brackets" in said
    assert "The letter “cjk unified ideograph-6f22” is shown as a box" in said
    # A skin tone is no sign of its own.
    assert "".join(map(in_words, "\U0001f469\U0001f3fd")) == "[woman]"
    assert "The sign “woman” is named in brackets, because the fonts" in said_once(
        set("\U0001f469\U0001f3fd")
    )
    assert " and 4 more are named in brackets" in said_once({chr(0x1F910 + number) for number in range(12)})


@pytest.mark.usefixtures("bare")
def test_a_pdf_says_it_once() -> None:
    words = Paragraph(f"It rained {SMILE}, then it rained again {SMILE}.\tAnd then.")
    given = Document(Front(title="T"), (words,), Colophon(ABOUT))
    said = " ".join(" ".join(words_of_pages(pdf_of(given, numbered(given)))).split())
    assert (
        "It rained [slightly smiling face], then it rained again [slightly smiling face]. And then." in said
    )
    assert said.count("because the fonts of this document") == 1
