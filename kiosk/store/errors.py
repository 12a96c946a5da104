"""The store's error tree (drawn in the package's docstring)."""

from __future__ import annotations


class StoreError(Exception):
    """Base of what the store raises on purpose."""


class StoreUnreadable(StoreError):
    """The file is not a database, or the key does not open it."""


class StoreBroken(StoreError):
    """The disk or the database failed during a transaction."""
