"""The language of a text is told by its small words, and said where it is not the one that is assumed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.importers.spoken_language import language_of, language_told
from qualcode.importers.tables.surveys import SurveyColumns, SurveyLayout, survey_of
from qualcode.importers.tables.table_cells import HeadedTable
from qualcode.model.words.languages import LANGUAGES

SPOKEN = {
    "en": "I moved here with my mother when I was nine, and I did not like it at all. The school "
    "was too big for me, but after a year I had friends and then it was fine.",
    "de": "Ich bin mit meiner Mutter hierher gezogen, als ich neun war, und es hat mir gar nicht "
    "gefallen. Die Schule war zu groß für mich, aber nach einem Jahr hatte ich Freunde, und "
    "dann ging es.",
    "fr": "Je suis venue ici avec ma mère quand j’avais neuf ans et ça ne m’a pas plu du tout. "
    "L’école était trop grande pour moi, mais après un an j’avais des amis et on était bien.",
    "es": "Me vine aquí con mi madre cuando tenía nueve años y no me gustó nada. La escuela era "
    "muy grande para mí, pero después de un año tenía amigos y ya estaba más tranquila.",
    "it": "Sono venuta qui con mia madre quando avevo nove anni e non mi è piaciuto per niente. La "
    "scuola era troppo grande per me, ma dopo un anno avevo degli amici e stavo bene.",
    "pt": "Eu vim para cá com a minha mãe quando tinha nove anos e não gostei nada. A escola era "
    "muito grande para mim, mas depois de um ano eu já tinha amigos e foi mais fácil.",
    "nl": "Ik ben hier met mijn moeder komen wonen toen ik negen was en ik vond het helemaal niet "
    "leuk. De school was te groot voor mij, maar na een jaar had ik vrienden en toen ging "
    "het wel.",
    "sv": "Jag flyttade hit med min mamma när jag var nio och jag tyckte inte alls om det. Skolan "
    "var för stor för mig, men efter ett år hade jag vänner och då var det bra också.",
    "fi": "Minä muutin tänne äidin kanssa kun olin yhdeksän, ja en pitänyt siitä ollenkaan. Koulu "
    "oli minulle liian iso, mutta vuoden päästä oli kavereita ja sitten se oli ihan hyvä, "
    "että niin.",
    "pl": "Przyjechałam tu z mamą, jak miałam dziewięć lat, i w ogóle mi się nie podobało. Szkoła "
    "była dla mnie za duża, ale po roku już miałam koleżanki i tak to jest do dziś, że na "
    "nic nie narzekam.",
    "tr": "Buraya annemle dokuz yaşında geldim ve hiç sevmedim. Okul benim için çok büyüktü ama "
    "bir yıl sonra arkadaşlarım oldu, o da iyi bir şey, ne de olsa daha iyi değil mi, bu "
    "kadar gibi.",
    "cy": "Mi wnes i symud yma efo mam pan oeddwn i yn naw ac nid oeddwn yn hoffi y lle o gwbl. "
    "Roedd yr ysgol yn rhy fawr i mi, ond ar ôl blwyddyn roedd gen i ffrindiau ac mae hi yn "
    "iawn wedi hynny.",
    "ru": "Я приехала сюда с мамой, когда мне было девять, и мне это совсем не понравилось. Школа "
    "была для меня большая, но через год у меня были друзья, и как это бывает, что я так и "
    "не уехала.",
    "uk": "Я приїхала сюди з мамою, коли мені було девять, і мені це зовсім не сподобалося. Школа "
    "була для мене велика, але через рік у мене були друзі, та як це буває, що я так і не "
    "поїхала.",
    "el": "Ήρθα εδώ με τη μητέρα μου όταν ήμουν εννέα χρονών και δεν μου άρεσε καθόλου το σχολείο.",
    "he": "הגעתי לכאן עם אמא שלי כשהייתי בת תשע ובכלל לא אהבתי את זה בהתחלה.",
    "ja": "九歳のときに母とここに引っ越してきて、最初は学校がぜんぜん好きではありませんでした。でも"
    "友達ができました。",
    "zh": "我九岁的时候和妈妈一起搬到这里，一开始我一点也不喜欢这个学校，但是一年以后我有了朋友，后"
    "来就好了。",
    "ko": "아홉 살 때 엄마와 함께 여기로 이사 왔는데 처음에는 학교가 전혀 마음에 들지 않았어요. "
    "친구가 생겼어요.",
    "th": "ฉันย้ายมาที่นี่กับแม่ตอนอายุเก้าขวบและไม่ชอบโรงเรียนเลย แต่หลังจากหนึ่งปีฉันก็มีเพื่อน",
}


@pytest.mark.parametrize("sign", ["", "“", "é", "İ", "Σ"])
def test_words_are_counted_alike_whatever_signs_stand_between(sign: str) -> None:
    # Plain letters, other letters, and letters with two small forms are counted in three ways.
    plain = [(code, words) for code, words in SPOKEN.items() if words.isascii()]
    assert plain
    for code, words in plain:
        assert language_of(f"{words} {sign} {words.upper()}") == code


@pytest.mark.parametrize("language", SPOKEN)
def test_a_few_sentences_tell_their_language(language: str) -> None:
    talk = f"INT: {SPOKEN[language]}\nP1: {SPOKEN[language]}\n"
    assert language_of(talk) == language
    assert language in LANGUAGES


@pytest.mark.parametrize("language", sorted(set(SPOKEN) - {"en"}))
def test_another_language_than_english_is_taken_over_and_said(language: str) -> None:
    told, sentences = language_told("", SPOKEN[language] * 2)
    assert told == language
    assert LANGUAGES[language] in sentences[0]


def test_english_needs_no_word() -> None:
    assert language_told("", SPOKEN["en"] * 2) == ("en", ())
    assert language_told("en-GB", SPOKEN["en"] * 2) == ("en-GB", ())


def test_what_a_file_declares_holds_and_is_doubted_where_its_words_are_others() -> None:
    told, sentences = language_told("en", SPOKEN["de"] * 2)
    assert told == "en"
    assert "English" in sentences[0]
    assert "German" in sentences[0]
    assert language_told("de-AT", SPOKEN["de"] * 2) == ("de-AT", ())


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ja, das ist so.",
        SPOKEN["en"] + SPOKEN["de"],
        " ".join(
            f"{one} {other}" for one, other in zip(SPOKEN["es"].split(), SPOKEN["pt"].split(), strict=False)
        ),
        "MOD: badoki lume " * 60,
        "12:03 — 14:07 … 100 % " * 40,
    ],
)
def test_what_is_not_clear_is_left_as_it_is(text: str) -> None:
    assert language_of(text) == ""
    assert language_told("", text) == ("en", ())


@given(st.text(max_size=400), st.sampled_from(["", "de", "cy"]))
def test_any_text_has_a_known_language(text: str, declared: str) -> None:
    told, sentences = language_told(declared, text)
    assert told in LANGUAGES
    assert not declared or told == declared
    assert len(sentences) <= 1


def test_the_answers_of_a_survey_are_judged_together() -> None:
    rows = tuple((f"R{number}", answer) for number, answer in enumerate(SPOKEN["de"].split(", ")))
    table = HeadedTable(("id", "Was war schwer?"), rows, ())
    survey = survey_of(table, "answers.csv", "0" * 64, SurveyColumns(0, (1,), ()), SurveyLayout.BY_RESPONDENT)
    assert {transcript.language for transcript in survey.transcripts} == {"de"}
    assert "German" in survey.warnings[-1]


def test_a_long_foreword_in_another_language_does_not_speak_for_the_talk() -> None:
    foreword, talk = SPOKEN["en"] * 40, SPOKEN["cy"] * 400
    assert len(foreword) > 5_000
    assert language_of(f"{foreword}\n{talk}") == "cy"
    assert language_of(f"{talk}\n{foreword}") == "cy"
