"""What the menu View offers on the text: whose stripes stand beside it, and how its lines are set."""

from typing import Final

from qualcode.ui.commands.action_info import ActionInfo
from qualcode.ui.commands.action_info import view_action as _view
from qualcode.ui.look.reading_style import CHARACTERS, Spread

_SPACING_TIPS: Final = {
    Spread.COMPACT: "As many lines as possible: 32 and more on a laptop",
    Spread.NORMAL: "Room for bands and for the eye",
    Spread.WIDE: "Much room between lines, for reading aloud or pointing at",
}

STRIPE_ACTIONS: Final = (
    _view("codings_mine", "Only my codings", "Show the codings made under your name", one_of="codings"),
    _view(
        "codings_coders",
        "Only some coders…",
        "Show the codings of one or several coders, and of nobody else",
        one_of="codings",
    ),
    _view(
        "codings_most_used",
        "Only the ten most used codes",
        "Show the codings with the codes most used in this transcript",
        one_of="codings",
    ),
    _view(
        "patterns",
        "Patterns on stripes",
        "Tell the codes’ stripes apart by patterns too, not by colour alone",
        checkable=True,
    ),
    _view("by_coder", "Stripes by coder", "Give each coder stripes of their own", checkable=True),
)

READING_ACTIONS: Final = (
    *(
        ActionInfo(
            f"view.spacing_{spread}",
            spread.capitalize(),
            "View",
            _SPACING_TIPS[spread],
            one_of="spacing",
            submenu="Line spacing",
        )
        for spread in Spread
    ),
    *(
        ActionInfo(
            f"view.measure_{spread}",
            f"{spread.capitalize()}: {CHARACTERS[spread]} characters",
            "View",
            f"Lines of {CHARACTERS[spread]} characters where there is room for so many",
            one_of="measure",
            submenu="Line length",
        )
        for spread in Spread
    ),
)
