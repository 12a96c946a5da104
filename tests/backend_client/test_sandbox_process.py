"""The reference backend as a process of its own."""

from __future__ import annotations

import signal

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from backend_client import BackendClient, Timeouts


def test_the_process_serves_enrolled_kiosks_and_ends_on_sigterm(tmp_path, device_key, python):
    public = tmp_path / "kiosk.pub"
    key = device_key.private.public_key()
    public.write_bytes(key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    options = ["--db", f"sqlite:///{tmp_path / 'backend.db'}", "--enrol", f"LH-0001={public}"]
    with python("-m", "backend_client.sandbox", *options) as process:
        url = process.stdout.readline().strip()
        client = BackendClient(url, device_key, timeouts=Timeouts(call=20.0))
        assert client.offices("mediation").offices
        client.close()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
