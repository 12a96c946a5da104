"""Simulated devices that act at the lowest rung: APDUs, frames, ESC/POS bytes.

One steerable ``World`` holds what hands and hazards do; tests, the command line and the dock drive
it alike. Nothing here may be opened by a production profile.

Cards of fictitious people (``wallet``): resident cards, residence permits J, I and Y, social
security cards 1.00 to 3.00, passports and travel permits, and cards that are none of these. Each
can be used in three ways; the names below come from ``drivers``, ``drivers.card`` and the modules
``world``, ``wallet``, ``card``, ``vpcd`` and ``sam_pty`` here.

In process, for a reader's protocol alone::

    world = World()
    reader = ApduCardReader(SimCardTransport(world))
    world.tap_card("he")
    world.plan(DeviceKind.CARD_READER, PlannedTrouble(Trouble.FAIL, skip=2, sw=0x6F00))
    assert reader.read(Deadline.after(5)) == CardUnread(ReadFailure.UNREADABLE)

Inside a real PC/SC service, through the reader driver vpcd (``python -m drivers.sim.vpcd --card
li`` does this from a shell, for any PC/SC program)::

    world, reader = World(), open_card_reader(CardReaderConfig(CardProfile.PCSC_SAM_READBINARY))
    with VpcdCard(world, local_vpcd()):
        world.tap_card("li")
        reader.wait_for_card(Deadline.after(5))
        assert reader.read(Deadline.after(5)) == load_wallet().expected("li")

Behind a serial port, as a reader with a SAM sees the identity cards (``SamPtyReader``)::

    world, wallet = World(), load_wallet()
    with SamPtyReader(world, wallet.id_card) as sam:
        reader = open_card_reader(CardReaderConfig(CardProfile.SAM_SERIAL, serial_path=sam.path))
        world.tap_card("moore")
        assert reader.read(Deadline.after(5)) == wallet.expected("moore")

What can go wrong with a card is a ``PlannedTrouble`` in the world's plan: a step is one APDU, or
one frame of the serial line (whose own forms of these ``sam_field`` tells), so ``skip`` names it.
Here is what the card does at that step:

============  ==================================================================================
FAIL          answers the status word ``sw`` without data, and does not do what was asked
GARBLE        answers half the data, every bit turned, under the honest status word
WRONG_LENGTH  answers without the last byte of data, or with one where there should be none
DELAY         answers ``seconds`` late
HANG          never answers; with ``times`` 0 it goes on once the plan is cleared
REMOVE        is taken away: no answer comes, and the field is empty
DISCONNECT    stays, but the line breaks: in process TransportError, over vpcd away for a moment
============  ==================================================================================

The camera sees what is held before it: a phone or a slip of paper, in any pose::

    world = World()
    scanner = open_scanner(SimFrameSource(world))
    world.show_code(b"A-017", Pose(distance=1.5, tilt=30, dark=True, motion=6))
    assert scanner.scan(Deadline.after(5)).symbols[0].payload == b"A-017"

Its step is one frame. FAIL, HANG, DELAY and DISCONNECT are those of a camera's line, and:

============  ==================================================================================
GARBLE        half a JPEG arrives, which the camera's reader skips or gives up on
FROZEN        the frame before it comes once more
BLACK         something covers the lens
OVEREXPOSED   everything is white
RESIZE        the frame is 640x480
REPLUG        the camera vanishes and is back ``seconds`` later under another name
STUCK         the call heeds neither its own time-out nor any cancelling: only the plan's clearing,
              or the end of its process
============  ==================================================================================
"""
