"""Words in the ways they may be meant, in one text."""

import contextlib
import threading
import time
from collections.abc import Iterator

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis import occurrences as module
from qualcode.analysis.occurrences import occurrences, typed_part
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import PartKind, QueryPart
from qualcode.model.queries.query_text import read_query

TEXT = (
    "Trust, trusted and distrust: “Trustworthy”.\n"
    "My childhood, my neigh\u00adbourhood, hood. Brotherhoods.\n"
    "The café was Frédéric’s. We don’t co‑operate."
)


def found(typed: str, text: str = TEXT, *, match_case: bool = False) -> list[str]:
    part = read_query(typed).what
    assert isinstance(part, QueryPart)
    return [text[start:end] for start, end in occurrences(part, match_case=match_case)(text)]


def test_a_star_stands_for_any_letters_of_a_word() -> None:
    assert found("tru*") == ["Trust", "trusted", "Trustworthy"]
    assert found("*hood") == ["childhood", "neigh\u00adbourhood", "hood"]
    assert found("*hood*") == ["childhood", "neigh\u00adbourhood", "hood", "Brotherhoods"]
    assert found("tr*ed and") == ["trusted and"]
    assert found("my *hood") == ["My childhood", "my neigh\u00adbourhood"]
    assert found("* trust") == []
    assert found("caf*") == ["café"]
    assert found("fr*é*") == ["Frédéric"]
    assert found("fré*ric") == ["Frédéric"]
    assert found("fre*ric") == ["Frédéric"]
    assert found("frè*ric") == []
    assert found("Tru*", match_case=True) == ["Trust", "Trustworthy"]
    assert found("*a*", "a") == ["a"]
    assert found("हि*", "हिन्दी में हि") == ["हिन्दी", "हि"]


@given(
    st.text(alphabet="ab*", min_size=2, max_size=6).filter(lambda typed: "*" in typed and typed.strip("*")),
    st.text(alphabet="ab -", max_size=20),
)
def test_stars_find_the_words_that_fit_and_no_others(typed: str, text: str) -> None:
    fits = regex.compile(typed.replace("*", "[ab]*"))
    expected = [word.span() for word in regex.finditer(r"[ab]+", text) if fits.fullmatch(word[0])]
    assert list(occurrences(QueryPart(PartKind.LIKE, typed))(text)) == expected


@pytest.mark.parametrize("typed", ["hood*x", "*hood*x", "*hoodx", "hood*", "stem:hood", "word:hoodx"])
def test_a_word_of_a_million_letters_is_gone_through_once(typed: str) -> None:
    longest = "hood" * 250_000
    whole = typed in ("hood*", "stem:hood")
    assert found(typed, longest) == ([longest] if whole else [])


@pytest.mark.parametrize("typed", ["hood", "*hood", "é"])
@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0323"])
def test_marks_without_end_come_to_an_end(typed: str, marks: str) -> None:
    assert found(typed, f"e hood {marks * 100_000} hood").count("hood") == (0 if typed == "é" else 2)
    assert not found(typed, marks * 100_000)


def test_too_many_stars_are_said() -> None:
    with pytest.raises(QualcodeError, match="at most 40 stars"):
        found("a*" * 41)
    assert found("a*" * 40) == []


@pytest.mark.parametrize(
    "calls", ["(?R)", r"(a(?1)?b)", r"(?<n>a(?&n)?b)", r"\\\\(?R)", "(?P<n>a(?P>n)?)", "(?0)"]
)
def test_what_calls_itself_is_said(calls: str) -> None:
    with pytest.raises(QualcodeError, match="calls itself"):
        occurrences(QueryPart(PartKind.REGEX, calls))
    assert found(r'regex:"\(\?R\)"', "(?R)") == ["(?R)"]
    assert found('regex:"(?i:A)(?-i:b)"', "ab") == ["ab"]


def test_whole_words_and_beginnings_in_any_spelling() -> None:
    assert found("word:trust") == ["Trust"]
    assert found('word:"don\'t"') == ["don’t"]
    assert found("stem:trust") == ["Trust", "trusted", "Trustworthy"]
    assert found("stem:neighbour") == ["neigh\u00adbourhood"]
    assert found("stem:frederic") == ["Frédéric"]
    assert found("stem:co-op") == ["co‑operate"]
    assert found("word:कि", "कि किताब") == ["कि"]


