"""Simulated devices that act at the lowest rung: APDUs, frames, ESC/POS bytes.

One steerable ``World`` holds what hands and hazards do; tests, the command line and the dock drive
it alike. Nothing here may be opened by a production profile.
"""
