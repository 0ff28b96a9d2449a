"""Every test here that asks for an address runs on SQLite and on PostgreSQL."""

from tests.support.addresses import address

__all__ = ["address"]
