"""The line below a table, and how its sentence is changed."""

from qualcode.model.questions.provenance import Provenance, caption, facts

ABOUT = Provenance("Codes", (("rule", "overlap"), ("in words", "codes that overlap.")), "Study", 7, "1.0")


def test_the_sentence_stands_for_all_facts() -> None:
    assert ABOUT.sentence == "codes that overlap"
    assert caption(ABOUT) == "Codes that overlap. Project “Study”, step 7, qualcode 1.0."


def test_the_line_below_a_table_begins_with_a_word() -> None:
    assert caption(ABOUT.saying("4 conversations compared")).startswith("Four conversations compared. ")
    assert caption(ABOUT.saying("412 segments")).startswith("In all, 412 segments. ")


def test_facts_stand_where_there_is_no_sentence() -> None:
    bare = Provenance("Codes", (("rule", "overlap"), ("count", "pairs")), "Study", 7, "1.0")
    assert bare.sentence == ""
    assert caption(bare) == "Rule: overlap; count: pairs. Project “Study”, step 7, qualcode 1.0."
    assert caption(Provenance("Codes", (), "Study", 7, "1.0")) == "Project “Study”, step 7, qualcode 1.0."


def test_another_sentence_leaves_the_other_facts_as_they_are() -> None:
    assert ABOUT.saying("Shares").facts == (("rule", "overlap"), ("in words", "Shares"))
    assert ABOUT.saying_also("clustered").sentence == "codes that overlap; clustered"
    assert ABOUT.title == ABOUT.saying("Shares").title


def test_everything_is_printed_in_order() -> None:
    assert [name for name, _ in facts(ABOUT)] == ["title", "rule", "in words", "project", "step", "program"]
