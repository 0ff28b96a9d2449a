"""Passwords of servers that a person wants kept: in the keyring of their computer, and nowhere else."""

from typing import Final

from qualcode.model.machine.address import shown

_SERVICE: Final = "qualcode"


def can_be_kept() -> bool:
    """Whether this computer has a keyring that the program can use."""
    import keyring
    from keyring.backends.fail import Keyring as NoKeyring

    try:
        return not isinstance(keyring.get_keyring(), NoKeyring)
    except Exception:  # noqa: BLE001 - backends raise what they like
        return False


def kept(address: str) -> str | None:
    """The password that was kept for an address; None where there is none or the keyring stays locked."""
    import keyring

    try:
        return keyring.get_password(_SERVICE, shown(address))
    except Exception:  # noqa: BLE001 - backends raise what they like; without an answer the person is asked
        return None


def keep(address: str, password: str) -> str:
    """Keep a password; the empty text, or why it could not be kept, in a sentence."""
    import keyring

    try:
        keyring.set_password(_SERVICE, shown(address), password)
    except Exception:  # noqa: BLE001 - backends raise what they like, and may quote what they were given
        return (
            "The password could not be kept, because this computer’s keyring is locked or missing. "
            "You will be asked for it again next time."
        )
    return ""


def forget(address: str) -> None:
    """Keep no password for an address any longer."""
    import keyring

    try:
        if keyring.get_password(_SERVICE, shown(address)) is not None:
            keyring.delete_password(_SERVICE, shown(address))
    except Exception:  # noqa: BLE001 - backends raise what they like; what they keep is theirs then
        return
