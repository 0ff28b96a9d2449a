"""How two versions of a codebook differ."""

from uuid import UUID

from qualcode.analysis.papers.codebook_differences import codebook_differences
from qualcode.model.codes.codebook_version import CodebookChange, VersionedCode


def code(number: int, path: str, definition: str = "", *, codable: bool = True) -> VersionedCode:
    return VersionedCode(UUID(int=number), path, definition, "", "", "", codable)


def test_codes_come_go_move_and_are_reworded() -> None:
    earlier = (code(1, "Trust", "in people"), code(2, "Fear"), code(3, "Anger", "old"))
    later = (
        code(1, "Trust", "in people"),
        code(3, "Trust > Anger", "new", codable=False),
        code(4, "Hope", "x"),
    )
    found = codebook_differences(earlier, later)
    assert [(row.path, row.how, row.part, row.before, row.after) for row in found] == [
        ("Trust > Anger", CodebookChange.RENAMED, "", "Anger", "Trust > Anger"),
        ("Trust > Anger", CodebookChange.CATEGORY, "", "code", "category"),
        ("Trust > Anger", CodebookChange.REWORDED, "Definition", "old", "new"),
        ("Hope", CodebookChange.ADDED, "", "", "x"),
        ("Fear", CodebookChange.REMOVED, "", "", ""),
    ]


def test_the_same_codebook_differs_in_nothing() -> None:
    rows = (code(1, "Trust", "in people"), code(2, "Fear"))
    assert codebook_differences(rows, rows) == ()


def test_what_stands_below_a_renamed_or_moved_code_is_not_told_again() -> None:
    before = ["Way", "Way > Bus", "Way > Bus > Late", "Fear"]
    after = ["Work > Way", "Work > Way > Coach", "Work > Way > Coach > Late", "Work > Fear"]
    earlier = [code(0, "Work"), *(code(number, path) for number, path in enumerate(before, 1))]
    later = [code(0, "Work"), *(code(number, path) for number, path in enumerate(after, 1))]
    found = [(row.path, row.before) for row in codebook_differences(earlier, later)]
    assert found == [("Work > Way", "Way"), ("Work > Way > Coach", "Way > Bus"), ("Work > Fear", "Fear")]


def test_a_code_that_goes_below_another_of_the_same_place_is_told() -> None:
    # Two categories change their names with each other: what was below one is below the other now.
    earlier = (code(1, "A"), code(2, "A > x"), code(3, "B"))
    later = (code(1, "B"), code(3, "A"), code(2, "A > x"))
    assert [row.path for row in codebook_differences(earlier, later)] == ["B", "A"]
