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
