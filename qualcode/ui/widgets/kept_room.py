"""Room that stays where a widget that comes and goes is not seen, so that nothing beside it moves."""

from PySide6.QtWidgets import QWidget


def keep_room(widget: QWidget) -> None:
    """Have a layout leave a widget its room while it is hidden."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)
