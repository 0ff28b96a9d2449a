"""What a project remembers about who speaks in files of one shape: told at one import, used at the next."""

from collections.abc import Mapping
from dataclasses import replace

from qualcode.model.change import ChangeSet
from qualcode.model.entities import RememberedGuide
from qualcode.model.errors import QualcodeError
from qualcode.model.identity import new_id
from qualcode.model.study import Study
from qualcode.model.transcripts.speaker_guide import NOTHING_TOLD, SpeakerGuide, guide_of, guide_text
from qualcode.operations.draft import Draft


def remembered_guides(study: Study) -> dict[str, SpeakerGuide]:
    """By the shape of files, what was told of them; what a newer version wrote is passed over."""
    found = {}
    for row in sorted(study.rows(RememberedGuide).values(), key=lambda row: row.id):
        try:
            found[row.shape] = guide_of(row.content)
        except QualcodeError:
            continue
    return found


def remember_guides(study: Study, guides: Mapping[str, SpeakerGuide]) -> ChangeSet:
    """Remember what was told of files of these shapes; where nothing is told any more, forget it."""
    draft = Draft(study)
    for shape, guide in guides.items():
        rows = [row for row in study.rows(RememberedGuide).values() if row.shape == shape]
        if guide == NOTHING_TOLD:
            draft.drop(*rows)
        elif rows:
            # Two people may have told of the same files at once; one telling is enough.
            first, *others = sorted(rows, key=lambda row: row.id)
            draft.put(replace(first, content=guide_text(guide)))
            draft.drop(*others)
        else:
            draft.put(RememberedGuide(new_id(), shape, guide_text(guide)))
    return draft.change("Remember how speakers are marked")
