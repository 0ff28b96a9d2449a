"""What the groups page shows as pictures, ready to be drawn; the analyses are loaded with the first one."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.analysis.conversation import Conversation
from qualcode.exporters.pictures.sheet import Picture
from qualcode.model.questions.rules import Selection
from qualcode.model.study import Study
from qualcode.ui.network.graph import Places
from qualcode.ui.pages.groups.tables import Talk


@dataclass(frozen=True, eq=False)
class Seen:
    """What the page shows at a moment: one conversation, and those that stand side by side."""

    talk: Conversation
    talks: Sequence[Conversation]
    study: Study
    selection: Selection


def talk_picture(which: Talk, seen: Seen, kept: Places) -> Picture:
    """One of the page's tables as a picture; ``kept`` are places of speakers, by name."""
    from qualcode.project.reports import talk_pictures as pictures

    match which:
        case Talk.SHARES:
            return pictures.shares_picture(seen.talk)
        case Talk.AFTER:
            return pictures.following_picture(seen.talk)
        case Talk.NETWORK:
            return pictures.talk_network_picture(seen.talk, kept)
        case Talk.CODES:
            return pictures.first_mentions_picture(seen.talk)
        case Talk.COMPARED:
            return pictures.compared_picture(seen.study, seen.talks, seen.selection)
