"""How much a project holds, in numbers."""

from collections import Counter

from qualcode.analysis.memo_list import memo_count
from qualcode.model.entities import Attribute
from qualcode.model.people import role_by_person
from qualcode.model.study import Study
from qualcode.model.transcript import Role


def contents(study: Study) -> dict[str, int]:
    """Counts by what is counted, in the order in which they are printed."""
    memos = memo_count(study)
    roles = Counter(role_by_person(study).values())
    return {
        "transcripts": len(study.transcripts),
        "turns": sum(len(study.turns_of(transcript_id)) for transcript_id in study.transcripts),
        "participants": roles[Role.PARTICIPANT],
        "interviewers": roles[Role.INTERVIEWER],
        "others": roles[Role.OTHER],
        "attributes": len(study.rows(Attribute)),
        "codes": sum(code.codable for code in study.codes.values()),
        "categories": sum(not code.codable for code in study.codes.values()),
        "codings": study.coding_count,
        "coders": len(study.coders),
        "memos": sum(memos.values()),
        **{f"memos: {kind}": number for kind, number in memos.items()},
    }
