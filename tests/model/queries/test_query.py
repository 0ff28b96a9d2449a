"""Tests of query.

Tests as well: ``query_text``.
"""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import ANY_CODE, Expression, Join, Joined, PartKind, Query, QueryPart
from qualcode.model.queries.query_names import typed_query
from qualcode.model.queries.query_text import read_query
from qualcode.model.study import Study

WORDS = QueryPart(PartKind.WORDS, "moving on")
STIGMA, TRUST = QueryPart(PartKind.CODE, "stigma"), QueryPart(PartKind.CODE, "trust in private firms")
RENTED = QueryPart(PartKind.ATTRIBUTE, "rented", "housing")

values = st.text(alphabet='ab :()"“”„#>*\\\n.é😀', min_size=1, max_size=8).filter(str.strip)
closed_kinds = (PartKind.ATTRIBUTE, PartKind.IS, PartKind.WEIGHT)
plain_kinds = st.sampled_from([kind for kind in PartKind if kind not in closed_kinds])
names = st.one_of(values, st.sampled_from(["code", "Words", "coder", "housing", "not"]))
bounds = st.builds("{}{}".format, st.sampled_from([">=", "<=", ">", "<", "="]), st.integers(0, 999))
parts = st.one_of(
    st.builds(QueryPart, plain_kinds, values),
    st.builds(QueryPart, st.just(PartKind.ATTRIBUTE), values, names),
    st.builds(QueryPart, st.just(PartKind.IS), st.sampled_from(["coded", "uncoded"])),
    st.builds(QueryPart, st.just(PartKind.WEIGHT), bounds),
)


def joined(sides: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    def together(join: Join, left: Expression, right: Expression, within: int) -> Expression:
        both_words = all(isinstance(side, QueryPart) and side.kind.of_words for side in (left, right))
        if join is Join.AND and both_words:
            join = Join.OR
        return Joined(join, left, right, within if join.has_distance else 0)

    return st.builds(together, st.sampled_from(Join), sides, sides, st.integers(0, 30))


expressions: st.SearchStrategy[Expression] = st.recursive(parts, joined, max_leaves=6)
queries = st.builds(Query, expressions, st.lists(values, max_size=2).map(tuple))


@given(queries)
def test_what_is_written_is_read_as_the_same_query(query: Query) -> None:
    assert read_query(str(query)) == query
    assert str(read_query(str(query))) == str(query)


@given(queries)
def test_attributes_need_not_be_guessed_where_they_are_known(query: Query) -> None:
    known = {part.attribute for part in query.parts if part.attribute}
    assert read_query(str(query), known) == query


@given(queries)
def test_parts_can_be_taken_out_until_nothing_is_left(query: Query) -> None:
    left: Query | None = query
    while left is not None:
        number = len(list(left.parts)) + len(left.coders)
        assert read_query(str(left)) == left
        try:
            left = left.without(0)
        except QualcodeError:
            # Two words side by side with “and” are refused, as when they are typed.
            return
        if left is not None and left.what != QueryPart(PartKind.CODE, ANY_CODE):
            assert len(list(left.parts)) + len(left.coders) < number


@given(st.text(alphabet='code:ab ()"“”nearotd1\n', max_size=30))
def test_anything_typed_is_a_query_or_refused_in_a_sentence(text: str) -> None:
    try:
        query = read_query(text)
    except QualcodeError:
        return
    assert read_query(str(query)) == query


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("moving on", WORDS),
        ('"moving on"', WORDS),
        ('words:"moving on"', WORDS),
        ("trust and (privacy)", QueryPart(PartKind.WORDS, "trust and (privacy)")),
        ("tru*", QueryPart(PartKind.LIKE, "tru*")),
        ("words:*hood", QueryPart(PartKind.LIKE, "*hood")),
        ("tru* in the council", QueryPart(PartKind.LIKE, "tru* in the council")),
        ('"tru*"', QueryPart(PartKind.WORDS, "tru*")),
        ("5 * 3", QueryPart(PartKind.WORDS, "5 * 3")),
        ('exactly:"don’t"', QueryPart(PartKind.EXACTLY, "don’t")),
        ("bread and butter", QueryPart(PartKind.WORDS, "bread and butter")),
        (
            "bread and butter OR jam",
            Joined(Join.OR, QueryPart(PartKind.WORDS, "bread and butter"), QueryPart(PartKind.WORDS, "jam")),
        ),
        ("moving on NOT code:stigma", Joined(Join.NOT, WORDS, STIGMA)),
        ("moving on NEAR 0 jam", Joined(Join.NEAR, WORDS, QueryPart(PartKind.WORDS, "jam"), 0)),
        ("code:stigma before 3 housing:rented", Joined(Join.BEFORE, STIGMA, RENTED, 3)),
        ("code:stigma after 1 housing:rented", Joined(Join.AFTER, STIGMA, RENTED, 1)),
        ("is:uncoded", QueryPart(PartKind.IS, "uncoded")),
        ("code:stigma weight>=50", Joined(Join.AND, STIGMA, QueryPart(PartKind.WEIGHT, ">=50"))),
        ("Weight ≥ 50", QueryPart(PartKind.WEIGHT, ">=50")),
        ("memo:shame", QueryPart(PartKind.MEMO, "shame")),
        ("at 10 o’clock: no", QueryPart(PartKind.WORDS, "at 10 o’clock: no")),
        ('code:stigma and code:"trust in private firms"', Joined(Join.AND, STIGMA, TRUST)),
        ("code:stigma code:“trust in private firms”", Joined(Join.AND, STIGMA, TRUST)),
        ("CODE:stigma Near 2 housing:rented", Joined(Join.NEAR, STIGMA, RENTED, 2)),
        ("code:stigma and not housing:rented", Joined(Join.NOT, STIGMA, RENTED)),
        ("code:stigma and moving on", Joined(Join.AND, STIGMA, WORDS)),
        (
            'code:stigma or housing:rented inside code:"trust in private firms"',
            Joined(Join.OR, STIGMA, Joined(Join.INSIDE, RENTED, TRUST)),
        ),
        (
            "(code:stigma or housing:rented) with words:“moving on”",
            Joined(Join.WITH, Joined(Join.OR, STIGMA, RENTED), WORDS),
        ),
    ],
)
def test_what_is_typed(text: str, what: Expression) -> None:
    assert read_query(text) == Query(what)


