"""``python -m backend_client.sandbox``: the reference backend as a process of its own, and
``... code KIND``: a signed code from its database.
"""

from __future__ import annotations

import argparse
import signal
import threading
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from backend_client.sandbox.code_command import add_code_command, new_code
from backend_client.sandbox.embedded import EmbeddedBackend
from backend_client.sandbox.numbering import PUBLISHED_KEY

_CONFIG = Path(__file__).parents[2] / "config" / "sandbox"


def main() -> None:
    """Serve until SIGINT or SIGTERM, or print one code."""
    options = _parser().parse_args()
    key = options.key_file.read_bytes() if options.key_file else PUBLISHED_KEY
    if options.command == "code":
        print(new_code(options, key))
        return
    backend = EmbeddedBackend(
        options.db,
        options.config,
        kiosks=dict(_enrolment(entry) for entry in options.enrol),
        port=options.port,
        host=options.host,
        public_url=options.public_url,
        key=key,
    )
    ended = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ended.set())
    with backend:
        print(backend.url, flush=True)
        ended.wait()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backend_client.sandbox", description=__doc__)
    parser.add_argument("--db", required=True, metavar="URL", help="SQLAlchemy database URL")
    parser.add_argument("--port", type=int, default=0, help="0 (default): any free port")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--config", type=Path, default=_CONFIG, help="directory of the seed files")
    parser.add_argument("--public-url", help="where the public reaches the verification page")
    parser.add_argument("--key-file", type=Path, help="secret for bearers, codes, check codes")
    parser.add_argument(
        "--enrol",
        action="append",
        default=[],
        metavar="KIOSK=FILE",
        help="a kiosk's id and its Ed25519 public key (PEM); may be repeated",
    )
    add_code_command(parser)
    return parser


def _enrolment(entry: str) -> tuple[str, bytes]:
    kiosk_id, _, path = entry.partition("=")
    key = load_pem_public_key(Path(path).read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        msg = f"the key of kiosk {kiosk_id} is not Ed25519"
        raise SystemExit(msg)
    return kiosk_id, key.public_bytes_raw()


if __name__ == "__main__":
    main()
