"""The hosted side of each device kind: one module a kind, ``hosting`` picks the one asked for.

A module has ``open_device``, which loads the kind's driver and makes the device that an opening
asks for, and ``perform``, which does one request with it.
"""
