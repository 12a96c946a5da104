"""Device hosts: each driver in a supervised process of its own.

A driver that hangs or crashes, also in a vendor's native library, is killed and replaced while the
kiosk goes on. ``messages`` is the language of both sides, ``supervisor`` the kiosk's side,
``child`` the other one.
"""
