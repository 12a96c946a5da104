"""Entry of a device host; started by ``drivers.host.supervisor`` only."""

import sys

from drivers.host.child import serve
from drivers.host.kinds.hosting import open_hosted

serve(int(sys.argv[1]), open_hosted)
