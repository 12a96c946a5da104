"""The networks inside the wheel of rapidocr (PaddleOCR's, Apache-2.0), for OpenCV to run.

Nothing else of that package is loaded: it would bring a downloader with it.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import cv2

from drivers._errors import ConfigurationError

PACKAGE = "rapidocr"
READS_LINES = "PP-OCRv6_rec_small.onnx"
TELLS_UPSIDE_DOWN = "ch_ppocr_mobile_v2.0_cls_mobile.onnx"


def model_file(name: str) -> Path:
    """Where the package keeps this model; raises ConfigurationError where it is not installed."""
    spec = find_spec(PACKAGE)
    folders = [] if spec is None else list(spec.submodule_search_locations or ())
    for folder in folders:
        path = Path(folder, "models", name)
        if path.is_file():
            return path
    message = f"{name} of the package {PACKAGE} is not installed"
    raise ConfigurationError(message)


def load_net(path: Path) -> cv2.dnn.Net:
    """The network, ready to run on this thread; raises ConfigurationError for another file."""
    try:
        return cv2.dnn.readNetFromONNX(str(path))
    except cv2.error as error:
        message = f"{path.name} is no network that OpenCV can run"
        raise ConfigurationError(message) from error
