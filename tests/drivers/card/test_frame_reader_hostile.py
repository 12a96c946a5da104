"""Whatever comes over the line, FrameCardReader ends with a result or a DriverError."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drivers import CardUnread, Deadline, DriverError, Online
from drivers.card.frame_reader import FrameCardReader
from drivers.card.sam_frames import PREAMBLE, FrameParser, Reply, SamStatus

replies = st.builds(
    lambda sw3, data, sw12: Reply(sw3, data, sw12).to_bytes(),
    st.integers(0, 255) | st.sampled_from([0x80, 0x90, 0x9F]),
    st.binary(max_size=20) | st.sampled_from([bytes(4), bytes(8), bytes(16)]),
    st.just(0) | st.integers(0, 0xFFFF),
)
answers = st.lists(replies | st.binary(max_size=40) | st.just(PREAMBLE), max_size=4)


class HostileLine:
    """Answers each request with the next of its pieces; then falls silent."""

    name = "hostile"

    def __init__(self, answered: list[list[bytes]]) -> None:
        self._answered = iter(answered)
        self._pieces: list[bytes] = []

    def send(self, request: bytes, deadline: Deadline) -> None:
        deadline.check()
        self._pieces = list(next(self._answered, []))

    def receive(self, deadline: Deadline) -> bytes:
        while self._pieces:
            if piece := self._pieces.pop(0):
                return piece
        return b""

    def close(self) -> None:
        """Nothing to do."""


def soon() -> Deadline:
    return Deadline.after(20.0)


@given(st.lists(answers, max_size=8))
@settings(deadline=None, max_examples=200)
def test_a_read_never_takes_noise_for_a_card(answered):
    try:
        read = FrameCardReader(HostileLine(answered)).read(soon())
    except DriverError:
        return
    assert isinstance(read, CardUnread)


@given(st.lists(answers, max_size=8))
@settings(deadline=None, max_examples=200)
def test_a_status_is_online_only_when_a_sam_says_that_it_works(answered):
    status = FrameCardReader(HostileLine(answered)).status(soon())

    said = FrameParser().feed(b"".join(piece for pieces in answered for piece in pieces))
    works = any(isinstance(reply, Reply) and reply.status is SamStatus.DONE for reply in said)
    assert works or status.health != Online()
