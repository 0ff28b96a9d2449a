"""What a project that is handed over holds, in the words of its report."""

from collections.abc import Iterator

from qualcode.model.entities import Attribute, CodeSet, Highlight
from qualcode.model.memos import number_of_memos
from qualcode.model.study import Study


def included(study: Study) -> Iterator[tuple[int, str, str]]:
    """Each kind that there is, but for codings and speakers: how many, its noun and its odd plural."""
    codable = sum(code.codable for code in study.codes.values())
    counts = (
        (len(study.transcripts), "transcript", ""),
        (codable, "code", ""),
        (len(study.codes) - codable, "category", "categories"),
        (len(study.rows(CodeSet)), "code set", ""),
        (len(study.rows(Highlight)), "highlight", ""),
        (number_of_memos(study), "memo", ""),
        (len(study.rows(Attribute)), "attribute", ""),
        (len(study.coders), "coder", ""),
    )
    yield from (count for count in counts if count[0])
