"""What a kiosk in a lobby has in its own process: neither cameras' libraries nor readers'."""

from tests.fixtures.loaded_modules import modules_after

HOSTED = {"cv2", "zxingcpp", "pyzbar", "smartcard", "drivers.camera"}
"""Papers are drawn with numpy, so that is not among them."""

PRODUCTION = """
from pathlib import Path
import kiosk.startup
from drivers import Deadline, open_devices
from kiosk import CONFIG
from kiosk.parts import device_config
from kiosk.settings import load_settings
settings = load_settings(CONFIG / "profiles" / "production.yaml")
devices = open_devices(device_config(settings))
devices.code_scanner.status(Deadline.after(20))
devices.code_scanner.preview.want()
devices.close()
"""


def test_a_production_kiosk_loads_no_library_of_its_hosts():
    loaded = modules_after(PRODUCTION)

    assert loaded >= {"kiosk.devices", "drivers.host", "PySide6"}
    assert loaded & HOSTED == set()