def test_only_known_names_before_a_colon_are_attributes() -> None:
    assert read_query("10:30", ["housing"]) == Query(QueryPart(PartKind.WORDS, "10:30"))
    assert read_query("HOUSING:rented", ["housing"]).what == QueryPart(
        PartKind.ATTRIBUTE, "rented", "HOUSING"
    )
    assert read_query("https://council.example", ["housing"]).what == QueryPart(
        PartKind.WORDS, "https://council.example"
    )
    assert read_query("like :D", ["housing"]).what == QueryPart(PartKind.WORDS, "like :D")
    assert read_query("she said: no", ["housing"]).what == QueryPart(PartKind.WORDS, "she said: no")
    assert read_query("Über:ja", ["ÜBER"]).what == QueryPart(PartKind.ATTRIBUTE, "ja", "Über")
    assert read_query('"10":30', ["housing"]).what == QueryPart(PartKind.ATTRIBUTE, "30", "10")
    for text in ("housing:", "code:a and Housing:"):
        with pytest.raises(QualcodeError, match="ousing:” names nothing"):
            read_query(text, ["housing"])


@pytest.mark.parametrize(
    "kind", ["code:{}", "{}:rent", "is:{}", "{} :a and code:b", "code:a within{} code:b"]
)
def test_no_sentence_repeats_ten_thousand_letters(kind: str) -> None:
    with suppress(QualcodeError):
        read_query(kind.format("x" * 10_000), ["housing"])
    with pytest.raises(QualcodeError) as refused:
        typed_query(Study(), kind.format("x" * 10_000))
    assert len(str(refused.value)) < 600


