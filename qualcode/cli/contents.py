"""How much a project holds, in numbers."""

from qualcode.analysis.memo_list import memo_count
from qualcode.model.entities import Attribute
from qualcode.model.people import participants_of
from qualcode.model.study import Study


def contents(study: Study) -> dict[str, int]:
    """Counts by what is counted, in the order in which they are printed."""
    memos = memo_count(study)
    participants = len(participants_of(study))
    return {
        "transcripts": len(study.transcripts),
        "turns": sum(len(study.turns_of(transcript_id)) for transcript_id in study.transcripts),
        "participants": participants,
        "interviewers and others": len(study.participants) - participants,
        "attributes": len(study.rows(Attribute)),
        "codes": sum(code.codable for code in study.codes.values()),
        "categories": sum(not code.codable for code in study.codes.values()),
        "codings": study.coding_count,
        "coders": len(study.coders),
        "memos": sum(memos.values()),
        **{f"memos: {kind}": number for kind, number in memos.items()},
    }
