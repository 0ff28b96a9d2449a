"""Room that stays where a widget that comes and goes is not seen, so that nothing beside it moves."""

from PySide6.QtWidgets import QWidget


def keep_room(widget: QWidget, *, kept: bool = True) -> None:
    """Have a layout leave a widget its room while it is hidden, or not where room is short."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(kept)
    widget.setSizePolicy(policy)
