"""The kiosk: everything that knows Qt or the resident's journey."""

from pathlib import Path

__version__ = "0.1.0"

CONFIG = Path(__file__).parents[1] / "config"
"""Profiles, catalogue, documents, sandbox data."""
