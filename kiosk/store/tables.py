"""The store's tables; the outbox brings its own MetaData."""

from __future__ import annotations

from sqlalchemy import Column, Float, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

audit = Table(
    "audit",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=True),
    Column("at", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("data", Text, nullable=False),
    Column("chain", String(64), nullable=False),
    sqlite_autoincrement=True,
)

submissions = Table(
    "submissions",
    metadata,
    Column("application_id", String(36), primary_key=True),
    Column("item_id", String(64), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("case_number", String(80), nullable=False, default=""),
)

prints = Table(
    "prints",
    metadata,
    Column("job_id", Integer, primary_key=True, autoincrement=True),
    Column("visit", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("serial", String(80), nullable=False),
    Column("state", String(20), nullable=False),
    Column("fault", String(40), nullable=False, default=""),
    Column("reserved_at", String(40), nullable=False),
    Column("settled_at", String(40), nullable=True),
    sqlite_autoincrement=True,
)

code_keys = Table(
    "code_keys",
    metadata,
    Column("public_key", LargeBinary(32), primary_key=True),
    Column("issuer", String(32), nullable=False),
    Column("purposes", Text, nullable=False),
    Column("fetched_at", Float, nullable=False),
)

used_codes = Table(
    "used_codes",
    metadata,
    Column("name", LargeBinary(64), primary_key=True),
    Column("refused_from", Integer, nullable=False, index=True),
)

forgotten_codes = Table(
    "forgotten_codes",
    metadata,
    Column("only", Integer, primary_key=True),
    Column("forgotten_to", Integer, nullable=False),
)

pin_gate = Table(
    "pin_gate",
    metadata,
    Column("only", Integer, primary_key=True),
    Column("pin_hash", Text, nullable=False),
    Column("misses", Integer, nullable=False),
    Column("locked_until", Float, nullable=False),
)
