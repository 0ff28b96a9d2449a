"""How much a project holds, in numbers."""

from qualcode.model.entities import Attribute, Memo
from qualcode.model.study import Study
from qualcode.model.transcript import Role


def contents(study: Study) -> dict[str, int]:
    """Counts by what is counted, in the order in which they are printed."""
    asking = {row.id for row in study.participants.values() if row.role is not Role.PARTICIPANT}
    return {
        "transcripts": len(study.transcripts),
        "turns": sum(len(study.turns_of(transcript_id)) for transcript_id in study.transcripts),
        "participants": len(study.participants) - len(asking),
        "interviewers and others": len(asking),
        "attributes": len(study.rows(Attribute)),
        "codes": sum(code.codable for code in study.codes.values()),
        "categories": sum(not code.codable for code in study.codes.values()),
        "codings": study.coding_count,
        "coders": len(study.coders),
        "memos": len(study.rows(Memo)),
    }
