"""The code scanner on a camera: looks, recovers its line, and knows how it is."""

from __future__ import annotations

import threading

from drivers._deadline import Deadline
from drivers._preview import PreviewMemory
from drivers._results import Scan, Symbol
from drivers._status import CodeScannerStatus
from drivers.camera.decode import Decoder
from drivers.camera.frames import Frame, FrameSource
from drivers.camera.hints import HintWatch
from drivers.camera.line import CameraLine
from drivers.camera.pacing import Pause
from drivers.camera.stillness import StillnessGate


class CameraCodeScanner:
    """A CodeScanner on any frame source and decoder.

    ``scan`` mends a broken line by itself: it closes the source, waits and opens it again until
    its deadline. It raises ``TransportError`` only when the line is still broken by then. A camera
    between two scans stays open; ``rest`` closes it. After ``close`` every call is ``Cancelled``.
    Frames go to ``preview`` while that is wanted; afterwards no picture is left in it.
    """

    def __init__(
        self,
        source: FrameSource,
        decoder: Decoder,
        pause: Pause = Deadline.pause,
        preview: PreviewMemory | None = None,
    ) -> None:
        self._decoder = decoder
        self._preview = preview or PreviewMemory()
        self._line: CameraLine[Frame] = CameraLine(source, _itself, self._preview, pause)
        self._lock = threading.Lock()
        self._gate = StillnessGate()
        self._hints = HintWatch()

    @property
    def preview(self) -> PreviewMemory:
        """See CodeScanner."""
        return self._preview

    def status(self, deadline: Deadline) -> CodeScannerStatus:
        """Health from a fresh frame if the camera is in use or was last seen broken.

        A resting, healthy camera is only looked for. Blocks for one frame at most.
        """
        with self._lock:
            return self._line.status(deadline)

    def scan(self, deadline: Deadline) -> Scan:
        """Codes of the first frame that shows any, or none and a hint at the deadline."""
        with self._lock:
            self._gate.search_next()
            seen = False
            for frame in self._line.frames(deadline):
                seen = True
                symbols = self._decode(frame)
                if symbols:
                    self._hints.forget()
                    return Scan(symbols)
                self._hints.note(frame)
            return Scan(hint=self._hints.hint()) if seen else Scan()

    def rest(self) -> None:
        """Close the camera until the next scan."""
        with self._lock:
            self._line.rest()
            self._gate.forget()
            self._hints.forget()

    def close(self) -> None:
        """Release camera and preview; a scan in another thread ends with Cancelled."""
        self._line.end()
        self.rest()
        self._preview.close()

    def _decode(self, frame: Frame) -> tuple[Symbol, ...]:
        return self._decoder.decode(frame.image) if self._gate.worth_decoding(frame) else ()


def _itself(frame: Frame) -> Frame:
    return frame