def test_exactly_is_letter_by_letter() -> None:
    assert found('exactly:"don’t"') == ["don’t"]
    assert found('exactly:"don\'t"') == []
    assert found("exactly:trust") == ["trust", "trust"]
    assert found("exactly:Caf") == []
    assert found('exactly:"d, h"', "d, h d,  h") == ["d, h"]


words = st.text(alphabet="abé* ", min_size=1, max_size=4).filter(lambda text: bool(text.strip()))


@given(words, st.text(alphabet="abé -’", max_size=12))
def test_places_of_any_pattern_are_in_order_and_apart(typed: str, text: str) -> None:
    last = 0
    for kind in (PartKind.WORDS, PartKind.WORD, PartKind.STEM, PartKind.LIKE):
        last = 0
        for start, end in occurrences(QueryPart(kind, typed))(text):
            assert last <= start < end <= len(text)
            last = end


@given(st.text(alphabet="abé", min_size=1, max_size=3), st.text(alphabet="abeé -", max_size=16))
def test_a_star_at_the_end_is_like_how_words_begin(word: str, text: str) -> None:
    like, stem = (
        occurrences(QueryPart(kind, value))
        for kind, value in ((PartKind.LIKE, f"{word}*"), (PartKind.STEM, word))
    )
    assert list(like(text)) == list(stem(text))


def test_regular_expressions_are_stopped_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    with pytest.raises(QualcodeError, match=r"was stopped after .* Make it simpler"):
        list(occurrences(QueryPart(PartKind.REGEX, "(a|aa)+$"))("a" * 60 + "b"))


@pytest.mark.parametrize(
    ("hangs", "text"),
    [("(a+)+$", "a" * 36), ("(a+)+$", "a" * 36 + "b"), (r"(\w+\s?)+!x", "word " * 40), ("(.*)*x", "ab" * 99)],
)
def test_repetitions_within_repetitions_come_to_an_end(
    hangs: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.2)
    with contextlib.suppress(QualcodeError):
        list(occurrences(QueryPart(PartKind.REGEX, hangs))(text))


def test_a_regular_expression_lets_other_threads_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "PATIENCE", 1.0)
    turns = []

    def look() -> None:
        with pytest.raises(QualcodeError):
            list(occurrences(QueryPart(PartKind.REGEX, "(a|aa)+$"))("a" * 60 + "b"))

    thread = threading.Thread(target=look)
    thread.start()
    while thread.is_alive():
        turns.append(1)
        time.sleep(0.001)
    thread.join()
    assert len(turns) > 20


@pytest.mark.parametrize("pattern", ["[a", "(", "a{2,1}", "*"])
def test_what_is_no_regular_expression_is_said(pattern: str) -> None:
    with pytest.raises(QualcodeError, match="is not a regular expression"):
        occurrences(QueryPart(PartKind.REGEX, pattern))


def test_an_expression_for_which_memory_is_short_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short:
        def finditer(self, *_: object, **__: object) -> None:
            raise MemoryError

    monkeypatch.setattr(regex, "compile", lambda *_: Short())
    with pytest.raises(QualcodeError, match="needs more memory than there is"):
        list(occurrences(QueryPart(PartKind.REGEX, "a#"))("aaa"))


@given(
    st.sampled_from([r"gol(mir|sha)\b", "ab?", "a|b+", r"\bb\w*", "^a", "b$", "[ab]{2}", ".*"]),
    st.text(alphabet="ab golmirsha\n", max_size=40),
)
def test_with_and_without_a_clock_the_same_is_found(expression: str, text: str) -> None:
    pattern = regex.compile(expression, regex.MULTILINE | regex.IGNORECASE)
    clocked = [hit.span() for hit in pattern.finditer(text, timeout=60) if hit.end() > hit.start()]
    assert list(occurrences(QueryPart(PartKind.REGEX, expression))(text)) == clocked


def test_an_expression_that_no_memory_is_enough_for_is_refused() -> None:
    with pytest.raises(QualcodeError, match="more than 10,000 repetitions"):
        occurrences(QueryPart(PartKind.REGEX, "((a{1000}){1000}){1000}"))


