"""The hands of a test person at the kiosk's simulated devices. Never part of a production profile.

``make run`` opens this window beside the kiosk's own: lay a resident's card on the reader, show a
code to the camera, take the printed paper, and break things in the lower part of the window.

The same from a second terminal, while a kiosk runs (``kiosk dock -h`` lists all, ``kiosk dock tap
-h`` explains one)::

    kiosk dock residents                     who there is
    kiosk dock tap zhang                     lay her card on the reader; kiosk dock take
    kiosk dock show wang --distance 2        show her code, held far away; kiosk dock hide
    kiosk dock show wang --dark --tilt 30    in dark mode, leaning away
    kiosk dock show-text HELLO --paper       any text, on a slip of paper
    kiosk dock show-printed                  the newest printed paper: scan a receipt
    kiosk dock document kwok                 this page under the document camera; document off
    kiosk dock second on                     another resident's phone beside every code
    kiosk dock break printer hang --after 3  let the printer hang at its fourth step
    kiosk dock mend printer
    kiosk dock break code_scanner frozen     also black, overexposed, resize, replug, stuck
    kiosk dock papers build/papers           what came out, as PNG files

``hands`` is what can be done, ``commands`` the language, ``line`` the socket in between; the other
modules are the window, one module a panel.
"""