def test_coders_hold_for_the_whole_query() -> None:
    assert read_query("coder:AB and code:stigma and coder:CD") == Query(STIGMA, ("AB", "CD"))
    assert read_query("coder:AB") == Query(QueryPart(PartKind.CODE, ANY_CODE), ("AB",))
    for text in ("code:stigma or coder:AB", "code:stigma not coder:AB", "(code:a coder:AB) code:b"):
        with pytest.raises(QualcodeError, match="whole query"):
            read_query(text)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  ", "nothing to search for"),
        ("code:", "“code:” names nothing"),
        ('code:""', "“code:” names nothing"),
        ("coder:", "names nobody"),
        ("code:a and", "missing at the end"),
        ("or code:a", "missing before “or”"),
        ("not code:a", "Say first where to look"),
        ("(code:a", "bracket before “code:a” is not closed"),
        ("code:a)", "bracket after “code:a” was never opened"),
        ("(trust", "bracket before “trust” is not closed"),
        ("trust) me", "bracket after “trust” was never opened"),
        ("(trust (me)", "bracket before “trust” is not closed"),
        (":)", "bracket after “:” was never opened.*in quotation marks"),
        ("(", "The bracket is not closed"),
        ("(a OR b", "bracket before “a” is not closed"),
        ("regex:a)", "bracket after “regex:a” was never opened"),
        ('code:"a', "quotation mark after “code:” is not closed"),
        ('"', "The quotation mark is not closed"),
        ("“", "The quotation mark is not closed"),
        ("”", "The quotation mark was never opened"),
        ('"trust in firms', "quotation mark before “trust” is not closed"),
        ('trust "in firms', "quotation mark after “trust” is not closed"),
        ("“trust", "quotation mark before “trust” is not closed"),
        ("trust”", "quotation mark after “trust” was never opened"),
        ("“trust” and “you", "quotation mark after “and” is not closed"),
        ('regex:"abc', "quotation mark after “regex:” is not closed"),
        ('exactly:"abc', "quotation mark after “exactly:” is not closed"),
        ('6" of snow', "quotation mark after “6” is not closed"),
        ('code:a and "trust', "quotation mark after “and” is not closed"),
        ("code:a near code:b", "distance in turns"),
        ("words:a and words:b", "NEAR 0"),
        ("code:a within code:b", "“within” is not understood.*inside"),
        ("code:a xor code:b", "“xor” is not understood"),
        ("code :stigma", "no blank before a colon: write code:stigma"),
        ("trust and Speaker :Ruth", "write Speaker:Ruth"),
        ("code:" + "x" * 9_000 + " within code:b", "“within” is not understood"),
        ("trust XOR council", "“XOR” is not understood"),
        ("trust xor council", "“xor” is not understood"),
        ("trust && council", "“&&” is not understood"),
        ("trust || council", "“||” is not understood"),
        ("code:a together with code:b", "“together” is not understood"),
        ("code:a somehow beside code:b", "“somehow beside” is not understood"),
        ("NOT fair", "Say first where to look"),
        ("regex:(a|b)", 'write regex:"'),
        ("regex:[a-z]+(s|z)", 'write regex:"'),
        ("code:a before code:b", "“before” needs a distance"),
        ("is:nice", "is:uncoded"),
        ("weight>=many", "whole number"),
        ("weight!=50", "whole number"),
        ("weight ≠ 50", "whole number"),
        (" OR ".join(["trust"] * 3000), "at most 200 parts"),
        (" NOT ".join(["trust"] * 3000), "at most 200 parts"),
        (" ".join(["weight>5"] * 3000), "at most 200 parts"),
        ("trust AND council", "write NEAR 0"),
        ("\u200b\u00ad", "nothing to search for"),
        ("(" * 50 + "code:a" + ")" * 50, "too many brackets"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(text: str, sentence: str) -> None:
    with pytest.raises(QualcodeError, match=sentence):
        read_query(text)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("housing=rented", "housing:rented"),
        ("Housing!=rented and code:a", "Housing:rented"),
        ("age>=30", "age:30"),
        ("code=stigma", "code:stigma"),
        ("trust and speaker≠Ruth", "speaker:Ruth"),
        ("age=", "age:…"),
    ],
)
def test_only_a_weight_is_compared(typed: str, written: str) -> None:
    with pytest.raises(QualcodeError, match=f"Only a weight is compared.* write a colon: {written}"):
        read_query(typed, ["housing", "age"])


