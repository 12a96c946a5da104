"""Packages are entered through their doors: ``__all__`` is complete, sorted and true."""

import importlib

import pytest

DOORS = [
    "backend_client",
    "backend_client.contracts",
    "backend_client.outbox",
    "backend_client.signed_codes",
    "drivers",
    "drivers.camera",
    "drivers.card",
    "drivers.printer",
    "kiosk.catalog",
    "kiosk.codes",
    "kiosk.conductor",
    "kiosk.config_files",
    "kiosk.devices",
    "kiosk.documents",
    "kiosk.flow",
    "kiosk.session",
    "kiosk.store",
    "kiosk.submissions",
]


@pytest.mark.parametrize("door", DOORS)
def test_every_name_of_the_door_exists_once(door):
    module = importlib.import_module(door)
    assert module.__all__
    assert len(set(module.__all__)) == len(module.__all__)
    for name in module.__all__:
        assert getattr(module, name) is not None


@pytest.mark.parametrize("door", DOORS)
def test_what_the_door_lets_through_is_explained(door):
    module = importlib.import_module(door)
    assert module.__doc__
    for name in module.__all__:
        thing = getattr(module, name)
        if isinstance(thing, type) or (
            callable(thing) and getattr(thing, "__module__", "") == door
        ):
            assert thing.__doc__, f"{door}.{name} has no docstring"
