"""Runs visits: feeds events to the session, carries its effects out, brings their results back.

The only place that holds what a card or a code said, and the pixels of papers, while a visit lasts.
"""

from kiosk.conductor.conductor import Conductor
from kiosk.conductor.ports import Ports
from kiosk.conductor.press import Press

__all__ = ["Conductor", "Ports", "Press"]
