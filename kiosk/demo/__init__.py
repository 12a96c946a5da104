"""Scripted visits on the real application: real touches on the real window, simulated hands."""
