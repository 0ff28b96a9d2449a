from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.analysis.occurrences import occurrences
from qualcode.analysis.query import find
from qualcode.analysis.search import AROUND, Hit, Match, hit_at, search_part
from qualcode.model.errors import QualcodeError
from qualcode.model.queries.query import PartKind, Query, QueryPart, has_wildcard
from qualcode.model.span import Span
from qualcode.model.study import Study
from tests.analysis.building import Said, Talk, identity, study_of

TEXT = "P1: 😀 Trust me.\nP2: I distrust (all) trust\u00a0funds.\n"


def study() -> Study:
    talk = Talk(TEXT, [Said(0, 16, "P1", 4), Said(16, len(TEXT), "P2", 20)])
    return study_of({"FG1": talk, "FG2": Talk("No trust here")}, {})


def hits_of(
    words: str, match: Match = Match.EXACT, *, match_case: bool = False, around: int = AROUND
) -> list[Hit]:
    findings = find(study(), Query(search_part(words, match)), match_case=match_case)
    return [hit_at(study(), *findings.place(place), around) for place in range(len(findings))]


def found(words: str, match: Match = Match.EXACT, match_case: bool = False) -> list[str]:
    hits = hits_of(words, match, match_case=match_case)
    return [study().text(hit.transcript_id)[hit.span.start : hit.span.end] for hit in hits]


def test_words_are_found_whatever_their_capitals() -> None:
    assert found("TRUST") == ["Trust", "trust", "trust", "trust"]
    assert found("Trust", match_case=True) == ["Trust"]


def test_whole_words_only() -> None:
    assert found("trust", Match.WHOLE_WORD) == ["Trust", "trust", "trust"]
    assert found("(all)", Match.WHOLE_WORD) == ["(all)"]


def test_signs_mean_themselves_unless_a_regular_expression_is_asked_for() -> None:
    assert found("(all)") == ["(all)"]
    assert found("t.ust") == []
    assert found(r"\bt\w+t\b", Match.REGULAR_EXPRESSION) == ["Trust", "trust", "trust"]
    assert found("^P[12]", Match.REGULAR_EXPRESSION) == ["P1", "P2"]
    assert found("x*", Match.REGULAR_EXPRESSION) == []


def test_a_hit_says_where() -> None:
    start = TEXT.index("trust\u00a0")
    hits = hits_of("trust\u00a0")[2:3]
    assert hits == [
        Hit(
            identity("transcript", "FG1"),
            "FG1",
            Span(start, start + 5),
            2,
            "P2",
            "I distrust (all) trust\u00a0funds.",
            Span(start - 20, start - 15),
            "P2",
        )
    ]
    assert hits[0].said_by == "P2"


def test_who_speaks_is_in_the_line_only_where_it_was_looked_for() -> None:
    assert [hit.line for hit in hits_of("P2")] == ["P2: I distrust (all) trust\u00a0funds."]
    assert not any(hit.line.startswith("P") for hit in hits_of("trust"))
    assert all(hit.line[hit.at.start : hit.at.end].casefold() == "trust" for hit in hits_of("trust"))


def test_the_line_is_cut_around_the_place() -> None:
    hit = hits_of("(all)", around=3)[0]
    assert hit.line == "st (all) tr"
    assert hit.line[hit.at.start : hit.at.end] == "(all)"


def test_outside_turns_there_is_no_speaker() -> None:
    hit = hits_of("trust")[-1]
    assert (hit.transcript, hit.turn, hit.speaker) == ("FG2", 0, "")


@pytest.mark.parametrize("query", ["", "(", "[a"])
def test_unusable_queries_are_refused(query: str) -> None:
    with pytest.raises(QualcodeError):
        search_part(query, Match.REGULAR_EXPRESSION)


def wild(words: str, text: str) -> list[str]:
    return [text[start:end] for start, end in occurrences(QueryPart(PartKind.LIKE, words))(text)]


@given(
    st.text(alphabet="ab*", min_size=1, max_size=8).filter(has_wildcard),
    st.lists(st.text(alphabet="ab", min_size=1, max_size=9), max_size=4),
)
def test_wildcards_find_the_words_that_fit(words: str, said: list[str]) -> None:
    assert wild(words, " ".join(said)) == [word for word in said if fnmatchcase(word, words)]


def test_many_wildcards_end_at_once() -> None:
    long = "a" * 300
    assert wild("*a*a*a*a*a*a*a*a*a*b", f"{long} {long}!") == []
    assert wild("a*a*a*a*a*a*a*a*a*é", f"{long}e") == []
    assert wild("a*a*a*a*a*a*a*a*a*é", f"{long}é") == [f"{long}é"]


def test_a_soft_hyphen_is_something_to_search_for_only_in_a_regular_expression() -> None:
    """Words are compared without the letters that nobody sees."""
    assert search_part("\u00ad", Match.REGULAR_EXPRESSION) == QueryPart(PartKind.REGEX, "\u00ad")
    for match in (Match.EXACT, Match.WHOLE_WORD):
        with pytest.raises(QualcodeError, match="type some words"):
            search_part("\u00ad", match)


def test_the_line_of_a_place_begins_after_a_line_break_even_the_first_letter() -> None:
    two = study_of({"T": Talk("\nTrust\nme")}, {})
    hit = hit_at(two, identity("transcript", "T"), Span(1, 6))
    assert (hit.line, hit.at) == ("Trust", Span(0, 5))
