"""What the groups page says below each of its tables, and where there is nothing to show."""

from typing import Final

from qualcode.ui.network.view import KEYS
from qualcode.ui.pages.groups.tables import Talk

NO_TRANSCRIPT: Final = (
    "There is no transcript yet. Import one with {project.import}, then come back to see who talks in it."
)
NO_SPEAKER: Final = (
    "No speaker is known in this transcript. Speakers are found when a transcript is imported with "
    "their names at the beginning of the lines, such as “P1: …”. They can be named under "
    "Transcript, Participants and attributes…."
)
NO_CODE: Final = "Nothing that is said here is coded yet. Code with {view.code}, then come back."
NOT_CHOSEN: Final = "Nothing that is said here is coded with what is chosen above."

LEGEND: Final = {
    Talk.SHARES: "Choose a figure to see the turns of this speaker.",
    Talk.AFTER: "The speaker in the column speaks directly after the one in the row.",
    Talk.NETWORK: (
        "Arrows lead to the person who speaks directly after; hollow: touches none of the codes. "
        f"Drag the circles, and choose a circle or an arrow to see its turns. {KEYS}"
    ),
    Talk.CODES: (
        "Figures are the turns in which each person touches a code first; bold: who brings it up; "
        "slanting lines: who never does."
    ),
    Talk.COMPARED: "Choose a figure to see the turns behind it; bold: where someone touches no code.",
}
