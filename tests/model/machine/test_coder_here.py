"""Tests of who sits at this computer."""

import getpass

import pytest

from qualcode.model.machine.coder_here import NAMELESS, coder_here, named_for_now, system_user


def test_the_environment_names_whoever_codes_before_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "anna")
    monkeypatch.delenv("QUALCODE_CODER", raising=False)
    assert (named_for_now(), coder_here()) == ("", "anna")
    monkeypatch.setenv("QUALCODE_CODER", "  ")
    assert (named_for_now(), coder_here()) == ("", "anna")
    monkeypatch.setenv("QUALCODE_CODER", " Ben Ode ")
    assert (named_for_now(), coder_here(), system_user()) == ("Ben Ode", "Ben Ode", "anna")
    monkeypatch.setenv("QUALCODE_CODER", "Ben\nOde\u202e")
    assert coder_here() == "Ben Ode"


def test_a_user_without_a_name_has_one_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("no name")

    monkeypatch.delenv("QUALCODE_CODER", raising=False)
    monkeypatch.setattr(getpass, "getuser", nobody)
    assert coder_here() == system_user() == NAMELESS
    monkeypatch.setattr(getpass, "getuser", lambda: " ")
    assert coder_here() == NAMELESS
