"""The machine readable zone of travel documents: a grey picture in, the key of the chip out.

``finding`` places lines, ``strips`` cuts them into cells, ``glyphs`` scores the cells' shapes,
``proof`` keeps what the check digits allow, ``engine`` has to see the same, ``reading`` is all of
it. Only the places of the key are looked at; nothing of them is ever written, logged or kept.
"""

from drivers.camera.zone.engine import LineEngine, open_engine
from drivers.camera.zone.reading import Engine, ZoneReader

__all__ = ["Engine", "LineEngine", "ZoneReader", "open_engine"]
