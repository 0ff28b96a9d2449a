"""Keyrings of a test's own: the one of the person running the tests is never looked into."""

from collections.abc import Iterator
from contextlib import contextmanager

import keyring
from keyring.backend import KeyringBackend


class InMemory(KeyringBackend):
    """A keyring that forgets with the test."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.entries: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.entries[service, username]


@contextmanager
def in_use(mine: KeyringBackend) -> Iterator[None]:
    """Have this keyring be the computer's."""
    before = keyring.get_keyring()
    keyring.set_keyring(mine)
    try:
        yield
    finally:
        keyring.set_keyring(before)
