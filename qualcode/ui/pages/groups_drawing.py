"""Draws what the groups page shows; the tools for it are loaded with the first picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.analysis.conversation import Conversation
from qualcode.model.rules import Selection
from qualcode.model.study import Study
from qualcode.ui.network.net import Places
from qualcode.ui.on_demand import drawing_tools
from qualcode.ui.pages.groups_tables import Talk


@dataclass(frozen=True, eq=False)
class Seen:
    """What the page shows at a moment: one conversation, and those that stand side by side."""

    talk: Conversation
    talks: Sequence[Conversation]
    study: Study
    selection: Selection


def draw_talk(path: Path, which: Talk, seen: Seen, kept: Places) -> None:
    """Draw one of the page's tables as png, svg or pdf; ``kept`` are places of speakers, by name."""
    from qualcode.project import talk_pictures as pictures

    with drawing_tools():
        match which:
            case Talk.SHARES:
                pictures.draw_shares(path, seen.talk)
            case Talk.AFTER:
                pictures.draw_following(path, seen.talk)
            case Talk.NETWORK:
                pictures.draw_talk_network(path, seen.talk, kept)
            case Talk.CODES:
                pictures.draw_first_mentions(path, seen.talk)
            case Talk.COMPARED:
                pictures.draw_compared(path, seen.study, seen.talks, seen.selection)
