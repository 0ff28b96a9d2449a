"""Dots in the names of Taguette's tags."""

from qualcode.importers.tables.tag_names import tag_above, tag_paths


def test_a_dot_is_a_level_where_what_stands_before_it_is_a_tag() -> None:
    tags = ["Vertrauen", "Vertrauen.Ämter", "Vertrauen.Ämter.neu", "v. Dr. No", "fear.", "a.b"]
    assert tag_paths(tags) == {
        "Vertrauen": ("Vertrauen",),
        "Vertrauen.Ämter": ("Vertrauen", "Ämter"),
        "Vertrauen.Ämter.neu": ("Vertrauen", "Ämter", "neu"),
        "v. Dr. No": ("v. Dr. No",),
        "fear.": ("fear.",),
        "a.b": ("a.b",),
    }
    assert tag_above("a.b", {"a"}) == ("a", "b")