@pytest.mark.parametrize("typed", ["2+2=4", "rent>wages", "=", "housing=", "->"])
def test_signs_in_words_that_name_nothing_are_words(typed: str) -> None:
    assert read_query(typed, ["age"]).what == QueryPart(PartKind.WORDS, typed)


@pytest.mark.parametrize("typed", ['"trust*"', "“trust*”", "„trust*“", "„trust*”", "”trust*”"])
def test_words_are_in_quotation_marks_of_any_language(typed: str) -> None:
    words = QueryPart(PartKind.WORDS, "trust*")
    assert read_query(typed).what == words
    assert read_query(f"code:a or {typed}").what == Joined(Join.OR, QueryPart(PartKind.CODE, "a"), words)
    assert read_query(f"code:{typed}").what == QueryPart(PartKind.CODE, "trust*")


@pytest.mark.parametrize("piece", ["„ ", "”a ", '" ', "a:„ ", "( ", "“ ", '"a', "weight "])
def test_twice_as_much_takes_twice_as_long_and_no_more(piece: str) -> None:
    def seconds(count: int) -> float:
        begun = time.process_time()
        with suppress(QualcodeError):
            read_query(piece * count)
        return time.process_time() - begun

    # If each piece were compared with all others it would be sixteen times sixteen.
    assert min(seconds(8000) for _ in range(2)) < 100 * max(seconds(500), 0.002)


def test_quotation_marks_and_brackets_themselves_can_be_looked_for() -> None:
    assert read_query('""""').what == QueryPart(PartKind.WORDS, '"')
    assert read_query('":)"').what == QueryPart(PartKind.WORDS, ":)")
    assert read_query("(laughs)").what == QueryPart(PartKind.WORDS, "(laughs)")
    assert read_query("I said (once) no").what == QueryPart(PartKind.WORDS, "I said (once) no")


@given(st.text(alphabet="ab \"“”„()*:'", min_size=1, max_size=12))
def test_what_is_kept_of_a_query_can_always_be_read_again(typed: str) -> None:
    with suppress(QualcodeError):
        query = read_query(typed)
        kept = str(query)
        assert read_query(kept) == query


def test_a_name_that_is_no_attribute_is_said_with_the_nearest_ones() -> None:
    known = ["housing status", "age", "region"]
    with pytest.raises(QualcodeError, match="no attribute named “housing”; the nearest name is “housing st"):
        read_query("housing:rent", known)
    with pytest.raises(QualcodeError, match="“region”"):
        read_query("code:a and regoin:north", known)
    with pytest.raises(QualcodeError, match="“code”"):
        read_query("codes:stigma", known)
    with pytest.raises(QualcodeError, match="its attributes are “housing status”, “age”, “region”"):
        read_query("zzz:1", known)
    with pytest.raises(QualcodeError, match="it has none yet"):
        read_query("zzz:1", [])
    assert read_query('"housing:rent"', known).what == QueryPart(PartKind.WORDS, "housing:rent")


def test_parts_are_shown_with_their_joints_and_can_be_taken_out() -> None:
    query = read_query("code:stigma near 2 (code:a or code:b) and housing:rented and coder:AB")
    assert query.labels() == (
        "code:stigma", "near 2 (code:a or code:b)", "and housing:rented", "and coder:AB",
    )  # fmt: skip
    assert str(query.without(1)) == "code:stigma and housing:rented and coder:AB"
    assert str(query.without(0)) == "(code:a or code:b) and housing:rented and coder:AB"
    assert str(query.without(3)) == "code:stigma near 2 (code:a or code:b) and housing:rented"
    assert read_query("code:stigma").without(0) is None
