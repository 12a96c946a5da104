"""Social security cards over the contact chip, as far as they speak without PIN and PSAM.

``read_card`` is a pure protocol over one function that exchanges an APDU (``CardLink.transmit``
bound to a deadline); VERIFY is not among the commands it can build.
"""

from drivers.card.ssc.items import Item
from drivers.card.ssc.reader import Exchange, SocialSecurityCardRead, read_card

__all__ = ["Exchange", "Item", "SocialSecurityCardRead", "read_card"]
