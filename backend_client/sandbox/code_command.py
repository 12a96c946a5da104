"""``python -m backend_client.sandbox --db URL code KIND ...``: a signed code for an operator."""

from __future__ import annotations

import argparse
import hashlib
from datetime import timedelta
from pathlib import Path

import segno

from backend_client._clock import utc_now
from backend_client.sandbox.core import Sandbox
from backend_client.sandbox.enrolment_tokens import issue_enrolment
from backend_client.sandbox.issuing import (
    ENROLMENT_LIFE,
    credential_of,
    issue_code,
    open_sandbox,
)
from backend_client.sandbox.registry import load_registry
from backend_client.signed_codes import EVERY_KIOSK, Configuration, StaffSignIn


def add_code_command(parser: argparse.ArgumentParser) -> None:
    """``code`` as a subcommand; without one the backend serves."""
    commands = parser.add_subparsers(dest="command", metavar="code")
    code = commands.add_parser("code", help="print a signed code instead of serving")
    kinds = code.add_subparsers(dest="kind", required=True)
    credential = _kind(kinds, "credential", "a resident's one-use credential")
    credential.add_argument("--resident", required=True, help="a key of residents.yaml")
    staff = _kind(kinds, "staff", "one sign-in of a member of staff", kiosk_needed=True)
    staff.add_argument("--staff", required=True, metavar="ID")
    enrolment = _kind(kinds, "enrolment", "enrols a kiosk", kiosk_needed=True)
    enrolment.add_argument("--backend-url", required=True, help="where the kiosk reaches us")
    configuration = _kind(kinds, "configuration", "names a configuration by its digest")
    configuration.add_argument("--version", type=int, required=True)
    named = configuration.add_mutually_exclusive_group(required=True)
    named.add_argument("--file", type=Path, help="the one file that is the configuration")
    named.add_argument("--digest", type=bytes.fromhex, metavar="HEX", help="as kiosk check says it")


def new_code(options: argparse.Namespace, key: bytes) -> str:
    """The code's text; with ``--png`` a picture to show to a camera as well.

    Ends the process with a sentence for what no kiosk would open and for an unknown resident.
    """
    registry = load_registry(options.config)
    try:
        sandbox = open_sandbox(options.db, registry, utc_now, key, options.public_url or "")
        text = _issued(sandbox, options)
    except ValueError as error:
        raise SystemExit(str(error)) from None
    except KeyError:
        message = f"no resident {options.resident!r} in residents.yaml"
        raise SystemExit(message) from None
    sandbox.database.close()
    if options.png:
        segno.make_qr(text, error="m").save(str(options.png), scale=6, border=4)
    return text


def _issued(sandbox: Sandbox, options: argparse.Namespace) -> str:
    life = None if options.minutes is None else timedelta(minutes=options.minutes)
    match options.kind:
        case "credential":
            content = credential_of(sandbox, options.resident)
            return issue_code(sandbox, content, options.kiosk, life)
        case "staff":
            return issue_code(sandbox, StaffSignIn(options.staff), options.kiosk, life)
        case "configuration":
            digest = options.digest or hashlib.sha256(options.file.read_bytes()).digest()
            named = Configuration(options.version, digest)
            return issue_code(sandbox, named, options.kiosk, life)
        case _:
            url = options.backend_url
            return issue_enrolment(sandbox, options.kiosk, url, life or ENROLMENT_LIFE)


def _kind(
    kinds: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    about: str,
    *,
    kiosk_needed: bool = False,
) -> argparse.ArgumentParser:
    parser = kinds.add_parser(name, help=about)
    default = None if kiosk_needed else EVERY_KIOSK
    parser.add_argument("--kiosk", required=kiosk_needed, default=default, metavar="ID")
    parser.add_argument("--minutes", type=int, help="life (default: the longest allowed)")
    parser.add_argument("--png", type=Path, metavar="FILE", help="also draw the QR code")
    return parser
