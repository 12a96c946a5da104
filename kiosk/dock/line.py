"""The line between ``kiosk dock`` commands and the running kiosk: one JSON object each way.

A Unix socket in the kiosk's own folder, so only the same user can reach it. The request is
``{"words": [...], "folder": "..."}`` with the caller's working folder, the answer
``{"ok": true, "text": "..."}``.
"""

from __future__ import annotations

import json
import socket
import socketserver
import threading
from collections.abc import Sequence
from pathlib import Path

from kiosk.dock.commands import CommandError, HelpAsked, execute, understand
from kiosk.dock.hands import Hands

SOCKET_NAME = "dock.sock"
LONGEST_REQUEST = 65_536
LONGEST_ANSWER = 1 << 20
REQUEST_SECONDS = 5.0
"""How long a caller may take to say what it wants."""
ANSWER_SECONDS = 45.0
"""How long a command may take; the backend needs up to 30 seconds to stop or start."""


class LineTakenError(OSError):
    """Another kiosk serves this folder."""


class DockServer:
    """Serves one command a connection, each connection on a thread of its own.

    Commands are carried out one after the other; a caller that says nothing holds up nobody.
    """

    def __init__(self, folder: Path, hands: Hands) -> None:
        self._path = folder / SOCKET_NAME
        self._hands = hands
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Open the socket; one left by a dead kiosk is replaced. Raises LineTakenError, OSError."""
        if _alive(self._path):
            message = f"another kiosk is running in {self._path.parent}"
            raise LineTakenError(message)
        self._path.unlink(missing_ok=True)
        self._server = _Server(str(self._path), self._hands)
        self._path.chmod(0o600)
        self._thread = threading.Thread(target=self._server.serve, name="dock", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Close the socket and end the thread; nothing happens when it does not run."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._path.unlink(missing_ok=True)
        self._server = self._thread = None


class _Server(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    poll_seconds = 0.1

    def __init__(self, path: str, hands: Hands) -> None:
        super().__init__(path, _Call)
        self.hands = hands
        self.one_at_a_time = threading.Lock()

    def serve(self) -> None:
        self.serve_forever(self.poll_seconds)

    def handle_error(self, request: object, client_address: object) -> None:
        """A bug is for the crash guard, not for standard error."""
        del request, client_address
        raise  # noqa: PLE0704 - socketserver calls this while it handles the exception


class _Call(socketserver.StreamRequestHandler):
    server: _Server
    timeout = REQUEST_SECONDS

    def handle(self) -> None:
        try:
            request = self.rfile.readline(LONGEST_REQUEST)
            answer = json.dumps(self._answer(request))
            self.connection.sendall(answer.encode() + b"\n")
        except OSError:
            return  # the caller is gone, or said nothing for too long

    def _answer(self, request: bytes) -> dict[str, object]:
        try:
            words, folder = _request(request)
            with self.server.one_at_a_time:
                return {"ok": True, "text": execute(words, self.server.hands, folder)}
        except CommandError as error:
            return {"ok": False, "text": str(error)}


def send(folder: Path, argv: Sequence[str]) -> str:
    """Let the running kiosk carry out a command; blocks up to ``ANSWER_SECONDS``.

    Raises CommandError, also when none runs. Bad grammar is told without a running kiosk.
    """
    try:
        understand(argv)
    except HelpAsked as explained:
        return str(explained)
    request = {"words": list(argv), "folder": str(Path.cwd())}
    try:
        answer = json.loads(_exchange(folder / SOCKET_NAME, json.dumps(request).encode() + b"\n"))
    except (FileNotFoundError, ConnectionRefusedError):
        message = "no kiosk with simulated devices is running here: start it with make run"
        raise CommandError(message) from None
    except (OSError, ValueError) as error:
        message = f"the running kiosk gave no answer: {error}"
        raise CommandError(message) from None
    if not answer["ok"]:
        raise CommandError(answer["text"])
    return str(answer["text"])


def _exchange(path: Path, request: bytes) -> bytes:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(ANSWER_SECONDS)
        line.connect(str(path))
        line.sendall(request)
        with line.makefile("rb") as answers:
            return answers.readline(LONGEST_ANSWER)


def _request(line: bytes) -> tuple[list[str], Path]:
    """What the caller wants, in words. Raises CommandError."""
    try:
        match json.loads(line):
            case {"words": [*words], "folder": str(folder)} if all(
                isinstance(word, str) for word in words
            ):
                return words, Path(folder)
    except (ValueError, RecursionError):
        pass
    message = 'not understood: send {"words": [...], "folder": "..."} on one line'
    raise CommandError(message)


def _alive(path: Path) -> bool:
    """Whether somebody listens at the socket."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(REQUEST_SECONDS)
        try:
            line.connect(str(path))
        except (FileNotFoundError, ConnectionRefusedError):
            return False
        return True
