"""What a person types in the place of PROJECT, made into an address that can be opened."""

from qualcode.model.machine.address import check_kind, is_server
from qualcode.model.machine.project_file import SUFFIX, is_there


def known_address(address: str) -> str:
    """The address as it can be opened: the ending of a project file may be left out.

    Raises QualcodeError for an address of another kind.
    """
    if is_there(address):
        return address
    check_kind(address)
    if is_server(address):
        return address
    with_suffix = address + SUFFIX
    return with_suffix if is_there(with_suffix) else address
