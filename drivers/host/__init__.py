"""Device hosts: a driver in a supervised process of its own.

A driver that hangs or crashes, also in a vendor's native library, is killed and replaced while the
kiosk goes on. ``messages`` is the language of both sides. ``supervisor`` is the kiosk's side, with
a device (``card_reader``, ``code_scanner``) in front of it; ``child`` is the other, with ``kinds``.

Another kind of device takes its opening, requests and results in the unions of ``messages``, a
module and a case in ``kinds``, and a device here that asks by ``calls``.
"""
