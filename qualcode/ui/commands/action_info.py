"""What is said of one action, and how those of each menu are declared."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Where(StrEnum):
    """Where the keys of an action work."""

    WINDOW = "everywhere"
    TRANSCRIPT = "in the transcript"
    CODEBOOK = "in the codebook"
    LIST = "in the list of transcripts"


@dataclass(frozen=True, slots=True)
class ActionInfo:
    """One action. ``keys`` in Qt's portable spelling; ``mouse``: how it is done by mouse."""

    name: str
    text: str
    menu: str
    tip: str
    keys: tuple[str, ...] = ()
    icon: str = ""
    where: Where = Where.WINDOW
    mouse: str = ""
    checkable: bool = False
    begins_group: bool = False
    submenu: str = ""
    """The part of the menu that opens at the side and holds it; empty: the menu itself."""
    one_of: str = ""
    """The choice of which it is one: of those with the same name, one is ticked at a time."""


MENUS: Final = ("Project", "Edit", "Transcript", "Codebook", "Code", "Analyse", "View", "Help")


def project_action(
    name: str, text: str, tip: str, *keys: str, icon: str = "", group: bool = False
) -> ActionInfo:
    """One of the menu Project."""
    return ActionInfo(f"project.{name}", text, "Project", tip, keys, icon, begins_group=group)


def edit_action(
    name: str, text: str, tip: str, *keys: str, icon: str = "", group: bool = False
) -> ActionInfo:
    """One of the menu Edit."""
    return ActionInfo(f"edit.{name}", text, "Edit", tip, keys, icon, begins_group=group)


def transcript_action(
    name: str,
    text: str,
    tip: str,
    *keys: str,
    group: bool = False,
    mouse: str = "",
    everywhere: bool = False,
    submenu: str = "",
) -> ActionInfo:
    """One of the menu Transcript, whose keys work in the transcript unless ``everywhere``."""
    where = Where.WINDOW if everywhere else Where.TRANSCRIPT
    return ActionInfo(
        f"transcript.{name}",
        text,
        "Transcript",
        tip,
        keys,
        where=where,
        mouse=mouse,
        begins_group=group,
        submenu=submenu,
    )


def codebook_action(
    name: str,
    text: str,
    tip: str,
    *keys: str,
    icon: str = "",
    everywhere: bool = False,
    group: bool = False,
    mouse: str = "",
    submenu: str = "",
) -> ActionInfo:
    """One of the menu Codebook, whose keys work in the codebook unless ``everywhere``."""
    where = Where.WINDOW if everywhere else Where.CODEBOOK
    return ActionInfo(
        f"codebook.{name}",
        text,
        "Codebook",
        tip,
        keys,
        icon,
        where,
        mouse,
        begins_group=group,
        submenu=submenu,
    )


def code_action(
    name: str,
    text: str,
    tip: str,
    *keys: str,
    mouse: str = "",
    icon: str = "",
    group: bool = False,
    checkable: bool = False,
    submenu: str = "",
) -> ActionInfo:
    """One of the menu Code, whose keys work in the transcript."""
    return ActionInfo(
        f"code.{name}", text, "Code", tip, keys, icon, Where.TRANSCRIPT, mouse, checkable, group, submenu
    )


def view_action(
    name: str,
    text: str,
    tip: str,
    *keys: str,
    icon: str = "",
    group: bool = False,
    checkable: bool = False,
    one_of: str = "",
) -> ActionInfo:
    """One of the menu View."""
    return ActionInfo(
        f"view.{name}",
        text,
        "View",
        tip,
        keys,
        icon,
        checkable=checkable,
        begins_group=group,
        one_of=one_of,
    )


def edge_action(name: str, text: str, key: str) -> ActionInfo:
    """One that moves an end of the segment."""
    tip = f"Move the segment’s {'end' if name.startswith('end') else 'beginning'}"
    return code_action(name, text, tip, key, mouse="drag the stripe’s end", submenu="Move the segment’s ends")
