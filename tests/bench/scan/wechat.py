"""WeChat's decoder, run by another interpreter: it needs OpenCV's contrib modules below version 5.

    python -m venv ELSEWHERE && ELSEWHERE/bin/pip install "opencv-contrib-python-headless<5"
    python -m tests.bench scan --contrib ELSEWHERE/bin/python [--wechat MODELS]

``MODELS`` holds the four files of WeChatCV/opencv_3rdparty; without them the decoder runs without
its networks. The pixels go through a pipe, which adds about a millisecond to each of its times.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.scan.phone import GreyImage

MODELS = ("detect.prototxt", "detect.caffemodel", "sr.prototxt", "sr.caffemodel")

WORKER = """
import json, struct, sys
import cv2, numpy as np
cv2.setNumThreads(1)
detector = cv2.wechat_qrcode_WeChatQRCode(*sys.argv[1:])
while size := sys.stdin.buffer.read(8):
    rows, columns = struct.unpack("<II", size)
    pixels = np.frombuffer(sys.stdin.buffer.read(rows * columns), np.uint8)
    texts = detector.detectAndDecode(pixels.reshape(rows, columns))[0]
    print(json.dumps([text.encode("utf-8", "surrogateescape").hex() for text in texts]), flush=True)
"""


@contextmanager
def wechat_in(python: Path, models: Path | None) -> Iterator[Callable[[GreyImage], list[bytes]]]:
    """The decoder in an interpreter that has it; raises RuntimeError when it ends early."""
    files = [str(models / name) for name in MODELS] if models else []
    command = [str(python), "-c", WORKER, *files]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as worker:
        stdin, stdout = worker.stdin, worker.stdout
        assert stdin is not None
        assert stdout is not None

        def decode(image: GreyImage) -> list[bytes]:
            rows, columns = image.shape
            stdin.write(rows.to_bytes(4, "little") + columns.to_bytes(4, "little"))
            stdin.write(image.tobytes())
            stdin.flush()
            line = stdout.readline()
            if not line:
                raise RuntimeError("the interpreter for WeChat's decoder ended")
            return [bytes.fromhex(text) for text in json.loads(line)]

        yield decode
        stdin.close()
