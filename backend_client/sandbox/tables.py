"""The sandbox's database. Constraints, not code, keep seats, copies and codes from doubling."""

from __future__ import annotations

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from backend_client._sql_time import UtcTime
from backend_client.contracts import MAX_ATTACHMENTS

metadata = MetaData()

kiosks = Table(
    "kiosks",
    metadata,
    Column("key_id", String(64), primary_key=True),
    Column("kiosk_id", String(64), nullable=False),
    Column("public_key", LargeBinary(32), nullable=False),
)

code_keys = Table(
    "code_keys",
    metadata,
    Column("name", String(16), primary_key=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("made_at", UtcTime, nullable=False),
)

enrolment_tokens = Table(
    "enrolment_tokens",
    metadata,
    Column("token_digest", String(64), primary_key=True),
    Column("kiosk_id", String(64), nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("public_key", LargeBinary(32), nullable=True),
)
"""``public_key``: whose enrolment used the token up."""

used_codes = Table(
    "used_codes",
    metadata,
    Column("code_digest", String(64), primary_key=True),
    Column("visit_id", String(36), nullable=False),
    Column("used_at", UtcTime, nullable=False),
)

visits = Table(
    "visits",
    metadata,
    Column("visit_id", String(36), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("token_digest", String(64), nullable=False, unique=True),
    Column("resident_key", String(64), nullable=False),
    Column("kiosk_id", String(64), nullable=False),
    Column("opened_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("ended_at", UtcTime, nullable=True),
)

unproven_visits = Table(
    "unproven_visits",
    metadata,
    Column("visit_id", ForeignKey("visits.visit_id"), primary_key=True),
)
"""Visits whose document nothing proved: assurance 1. All others have 2."""

slots = Table(
    "slots",
    metadata,
    Column("slot_id", String(120), primary_key=True),
    Column("item_id", String(64), nullable=False),
    Column("office_id", String(64), nullable=False),
    Column("day", Date, nullable=False),
    Column("start_at", UtcTime, nullable=False),
    Column("end_at", UtcTime, nullable=False),
    Index("slots_by_day", "item_id", "office_id", "day"),
)

seats = Table(
    "seats",
    metadata,
    Column("slot_id", ForeignKey("slots.slot_id"), primary_key=True),
    Column("seat_no", Integer, primary_key=True),
    Column("appointment_id", String(36), nullable=True, unique=True),
)

appointments = Table(
    "appointments",
    metadata,
    Column("appointment_id", String(36), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("number", String(40), nullable=False, unique=True),
    Column("resident_key", String(64), nullable=False, index=True),
    Column("item_id", String(64), nullable=False),
    Column("slot_id", ForeignKey("slots.slot_id"), nullable=False),
    Column("topic", String(500), nullable=False),
    Column("phone", String(20), nullable=False),
    Column("answer", Text, nullable=False),
    Column("booked_at", UtcTime, nullable=False),
)

cancellations = Table(
    "cancellations",
    metadata,
    Column("appointment_id", ForeignKey("appointments.appointment_id"), primary_key=True),
    Column("cancelled_at", UtcTime, nullable=False),
)

applications = Table(
    "applications",
    metadata,
    Column("application_id", String(36), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("case_number", String(40), nullable=False, unique=True),
    Column("resident_key", String(64), nullable=False, index=True),
    Column("kiosk_id", String(64), nullable=False),
    Column("item_id", String(64), nullable=False),
    Column("outcome", String(12), nullable=False),
    Column("answers", Text, nullable=False),
    Column("answer", Text, nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("decided_at", UtcTime, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    Column("attachment_id", String(36), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("application_id", String(36), nullable=False),
    Column("kiosk_id", String(64), nullable=False),
    Column("place_no", Integer, nullable=False),
    Column("item_id", String(64), nullable=False),
    Column("field_id", String(64), nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("received_at", UtcTime, nullable=False, index=True),
    Column("sealed", LargeBinary, nullable=False),
    UniqueConstraint("application_id", "kiosk_id", "place_no", name="one_picture_a_place"),
    CheckConstraint(f"place_no BETWEEN 0 AND {MAX_ATTACHMENTS - 1}", name="places_end"),
)
"""No foreign key: pictures come before their application."""

entitlements = Table(
    "entitlements",
    metadata,
    Column("resident_key", String(64), primary_key=True),
    Column("item_id", String(64), primary_key=True),
    Column("application_id", ForeignKey("applications.application_id"), nullable=False),
)

documents = Table(
    "documents",
    metadata,
    Column("number", String(40), primary_key=True),
    Column("subject_key", String(64), nullable=False, unique=True),
    Column("resident_key", String(64), nullable=False),
    Column("title", String(200), nullable=False),
    Column("issuer", String(200), nullable=False),
    Column("public_fields", Text, nullable=False),
    Column("issued_at", UtcTime, nullable=False),
    Column("valid_until", Date, nullable=True),
)

document_subjects = Table(
    "document_subjects",
    metadata,
    Column("number", ForeignKey("documents.number"), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("item_id", String(64), nullable=False),
)
"""Of which service a document is; those of earlier databases have no row."""

copies = Table(
    "copies",
    metadata,
    Column("grant_id", String(36), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("number", ForeignKey("documents.number"), nullable=False),
    Column("copy_no", Integer, nullable=False),
    Column("serial", String(48), nullable=False, unique=True),
    Column("kiosk_id", String(64), nullable=False),
    Column("outcome", String(12), nullable=True),
    Column("outcome_at", UtcTime, nullable=True),
    Column("answer", Text, nullable=False),
    UniqueConstraint("number", "copy_no", name="one_grant_a_copy"),
    CheckConstraint("copy_no >= 1", name="copies_count_from_one"),
)

ratings = Table(
    "ratings",
    metadata,
    Column("rating_id", String(36), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("handling", String(200), nullable=False, unique=True),
    Column("item_id", String(64), nullable=False),
    Column("score", Integer, nullable=False),
    Column("tags", Text, nullable=False),
    Column("kiosk_id", String(64), nullable=False),
    Column("rated_at", UtcTime, nullable=False),
    CheckConstraint("score BETWEEN 1 AND 5", name="five_levels"),
)

help_calls = Table(
    "help_calls",
    metadata,
    Column("call_id", String(36), primary_key=True),
    Column("body_digest", String(64), nullable=False),
    Column("number", String(40), nullable=False, unique=True),
    Column("kiosk_id", String(64), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("item_id", String(64), nullable=True),
    Column("answer", Text, nullable=False),
    Column("called_at", UtcTime, nullable=False),
)
