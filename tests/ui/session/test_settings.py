"""Settings: each declared once, readable whatever stands in the file, kept from one run to the next.

Tests as well: ``preferences``.
"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QSettings

from qualcode.model.machine.coder_here import system_user
from qualcode.ui.look.theme import ThemeChoice
from qualcode.ui.session.preferences import Preferences
from qualcode.ui.session.settings import (
    CODER,
    PATTERNS,
    SETTINGS,
    SIZE,
    THEME,
    ZOOM,
    ChoiceSetting,
    NumberSetting,
    PersonalSetting,
    SwitchSetting,
    TextSetting,
)


def values_of(setting: PersonalSetting[object]) -> list[object]:
    """Some of what can be chosen, the ends among them."""
    match setting:
        case ChoiceSetting():
            return [value for value, _ in setting.choices]
        case NumberSetting():
            return [setting.least, setting.usual, setting.most]
        case SwitchSetting():
            return [True, False]
        case TextSetting():
            return ["AB", "Zoë O’Neil, née Ψ", "100"]
    raise TypeError(setting)


def test_each_has_a_name_and_words_of_its_own() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    assert len({setting.label for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.about.endswith("."), setting.key
        assert all((setting.section, setting.elsewhere, setting.usual_in_words, setting.values_in_words))


def test_settings_of_a_section_stand_together() -> None:
    sections = [setting.section for setting in SETTINGS]
    assert sections == sorted(sections, key=sections.index)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_what_is_chosen_is_found_again_in_the_next_run(
    setting: PersonalSetting[object], tmp_path: Path
) -> None:
    file = str(tmp_path / "preferences.ini")
    for value in values_of(setting):
        now = Preferences(QSettings(file, QSettings.Format.IniFormat))
        now.choose(setting, value)
        now.flush()
        later = Preferences(QSettings(file, QSettings.Format.IniFormat))
        assert later.value(setting) == value


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
@given(text=st.text())
def test_any_text_in_the_file_gives_a_value_that_can_be_chosen(
    setting: PersonalSetting[object], text: str
) -> None:
    value = setting.read(text)
    assert type(value) is type(setting.usual)
    # Read, written and read again it is the same: what stands in the file does not creep.
    assert setting.read(setting.written(value)) == value
    if isinstance(setting, ChoiceSetting):
        assert value in dict(setting.choices)
    if isinstance(setting, NumberSetting):
        assert setting.least <= setting.read(text) <= setting.most


def test_without_a_choice_values_are_the_usual_ones(tmp_path: Path) -> None:
    fresh = Preferences(QSettings(str(tmp_path / "none.ini"), QSettings.Format.IniFormat))
    assert fresh.coder_name == system_user()
    assert (fresh.theme, fresh.size, fresh.zoom, fresh.patterns) == (ThemeChoice.SYSTEM, 100, 100, False)


def test_a_name_for_now_goes_before_the_chosen_one_and_is_not_kept(tmp_path: Path) -> None:
    place = QSettings(str(tmp_path / "some.ini"), QSettings.Format.IniFormat)
    preferences = Preferences(place)
    assert not preferences.coder_is_named
    preferences.coder_for_now = "Ben"
    assert (preferences.coder_name, preferences.coder_is_named) == ("Ben", True)
    assert Preferences(place).coder_name == system_user()
    # Who says another name in the window is called so from then on.
    preferences.coder_name = "Ana"
    assert preferences.coder_name == Preferences(place).coder_name == "Ana"
    assert preferences.theme is ThemeChoice.SYSTEM


@pytest.mark.parametrize(
    ("setting", "text", "value"),
    [
        (THEME, "purple", ThemeChoice.SYSTEM),
        (SIZE, "105", 100),
        (ZOOM, "20", 80),
        (ZOOM, "٣", 100),
        (ZOOM, "9" * 5_000, 200),
        (PATTERNS, "true", False),
        (CODER, "  AB ", "AB"),
        (CODER, "Ann\u202e\nLee\x07", "Ann Lee"),
    ],
)
def test_what_somebody_spoilt_gives_way(setting: PersonalSetting[object], text: str, value: object) -> None:
    assert setting.read(text) == value


def test_all_can_be_given_back_their_usual_values(preferences: Preferences) -> None:
    for setting in SETTINGS:
        preferences.choose(setting, values_of(setting)[0])
    preferences.folder = "elsewhere"
    preferences.reset()
    assert [preferences.value(setting) for setting in SETTINGS] == [setting.usual for setting in SETTINGS]
    assert preferences.folder == "elsewhere"


def test_settings_that_cannot_be_saved_are_told(tmp_path: Path) -> None:
    settings = Preferences(QSettings(str(tmp_path / "qualcode.ini"), QSettings.Format.IniFormat))
    settings.theme = ThemeChoice.DARK
    assert settings.trouble() == ""
    (tmp_path / "file").write_text("no folder")
    nowhere = str(tmp_path / "file" / "qualcode.ini")
    settings = Preferences(QSettings(nowhere, QSettings.Format.IniFormat))
    settings.theme = ThemeChoice.DARK
    assert settings.trouble().startswith(
        "Your settings hold until qualcode is closed, but could not be saved"
    )
    assert nowhere in settings.trouble()
    assert settings.theme is ThemeChoice.DARK
