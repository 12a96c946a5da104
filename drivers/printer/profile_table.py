"""The models that are known, and the three that stand for all others.

Sources: (E) Epson's ESC/POS reference and the specification of the model; (D) escpos-printer-db,
which python-escpos carries; (H) HPRT TP80K programming manual; (C) Custom's command references for
KPM150, KPM210, VKP80 II and III and TPTCM112; (R) the maker's rated speed, not checked against a
paper: it serves estimates only; (A) assumed, chosen so that an error costs time only.
"""

from __future__ import annotations

from dataclasses import replace

from drivers._errors import ConfigurationError
from drivers.printer.profiles import Ability, Cutter, Presenter, PrinterProfile, RasterCommand

_GENERIC_80 = PrinterProfile(
    name="generic-80",
    head_dots=576,  # (D) 72 mm at 203 dpi: most 80 mm models
    mm_per_second=150.0,  # (A) what the slowest of the 80 mm models below is rated
    image_rows=2303,  # (E) TM-T88III, (H): yH goes to 8; the least that any manual names
    process_echo=Ability.ASK,
    buffer_clear=Ability.ASK,
)

_GENERIC_58 = replace(
    _GENERIC_80,
    name="generic-58",
    head_dots=384,  # (D) NT-5890K, POS-5890, ZJ-5870, Sunmi V2: 48 mm at 203 dpi
    mm_per_second=90.0,  # (A)
    near_end_sensor=False,  # (A)
)

_GENERIC_58_TEAR = replace(
    _GENERIC_58,
    name="generic-58-tear",
    cutter=Cutter.NONE,  # (D) none of those four cuts; built-in mechanisms for kiosks do
    feed_before_cut=96,  # (A) 12 mm from the head to a tear bar
)

_GENERIC_112 = replace(
    _GENERIC_80,
    name="generic-112",
    head_dots=832,  # 104 mm at 203 dpi, the usual head for 112 mm paper
    mm_per_second=100.0,  # (A)
)

_EPSON_203 = PrinterProfile(
    name="epson-tm-t20ii",
    head_dots=576,  # (D)
    dots_per_inch=203,  # (D)
    mm_per_second=200.0,  # (R)
    raster=RasterCommand.GRAPHICS,  # (E) recommended over GS v 0
    image_rows=1662,  # (E) GS ( L function 112 on TM-T81; a later model takes at least as much
    cutter=Cutter.PARTIAL,  # (E)
    process_echo=Ability.YES,  # (E) GS ( H lists it
    buffer_clear=Ability.YES,  # (E) DLE DC4 function 8 lists it
)

_EPSON_180 = replace(
    _EPSON_203,
    name="epson-tm-t88v",
    head_dots=512,  # (D) 72 mm at 180 dpi
    dots_per_inch=180,  # (D)
    mm_per_second=300.0,  # (R)
)

_T88III = replace(
    _EPSON_180,
    name="epson-tm-t88iii",
    mm_per_second=150.0,  # (E)
    raster=RasterCommand.BIT_IMAGE,  # (E) GS ( L is of later models
    image_rows=2303,  # (E) yH goes to 8
    process_echo=Ability.NO,  # (E) named among those without GS ( H
    buffer_clear=Ability.NO,  # (E) not on the list of DLE DC4 function 8
)

_TP80 = replace(
    _GENERIC_80,
    name="hprt-tp80",
    mm_per_second=250.0,  # (R)
    image_rows=2303,  # (H)
    hanzi_text=True,  # (A) sold in China with a GB18030 ROM
)

_CUSTOM_PRESENT = b"\x1de\x03\x0c"
"""(C) GS e 3 m: present the ticket, m steps; 12 is what a public kiosk driver for VKP80 sends."""
_CUSTOM_RETRACT = b"\x1de\x02"
"""(C) GS e 2: retract the ticket; needs "retracting" enabled in the printer's set-up."""
_CUSTOM_EJECT = b"\x1de\x05"
"""(C) GS e 5: expel the ticket."""

_VKP80 = PrinterProfile(
    name="custom-vkp80",
    head_dots=576,  # (C)
    dots_per_inch=204,  # (C) horizontal unit 1/204 inch
    mm_per_second=150.0,  # (A)
    cutter=Cutter.FULL,  # (C) ESC i and GS V: total cut
    process_echo=Ability.NO,  # (C) GS ( H is not in the command reference
    buffer_clear=Ability.NO,
    auto_status=False,  # (C) states come by DLE EOT 20, whose head looks like automatic status
    presenter=Presenter(present=_CUSTOM_PRESENT, clear=_CUSTOM_EJECT),
)

_VKP80_RETRACTING = replace(
    _VKP80,
    name="custom-vkp80-retract",
    presenter=Presenter(present=_CUSTOM_PRESENT, clear=_CUSTOM_RETRACT),
)

_TABLE = {
    profile.name: profile
    for profile in (
        _GENERIC_58,
        _GENERIC_58_TEAR,
        _GENERIC_80,
        _GENERIC_112,
        _EPSON_203,
        replace(_EPSON_203, name="epson-tm-t20iii", mm_per_second=250.0),  # (R)
        replace(_EPSON_203, name="epson-tm-m30", mm_per_second=200.0),  # (R)
        _T88III,
        replace(_EPSON_180, name="epson-tm-t88iv", mm_per_second=200.0),  # (R)
        _EPSON_180,
        replace(_EPSON_180, name="epson-tm-t88vi", mm_per_second=350.0),  # (R)
        _TP80,
        _VKP80,
        _VKP80_RETRACTING,
    )
}

PROFILE_NAMES = tuple(sorted(_TABLE))


def profile_named(name: str) -> PrinterProfile:
    """The profile of this name; ConfigurationError names the known ones."""
    try:
        return _TABLE[name]
    except KeyError:
        message = f"no printer profile is called {name!r}; known: {', '.join(PROFILE_NAMES)}"
        raise ConfigurationError(message) from None


def profile_for_head(head_dots: int) -> PrinterProfile:
    """The generic profile for a head of this many dots."""
    for profile in (_GENERIC_58, _GENERIC_80, _GENERIC_112):
        if profile.head_dots == head_dots:
            return profile
    return replace(_GENERIC_80, name=f"generic-{head_dots}-dots", head_dots=head_dots)
