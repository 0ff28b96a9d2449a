from collections.abc import Iterator

import pytest
from keyring.errors import KeyringLocked

from qualcode.project.teamwork import passwords
from tests.support.keyrings import InMemory, in_use

PLACE = "postgresql://anna@host/study"


class Locked(InMemory):
    """A keyring whose owner does not unlock it; it quotes what it was given, as some do."""

    def get_password(self, service: str, username: str) -> str | None:
        raise KeyringLocked(username)

    def set_password(self, service: str, username: str, password: str) -> None:
        raise ValueError(f"cannot store {password}")

    def delete_password(self, service: str, username: str) -> None:
        raise OSError("the bus is gone")


@pytest.fixture
def keyring_of_computer() -> Iterator[InMemory]:
    mine = InMemory()
    with in_use(mine):
        yield mine


def test_a_password_is_kept_for_its_address_and_forgotten(keyring_of_computer: InMemory) -> None:
    assert passwords.can_be_kept()
    assert passwords.kept(PLACE) is None
    assert passwords.keep("postgresql://anna:other@host/study", "p@ss") == ""
    assert passwords.kept(PLACE) == "p@ss"
    assert keyring_of_computer.entries == {("qualcode", PLACE): "p@ss"}
    assert passwords.kept("postgresql://bob@host/study") is None
    passwords.forget(PLACE)
    passwords.forget(PLACE)
    assert passwords.kept(PLACE) is None


def test_a_keyring_that_fails_is_told_in_words_and_quotes_nothing() -> None:
    with in_use(Locked()):
        assert passwords.kept(PLACE) is None
        told = passwords.keep(PLACE, "secret")
        passwords.forget(PLACE)
    assert "locked or missing" in told
    assert "secret" not in told


def test_a_computer_without_a_keyring() -> None:
    # Tests run on one: the person running them keeps their passwords to themselves.
    assert not passwords.can_be_kept()
    assert passwords.kept(PLACE) is None
    assert "locked or missing" in passwords.keep(PLACE, "secret")
