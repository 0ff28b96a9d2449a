"""Every test here that asks for an address runs on SQLite and on PostgreSQL."""

from tests.support.addresses import address, address_of

__all__ = ["address", "address_of"]
