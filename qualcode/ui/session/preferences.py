"""What is kept between runs: settings, recent projects, places, what pages were asked, layout, keys."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Generic, TypeVar, overload
from uuid import UUID

from PySide6.QtCore import QByteArray, QSettings

from qualcode.model.machine.address import shown
from qualcode.model.machine.rights import keep_private
from qualcode.ui.look.scale import shown_at
from qualcode.ui.session import last_time
from qualcode.ui.session.last_time import LastTime
from qualcode.ui.session.settings import (
    BARE_QUOTES,
    CODER,
    MEASURE,
    PATTERNS,
    RUN_AGAIN,
    SETTINGS,
    SIZE,
    SPACING,
    START,
    THEME,
    WORD_TEMPLATE,
    ZOOM,
    PersonalSetting,
)

RECENT_LIMIT: Final = 10
NODES_LIMIT: Final = 2_000
PLACES_LIMIT: Final = 300

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RecentProject:
    """A project that was open here. ``opened`` is in UTC, ISO 8601."""

    address: str
    name: str
    opened: str


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """Where a transcript was left: the caret, the first position in view, the size of its text."""

    caret: int
    top: int
    zoom: int


class _Kept(Generic[T]):
    """A setting as an attribute of the preferences."""

    def __init__(self, setting: PersonalSetting[T]) -> None:
        self._setting = setting

    @overload
    def __get__(self, preferences: None, owner: type["Preferences"]) -> "_Kept[T]": ...

    @overload
    def __get__(self, preferences: "Preferences", owner: type["Preferences"]) -> T: ...

    def __get__(self, preferences: "Preferences | None", owner: type["Preferences"]) -> "_Kept[T] | T":
        return self if preferences is None else preferences.value(self._setting)

    def __set__(self, preferences: "Preferences", value: T) -> None:
        preferences.choose(self._setting, value)


class Preferences:
    """Typed access to the settings file; every key that is no setting has its default here."""

    def __init__(self, settings: QSettings | None = None) -> None:
        if settings is None:
            form = QSettings.Format.IniFormat
            settings = QSettings(form, QSettings.Scope.UserScope, "qualcode", "qualcode")
            # Names of projects and addresses of servers. Qt would let everybody read them; where there is
            # no place for settings at all, it says so itself.
            with suppress(OSError):
                keep_private(Path(settings.fileName()))
        self._settings = settings
        self.coder_for_now = ""
        """The name of whoever codes this time, until they say another one; empty where nothing names them."""
        self.project_folder = ""
        """Where the open project's file is; empty where none is open, or it is on a server."""

    def _text(self, key: str, default: str = "") -> str:
        value = self._settings.value(key, default)
        return value if isinstance(value, str) else default

    # -- what a person sets -------------------------------------------------------------------

    coder_name = _Kept(CODER)
    starts_with = _Kept(START)
    theme = _Kept(THEME)
    size = _Kept(SIZE)
    zoom = _Kept(ZOOM)
    patterns = _Kept(PATTERNS)
    bare_quotes = _Kept(BARE_QUOTES)
    spacing = _Kept(SPACING)
    measure = _Kept(MEASURE)
    run_again = _Kept(RUN_AGAIN)
    word_template = _Kept(WORD_TEMPLATE)

    @property
    def coder_is_named(self) -> bool:
        """Whether the person has said under which name they code."""
        return bool(self.coder_for_now or self._text(CODER.key).strip())

    def value(self, setting: PersonalSetting[T]) -> T:
        """What has been chosen for a setting, else its usual value."""
        chosen = self.coder_for_now if setting is CODER else ""
        return setting.read(chosen or self._text(setting.key))

    def choose(self, setting: PersonalSetting[T], value: T) -> None:
        """Keep what has been chosen for a setting."""
        if setting is CODER:
            self.coder_for_now = ""
        self._settings.setValue(setting.key, setting.written(value))

    def trouble(self) -> str:
        """Write what was chosen to the settings file; a sentence where that could not be done."""
        self._settings.sync()
        if self._settings.status() is QSettings.Status.NoError:
            return ""
        name = self._settings.fileName()
        return (
            f"Your settings hold until qualcode is closed, but could not be saved to “{name}”. See whether "
            "the disk is full and whether you may write to that folder."
        )

    def reset(self) -> None:
        """Give every setting its usual value again."""
        for setting in SETTINGS:
            self._settings.remove(setting.key)

    # -- projects -----------------------------------------------------------------------------

    @property
    def recent(self) -> list[RecentProject]:
        """The projects last opened, the latest first."""
        try:
            items = [RecentProject(**item) for item in json.loads(self._text("recent", "[]"))]
            # An older version may have kept the password of a server.
            return [replace(item, address=shown(item.address)) for item in items]
        except (ValueError, TypeError, AttributeError):
            return []

    def remember(self, address: str, name: str) -> None:
        """Put a project at the top of the recent ones; a password in its address is not kept."""
        address = shown(address)
        rest = [item for item in self.recent if item.address != address]
        opened = datetime.now(UTC).isoformat(timespec="seconds")
        self._write_recent([RecentProject(address, name, opened), *rest][:RECENT_LIMIT])

    def forget(self, address: str) -> None:
        """Take a project off the recent ones; its file stays as it is."""
        self._write_recent([item for item in self.recent if item.address != address])

    def _write_recent(self, items: list[RecentProject]) -> None:
        self._settings.setValue("recent", json.dumps([asdict(item) for item in items]))

    def leave_in(self, address: str) -> None:
        """Keep which project was open when the program was left; empty where none was."""
        self._settings.setValue("left_in", shown(address))

    def take_left_in(self) -> str:
        """The project that was open when the program was left, told once: it may be what ends the program."""
        address = self._text("left_in")
        self._settings.remove("left_in")
        self._settings.sync()
        return address

    @property
    def folder(self) -> str:
        """Where files were last chosen."""
        return self._text("folder", str(Path.home()))

    @folder.setter
    def folder(self, path: str) -> None:
        self._settings.setValue("folder", path)

    def folder_of(self, kind: str) -> str:
        """Where files of this kind were last written, else beside the project, else where any were chosen."""
        if not kind:
            return self.folder
        return str(self._kept_folders().get(kind) or self.project_folder or self.folder)

    def kept_folder(self, kind: str) -> str:
        """Where files of this kind were last chosen; "" where they never were."""
        return str(self._kept_folders().get(kind, ""))

    def keep_folder(self, kind: str, path: str) -> None:
        """Remember where files, and those of this kind, were chosen."""
        if kind:
            self._settings.setValue("folders", json.dumps({**self._kept_folders(), kind: path}))
        else:
            self.folder = path

    def _kept_folders(self) -> dict[str, str]:
        try:
            kept = json.loads(self._text("folders", "{}"))
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def places(self) -> dict[UUID, ReadingPlace]:
        """Where transcripts were left, those longest ago first."""
        try:
            kept = json.loads(self._text("places", "{}"))
            return {
                UUID(key): ReadingPlace(max(0, int(caret)), max(0, int(top)), int(zoom))
                for key, (caret, top, zoom) in kept.items()
            }
        except (AttributeError, TypeError, ValueError):
            return {}

    def save_places(self, places: Mapping[UUID, ReadingPlace]) -> None:
        """Keep the last of these; older ones are forgotten."""
        kept = list(places.items())[-PLACES_LIMIT:]
        lines = {str(key): (place.caret, place.top, place.zoom) for key, place in kept}
        self._settings.setValue("places", json.dumps(lines))

    def last_time(self, project: UUID) -> LastTime:
        """Where this person stopped in a project."""
        return last_time.read(self._text("last")).get(project, LastTime())

    def save_last_time(self, project: UUID, last: LastTime) -> None:
        """Keep where this person stopped; projects left longest ago are forgotten."""
        self._settings.setValue("last", last_time.written(last_time.read(self._text("last")), project, last))

    @property
    def matrix_line(self) -> str:
        """The last questions of the matrix page, as ``matrix_memory`` writes them."""
        return self._text("matrix")

    @matrix_line.setter
    def matrix_line(self, text: str) -> None:
        self._settings.setValue("matrix", text)

    def report_choices(self) -> dict[str, Any]:
        """What was last chosen for each report, by its name, and under "last" which it was."""
        try:
            kept = json.loads(self._text("reports", "{}"))
        except ValueError:
            return {}
        return kept if isinstance(kept, dict) else {}

    def save_report_choices(self, choices: Mapping[str, Any]) -> None:
        self._settings.setValue("reports", json.dumps(choices))

    # -- pages --------------------------------------------------------------------------------

    def choice(self, page: str, project: UUID) -> str:
        """What a page was last asked for in a project, as text; empty where it never was."""
        return self._text(f"choices/{page}/{project}")

    def save_choice(self, page: str, project: UUID, text: str) -> None:
        self._settings.setValue(f"choices/{page}/{project}", text)

    def node_places(self) -> dict[str, tuple[float, float]]:
        """Where the circles of networks were put, by key, in the unit square."""
        try:
            kept = json.loads(self._text("knots", "{}"))
            return {str(key): (_share(x), _share(y)) for key, (x, y) in kept.items()}
        except (AttributeError, TypeError, ValueError):
            return {}

    def save_node_places(self, places: Mapping[str, tuple[float, float]]) -> None:
        """Keep the last of these; those moved longest ago are forgotten."""
        kept = list(places.items())[-NODES_LIMIT:]
        self._settings.setValue(
            "knots", json.dumps({key: [round(part, 4) for part in at] for key, at in kept})
        )

    # -- layout and keys ----------------------------------------------------------------------

    def layout(self, name: str) -> QByteArray | None:
        """The saved state of a window or splitter, as it was when everything was last shown at this size."""
        value = self._settings.value(_layout_key(name))
        return value if isinstance(value, QByteArray) and not value.isEmpty() else None

    def save_layout(self, name: str, state: QByteArray) -> None:
        self._settings.setValue(_layout_key(name), state)

    @property
    def maximised(self) -> bool | None:
        """Whether the window was maximised, at whatever size of letters; None: not known."""
        return {"yes": True, "no": False}.get(self._text("maximised"))

    @maximised.setter
    def maximised(self, maximised: bool) -> None:
        self._settings.setValue("maximised", "yes" if maximised else "no")

    def keys(self, action: str) -> list[str] | None:
        """The keys that the person gave to an action; None: those that it has by itself."""
        text = self._text(f"keys/{action}", "?")
        return None if text == "?" else [key for key in text.split("\t") if key]

    def set_keys(self, action: str, keys: list[str] | None) -> None:
        if keys is None:
            self._settings.remove(f"keys/{action}")
        else:
            self._settings.setValue(f"keys/{action}", "\t".join(keys))

    def seen(self, what: str) -> bool:
        """Whether a hint has been shown and put away."""
        return self._text(f"seen/{what}") == "yes"

    def set_seen(self, what: str) -> None:
        self._settings.setValue(f"seen/{what}", "yes")

    def flush(self) -> None:
        """Write to disk now."""
        self._settings.sync()

    @property
    def problem(self) -> str:
        """Why settings cannot be kept, in a sentence; empty where they can."""
        self._settings.sync()
        if self._settings.status() is QSettings.Status.NoError:
            return ""
        return (
            f"Your settings cannot be saved, because {self._settings.fileName()} cannot be written. "
            "Check the disk and your rights there."
        )


def _share(number: float) -> float:
    return min(1.0, max(0.0, float(number)))


def _layout_key(name: str) -> str:
    """Where a state is kept: pixels at 150 per cent are too narrow at 100, and the other way round."""
    percent = shown_at(os.environ)
    return f"layout/{name}" if percent == 100 else f"layout_{percent}/{name}"
