"""Entry of a device host; started by ``drivers.host.supervisor`` only."""

import sys

from drivers.host.child import open_card_reader, serve

serve(int(sys.argv[1]), open_card_reader)