@pytest.mark.parametrize(
    ("typed", "text", "there"),
    [
        # A letter typed without an accent may have any, one typed with an accent has that one.
        ("e*é", "ete eté été", ["eté", "été"]),
        ("é*e", "ete éte été ete", ["éte", "été"]),
        ("resume* é", "résumé é resume e", ["résumé é"]),
        ("a*a", "a aa aba ab", ["aa", "aba"]),
        ("ab*", "ab abab xab ab-ab", ["ab", "abab", "ab", "ab"]),
        ("*ab", "ab xab abx ab", ["ab", "xab", "ab"]),
        ("*b*", "abab b a", ["abab", "b"]),
    ],
)
def test_words_with_stars_are_found_one_after_the_other(typed: str, text: str, there: list[str]) -> None:
    assert found(typed, text) == there


def test_capitals_count_where_they_are_asked_for() -> None:
    text = "Trust trust TRUST trustee Trustee"
    assert found("Tru*t", text, match_case=True) == ["Trust"]
    assert found("tru*", text, match_case=True) == ["trust", "trustee"]
    assert found("tru*", text) == text.split()
    assert found("word:Trust", text, match_case=True) == ["Trust"]
    assert found("stem:Trust", text, match_case=True) == ["Trust", "Trustee"]
    assert found("stem:trust", text) == text.split()


def test_a_search_that_may_hang_has_a_clock_that_a_long_text_gives_more_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[tuple[float | None, bool]] = []

    class Watched:
        def finditer(self, text: str, *, timeout: float | None, concurrent: bool) -> Iterator[object]:
            asked.append((timeout, concurrent))
            if timeout is not None and len(text) > 12:
                raise TimeoutError
            return iter(())

    monkeypatch.setattr(module, "PATIENCE", 2.0)
    monkeypatch.setattr(module, "_A_LONG_TEXT", 4)
    monkeypatch.setattr(regex, "compile", lambda *_: Watched())
    slow, quick = (occurrences(QueryPart(PartKind.REGEX, each)) for each in ("(a+)+b", "ab"))
    for length in (1, 4, 6, 12):
        assert list(slow("a" * length)) == []
    assert list(quick("a" * 99)) == []
    assert asked == [(2.0, True), (2.0, True), (3.0, True), (6.0, True), (None, True)]
    with pytest.raises(
        QualcodeError, match=r"^The regular expression “\(a\+\)\+b” was stopped after 8 seconds in"
    ):
        slow("a" * 16)


def test_capitals_count_in_regular_expressions_where_they_are_asked_for() -> None:
    assert found('regex:"^tr.st"', "Trust\ntrast\nxtrust") == ["Trust", "trast"]
    assert found('regex:"^tr.st"', "Trust\ntrast\nxtrust", match_case=True) == ["trast"]
    # What is empty is no place.
    assert found('regex:"a*"', "baab") == ["aa"]


def test_what_begins_with_a_mark_after_a_star_is_looked_for_to_the_end() -> None:
    assert found("*-x*a", "b-xc a-xa") == ["a-xa"]
    assert found("*’s*t", "Ann’s net Ben’st") == ["Ben’st"]


def test_words_and_beginnings_stand_by_themselves() -> None:
    text = "trust trustee entrust trust-fund x.trust"
    assert list(occurrences(QueryPart(PartKind.WORD, "trust"))(text)) == [(0, 5), (22, 27), (35, 40)]
    assert list(occurrences(QueryPart(PartKind.STEM, "trust"))(text)) == [(0, 5), (6, 13), (22, 27), (35, 40)]
    assert list(occurrences(QueryPart(PartKind.STEM, "a"))("aba a")) == [(0, 3), (4, 5)]
    # Where words follow each other, each is looked at once.
    assert list(occurrences(QueryPart(PartKind.STEM, "a a"))("a aab a a")) == [(0, 5), (6, 9)]
    assert list(occurrences(QueryPart(PartKind.EXACTLY, "aa"))("aaaaa aa")) == [(0, 2), (2, 4), (6, 8)]


def test_typed_words_may_have_stars() -> None:
    assert typed_part("tru*") == QueryPart(PartKind.LIKE, "tru*")
    assert typed_part("trust me") == QueryPart(PartKind.WORDS, "trust me")
